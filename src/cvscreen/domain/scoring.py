"""The score: arithmetic on verdicts, in one place, the same for every scorer."""

from __future__ import annotations

import math
from collections.abc import Mapping
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


def score(rubric: Rubric, verdicts: Mapping[str, Verdict]) -> Score:
    """100 × Σ weight·credit / Σ weight, with credit met 1, partial ½, not_met 0, unclear 0 (1 in `score_high`).

    `verdicts` maps each criterion's id to its verdict. A must-have that is not_met caps both numbers at 49,
    after the sum; both are rounded to one decimal at the very end. The sums are exact, so neither the order
    of the criteria nor the scale of the weights matters. Raises KeyError if a verdict is missing.
    """
    missed = any(c.must_have and verdicts[c.id] is Verdict.NOT_MET for c in rubric.criteria)
    cap = Fraction(MUST_HAVE_CAP if missed else 100)
    low = min(cap, _percentage(rubric, verdicts, HALVES))
    high = min(cap, _percentage(rubric, verdicts, BEST_HALVES))
    return Score(float(round(low, 1)), float(round(high, 1)))


def _percentage(rubric: Rubric, verdicts: Mapping[str, Verdict], halves: Mapping[Verdict, int]) -> Fraction:
    weights = _whole([c.weight for c in rubric.criteria])
    earned = sum(weight * halves[verdicts[c.id]] for c, weight in zip(rubric.criteria, weights, strict=True))
    return Fraction(100 * earned, 2 * sum(weights))


def _whole(weights: list[float]) -> list[int]:
    """The weights times the least common denominator: exact, as every float is a fraction."""
    fractions = [weight.as_integer_ratio() for weight in weights]
    common = math.lcm(*(denominator for _, denominator in fractions))
    return [numerator * (common // denominator) for numerator, denominator in fractions]
