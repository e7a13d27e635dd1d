from datetime import UTC, datetime

import pytest
from lexical_house import finding

from cvscreen.adapters.scorers.lexical.dates import date_ranges, years_covered
from cvscreen.adapters.scorers.lexical.words import Words
from cvscreen.adapters.scorers.lexical.years import years_asked
from cvscreen.domain.assessment import Verdict

NOW = datetime(2026, 6, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Jan 2019 – Dec 2020", 2.0),
        ("January 2019 to December 2019", 1.0),
        ("01/2019 - 12/2021", 3.0),
        ("2019-01 – 2019-06", 0.5),
        ("2015–2018", 3.0),
        ("2015 - present", 11.5),
        ("June 2025 – Present", 13 / 12),
        ("since 2025", 1.5),
        ("Jan '19 – Dec '19", 1.0),
        ("March - May 2020", 0.25),
        ("2010–2014 and 2012–2016", 6.0),
        ("Sept. 2018 — Aug. 2019", 1.0),
        ("01.03.2012 – 30.04.2013", 14 / 12),
        ("1 March 2012 to 30 April 2013", 14 / 12),
        ("2012-03-01 – 2013-04-30", 14 / 12),
        ("March 1, 2015 - April 30, 2016", 14 / 12),
        ("06/12 - 05/13", 1.0),
        ("Jan-15 - Dec-15", 1.0),
        ("Jan-2015 – Dec-2015", 1.0),
        ("2015–18", 3.0),
        ("1998-99", 1.0),
        ("Q1 2015 - Q2 2015", 4 / 12),
        ("January 2026 till date", 0.5),
    ],
)
def test_periods_add_up_and_overlaps_count_once(text: str, years: float) -> None:
    assert years_covered(date_ranges(Words(text), NOW)) == pytest.approx(years, abs=0.01)


@pytest.mark.parametrize(
    "text", ["555-0119", "version 3.11 to 3.13", "28 to 32 pupils", "2030 – 2035", "1 800 2000", "GPA 3.8/4.0"]
)
def test_other_numbers_are_no_periods(text: str) -> None:
    assert date_ranges(Words(text), NOW) == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("5+ years of Python", 5),
        ("at least three years", 3),
        ("3-5 years of experience", 3),
        ("minimum of two (2) years", 2),
        ("18 months of teaching", 1.5),
        ("10 years or more", 10),
    ],
)
def test_years_asked_are_the_least(text: str, years: float) -> None:
    asked = years_asked(text)
    assert asked is not None
    assert asked[0] == years


@pytest.mark.parametrize(
    "text", ["within six months", "a 4-year degree", "18 years of age", "every two years", "no number of years"]
)
def test_other_spans_ask_for_no_experience(text: str) -> None:
    assert years_asked(text) is None


CV = """EXPERIENCE
Backend Developer Jan 2020 – Dec 2025
Acme, Leeds
• Wrote services in Python
Cook Jan 2012 – Dec 2019
Diner, Leeds
• Ran the grill
EDUCATION
BSc Physics 2008 – 2012
SKILLS
Python, Terraform"""


@pytest.mark.parametrize(
    ("criterion", "verdict"),
    [
        ("5+ years of Python", Verdict.MET),
        ("10+ years of Python", Verdict.PARTIAL),
        ("10 years of work experience", Verdict.MET),
        ("15 years of work experience", Verdict.PARTIAL),
        ("30 years of work experience", Verdict.NOT_MET),
        ("3+ years of Kubernetes", Verdict.UNCLEAR),
        ("3+ years of Terraform", Verdict.PARTIAL),
    ],
)
async def test_years_come_from_the_work_that_speaks_of_it(criterion: str, verdict: Verdict) -> None:
    assert (await finding(criterion, CV)).verdict is verdict


async def test_what_the_cv_states_counts_before_its_dates() -> None:
    stated = "One year of paid Python work.\n" + CV
    assert (await finding("5+ years of Python", stated)).verdict is Verdict.PARTIAL


async def test_a_year_that_is_not_understood_leaves_the_years_open() -> None:
    cv = "EXPERIENCE\nPython developer, from 2012 for eleven winters\nIntern Jan 2024 – Jun 2024\nPython scripts"
    assert (await finding("5+ years of Python", cv)).verdict is not Verdict.NOT_MET


@pytest.mark.parametrize(
    ("cv", "verdict"),
    [
        ("Java (10 years), Python (2 years)", Verdict.NOT_MET),
        ("10 years of Java, 2 years of Python", Verdict.NOT_MET),
        ("2 years of Java, 10 years of Python", Verdict.MET),
        ("I was born 30 years ago and know Python", Verdict.UNCLEAR),
        ("I am 40 years young and love Python", Verdict.UNCLEAR),
        ("2 years ago I finished a Python course", Verdict.UNCLEAR),
    ],
)
async def test_years_belong_to_what_they_stand_beside(cv: str, verdict: Verdict) -> None:
    assert (await finding("5+ years of Python", cv)).verdict is verdict


async def test_studies_are_no_work() -> None:
    cv = "EDUCATION\nBSc Python Studies 2010 – 2020\nEXPERIENCE\nPython developer 2025 – present"
    assert (await finding("5 years of Python", cv)).verdict is not Verdict.MET
