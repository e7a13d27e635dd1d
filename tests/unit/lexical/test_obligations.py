"""What is required and what is wished for, where one sentence says both."""

import pytest
from lexical_house import drafted


async def musts(prompt: str) -> list[tuple[str, bool]]:
    return [(criterion.text, criterion.must_have) for criterion in (await drafted(prompt)).rubric.criteria]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Java required, Kubernetes nice to have", [("Java required", True), ("Kubernetes nice to have", False)]),
        ("Must have Java and SQL; Docker is a plus", [("Must have Java and SQL", True), ("Docker is a plus", False)]),
        ("Required: Java, SQL. Preferred: Docker", [("Java", True), ("SQL", True), ("Docker", False)]),
        ("Preferred: Docker. Required: Java, SQL", [("Docker", False), ("Java", True), ("SQL", True)]),
        ("Java (required), Docker (optional)", [("Java (required)", True), ("Docker (optional)", False)]),
        ("Welding is essential, forklift licence desirable", [("Welding is essential", True), ("forklift licence desirable", False)]),
        ("Java – required, Docker – nice to have", [("Java – required", True), ("Docker – nice to have", False)]),
        ("SAP is a must and Excel macros would be great", [("SAP is a must", True), ("Excel macros would be great", False)]),
        ("SAP is required but German is optional", [("SAP is required", True), ("German is optional", False)]),
        ("Python, Django required, AWS, Terraform a plus", [("Python, Django required", True), ("AWS, Terraform a plus", False)]),
        ("Must have Java, SQL, ideally Docker", [("Must have Java, SQL", True), ("ideally Docker", False)]),
        ("Docker is a plus, Java is mandatory", [("Docker is a plus", False), ("Java is mandatory", True)]),
        ("Must have: Java, SQL, nice to have: Docker", [("Java", True), ("SQL", True), ("Docker", False)]),
        ("Bachelor's degree required (Master's preferred)", [("Bachelor's degree required", True), ("Master's preferred", False)]),
        ("Java: required, Docker: optional", [("Java: required", True), ("Docker: optional", False)]),
        ("Required - Java, SQL, optional - Docker", [("Required - Java, SQL", True), ("optional - Docker", False)]),
        ("Java needed, Docker not required", [("Java needed", True), ("Docker not required", False)]),
        ("HACCP certificate required with French as a plus", [("HACCP certificate required", True), ("French as a plus", False)]),
        ("PostgreSQL, MySQL or Oracle required, Redis optional", [("PostgreSQL, MySQL or Oracle required", True), ("Redis optional", False)]),
    ],
)  # fmt: skip
async def test_a_sentence_that_requires_one_thing_and_wishes_another_makes_both(
    prompt: str, expected: list[tuple[str, bool]]
) -> None:
    assert await musts(prompt) == expected
    assert await musts(f"- {prompt}\n- Teamwork in the field of logistics")
    assert set(await musts(f"Accountant\n\nWhat you bring\n- {prompt}\n- Payroll runs")) >= {
        pair for pair in expected if pair[0] not in {"Java", "SQL"}
    }


async def test_what_is_wished_for_weighs_less_than_what_is_required() -> None:
    weights = [criterion.weight for criterion in (await drafted("Java required, Docker nice to have")).rubric.criteria]
    assert weights == [2.0, 0.5]


@pytest.mark.parametrize(
    "prompt",
    [
        "You must have 5 years of Python, ideally with Django.",
        "Python is required as needed",
        "Experience with PostgreSQL, Kafka and Redis is a plus",
        "Knowledge of SAP is required for month-end closing, reporting and tax",
    ],
)
async def test_a_sentence_that_says_one_of_both_stays_whole(prompt: str) -> None:
    assert [text for text, _ in await musts(f"- {prompt}\n- Payroll runs")] == [prompt, "Payroll runs"]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A gas safety certificate (essential) and a driving licence (preferred)", [True, False]),
        ("Must be flexible, friendly and helpful to guests with SQL", [True]),
        ("Nursing degree required, or equivalent experience preferred", [True]),
        ("Backend dev. Must: Go, Postgres. Nice: Kafka", [False, True, True, False]),
    ],
)
async def test_only_a_mark_of_its_own_makes_a_part_a_wish(prompt: str, expected: list[bool]) -> None:
    assert [must for _, must in await musts(prompt)] == expected
