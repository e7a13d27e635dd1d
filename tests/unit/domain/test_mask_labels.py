"""A label that can be nothing else is one wherever it stands, its value ends where something else begins."""

from __future__ import annotations

import re

import pytest
from domain_builders import text_of
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.masks import MASK, masked

TOP = "Jane Doe\njane@mail.com\nNurse\n"
WORK = "EXPERIENCE\n" + "Cared for many patients each day.\n" * 30

TOLD = [
    "London, UK. Date of birth: «12/03/1987»",
    "Passport: X123. Date of birth: «12/03/1987». Nationality: «Irish». Skills: Java",
    "Madrid, España. Nacionalidad: «española»",
    "Madrid, España. Fecha de nacimiento: «1/2/1985». Trabajo en Sevilla",
    "Visa: none  DOB: «12/03/1987»",
    "ID 12 Date of birth: «12/03/1987»",
    "DNI 12Z Fecha de nacimiento: «1/2/1985»",
    "My date of birth is «12 March 1987»",
    "Date of birth «12/03/1987» Nationality «Irish» Gender «Female»",
    "Date of birth: «12/03/1987» Nationality: «Irish» Languages: English",
    "Date of birth: «12/03/1987» Age «37» Religion: «Hindu»",
    "Date of Birth (dd/mm/yyyy): «12/03/1987»",
    "Date of birth / Geburtsdatum: «03.04.1990»",
    "Geburtsdatum / Date of birth (TT.MM.JJJJ): «03.04.1990»",
    "Geburtsdatum: «3. April 1990 in Köln»",
    "Geburtsdatum: «12. 03. 1990». Ort: Köln",
    "Date of birth: «3 Sept. 1990»",
    "Nationality / Staatsangehörigkeit: «Irish»",
    "Personal data: dual nationality: «Irish/British»",
    "Jane, de nationalité «française», habite à Lyon",
    "de nacionalidad «española»",
    "di nazionalità «italiana»",
    "Lyon. Nationalité : «française». Permis B",
    "Leeds. Marital status: «married. 2 children»",
    "Leeds, marital status «single»",
    "Year of birth: «1987»",
    "Jahrgang «1990»",
    "Born on the «12th of March 1987»",
    "Leeds. Born «12 March 1987 in Cork»",
    "Leeds. Age: «37»",
    "Alter\t«34»",
    "Leeds. Religion: «Zoroastrian»",
    "Birth date: «12/03/1987», Birth place: «Cork»",
    "Leeds DOB-«12/03/1987»",
    "Leeds. Date of birth («12/03/1987»)",
    "Date of birth\t«12/03/1987»",
    "Date of birth «March 12, 1987»",
    "Nationality\t«Irish»",
    "Geboren am «3.4.1990 in Köln», «ledig», «deutsche Staatsangehörigkeit»",
    "Status: «married»",
    "Father's Name: «Mohan Lal Sharma»",
    "Family: «married, two children»",
    "Data urodzenia: «03.04.1990»",
    "Stan cywilny: «mężatka»",
    "Född «1990-04-03»",
    "Fødselsdato: «03.04.1990»",
    "Syntymäaika: «3.4.1990»",
    "Doğum tarihi: «03.04.1990»",
    "Дата рождения: «12.05.1988»",
    "Семейное положение: «замужем»",
]
ALONE = [
    *("deutsche Staatsangehörige", "Deutsche Staatsbürgerschaft", "British passport", "Holder of an Irish passport"),
    *("Casada con dos hijos", "Verheiratet mit 2 Kindern", "1 Kind", "34 Jahre", "I am 37.", "* 3.4.1990 in Köln"),
    *("Widowed", "Vedova", "two children"),
]
OTHERS = """
Practised nationality law | Nationality law | Advised on immigration, nationality and asylum | Civil status registry
Date of birth verification service | Built the date of birth verification service: 3 countries | Age verification: 3
Marital status field in the form | Civil status registry clerk | Citizenship education teacher | Gender equality officer
Forms with name, date of birth, nationality. Built in React | Form fields: name, date of birth, nationality | Age UK
Gender-based violence counsellor | Corporate citizenship: 2 awards | Validated nationality: checks with OCR
Status: single source of truth | Status: Engaged as consultant | Skills: Python, SQL; status: active | Storage: 34 TB
Family: Lepidoptera | Coverage: 34 sites | A startup born of need in 2015 | Jahrgangsstufe 2010 | Sex education: 2012
NYC DOB: permits, inspections | Processed NYC DOB 2014 filings | Birthday parties: 30 a year | Birth rate studies: 2010
Passport control officer | Digital passport | Civil: roads, bridges | Languages: English, German. Tools: Git
"""


def hidden(page: str) -> str:
    return masked(text_of(page)).pages[0].text


def told(line: str) -> tuple[str, str]:
    """The line, and as it is seen with what stands in « » hidden."""
    seen = re.sub(r"«(.*?)»", lambda value: re.sub(r"\S", MASK, value[1]), line)
    return line.replace("«", "").replace("»", ""), seen


@pytest.mark.parametrize("line", TOLD)
@pytest.mark.parametrize("before", [TOP, TOP + WORK], ids=["in the head", "below"])
def test_a_value_behind_such_a_label_is_hidden_and_what_stands_around_stays(line: str, before: str) -> None:
    shown, seen = told(line)
    assert hidden(f"{before}{shown}\nend") == f"{hidden(before)}{seen}\nend"


@pytest.mark.parametrize("field", ALONE)
def test_a_field_that_tells_of_the_person_is_hidden_in_the_head(field: str) -> None:
    assert hidden(f"{TOP}{field}\nEXPERIENCE").endswith("\n" + re.sub(r"\S", MASK, field) + "\nEXPERIENCE")


@pytest.mark.parametrize("other", [part.strip() for part in re.split(r"[|\n]", OTHERS) if part.strip()])
@pytest.mark.parametrize("before", [TOP, TOP + WORK], ids=["in the head", "below"])
def test_what_is_told_of_work_with_such_words_stays(other: str, before: str) -> None:
    assert hidden(f"{before}{other}\nCared for many.").endswith(f"\n{other}\nCared for many.")


@given(st.lists(st.sampled_from([*(told(line)[0] for line in TOLD), *OTHERS.split("|"), "\n", " ", ". "]), max_size=9))
def test_whatever_stands_beside_each_other_offsets_hold(pieces: list[str]) -> None:
    page = TOP + " ".join(pieces)
    seen = hidden(page)
    assert len(seen) == len(page)
    assert all(new == old or (new == MASK and not old.isspace()) for old, new in zip(page, seen, strict=True))


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "nationality ",
            "nationality/",
            "nationality: ",
            "nationality (",
            "date of birth ",
            "date of birth: 1 ",
            "dob",
        ),
        *(
            "marital status married ",
            "born on the 1 of ",
            "married. ",
            "de nationalité a ",
            "status: ",
            "a. ",
            "age 1 ",
        ),
        *("h.no. 1, ", "#1, a", "ul. a 1", "agata 1 ", "agate 1, 1111 ", "111 22 a "),
    ],
)
def test_looking_for_them_takes_as_long_as_the_page(pattern: str) -> None:
    assert grows_linearly(lambda page: masked(text_of(f"Jane Doe\n{page} y")), pattern, 40_000)
    assert grows_linearly(lambda page: masked(text_of(f"Jane Doe\nnationality: {page} y")), pattern, 40_000)


@pytest.mark.parametrize(
    "label", ["age", "born", "date of birth", "marital status", "nationality", "children", "12 Main Street"]
)
@pytest.mark.parametrize("gap", [" ", "\t", ". ", "\n", "█ ", ", "])
def test_a_long_gap_behind_a_label_takes_as_long_as_the_page(label: str, gap: str) -> None:
    assert grows_linearly(lambda page: masked(text_of(f"Jane Doe\nExperience\n{label}{page}?")), gap, 20_000)
