"""Of the quotes that models give of whole CVs, the careless ones hold and the made-up ones do not."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from model_quotes import Case, invented_quotes, readable, true_quotes
from shared_data import DATA, needs_data

from cvscreen.domain.assessment import Quote
from cvscreen.domain.evidence import QuoteFinder
from cvscreen.domain.masks import masked
from cvscreen.domain.text import CVText

COUNT = 200
SAMPLES = Path(__file__).parents[3] / "examples" / "cvs"
SOURCES = [pytest.param(SAMPLES, id="samples"), pytest.param(DATA, id="real CVs", marks=needs_data)]

Record = Callable[[str, object], None]


@cache
def texts_in(folder: Path) -> list[CVText]:
    return [masked(text) for text in readable(sorted(folder.rglob("*.pdf")))]


def held(cases: Sequence[Case]) -> list[Case]:
    return [case for case in cases if QuoteFinder(case.text).find(Quote(case.quote))]


@pytest.mark.parametrize("folder", SOURCES)
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_careless_quotes_hold(folder: Path, seed: int, record_property: Record) -> None:
    cases = true_quotes(texts_in(folder), COUNT, random.Random(seed))
    count = len(held(cases))
    record_property("held", f"{count} of {COUNT} true")
    assert count >= 0.98 * COUNT


@pytest.mark.parametrize("folder", SOURCES)
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_made_up_quotes_do_not_hold(folder: Path, seed: int, record_property: Record) -> None:
    found = held(invented_quotes(texts_in(folder), COUNT, random.Random(seed)))
    record_property("held", f"{len(found)} of {COUNT} invented")
    assert len(found) <= 0.01 * COUNT


def test_the_samples_are_enough_to_quote_from() -> None:
    assert len(texts_in(SAMPLES)) >= 10
