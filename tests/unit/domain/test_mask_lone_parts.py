"""A part of the name that stands alone is hidden where a person is meant, whatever it spells, and nowhere else."""

from __future__ import annotations

import re

import pytest
from domain_builders import text_of
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.masks import masked

NAMES = ["Jordan Python", "Jordan Kubernetes", "Jordan Zumba", "Jordan Finance", "Jordan Doe", "JORDAN PYTHON"]
PERSON = [
    "Mr {} wrote to us",
    "Mrs. {} wrote to us",
    "Prof. {} wrote to us",
    "Dear {},",
    "Dear Ms {},",
    "Hi {}!",
    "My name is {} and",
    "I'm {}, a clerk",
    "Signed: {}",
    "Signature: {}",
    "Candidate: {}",
    "Resume {}",
    "CV of {}",
    "{} - page 1 of 2",
    "{} | Page 2",
    "Page 2 | {}",
    "{} Resume",
    "{} – Curriculum Vitae",
    "{}_CV.pdf",
    "CV_{}_2024.pdf",
    "resume-{}.docx",
    "Sincerely,\n{}",
    "Kind regards,\n\n{}",
    "Yours faithfully,\n____\n{}",
    "{} joined us in 2012.",
    "{} graduated from Leeds",
    "{} holds a BSc in physics",
    "{} earned her degree in 2010",
    "{} is a seasoned lawyer",
    "{} is an engineer",
    "{} is fluent in French",
    "{} has 12 years of experience",
    "{} has over ten years in banking",
    "{} was promoted twice",
    "{} lives in Leeds",
    "Since 2010, {} has worked abroad",
    "{} and colleagues, 2019",
    "{} et al., 2019",
    "The board praised {}'s dedication",
    "{}’s career began in Leeds",
    "Letter of recommendation for {}",
    "J. {}",
    "by J. {}",
    "J {}",
    "by J {} and others",
    "{}, J. (2019) On trams",
    "{} J, Smith A. On trams",
    "Jordan\n{}",
    "Jordan M. {}",
    "Jordan Marie {}",
    "{}, Jordan",
    "{}, Jordan M.",
    "Jordan_{}",
    "Jordan-{}",
]
OTHER = [
    "Skills: {}, SQL",
    "Skills: SQL, {}",
    "{} and Django",
    "• {}",
    "{}",
    "{} 3.11",
    "{} 2/3",
    "{}.",
    "SQL\n{}\nExcel",
    "{}: ten years",
    "{} (advanced)",
    "used {} for years",
    "Wrote services in {} and Go",
    "worked with {}",
    "by {} alone",
    "{} developer",
    "Senior {} Engineer",
    "{} is my main work",
    "{} is used by every engineer",
    "{} was new to the team",
    "{} has many uses",
    "{}'s type system",
    "{} developed for the web",
    "{} works well with SQL",
    "{} led to fewer faults",
    "{} brings speed",
    "I am {} certified",
    "Dear {} team",
    "hired {} developers",
    "In Jordan. {} since 2015",
    "SQL, J, {}",
    "Skills: {}, SQL, J",
    "{}/SQL",
    "{}-based services",
    "team.{}",
]


def body(rest: str, name: str) -> str:
    head = f"{name}\nClerk\nExperience\n"
    return masked(text_of(f"{head}{rest}\nSold tea in Leeds")).pages[0].text[len(head) : -len("\nSold tea in Leeds")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("line", PERSON)
def test_it_is_hidden_where_a_person_is_meant(line: str, name: str) -> None:
    surname = name.split()[1]
    assert surname.casefold() not in body(line.format(surname), name).casefold()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("line", OTHER)
def test_it_stays_where_the_word_is_meant(line: str, name: str) -> None:
    rest = line.format(name.split()[1].title())
    assert body(rest, name) == rest


@pytest.mark.parametrize(
    "line",
    [
        "{} led the team",
        "{} managed a team of ten",
        "{} joined in 2012",
        "{}'s team grew",
        "I have known {} since 2012",
        "We recommend {} without reserve",
        "About {}",
    ],
)
def test_what_is_said_of_people_and_firms_alike_hides_a_word_that_is_only_a_name(line: str) -> None:
    assert "Doe" not in body(line.format("Doe"), "Jane Doe")
    assert body(line.format("Oracle"), "Jane Oracle") == line.format("Oracle")


@pytest.mark.parametrize(
    "listed", ["SQL, R, Python", "Python, R.", "SQL, R. Python", "Skills: R Python SQL", "Python R"]
)
def test_a_language_of_one_letter_is_no_initial_in_a_list(listed: str) -> None:
    assert body(listed, "Rachel Python") == listed


@pytest.mark.parametrize("kept", ["S Corporation law", "T Corporation", "I Corporation at work", "A Corporation"])
def test_a_letter_before_a_word_is_not_always_an_initial(kept: str) -> None:
    first = {"S": "Sam", "T": "Tom", "I": "Ian", "A": "Ann"}[kept[0]]
    assert body(f"Knows {kept}", f"{first} Corporation") == f"Knows {kept}"


@pytest.mark.parametrize("foot", ["{name}", "{name} {page}", "{page} {name}", "- {name} -"])
def test_it_is_hidden_in_a_head_or_foot_that_recurs(foot: str) -> None:
    pages = [f"Experience\nSold tea\n{foot.format(name='Python', page=number)}" for number in (1, 2, 3)]
    shown = masked(text_of(f"Jordan Python\n{pages[0]}", *pages[1:]))
    assert not [page for page in shown.pages if "Python" in page.text]


def test_a_last_line_that_does_not_recur_is_no_foot() -> None:
    shown = masked(text_of("Jordan Python\nExperience\nSold tea", "Skills\nSQL\nPython 2"))
    assert shown.pages[1].text == "Skills\nSQL\nPython 2"


WORDS = st.sampled_from([*"Python Zumba Oracle Grant Page Sales Word Finance Java R C May Price Kubernetes".split()])
NEUTRAL = "Zqxv Wqzk"
TEXTS = st.lists(
    st.sampled_from(
        "Python Zumba Oracle Grant Page Sales Word Finance Java R C May Price Kubernetes , , . - / and with in for "
        "used {name} {name} the team of a site Skills: • years 2019 3 \n \n \n".split(" ")
    ),
    max_size=40,
).map(" ".join)


@given(TEXTS, WORDS, st.sampled_from(["Jordan", "Alex", "Rachel", "Carl"]))
def test_whoever_has_a_skill_for_a_surname_the_rest_of_the_cv_is_seen_alike(
    rest: str, surname: str, first: str
) -> None:
    def seen(name: str) -> str:
        return re.sub(
            r"█[█ ]*█|█", "#", masked(text_of(f"{{name}}\nClerk\n{rest}".replace("{name}", name))).pages[0].text
        )

    assert seen(f"{first} {surname}") == seen(NEUTRAL)
