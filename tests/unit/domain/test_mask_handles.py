"""The name is hidden in handles and paths, broken by a line's end and spread letter by letter."""

from __future__ import annotations

import re

import pytest
from domain_builders import text_of
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.masks import MASK, masked

NAME = "Marisol Quispe-Ortega"
HEAD = "{name}\nNurse\nExperience\n"


def body(rest: str, name: str = NAME) -> str:
    """What becomes of the text below the head of a CV of that name."""
    head = HEAD.format(name=name)
    return masked(text_of(f"{head}Cared for many.\n{rest}\nSold tea")).pages[0].text[len(head) + 16 : -9]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("file:///home/marisol/cv.pdf", "file:///home/███████/cv.pdf"),
        (r"C:\Users\mquispe\cv.pdf", r"C:\Users\███████\cv.pdf"),
        ("/home/marisol.quispe/docs", "/home/██████████████/docs"),
        ("/home/quispe_m", "/home/████████"),
        ("see the @marisolquispe", "see the @█████████████"),
        ("write @mquispe92.", "write @█████████."),
        ("portfolio of marisolquispe", "portfolio of █████████████"),
        ("ortegamarisol on the web", "█████████████ on the web"),
        ("user: mquispe", "user: ███████"),
        ("Marisol_Quispe_CV_2024.pdf", "██████████████_CV_2024.pdf"),
        ("MarisolQuispe.com", "█████████████.com"),
        ("Quispe, M. On trams", "███████ ██ On trams"),
    ],
)
def test_handles_and_paths_that_are_made_of_the_name_are_hidden(rest: str, expected: str) -> None:
    assert body(rest) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("Marisol Quis-\npe wrote", "███████ █████\n██ wrote"),
        ("Marisol Quis-\n  pe wrote", "███████ █████\n  ██ wrote"),
        ("with Mari\u00ad\nsol Quispe", "with █████\n███ ██████"),
        ("we met Marisol\nQuispe there", "we met ███████\n██████ there"),
        ("Mrs Quispe-\nOrtega spoke", "Mrs ███████\n██████ spoke"),
        ("M a r i s o l  Q u i s p e", "█ █ █ █ █ █ █  █ █ █ █ █ █"),
        ("M A R I S O L   Q U I S P E\nnurse", "█ █ █ █ █ █ █   █ █ █ █ █ █\nnurse"),
        ("Kind regards,\nM a r i s o l", "Kind regards,\n█ █ █ █ █ █ █"),
    ],
)
def test_what_parts_the_letters_of_the_name_does_not_show_it(rest: str, expected: str) -> None:
    assert body(rest) == expected


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Carl Sharp", "Knows CSharp and csharp"),
        ("Jane Oracle", "Engineer @Oracle"),
        ("Jordan Python", "GitHub, Python\nPy-\nthon and Go"),
        ("Jordan Python", "Slack Python bots; JPython"),
        ("Jordan Python", "P Y T H O N\nSQL"),
        ("Jordan Python", "handle: python errors"),
        ("Jane Price", "ids: price\nin Jane-\ndale"),
        ("Jane Doe", "we saw jane\ndoe and buck"),
        ("Jane Doe", "Jane\nDoering wrote"),
    ],
)
def test_what_is_made_of_its_words_and_means_no_person_stays(name: str, rest: str) -> None:
    assert body(rest, name) == rest


WORDS = st.sampled_from(["Python", "Zumba", "Sales", "Price", "Oracle", "Kubernetes", "Office", "Sharp", "Doe"])
LINES = st.lists(
    st.sampled_from(
        [
            *("/home/{0}", "@{0}", "{0}", "used {0}", "{0}-", "{0}\n{0}", "user: {0}", "P y t h o n", "P Y T H O N"),
            *("Py-", "thon", "S a l e s", "C{0}", "id: {0}s", "git {0}", "Sa-\nles team", "Jordan {0}", "{0}Jordan"),
            "Jordan\n{0}",
        ]
    ),
    max_size=12,
).map("\n".join)


@given(LINES, WORDS)
def test_offsets_hold_and_nothing_but_white_space_and_masks_replaces_a_letter(lines: str, surname: str) -> None:
    page = f"Jordan {surname}\nClerk\n{lines.replace('{0}', surname)}"
    seen = masked(text_of(page)).pages[0].text
    assert len(seen) == len(page)
    assert all(new == old or (new == MASK and not old.isspace()) for old, new in zip(page, seen, strict=True))
    assert not re.search(rf"(?i)jordan[ \n_-]?{surname}|{surname}jordan", seen)


@pytest.mark.parametrize(
    "pattern", ["a-\n", "-\n", "J ", "Doe-\n", "Jane\n", "Jane\nDoe", "@a", "/home/", "J a n e ", "janedoe"]
)
def test_looking_for_them_takes_as_long_as_the_page(pattern: str) -> None:
    assert grows_linearly(lambda page: masked(text_of(f"Jane Doe\nExperience\n{page} y")), pattern, 40_000)
