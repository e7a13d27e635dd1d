"""The name is hidden where the person is meant, and its words stay where they mean something else."""

from __future__ import annotations

import re

import pytest
from domain_builders import text_of
from growth import grows_linearly

from cvscreen.domain.masks import masked
from cvscreen.domain.text import CVText, Page

HEAD = "{name}\nExperience\n"


def body(rest: str, name: str = "Jane Doe") -> str:
    """What becomes of the text below the head of a CV of that name."""
    head = HEAD.format(name=name)
    return masked(text_of(head + rest)).pages[0].text[len(head) :]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("Doe, J. wrote it", "████ ██ wrote it"),
        ("Doe, Jane", "████ ████"),
        ("J. Doe wrote it", "██ ███ wrote it"),
        ("Jane's team", "████'s team"),
        ("Jane’s team", "████’s team"),
        ("Mr Doe said", "Mr ███ said"),
        ("Mrs. Doe said", "Mrs. ███ said"),
        ("Jane Doe – 2", "████ ███ – 2"),
        ("JANE DOE | Page 2", "████ ███ | Page 2"),
        ("Jane_Doe_CV", "████████_CV"),
        ("J A N E   D O E", "█ █ █ █   █ █ █"),
        ("JaneDoe", "███████"),
        ("we know jane doe", "we know ████ ███"),
        ("Doe is an engineer", "███ is an engineer"),
        ("doe, a deer. Done. Janet", "doe, a deer. Done. Janet"),
    ],
)
def test_the_name_is_hidden_wherever_it_recurs(rest: str, expected: str) -> None:
    assert body(rest) == expected


def test_it_is_hidden_on_every_page() -> None:
    pages = masked(text_of("Jane Doe\nExperience\n", "Jane Doe - Page 2\nDoe, Jane\nPython")).pages
    assert pages[1].text == "████ ███ - Page 2\n████ ████\nPython"


def test_an_email_does_not_make_the_name_an_ordinary_word() -> None:
    assert body("jane.doe@x.io\nDoe led the team").endswith("███ led the team")


@pytest.mark.parametrize(
    ("name", "rest", "expected"),
    [
        ("Larry Page", "Page 2 of the web Page", "Page 2 of the web Page"),
        ("Larry Page", "Page is a seasoned lawyer", "████ is a seasoned lawyer"),
        ("Monty Python", "Skills: Python, SQL\nPython 3", "Skills: Python, SQL\nPython 3"),
        ("Rachel Python", "SQL, R, Python", "SQL, R, Python"),
        ("Rachel Python", "by R. Python", "by ██ ██████"),
        ("Jordan Python", "In Jordan. Python since 2015", "In Jordan. Python since 2015"),
        ("Hugh Grant", "won a Grant; Grant writing", "won a Grant; Grant writing"),
        ("Hugh Grant", "Mr Grant and Ms. Grant", "Mr █████ and Ms. █████"),
        ("Grant Price", "Price lists by Grant Price", "Price lists by █████ █████"),
        ("Will Price", "will price; Will do", "will price; Will do"),
        ("May Chen", "May 2019 - April 2020", "May 2019 - April 2020"),
        ("April Doe", "April 2019, May 2020", "April 2019, May 2020"),
        ("Jane Office", "MS Office, Microsoft Office", "MS Office, Microsoft Office"),
        ("Robin Experience", "WORK EXPERIENCE\nSkills", "WORK EXPERIENCE\nSkills"),
        ("Jane Zumba", "taught zumba; Zumba classes", "taught zumba; Zumba classes"),
        ("Bo Li", "Li-ion, Mr Li", "Li-ion, Mr ██"),
    ],
)
def test_ordinary_words_stay_where_they_mean_the_word(name: str, rest: str, expected: str) -> None:
    assert body(rest, name) == expected


@pytest.mark.parametrize("head", ["", "Jane Doe\nExperience\n"])
@pytest.mark.parametrize(
    "pattern",
    [
        "a", "a@", "a.", "a-", "1 ", "J ", "in/", "(", "\n", " ", "-", "https://", "www", "Jane Doe ", "Jane Doe, ",
        "Jane.\n", "Doe x, ", "Doe\n", "Doe ", "+1-", "phone: ", "123 ", "1",
    ],
)  # fmt: skip
def test_masking_takes_as_long_as_the_page_not_as_its_square(head: str, pattern: str) -> None:
    def work(page: str) -> None:
        masked(text_of(f"{head}Jane {page} y"))

    assert grows_linearly(work, pattern, 40_000)


def test_a_letter_spaced_name_is_hidden_among_other_spaced_words() -> None:
    text = CVText((Page(1, "Jane Doe\nEngineer\n"), Page(2, "J A N E   D O E   C V\nJaneDoe")))
    assert masked(text).pages[1].text == "█ █ █ █   █ █ █   C V\n███████"


@pytest.mark.parametrize("head", ["Doe, Jane", "DOE, JANE", "Name: Doe, Jane", "O'Neill, Sean", "Python, Jordan"])
def test_a_last_name_before_the_first_is_one_name(head: str) -> None:
    shown = (
        masked(CVText((Page(1, f"{head}\nClerk in Leeds\nEXPERIENCE\nFiled letters"),))).pages[0].text.splitlines()[0]
    )
    assert not [word for word in re.findall(r"[A-Za-z']+", head) if word != "Name" and word in shown]


def test_a_place_above_the_name_is_none() -> None:
    text = masked(CVText((Page(1, "Boston, MA\nJane Doe\njane.doe@example.com"),))).pages[0].text
    assert text.splitlines()[:2] == ["Boston, MA", "████ ███"]
