"""Whoever writes a CV, the scorer sees the same."""

from __future__ import annotations

import re
from itertools import cycle

import pytest
from domain_builders import text_of
from shared_data import jobs, names, needs_data

from cvscreen.domain.masks import masked

pytestmark = needs_data

NEUTRAL = "Zqxv Wqzk"
EVERY = 40
"""Each CV is tried with one name in so many, and each with others: all 800 on all 32 take minutes."""


def seen(cv: str, name: str) -> tuple[str, str]:
    """What a scorer sees of the CV outside of the name's places, and in them."""
    parts = cv.split("{name}")
    page = masked(text_of(name.join(parts))).pages[0].text
    outside, inside, at = [], [], 0
    for part in parts:
        outside.append(page[at : at + len(part)])
        inside.append(page[at + len(part) : at + len(part) + len(name)])
        at += len(part) + len(name)
    return "".join(outside), "".join(inside)


def assert_same(cv: str, name: str) -> None:
    outside, inside = seen(cv, name)
    assert outside == seen(cv, NEUTRAL)[0], name
    assert not re.search(r"\w", inside), name


@pytest.mark.parametrize("number", range(32))
def test_no_name_changes_what_is_seen_of_a_cv(number: int) -> None:
    _, cvs = jobs()[number // 8]
    for index, name in enumerate(names()[number::EVERY]):
        assert_same(cvs[number % 8], name if index % 2 else name.title())


@pytest.mark.parametrize("number", range(32))
def test_nor_does_a_surname_that_is_a_word_of_the_job(number: int) -> None:
    job, cvs = jobs()[number // 8]
    words = sorted(set(re.findall(r"[^\W\d_]{3,}", job.title())))
    for word, first in zip(words[number % 8 :: 8], cycle(["Jordan", "Alex", "Robin", "Grant", "May"]), strict=False):
        assert_same(cvs[number % 8], f"{first} {word}")


@pytest.mark.parametrize(
    "surname", ["Python", "Sales", "Finance", "Java", "Office", "Excel", "Word", "Manager", "Experience"]
)
def test_nor_does_one_of_another_trade(surname: str) -> None:
    for _, cvs in jobs():
        for cv in cvs:
            assert_same(cv, f"Jordan {surname}")
            assert_same(cv, f"ROBIN {surname.upper()}")
