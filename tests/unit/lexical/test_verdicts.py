import asyncio

import pytest
from growth import grows_linearly
from lexical_house import finding

from cvscreen.domain.assessment import Verdict

MET, PARTIAL, UNCLEAR, NOT_MET = Verdict.MET, Verdict.PARTIAL, Verdict.UNCLEAR, Verdict.NOT_MET


@pytest.mark.parametrize(
    ("criterion", "cv", "verdict"),
    [
        ("Python", "Skills: Python, SQL", MET),
        ("Experience with Kubernetes", "Ran 40 services on k8s", MET),
        ("JavaScript", "Wrote the front end in JS and HTML", MET),
        ("Knowledge of machine learning", "Built ML models for churn", MET),
        ("Continuous integration", "Set up CI/CD pipelines with GitHub Actions", MET),
        ("Accounts payable", "Processed 300 vendor invoices a week (AP)", MET),
        ("Wound care", "Wound care and IV therapy on a surgical ward", MET),
        ("Relational databases", "PostgreSQL tuning for a shop", MET),
        ("A cloud platform such as AWS, GCP or Azure", "Deployed on Azure", MET),
        ("Go", "Wrote services in Go and Rust", MET),
        ("C++", "Games in C++ for ten years", MET),
        ("C#", "Desktop tools in C#", MET),
        (".NET", "Web services on .NET Core", MET),
        ("R", "Statistics in R and SPSS", MET),
        ("Budget variance analysis", "Prepared the monthly budget variance report", MET),
    ],
)
async def test_a_term_is_met_by_itself_its_synonyms_and_its_kinds(criterion: str, cv: str, verdict: Verdict) -> None:
    assert (await finding(criterion, cv)).verdict is verdict


@pytest.mark.parametrize(
    ("criterion", "cv"),
    [
        ("Java", "Ten years of JavaScript"),
        ("SQL", "NoSQL stores such as MongoDB"),
        ("Go", "I go to conferences and like to go further"),
        ("R", "Led the R&D department"),
        ("C", "Reported to C-level executives"),
        (".NET", "Net income rose by 12%"),
        ("React", "Reacted quickly to customer complaints"),
        ("Swift", "Swiftly resolved tickets"),
        ("Excel", "Excelled in customer service"),
        ("Forklift licence", "Licensed real estate agent"),
        ("Kubernetes", "Gardening, cooking, long walks"),
    ],
)
async def test_what_only_looks_alike_is_unclear(criterion: str, cv: str) -> None:
    assert (await finding(criterion, cv)).verdict is UNCLEAR


@pytest.mark.parametrize(
    ("criterion", "cv"),
    [
        ("Experience with Kubernetes", "I have no experience with Kubernetes."),
        ("Experience with Kubernetes", "No professional experience with Docker or Kubernetes yet"),
        ("Kubernetes", "I have never used Kubernetes"),
        ("Kubernetes", "Kubernetes: none"),
        ("Kubernetes", "I haven't worked with Kubernetes"),
        ("Kubernetes", "Not familiar with Kubernetes"),
        ("German", "I do not speak German. No knowledge of German."),
        ("Registered nurse licence", "I am not a registered nurse."),
        ("Experience as a registered nurse", "I am not a registered nurse.\n• Telling the nurse what I saw"),
        ("5+ years of Python", "Two years of Python in a start-up"),
        ("At least 5 years of experience", "EXPERIENCE\nClerk, Jan 2024 – Dec 2025\nFiled letters"),
    ],
)
async def test_what_the_cv_says_otherwise_is_not_met_with_the_words_that_say_so(criterion: str, cv: str) -> None:
    found = await finding(criterion, cv)
    assert found.verdict is NOT_MET
    assert found.evidence


@pytest.mark.parametrize(
    "cv",
    [
        "Not only Kubernetes but also Nomad in production",
        "No downtime in three years on Kubernetes",
        "Moved to Kubernetes without any help",
        "No experience with Nomad, but Kubernetes in production since 2019",
    ],
)
async def test_a_negation_of_something_else_denies_nothing(cv: str) -> None:
    assert (await finding("Kubernetes", cv)).verdict is MET


@pytest.mark.parametrize(
    "cv", ["Eager to learn Kubernetes", "Interested in Kubernetes", "I would like to learn Kubernetes"]
)
async def test_a_wish_is_no_experience(cv: str) -> None:
    assert (await finding("Kubernetes", cv)).verdict is UNCLEAR


async def test_half_of_what_is_asked_is_partial() -> None:
    assert (await finding("Docker and Terraform", "Docker images for 12 services")).verdict is PARTIAL


async def test_one_of_several_alternatives_is_enough() -> None:
    found = await finding("Experience with FastAPI, Litestar, Django or a similar framework", "APIs in Litestar")
    assert found.verdict is MET


@pytest.mark.parametrize("criterion", ["A sunny disposition and a hunger for success", "Grace under pressure"])
async def test_what_words_cannot_show_is_unclear(criterion: str) -> None:
    found = await finding(criterion, "Accountant. Closed the books monthly. Reconciled 40 accounts.")
    assert found.verdict is UNCLEAR
    assert found.question


async def test_evidence_points_into_its_page() -> None:
    pages = ("Summary\nBackend developer", "Skills\nPython, PostgreSQL")
    found = await finding("PostgreSQL", *pages)
    evidence = found.evidence[0]
    assert evidence.page == 2
    assert pages[1][evidence.start : evidence.end] == evidence.quote == "Python, PostgreSQL"


async def test_a_long_passage_is_quoted_around_what_counts() -> None:
    filler = "some words that say nothing at all " * 20
    found = await finding("Kubernetes", f"{filler}Kubernetes {filler}")
    assert "Kubernetes" in found.evidence[0].quote
    assert len(found.evidence[0].quote) < 300


@pytest.mark.parametrize(
    ("criterion", "cv", "verdict"),
    [
        ("Bachelor's degree in Computer Science", "EDUCATION\nBSc Computer Science, 2015", MET),
        (
            "Bachelor's degree in Computer Science or a related field",
            "EDUCATION\nMaster of Science in Computing Science",
            MET,
        ),
        ("Bachelor's degree", "EDUCATION\nPhD in Physics", MET),
        ("Master's degree in Finance", "EDUCATION\nMSc Finance, expected 2027", PARTIAL),
        ("Bachelor's degree in Computer Science", "EDUCATION\nB.A. in Medieval History", PARTIAL),
        ("Bachelor's degree", "EDUCATION\nHigh School Diploma", UNCLEAR),
        ("Bachelor's degree", "Boston, MA. MS Office. Worked with BAs.", UNCLEAR),
    ],
)
async def test_degrees_are_told_by_level_and_field(criterion: str, cv: str, verdict: Verdict) -> None:
    assert (await finding(criterion, cv)).verdict is verdict


@pytest.mark.parametrize(
    ("criterion", "cv", "verdict"),
    [
        ("Bachelor's degree", "I do not have a Bachelor's degree", NOT_MET),
        ("Bachelor's degree in Computer Science", "BSc Computer Science (not completed)", PARTIAL),
        ("Master's degree", "Certified Scrum Master in 2015", UNCLEAR),
        ("Bachelor's degree", "Planned a bachelor party for a client", UNCLEAR),
        ("Bachelor's degree or higher", "EDUCATION\nBSc Computer Science", MET),
        ("Bachelor's degree or higher", "EDUCATION\nMBA, a school of business", MET),
        ("High school diploma", "EDUCATION\nBachelor of Science", MET),
        ("Master's degree in Computer Science", "EDUCATION\nMS Computer Science", MET),
        ("Master's degree", "Word, MS Office and MS Excel", UNCLEAR),
        ("Bachelor's degree", "EDUCATION\nBSc Biology, 2015. Exceeded expected revenue twice", MET),
    ],
)
async def test_degrees_that_are_denied_unfinished_or_none(criterion: str, cv: str, verdict: Verdict) -> None:
    assert (await finding(criterion, cv)).verdict is verdict


@pytest.mark.parametrize(
    "cv",
    [
        "I cannot program in Java",
        "I am not proficient in Java",
        "Lacking Java knowledge",
        "Java experience: 0",
        "All JVM languages except Java",
        "Everything but Java",
        "Currently learning Java",
    ],
)
async def test_other_ways_to_say_no_earn_nothing(cv: str) -> None:
    assert (await finding("Experience with Java", cv)).verdict in {NOT_MET, UNCLEAR}


async def test_a_denial_ends_where_something_else_is_claimed() -> None:
    assert (await finding("Java", "No experience with Python, five years of Java.")).verdict is MET


@pytest.mark.parametrize("word", ["python ", "bachelor ", "PhD ", "python or ", "no ", "2 years ", "(", "1 1 "])
def test_a_verdict_takes_as_long_as_the_cv_not_as_its_square(word: str) -> None:
    def work(cv: str) -> None:
        asyncio.run(finding("5+ years of Python and a bachelor's degree", cv))

    work(word)
    assert grows_linearly(work, word, 40_000)


@pytest.mark.parametrize(
    ("cv", "verdict"),
    [
        ("LANGUAGES\nGerman (native), English (B2)", MET),
        ("Fluent German", MET),
        ("German (C1)", MET),
        ("German (A1)", PARTIAL),
        ("French (fluent)", UNCLEAR),
        ("I do not speak German", NOT_MET),
    ],
)
async def test_a_language_is_asked_for_with_its_level(cv: str, verdict: Verdict) -> None:
    assert (await finding("Fluent German", cv)).verdict is verdict
