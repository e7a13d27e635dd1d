"""What was hidden once stands nowhere else, in whatever notation, and what only resembles it stays."""

from __future__ import annotations

import re
from datetime import date

import pytest
from domain_builders import text_of
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.masks import MASK, masked
from cvscreen.domain.masks.days import days_in, same_days
from cvscreen.domain.masks.values import recurring, telling

BODY = "Cared for many patients each day. " * 40


def second_page(value: str, again: str) -> str:
    """What becomes of a line on a second page, far from any head, if the first page's head has the value."""
    first = f"Jane Doe\n{value}\nNurse\nExperience\n"
    return masked(text_of(first, f"{BODY}\n{again}\nend")).pages[1].text[len(BODY) + 1 : -4]


@pytest.mark.parametrize(
    ("value", "again"),
    [
        ("jane@x.com +34 612 345 678", "612 345 678"),
        ("+34 612 345 678 jane@x.com", "612.34.56.78"),
        ("+34 612 345 678 +34 911 222 333", "612345678"),
        ("+45 12 34 56 78", "12345678"),
        ("+44 20 7946 0018", "(020) 7946-0018"),
        ("020 7946 0018", "+44 20 7946 0018"),
        ("+49 (0)170 1234567", "+49 170 1234567"),
        ("little-bird.dev | jane@x.com", "little-bird.dev"),
        ("12 Baker Street, London NW1 6XE", "12 Baker Street"),
        ("12 Baker Street, London NW1 6XE", "NW1 6XE"),
        ("Calle Mayor 5, 28013 Madrid", "28013 Madrid"),
        ("Address: Rose Cottage, Little Snoring", "Rose Cottage, Little\nSnoring"),
        ("Date of birth: 12 March 1988", "12.03.1988"),
        ("Date of birth: 12 March 1988", "1988-03-12"),
        ("DOB: 12/03/1988", "March 12th, 1988"),
        ("Geburtsdatum: 12.03.1988", "12. März 1988"),
        ("Né le 3 mai 1990 à Lyon", "03/05/1990"),
        ("Fecha de nacimiento: 3 de mayo de 1990", "3-5-90"),
    ],
)
def test_it_is_hidden_in_any_notation(value: str, again: str) -> None:
    assert second_page(value, again) == re.sub(r"\S", MASK, again)


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("Date of birth: 12 March 1988", "13.03.1988"),
        ("Date of birth: 12 March 1988", "March 1988"),
        ("Date of birth: March 12, 1988", "since March 12"),
        ("Nationality: German", "German (native)"),
        ("Place of birth: Lyon", "Nurse in Lyon"),
        ("12 Baker Street, London NW1 6XE", "Nurse in London"),
        ("Calle Mayor 5, 28013 Madrid", "Nurse in Madrid"),
        ("Married, 2 children", "a ward of 2 children"),
        ("+45 12 34 56 78", "2012 - 3456 cases"),
        ("+34 612 345 678", "1999 612 345 679"),
    ],
)
def test_what_only_resembles_it_stays(value: str, other: str) -> None:
    assert second_page(value, other) == other


@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)))
def test_a_day_is_the_same_in_every_notation(day: date) -> None:
    month = day.strftime("%B").lower()
    days = days_in(f"{day.day} {month} {day.year}")
    for form in ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d-%m-%y", f"{month} %d, %Y", f"%d. {month} %Y"):
        written = day.strftime(form)
        assert list(same_days(days, written)) == [(0, len(written))], written


@given(st.text("0123456789", min_size=9, max_size=13), st.lists(st.sampled_from(["", " ", "-", ".", "/"]), min_size=12))
def test_a_phone_number_is_found_however_it_is_grouped(digits: str, gaps: list[str]) -> None:
    again = "".join(digit + gap for digit, gap in zip(digits, [*gaps, ""], strict=False))[: len(digits) * 2]
    again = again.rstrip(" -./")
    places = list(recurring(telling([digits]), f"call {again} now"))
    assert any(start <= 5 and end >= 5 + len(again) for start, end in places)


@given(st.lists(st.text(min_size=1, max_size=40), max_size=6), st.text(max_size=200))
def test_whatever_was_hidden_places_lie_in_the_text(values: list[str], text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in recurring(telling(values), text))


@given(st.text("0123456789 @.,-/abc\n", max_size=300))
def test_what_tells_somebody_apart_is_found_again_as_it_is(value: str) -> None:
    for told in telling([value]):
        assert any(
            place == (2, 2 + len(told)) or place[1] >= 2 + len(told) for place in recurring({told}, f"x {told} x")
        )
