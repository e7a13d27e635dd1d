"""The name is found in the head however it is written there."""

from __future__ import annotations

import re

import pytest
from domain_builders import text_of

from cvscreen.domain.masks import masked

RESTS = [
    "\nEngineer in Leeds\nEXPERIENCE\nFiled letters at Acme Ltd",
    "\nLeeds, UK\nSummary\nClerk with Excel",
    "\nSkills\nPython",
]

NAMED = r"""
Jane "JD" Doe : Jane JD Doe
Jane (JD) Doe : Jane JD Doe
Jane 'JD' Doe : Jane JD Doe
Jane “Janie” Doe, MBA : Jane Janie Doe
Jane Doe "Janie" : Jane Doe Janie
Jane Doe (she/her) : Jane Doe
jane doe : jane doe
jane van der doe : jane doe
Full name: jane doe : jane doe
Dr. Jane Doe : Jane Doe
Prof. Dr. Jane Doe : Jane Doe
Dipl.-Ing. Jane Doe : Jane Doe
Mrs Jane Doe : Jane Doe
Jane Doe, Ph.D. : Jane Doe
Jane Doe PhD : Jane Doe
Jane Doe, MBA, PMP : Jane Doe
Martin Doe, Jr. : Martin Doe
Martin Doe III : Martin Doe
Maria Garcia Lopez : Maria Garcia Lopez
Jan van der Berg : Jan Berg
Maria de la Cruz : Maria Cruz
Ahmed bin Khalid : Ahmed Khalid
Omar al-Farsi : Omar Farsi
Jean-Luc d'Arcy : Jean Luc Arcy
Jane Q. Doe : Jane Doe
J. Q. Doe : Doe
JANE Q. DOE : JANE DOE
Jane DOE : Jane DOE
José Núñez : José Núñez
Sean O’Brien : Sean Brien
李明 : 李明
张 伟 : 张 伟
김철수 : 김철수
李明 (Ming Li) : 李明 Ming
Ming Li 李明 : 李明 Ming
Анна Сергеевна Петрова : Анна Сергеевна Петрова
محمد علي : محمد علي
CV\nJane Doe : Jane Doe
Curriculum Vitae: Jane Doe : Jane Doe
Curriculum Vitae - Jane Doe : Jane Doe
RESUME OF JANE DOE : JANE DOE
Jane Doe - Resume : Jane Doe
Name Jane Doe : Jane Doe
Name - Jane Doe : Jane Doe
Name:\nJane Doe : Jane Doe
Candidate: Jane Doe : Jane Doe
Hi, my name is Jane Doe : Jane Doe
Hello, I'm Jane Doe : Jane Doe
About Jane Doe : Jane Doe
Doe, Jane : Jane Doe
DOE, Jane Q. : Jane DOE
Doe, Jane, MBA : Jane Doe
de la Cruz, Maria : Maria Cruz
★ Jane Doe ★ : Jane Doe
"""


@pytest.mark.parametrize("rest", RESTS)
@pytest.mark.parametrize("line", NAMED.strip().splitlines())
def test_a_name_is_hidden_and_what_follows_is_not(line: str, rest: str) -> None:
    head, _, words = line.rpartition(" : ")
    shown = masked(text_of(head.replace("\\n", "\n") + rest)).pages[0].text
    left = shown[: -len(rest)]
    assert not [word for word in words.split() if re.search(rf"(?<!\w){word}(?!\w)", left)]
    assert shown[-len(rest) :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "python developer",
        "machine learning",
        "senior barista",
        "customer service",
        "primary school teacher",
        "Senior “Rockstar” Developer",
        "hello world",
        "about me",
        "Remote (Berlin)",
        "my resume",
    ],
)
def test_a_line_above_the_name_is_none(line: str) -> None:
    shown = masked(text_of(f"{line}\nJane Doe\nClerk, Leeds\nEXPERIENCE\nSold tea")).pages[0].text
    assert shown.splitlines()[:2] == [line, "████ ███"]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [("JD Doe led", "██ ███ led"), ("Ms JD", "Ms ██"), ("JD, Harvard", "JD, Harvard"), ("Jane Doe", "████ ███")],
)
def test_a_nickname_is_a_part_of_the_name(rest: str, expected: str) -> None:
    assert masked(text_of(f'Jane "JD" Doe\nExperience\n{rest}')).pages[0].text.splitlines()[2] == expected


@pytest.mark.parametrize(
    ("name", "rest", "expected"),
    [
        ("José Núñez", "Jose Nunez | Page 2", "████ █████ | Page 2"),
        ("José Núñez", "JOSE NUÑEZ", "████ █████"),
        ("José Núñez", "Jose\u0301 Nun\u0303ez", "█████ ██████"),
        ("Jose Nunez", "José Núñez", "████ █████"),
        ("Łukasz Wójcik", "Lukasz Wojcik", "██████ ██████"),
        ("Sean O’Brien", "S. O'Brien", "██ ███████"),
        ("Jan van der Berg", "van der Berg", "███ ███ ████"),
        ("Jan van der Berg", "lag an van der Waals Ort", "lag an van der Waals Ort"),
        ("Maria de la Cruz", "una de la universidad", "una de la universidad"),
        ("Maria de la Cruz", "in Santa Cruz", "in Santa Cruz"),
        ("李明", "李明负责销售", "██负责销售"),
        ("محمد علي", "كتب محمد علي هذا", "كتب ████ ███ هذا"),
        ("Анна Петрова", "Анна Петрова, 2", "████ ███████, 2"),
        ("Jane Doe", "Jane Q. Doe, DOE Jane", "████ ██ ███, ███ ████"),
        ("Jane Doe", "JaneDoeResume and JaneDoeville", "███████Resume and JaneDoeville"),
    ],
)
def test_it_recurs_in_other_spellings(name: str, rest: str, expected: str) -> None:
    assert masked(text_of(f"{name}\nClerk\nExperience\n{rest}\nSold tea")).pages[0].text.splitlines()[3] == expected
