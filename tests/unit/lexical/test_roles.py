"""Whether a CV shows the role that a title names, and not its trade alone."""

import pytest
from lexical_house import finding

from cvscreen.domain.assessment import Verdict

MET, PARTIAL, UNCLEAR, NOT_MET = Verdict.MET, Verdict.PARTIAL, Verdict.UNCLEAR, Verdict.NOT_MET


@pytest.mark.parametrize(
    ("criterion", "cv"),
    [
        ("Experience as Senior Python engineer", "Python intern"),
        ("Senior Python engineer", "Junior Python developer"),
        ("Senior Python engineer", "Skills: Python"),
        ("Senior Python engineer", "Python engineer, Acme, Jan 2024 – Dec 2025"),
        ("Senior Python engineer", "Python engineer (intern)"),
        ("Head nurse", "Staff nurse on ward 3"),
        ("Head nurse", "Nursing assistant"),
        ("Head nurse", "Assistant head nurse"),
        ("Head nurse", "Staff nurse, ward 3, Jan 2005 – Dec 2020"),
        ("Experience as Head chef", "Kitchen porter for the head chef"),
        ("Experience as Head chef", "Sous chef at a hotel"),
        ("Senior accountant", "Accounting clerk"),
        ("Senior accountant", "Trainee accountant"),
        ("Experience as Electrician", "Apprentice electrician"),
        ("Experience as Lead data scientist", "Data scientist, Acme"),
        ("Experience as Head of Sales", "Sales assistant"),
        ("Experience as marketing manager", "Marketing intern"),
        ("Senior Python engineer", "Python help desk; worked with senior engineers"),
        ("Experience as Primary school teacher", "Teaching assistant"),
        ("Experience as Carpenter", "Carpenter's apprentice"),
        ("Senior project manager", "Project manager, Acme"),
        ("Senior Python engineer", "Senior nurse who likes Python"),
    ],
)
async def test_a_lower_rank_or_the_trade_alone_does_not_meet_a_title(criterion: str, cv: str) -> None:
    assert (await finding(criterion, cv)).verdict in {PARTIAL, UNCLEAR}


@pytest.mark.parametrize(
    ("criterion", "cv"),
    [
        ("Experience as Senior Python engineer", "Senior Python engineer, Acme"),
        ("Senior Python engineer", "Sr. Python Developer"),
        ("Senior Python engineer", "Lead software engineer. Python, Django"),
        ("Senior Python engineer", "Python developer, Acme, Jan 2016 – Dec 2025"),
        ("Senior Python engineer", "Backend developer with eight years of Python"),
        ("Senior Python engineer", "Senior Python engineer 2022 – 2025\nJunior Python engineer 2018 – 2022"),
        ("Experience as Head nurse", "Head nurse on ward 3"),
        ("Head nurse", "Charge nurse, ICU"),
        ("Head chef", "Executive chef at a hotel"),
        ("Experience as Nursing assistant", "Nursing assistant in a care home"),
        ("Assistant store manager", "Assistant store manager, Acme"),
        ("Experience as Electrician", "Industrial electrician"),
        ("Junior developer", "Junior web developer"),
        ("Python developer", "Junior Python developer"),
        ("Experience as Registered nurse", "RN, acute ward"),
        ("5+ years as a senior accountant", "Accountant, Acme, Jan 2015 – Dec 2025"),
        ("Senior accountant", "I worked as the senior accountant of a brewery"),
        ("Experience as Lead data scientist", "Lead Data Scientist, Acme"),
        ("Experience as marketing manager", "Marketing manager for a bakery"),
    ],
)
async def test_the_role_at_its_rank_or_above_or_long_enough_meets_it(criterion: str, cv: str) -> None:
    found = await finding(criterion, cv)
    assert found.verdict is MET
    assert found.evidence


async def test_a_role_that_is_denied_is_not_met() -> None:
    assert (await finding("Registered nurse", "I am not a registered nurse.")).verdict is NOT_MET
