"""What asks for a protected trait, and what only sounds like it."""

from __future__ import annotations

import pytest

from cvscreen.domain.traits import is_equal_opportunity_text, protected_trait

ASKING = [
    ("10 years of age", "age"),
    ("Must be at least 18 years of age", "age"),
    ("At least 18 years old", "age"),
    ("18-35 years old", "age"),
    ("Aged 25 to 35", "age"),
    ("Age between 25 and 35", "age"),
    ("Candidates aged 20-30", "age"),
    ("Maximum age: 40", "age"),
    ("Age limit 45", "age"),
    ("Must be under 35", "age"),
    ("Must be 18 years of age to work with children", "age"),
    ("Work with patients. Must be 21 years of age", "age"),
    ("No older than 40", "age"),
    ("Born after 1990", "age"),
    ("Date of birth", "age"),
    ("Young and dynamic team member", "age"),
    ("You are young, hungry and energetic", "age"),
    ("Young professionals", "age"),
    ("Digital native", "age"),
    ("Under 30", "age"),
    ("Male candidates only", "sex or gender"),
    ("Female preferred", "sex or gender"),
    ("Looking for a woman", "sex or gender"),
    ("Gender: male", "sex or gender"),
    ("Men", "sex or gender"),
    ("Married", "family status"),
    ("Must be single", "family status"),
    ("Unmarried people preferred", "family status"),
    ("No children", "family status"),
    ("Marital status", "family status"),
    ("Must not be pregnant", "pregnancy"),
    ("No plans for a baby", "pregnancy"),
    ("Pregnancy test", "pregnancy"),
    ("No plans to have children", "family status"),
    ("Christian candidates preferred", "religion or belief"),
    ("Must be Catholic", "religion or belief"),
    ("Muslim", "religion or belief"),
    ("Religion: Hindu", "religion or belief"),
    ("White applicants only", "ethnicity, race or national origin"),
    ("German nationality", "ethnicity, race or national origin"),
    ("National origin", "ethnicity, race or national origin"),
    ("Ethnic background", "ethnicity, race or national origin"),
    ("Must be born in the United States", "ethnicity, race or national origin"),
    ("Able-bodied", "disability or health"),
    ("Without any disabilities", "disability or health"),
    ("In good health", "disability or health"),
    ("Must be physically healthy", "disability or health"),
    ("HIV negative", "disability or health"),
    ("Heterosexual", "sexual orientation"),
    ("No union members", "political opinion or union membership"),
    ("Political views", "political opinion or union membership"),
    ("Good-looking", "appearance"),
    ("Attractive appearance", "appearance"),
]

NOT_ASKING = [
    "10 years of experience",
    "At least 18 years of experience with SAP",
    "5-10 years in retail",
    "Under 30 minutes response time",
    "Over 50 employees led",
    "Teach children aged 3 to 5",
    "Work with children under 5",
    "Care for adults over 65",
    "Care for pregnant women",
    "Care for patients of any age",
    "Pediatric patients from birth to 18 years of age",
    "Experience with young people",
    "Counselling of married couples",
    "Experience working with young adults",
    "Design women's clothing",
    "Sell men's and women's shoes",
    "Experience with women's health",
    "Native English speaker",
    "Fluent German",
    "Teach French as a foreign language",
    "Christian theology degree",
    "Islamic finance",
    "Knowledge of Jewish history",
    "Health and safety",
    "Occupational health",
    "Mental health nursing",
    "Experience with health care insurance",
    "Support people with disabilities",
    "Age-appropriate lesson plans",
    "Middle-aged and elderly care experience",
    "White-box testing",
    "Black belt in Six Sigma",
    "Black box testing",
    "European market knowledge",
    "Indian tax law",
    "Race conditions and concurrency",
    "Single sign-on",
    "Single page applications",
    "Married filing jointly tax returns",
    "Genetic algorithms",
    "Gender studies degree",
    "Political science degree",
    "Labour union negotiations",
    "Excellent storytelling",
    "Python",
    "Right to work in Germany",
    "Family law",
    "Sex education curriculum design",
    "Straight-through processing",
    "Photography",
    "Attractive web design",
    "Aging pipelines of accounts receivable",
    "Asian cuisine",
]


@pytest.mark.parametrize(("text", "trait"), ASKING)
def test_a_criterion_that_asks_for_a_protected_trait_is_told(text: str, trait: str) -> None:
    assert protected_trait(text) == trait


@pytest.mark.parametrize("text", NOT_ASKING)
def test_work_that_only_sounds_like_a_protected_trait_is_left_alone(text: str) -> None:
    assert protected_trait(text) is None


@pytest.mark.parametrize("text", [text for text, _ in ASKING])
def test_case_and_white_space_around_change_nothing(text: str) -> None:
    assert protected_trait(f"  {text.upper()}  ") is not None


@pytest.mark.parametrize(
    "text",
    [
        "We are an equal opportunity employer.",
        "Equal employment opportunities are given without regard to race or religion.",
        "All qualified applicants will receive consideration regardless of age.",
        "We do not discriminate on the basis of sex.",
        "We don't discriminate.",
        "Women and minorities are welcome to apply.",
        "Reasonable accommodations are available on request.",
        "Our company celebrates diversity and inclusion.",
        "Protected veteran status is no reason to hesitate.",
        "EEO statement",
    ],
)
def test_equal_opportunity_sentences_are_recognised(text: str) -> None:
    assert is_equal_opportunity_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Experience with equal-area map projections.",
        "5 years of Python.",
        "You take opportunities as they come.",
        "Diversity of data sources is a challenge you like.",
        "Protect our customers' data.",
    ],
)
def test_other_sentences_are_not(text: str) -> None:
    assert not is_equal_opportunity_text(text)
