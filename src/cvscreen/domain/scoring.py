"""The score: arithmetic on verdicts, in one place, the same for every scorer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cvscreen.domain.assessment import Verdict
from cvscreen.domain.rubric import Rubric

MUST_HAVE_CAP = 49
"""The most that a CV can score when it says that a must-have is not met."""

HALVES = {Verdict.MET: 2, Verdict.PARTIAL: 1, Verdict.UNCLEAR: 0, Verdict.NOT_MET: 0}
"""What a verdict earns, in halves of its criterion's weight."""

BEST_HALVES = {**HALVES, Verdict.UNCLEAR: 2}
"""The same if everything that the CV leaves open turned out well."""


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 100, one decimal. From `score` to `score_high` runs what the CV leaves open."""

    score: float
    score_high: float


def score(rubric: Rubric, verdicts: Mapping[str, Verdict], best: Mapping[str, Verdict] | None = None) -> Score:
    """100 × Σ weight·credit / Σ weight, with credit met 1, partial ½, not_met 0, unclear 0 (1 in `score_high`).

    `verdicts` maps each criterion's id to its verdict. `best` has those that `score_high` goes by instead, for criteria
    on which samples differ: the better of the two counts. A must-have that is not_met caps a number at 49, after the
    sum: `score` if it is not_met in `verdicts`, `score_high` if it is in both, since a sample that does not find it
    missing leaves open that it is there. Both are rounded to one decimal at the very end. The sums are exact, so
    neither the order of the criteria nor the scale of the weights matters. Raises KeyError if a verdict is missing.
    """
    hoped = {id_: most_favourable((verdict, (best or {}).get(id_, verdict))) for id_, verdict in verdicts.items()}
    low: Fraction = min(_cap(rubric, verdicts), _percentage(rubric, verdicts, HALVES))
    high: Fraction = min(_cap(rubric, hoped), _percentage(rubric, hoped, BEST_HALVES))
    return Score(float(round(low, 1)), float(round(high, 1)))


def most_favourable(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict that earns most if what the CV leaves open turns out well: met, then unclear, partial, not_met."""
    return max(verdicts, key=lambda verdict: (BEST_HALVES[verdict], HALVES[verdict]))


def _cap(rubric: Rubric, verdicts: Mapping[str, Verdict]) -> Fraction:
    missed = any(c.must_have and verdicts[c.id] is Verdict.NOT_MET for c in rubric.criteria)
    return Fraction(MUST_HAVE_CAP if missed else 100)


def _percentage(rubric: Rubric, verdicts: Mapping[str, Verdict], halves: Mapping[Verdict, int]) -> Fraction:
    weights = _whole([c.weight for c in rubric.criteria])
    earned = sum(weight * halves[verdicts[c.id]] for c, weight in zip(rubric.criteria, weights, strict=True))
    return Fraction(100 * earned, 2 * sum(weights))


def _whole(weights: list[float]) -> list[int]:
    """The weights times the least common denominator: exact, as every float is a fraction."""
    fractions = [weight.as_integer_ratio() for weight in weights]
    common = math.lcm(*(denominator for _, denominator in fractions))
    return [numerator * (common // denominator) for numerator, denominator in fractions]
