"""The name is hidden as it is cited, in one piece of prose, and broken at a hyphen."""

from __future__ import annotations

import re

import pytest
from domain_builders import text_of
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.masks import MASK, masked

NAME = "Jonathan Quincy Publicover"


def body(rest: str, name: str = NAME) -> str:
    """What becomes of the text below the head of a CV of that name."""
    head = f"{name}\nNurse\nExperience\nCared for many.\n"
    return masked(text_of(f"{head}{rest}\nSold tea")).pages[0].text[len(head) : -9]


@pytest.mark.parametrize(
    "line",
    [
        "Papers: «JQ Publicover», A Smith, 2019",
        "«Publicover JQ», Smith A. On trams",
        "with «Publicover JQ» and others",
        "«Publicover, JQ», Smith A. On trams",
        "as «J.Q. Publicover» said",
        "«JQ PUBLICOVER»",
        "see «jonathan.publicover» there",
        "see «Jonathan.Publicover» there",
        "see «jonathan-publicover» there",
        "see «jonathan.q.publicover» there",
        "see «publicover.jonathan» there",
        "see «j.publicover» there",
        "see «jq.publicover» there",
        "see «j_publicover», «publicover_j»",
        "see «jpublicover» there",
        "see «JPublicover» there",
        "see «JQPublicover» there",
        "see «PublicoverJ» there",
        "see «jonathanqpublicover» there",
        "v2.«jonathan.publicover».odt or v1.«j.publicover».pdf",
        "we met «Pub-»\n«licover» there",
        "we met «Pub\u00ad»\n  «licover» there",
        "«JQ Pub-»\n«licover» there",
    ],
)
def test_it_is_hidden(line: str) -> None:
    seen = re.sub(r"«(.*?)»", lambda value: re.sub(r"\S", MASK, value[1]), line)
    assert body(line.replace("«", "").replace("»", "")) == seen


@pytest.mark.parametrize(
    ("name", "rest", "expected"),
    [
        ("Anna Meier", "AB Meier, C Smith", "██ █████, C Smith"),
        ("Anna Meier", "Meier AB, Smith CD, 2019", "█████ ██, Smith CD, 2019"),
        ("Anna Meier", "AMeier and A.Meier", "██████ and ███████"),
        ("Jordan Scott Python", "Python JS, Smith A. On trams", "██████ ██, Smith A. On trams"),
        ("Jordan Scott Python", "by JS Python", "by ██ ██████"),
        ("Jordan Python", "see jordan.python there", "see █████████████ there"),
        ("Jordan Python", "Mr Py-\nthon there", "Mr ███\n████ there"),
        ("Jan van der Berg", "jvdberg, JVD Berg", "jvdberg, ███ ████"),
        ("Jane Doe", "j.doe and jane_doe", "█████ and ████████"),
    ],
)
def test_it_is_hidden_with_fewer_names_and_with_words_that_mean_more(name: str, rest: str, expected: str) -> None:
    assert body(rest, name) == expected


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("James Peter Morgan", "JP Morgan Chase"),
        ("James Peter Morgan", "Clients:\nJP Morgan, Citi"),
        ("Jordan Scott Python", "Skills: JS Python SQL, Python JS, SQL"),
        ("Jordan Python", "JPython, j.python, j_python, jpython"),
        ("Jordan Python", "Py-\nthon and Go"),
        ("Anna Meier", "Meier AG, Zürich"),
        ("Anna Gerda Meier", "Meier AG, Zürich"),
        ("Jonathan David Publicover", "Publicover, JD"),
        ("Jane Doe", "Doe JD, Harvard"),
        ("Jane Doe", "the SQL Doe wrote"),
        ("Carl Sharp", "CSharp, csharp, c.sharp, FSharp"),
        ("Thomas Rainer", "a trainer, the Trainer, TRAINER"),
        ("Stephan Master", "a Masters degree, masters"),
        ("Steve Potter", "spotter, spotters"),
        ("Tom Mobile", "T-Mobile and t-mobile"),
        ("Kim Means", "k-means, K-Means, kmeans"),
        ("Grant Price", "the grant-price ratio"),
        ("Jane Doe", "doe-eyed. Doering, JDoe2"),
        (NAME, "Publicover Consulting Ltd"),
    ],
)
def test_what_is_made_of_its_letters_and_means_no_person_stays(name: str, rest: str) -> None:
    assert body(rest, name) == rest


PIECES = st.lists(
    st.sampled_from(
        [
            "jane",
            "Doe",
            "J",
            "JD",
            "doe",
            "Q",
            "O'Neill",
            ".",
            "-",
            "_",
            " ",
            "\n",
            "-\n",
            "\u0301",
            "\u24d9",
            "5",
            ", ",
            "AG",
        ]
    ),
    max_size=14,
).map("".join)


@given(PIECES, st.sampled_from(["Jane Doe", "Jane Q. Doe", "O'Neill, Jane", "Jane", "李明"]))
def test_whatever_stands_around_it_offsets_hold(rest: str, name: str) -> None:
    page = f"{name}\nNurse\nExperience\n{rest}"
    seen = masked(text_of(page)).pages[0].text
    assert len(seen) == len(page)
    assert all(new == old or (new == MASK and not old.isspace()) for old, new in zip(page, seen, strict=True))


@pytest.mark.parametrize(
    "pattern",
    ["jane.doe", "j.doe.", "doe.j", "JDoe", "jdoe", "doe", "Doe JQ, ", "JD Doe ", "Doe-\n", "Do-\ne", "a.doe", "doe_"],
)
def test_looking_for_it_takes_as_long_as_the_page(pattern: str) -> None:
    assert grows_linearly(lambda page: masked(text_of(f"Jane Doe\nExperience\n{page} y")), pattern, 40_000)
