"""Where somebody lives and what no job may ask is hidden, whatever the language, and hardly anything else."""

from __future__ import annotations

import re

import pytest
from domain_builders import text_of
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.masks import MASK, masked
from cvscreen.domain.text import CVText, Page

HEAD = "Jane Doe\njane.doe@mail.com\n"

DETAILS = [
    ("Date of birth: {}", "12 March 1988"),
    ("DOB {}", "12/03/1988"),
    ("Born on {}", "3 May 1990 in Lyon"),
    ("Place of birth: {} | German", "Ouagadougou"),
    ("Geburtsdatum: {}", "12.03.1988"),
    ("Geboren am {}", "12.03.1988 in Köln"),
    ("Né le {}", "3 mai 1990 à Lyon"),
    ("Fecha de nacimiento: {}", "3 de mayo de 1990"),
    ("Data di nascita: {}", "3 maggio 1990"),
    ("Data de nascimento: {}", "3 de maio de 1990"),
    ("Geboortedatum: {}", "3 mei 1990"),
    ("Age: {}", "34"),
    ("Alter: {}", "34 Jahre"),
    ("Edad: {}", "34"),
    ("{}", "34 years old"),
    ("Nationality: {}", "Burkinabe"),
    ("Staatsangehörigkeit: {}", "deutsch"),
    ("Nationalité : {}", "française"),
    ("Cittadinanza: {}", "italiana"),
    ("Marital status: {}", "widowed"),
    ("Familienstand: {}", "ledig"),
    ("Situation familiale : {}", "pacsé"),
    ("Estado civil: {}", "soltero"),
    ("{}", "Married, 2 children"),
    ("Gender: {}", "female"),
    ("Geslacht: {}", "vrouw"),
    ("Religion: {}", "Zoroastrian"),
    ("Children: {}", "2"),
    ("{}", "12 Baker Street, London NW1 6XE"),
    ("{}", "123 N. Main St., Apt 4B, Springfield, IL 62704"),
    ("{} | Berlin", "Musterstraße 12"),
    ("{}", "Am Alten Weg 7a, 50667 Köln"),
    ("{}", "12 bis, rue de la Paix, 75002 Paris"),
    ("{}", "Calle Mayor, 5, 28013 Madrid"),
    ("{}", "Via Garibaldi 12, 20121 Milano"),
    ("{}", "Keizersgracht 123, 1015 CJ Amsterdam"),
    ("{}", "P.O. Box 4711"),
    ("{}", "Toronto, ON M5V 2T6"),
    ("{}", "50667 Köln"),
    ("Address: {}", "Rose Cottage, Little Snoring"),
    ("Anschrift: {}", "Hof Sonnenschein, Hintertupfing"),
]

OTHERS = """
5 years old codebase migrated | 2021 2nd Place | 3 times in first place | Aged care nurse 2015-2019
2019 Google Cloud certified | 2010 Berlin University of Arts | 10000 users reached | 1200 Employees
Born in the cloud: 2019 | Gender studies: BA 2014 | Children: pediatrics ward | Age UK, charity 2018
Way Street Media 2019 | Java 8 Street View API | via React Native 12 | Civil engineering: 2015
National Health Service: nurse | Family law: 3 years | Single sign-on | German (native) | Sales, EMEA
Children: 25 per group | Kinder: 20 in der Gruppe | ALTER - 3 tables | Age - 80 patients | Sex: education
Race: Formula Student Germany | Disability: learning support
Age group 30-39: 1st | Alternating current 2010 | International sales: Brazil | Naturally aged wines
"""


def after_masking(page: str) -> str:
    return masked(text_of(page)).pages[0].text


@pytest.mark.parametrize(("line", "value"), DETAILS)
def test_a_detail_is_hidden_and_its_label_stays(line: str, value: str) -> None:
    hidden = after_masking(f"{HEAD}{line.format(value)}\nExperience\nNurse")
    assert re.sub(r"\S", MASK, value) in hidden
    assert value not in hidden
    assert re.split(r"[{:]", line)[0].split("|")[0].rstrip() in hidden
    assert hidden.endswith("Experience\nNurse")


@pytest.mark.parametrize("other", [part.strip() for part in re.split(r"[|\n]", OTHERS) if part.strip()])
def test_what_only_looks_like_it_stays(other: str) -> None:
    assert other in after_masking(f"{HEAD}{other}\nExperience")
    assert other in after_masking(f"{HEAD}Experience\n• {other}\n")


def test_an_employers_address_stays_where_the_work_is_told() -> None:
    work = "Nurse, St Mary's, 14 Wall Street, Springfield, IL 62704"
    assert work in after_masking(HEAD + "Experience\n" + "Cared for patients.\n" * 60 + work)


@pytest.mark.parametrize(
    ("value", "again"),
    [
        ("+44 20 7946 0018", "020 7946 0018"),
        ("+49 (0)170 1234567", "0170-1234567"),
        ("jane.doe@mail.com", "JANE.DOE@MAIL.COM"),
        ("Date of birth: 12.03.1988", "12.03.1988"),
        ("12 Baker Street, London NW1 6XE", "12 Baker Street,\nLondon NW1 6XE"),
    ],
)
def test_what_is_hidden_once_is_hidden_on_every_page(value: str, again: str) -> None:
    text = CVText((Page(1, f"Jane Doe\n{value}\nNurse"), Page(2, f"{'Cared for many. ' * 80}\nsigned {again} end")))
    second = masked(text).pages[1].text
    assert again not in second
    assert second.endswith(" end")


PIECES = st.sampled_from([line.format(value) for line, value in DETAILS] + OTHERS.split("|") + ["\n", " | ", "• "])


@given(st.lists(PIECES, max_size=12))
def test_masks_keep_every_offset_and_hide_nothing_more_the_second_time(pieces: list[str]) -> None:
    page = HEAD + "\n".join(pieces)
    once = after_masking(page)
    assert len(once) == len(page)
    assert all(new in (old, MASK) for old, new in zip(page, once, strict=True))
    assert [i for i, c in enumerate(page) if c.isspace()] == [i for i, c in enumerate(once) if c.isspace()]
