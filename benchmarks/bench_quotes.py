"""How many true but carelessly copied quotes are found in real CVs, how many made-up ones are not, and how fast."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence

from measuring import DATA, ROOT, Row
from model_quotes import Case, invented_quotes, readable, true_quotes

from cvscreen.domain.assessment import Quote
from cvscreen.domain.evidence import QuoteFinder
from cvscreen.domain.masks import masked
from cvscreen.domain.text import CVText, Page

COUNT = 200
SEEDS = range(1001, 1021)
"""Seeds that nobody looked at while the thresholds were chosen."""

LONG = 200_000
"""Characters of the longest CV that is timed."""


def rows() -> list[Row]:
    folder = DATA if DATA.is_dir() else ROOT / "examples" / "cvs"
    texts = [masked(text) for text in readable(sorted(folder.rglob("*.pdf")))]
    true = [_share(true_quotes(texts, COUNT, random.Random(seed))) for seed in SEEDS]
    invented = [_share(invented_quotes(texts, COUNT, random.Random(seed))) for seed in SEEDS]
    return [
        _row(f"true quotes found, {COUNT} of {len(texts)} CVs", true, min(true), "98 % at least"),
        _row(f"invented quotes found, {COUNT} of {len(texts)} CVs", invented, max(invented), "1 % at most"),
        _speed(texts),
    ]


def _row(name: str, shares: list[float], worst: float, target: str) -> Row:
    return Row(name, f"{statistics.mean(shares):.2%}", target, f"{len(shares)} seeds, the worst {worst:.1%}")


def _share(cases: Sequence[Case]) -> float:
    return sum(QuoteFinder(case.text).find(Quote(case.quote)) is not None for case in cases) / len(cases)


def _speed(texts: Sequence[CVText]) -> Row:
    """The time of a quote that is not there, in a CV as long as they may be, both of real words."""
    chance = random.Random(SEEDS[0])
    said = "\n".join(page.text for text in texts[::2] for page in text.pages)
    long = CVText((Page(1, (said * (LONG // len(said) + 1))[:LONG]),))
    quotes = [case.quote for case in invented_quotes(texts, 500, chance)]
    begun = time.perf_counter()
    finder = QuoteFinder(long)
    finder.find(Quote("nothing of this sort"))
    ready = time.perf_counter()
    for quote in quotes:
        finder.find(Quote(quote))
    each = (time.perf_counter() - ready) / len(quotes)
    return Row(
        f"a made-up quote in {LONG} characters",
        f"{each * 1e3:.2f} ms",
        "2 ms at most",
        f"{(ready - begun) * 1e3:.0f} ms once to list the words",
    )
