"""What a page tells of its owner is hidden wherever it does so: in the head, in a section, beside contacts."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from domain_builders import text_of
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.masks import MASK, masked
from cvscreen.domain.masks.heads import HEAD, regions
from cvscreen.domain.plain import plain

TOP = "Jane Doe\njane@mail.com\nNurse\n"
WORK = "EXPERIENCE\n" + "Cared for many patients each day.\n" * 30

DETAILS = [
    *("• Married, two children", "Nationality German", "Nationality\nGerman", "Date of Birth\n12 March 1988"),
    *("Gender - Female", "Born: 1988", "geb. 12.03.1988 in Köln", "*12.03.1988", "Né(e) le 3 mai 1990"),
    *(
        "34 ans, marié, 2 enfants",
        "Aged 34",
        "34 y/o",
        "34 años",
        "Citizen of Canada",
        "US citizen",
        "Zivilstand: ledig",
    ),
    *("Ledig, keine Kinder", "Stato civile: coniugata", "Estado civil: Casada, dos hijos", "Casado, 2 hijos"),
    *("nata il 03.05.1990 a Roma", "Geburtsdatum/-ort: 12.03.1988, Köln", "Born in Lyon in 1990", "Mother of two"),
    *("Date and place of birth: 3 May 1990, Lyon", "(she/her)", "Ethnicity: Hispanic", "Disability: none"),
    *("Flat 3, 12 Baker Street, London", "Apt 4B, 123 Main St, Springfield", "12/3 MG Road, Bengaluru 560001"),
    *("Am Markt 3, 80331 München", "D-50667 Köln", "1250-146 Lisboa", "1015 CJ Amsterdam", "Kerkstraat 12bis"),
    *("Children - 2", "Children\t: 2", "Kinder - 2", "Alter- 34", "Age=34", "Status : Married", "Disability - None"),
    *(
        "Fathers Name: Jo Bloggs",
        "Musterstraße12",
        "P.O. Box 1985",
        "Via Roma 1998",
        "Hauptstraße 1912",
        "2010 Main Street",
    ),
    *("C/ Mayor 5, 2º B", "Rua Augusta 1500", "Piazza Duomo, 1", "Calle de Alcalá 123, Madrid", "2010 Main Street"),
    *("Apartado de correos 123", "Postfach 12 34, 50667 Köln", "Calle 10 # 5-51, Bogotá", "221B Baker Street"),
    *("H.No. 45, Sector 12, Rohini, New Delhi - 110085", "#45, 2nd Cross, Indiranagar, Bangalore 560038"),
    *(
        "Storgatan 5, 111 22 Stockholm",
        "ul. Długa 5/12, 00-238 Warszawa",
        "Vestergade 5, 8000 Aarhus",
        "Kirkegata 5",
    ),
    *("SE-111 22 Stockholm", "00-238 Warszawa"),
]
SECTIONS = [
    "Personal details",
    "CONTACT",
    "Zur Person",
    "État civil",
    "Datos personales",
    "Dati anagrafici",
    "Personalia",
]


def hidden(page: str) -> str:
    return masked(text_of(page)).pages[0].text


def shown_of(detail: str, before: str, behind: str) -> str:
    """The detail as it is seen between the two."""
    return hidden(before + detail + behind)[len(before) : len(before) + len(detail)]


@pytest.mark.parametrize("detail", DETAILS)
def test_a_detail_is_hidden_in_the_head_and_in_a_section_at_the_end(detail: str) -> None:
    seen = shown_of(detail, TOP, "\nEXPERIENCE\nNurse")
    assert MASK in seen
    assert not re.search(r"\d{2}", seen)
    assert shown_of(detail, f"{TOP}{WORK}PERSONAL DETAILS\n", "\nend") == seen


@pytest.mark.parametrize("section", SECTIONS)
def test_the_section_is_known_in_seven_languages(section: str) -> None:
    assert MASK in shown_of("Casada, 2 hijos", f"{TOP}{WORK}{section}\n", "\nend")


def test_what_stands_beside_contacts_is_hidden_anywhere() -> None:
    assert MASK in shown_of("12 Baker Street", f"{TOP}{WORK}", "\nTel. +44 20 7946 0018\nend")


@pytest.mark.parametrize(
    "other",
    [
        *(
            "Clinic at 12 Baker Street",
            "12 Baker Street",
            "Married the two systems",
            "34 years",
            "Single",
            "US citizen",
        ),
        *("Senior national", "Race: 10 km", "Sex education nurse", "Born in the cloud", "Nationality law, 2010"),
    ],
)
def test_what_is_told_of_work_stays(other: str) -> None:
    assert shown_of(other, TOP + WORK, "\nCared for many.") == other


@pytest.mark.parametrize(
    "right",
    ["Nationality: Brazilian, permanent resident", "Staatsangehörigkeit: türkisch, unbefristete Arbeitserlaubnis"],
)
def test_the_right_to_work_stays(right: str) -> None:
    seen = shown_of(right, TOP, "\nEXPERIENCE\nNurse")
    assert seen.endswith(right.partition(",")[2])
    assert MASK in seen


@given(
    st.lists(st.sampled_from(["Contact", "Experience", "█████", "Tel █", "a line of work", "", "x" * 900]), max_size=14)
)
def test_the_places_lie_in_the_page_in_order_and_apart(lines: list[str]) -> None:
    folded = plain("\n".join(lines))
    places = regions(folded, first=True)
    assert places[0][0] == 0
    assert places[0][1] <= max(HEAD, len(folded))
    assert all(before[1] < after[0] for before, after in pairwise(places))
    assert all(0 <= start <= end <= len(folded) for start, end in places)


@pytest.mark.parametrize("pattern", ["█\n", "contact\n", "a 1\n", "a", "married, ", "1 a ", "experience\n", "born in "])
def test_looking_for_them_takes_as_long_as_the_page(pattern: str) -> None:
    assert grows_linearly(lambda page: masked(text_of(f"Jane Doe\n{page} y")), pattern, 40_000)
