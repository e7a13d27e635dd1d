"""Phone numbers that have no form of their own are known by what countries give out."""

from __future__ import annotations

import pytest
from domain_builders import text_of

from cvscreen.adapters.phones.number_plans import HEAD, NumberPlans
from cvscreen.domain.masks import masked

NUMBERS = [
    "+442079460018",
    "+49 30/901820",
    "030 901820",
    "+86 138 0013 8000",
    "+91 98765 43210",
    "06.12.34.56.78",
    "(212) 555 2368",
    "0171/3920090",
    "91 234 56 78 90",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_in_the_head_is_hidden_whatever_its_form(number: str) -> None:
    hidden = masked(text_of(f"Jane Doe\n{number}\nNurse in Lyon"), NumberPlans().find).pages[0].text
    assert not any(character.isdigit() for character in hidden)
    assert hidden.endswith("Nurse in Lyon")


@pytest.mark.parametrize("number", ["+86 138 0013 8000", "+4915112345678"])
def test_further_down_a_number_needs_its_countrys_code(number: str) -> None:
    body = "x" * HEAD
    assert list(NumberPlans().find(f"{body}\ncall {number}")) == [(HEAD + 6, HEAD + 6 + len(number))]
    assert list(NumberPlans().find(f"{body}\ncall 030 901820")) == []


@pytest.mark.parametrize(
    "other",
    [
        "2015 - 2019",
        "01.02.2019 - 03.04.2020",
        "2019-03-01",
        "1,000,000 users",
        "12.5 1000 2000",
        "ISO 9001:2015",
        "v1.2.3",
    ],
)
def test_dates_and_amounts_are_no_phone_numbers(other: str) -> None:
    assert list(NumberPlans().find(f"Jane Doe\n{other}\n")) == []
