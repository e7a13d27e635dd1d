import pytest
from lexical_house import drafted, finding

from cvscreen.domain.assessment import Verdict
from cvscreen.domain.errors import NoCriteria

AD = """Senior Python engineer (full-time, remote)

About us
We build software for ports and are proud of our 70 people.

What you will do
- Design and run asynchronous services
* Review code

Requirements:
• 5+ years of Python (must)
• PostgreSQL is required
• Willing to travel as needed

Nice to have
1. Kafka
2. Terraform

What we offer
- $150,000 a year and a dental plan

We are an equal opportunity employer and do not discriminate by age, sex or religion.
"""


async def test_an_ad_becomes_its_title_duties_requirements_and_wishes() -> None:
    texts = [criterion.text for criterion in (await drafted(AD)).rubric.criteria]
    assert texts == [
        "Experience as Senior Python engineer",
        "Design and run asynchronous services",
        "Review code",
        "5+ years of Python (must)",
        "PostgreSQL is required",
        "Willing to travel as needed",
        "Kafka",
        "Terraform",
    ]


async def test_musts_weigh_most_and_wishes_least() -> None:
    weights = {criterion.text: criterion.weight for criterion in (await drafted(AD)).rubric.criteria}
    assert weights["5+ years of Python (must)"] > weights["Review code"] > weights["Kafka"]


async def test_only_what_is_said_to_be_a_must_is_one() -> None:
    musts = [criterion.text for criterion in (await drafted(AD)).rubric.criteria if criterion.must_have]
    assert musts == ["5+ years of Python (must)", "PostgreSQL is required"]


async def test_equal_opportunity_text_makes_no_criterion_and_no_flag() -> None:
    assert (await drafted(AD)).flags == ()


async def test_a_protected_trait_is_dropped_and_flagged_while_years_of_experience_stay() -> None:
    rubric = await drafted("- 10 years of experience in sales\n- Not older than 40 years of age\n- Young and dynamic")
    assert [criterion.text for criterion in rubric.rubric.criteria] == ["10 years of experience in sales"]
    assert [flag.code for flag in rubric.flags] == ["protected_trait", "protected_trait"]


async def test_one_line_becomes_its_parts() -> None:
    rubric = (await drafted("Python, Django, 5+ years, AWS; nice to have: Kubernetes")).rubric
    assert [(c.text, c.weight) for c in rubric.criteria] == [
        ("Python", 1.0),
        ("Django", 1.0),
        ("5+ years", 1.0),
        ("AWS", 1.0),
        ("Kubernetes", 0.5),
    ]


async def test_a_wall_of_text_becomes_several_criteria() -> None:
    wall = (
        "hi all we are looking for a registered nurse for our ward in the old town who can start in May, you need at "
        "least 3 years of experience in wound care and an active licence is a must, you will lead a shift with two "
        "assistants and teach students, experience with electronic patient records would be great, we pay well and the "
        "coffee is free, everyone is welcome to apply whatever their age or background, so please send us your CV"
    )
    rubric = (await drafted(wall)).rubric
    texts = " | ".join(criterion.text for criterion in rubric.criteria)
    assert len(rubric.criteria) >= 4
    assert "wound care" in texts
    assert "coffee" not in texts
    assert "whatever their age" not in texts
    assert [c.must_have for c in rubric.criteria if "licence" in c.text] == [True]


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("Job title: Head Chef\nRun the kitchen.\nKnow HACCP.", "Head Chef"),
        ("We are looking for an experienced accountant to close our books every month.", "experienced accountant"),
        ("As a civil engineer, you will design bridges and roads.", "civil engineer"),
        ("Truck driver\nDeliver goods\nCDL required", "Truck driver"),
    ],
)
async def test_the_title_is_found_where_ads_put_it(prompt: str, title: str) -> None:
    assert (await drafted(prompt)).rubric.criteria[0].text == f"Experience as {title}"


@pytest.mark.parametrize(
    "prompt", ["Equal opportunity employer.", "!!! ??? ...", "We offer a dental plan and $20 an hour."]
)
async def test_a_prompt_that_asks_for_nothing_has_no_criteria(prompt: str) -> None:
    with pytest.raises(NoCriteria):
        await drafted(prompt)


async def test_repeated_criteria_count_once() -> None:
    rubric = (await drafted("- Python\n- python.\n- Python")).rubric
    assert len(rubric.criteria) == 1


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "Data analyst\nRequirements: Python\nNice to have: Tableau\nMust have: SQL",
            {"Python": False, "Tableau": False, "SQL": True},
        ),
        ("Must have: RN license; BLS certification", {"RN license": True, "BLS certification": True}),
        (
            "java, spring, must know aws, nice to have k8s",
            {"java": False, "must know aws": True, "nice to have k8s": False},
        ),
        (
            "You must have 5 years of Python, ideally with Django.",
            {"You must have 5 years of Python, ideally with Django.": True},
        ),
    ],
)
async def test_labels_and_musts_hold_for_what_they_are_said_of(prompt: str, expected: dict[str, bool]) -> None:
    musts = {criterion.text: criterion.must_have for criterion in (await drafted(prompt)).rubric.criteria}
    assert expected.items() <= musts.items()


@pytest.mark.parametrize(
    "prompt",
    [
        "We need a full-time Python engineer with 5 years of Django experience in Berlin.",
        "Part-time bookkeeper with QuickBooks experience needed",
        "Full-time nurse",
        "We offer a competitive salary and we require 3 years of SQL and Python",
    ],
)
async def test_terms_of_work_beside_a_demand_do_not_drop_it(prompt: str) -> None:
    assert (await drafted(prompt)).rubric.criteria


@pytest.mark.parametrize(
    "prompt", ["- SQL\n- You do not need to know Java.", "- SQL\n- Must not: PHP", "- SQL\n- No PHP, please"]
)
async def test_what_is_not_wanted_makes_no_criterion(prompt: str) -> None:
    assert [criterion.text for criterion in (await drafted(prompt)).rubric.criteria] == ["SQL"]


async def test_of_too_many_criteria_the_musts_stay_and_the_rest_is_told() -> None:
    bullets = "\n".join(f"- Knowledge of tool number {number}" for number in range(60))
    rubric = await drafted(f"{bullets}\n- Must be under 30 years of age\n- SQL is required")
    assert [criterion.text for criterion in rubric.rubric.criteria if criterion.must_have] == ["SQL is required"]
    assert [flag.code for flag in rubric.flags] == ["protected_trait", "criteria_left_out"]


async def test_a_prompt_of_protected_traits_alone_says_what_was_left_out() -> None:
    with pytest.raises(NoCriteria, match="under 30"):
        await drafted("Must be under 30 years of age")


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "About the job\nPython required\nSQL experience\nKafka a plus",
            ["Python required", "SQL experience", "Kafka a plus"],
        ),
        ("Acme GmbH\nExcel skills\nExperience with SAP", ["Excel skills", "Experience with SAP"]),
        ("What you will do\nReconcile accounts\nPreferred qualifications\nSAP", ["Reconcile accounts", "SAP"]),
    ],
)
async def test_a_heading_is_made_of_nothing_but_the_words_of_headings(prompt: str, expected: list[str]) -> None:
    assert [criterion.text for criterion in (await drafted(prompt)).rubric.criteria] == expected


async def test_marks_of_all_sexes_and_equal_opportunity_text_in_other_languages_make_nothing() -> None:
    ad = """Buchhalter (m/w/d) gesucht
- 3 Jahre Erfahrung mit SAP (m/w/d)
- Schwerbehinderte werden bevorzugt
- Ohne Kinder
- Poste ouvert aux personnes en situation de handicap"""
    found = await drafted(ad)
    assert [criterion.text for criterion in found.rubric.criteria] == [
        "Experience as Buchhalter gesucht",
        "3 Jahre Erfahrung mit SAP",
    ]
    assert [flag.code for flag in found.flags] == ["protected_trait"]


async def test_a_mark_of_all_sexes_is_no_part_of_a_title() -> None:
    assert (await finding("Senior Java developer (m/w/d)", "Senior Java developer")).verdict is Verdict.MET
