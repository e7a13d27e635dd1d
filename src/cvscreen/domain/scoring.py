"""The score: arithmetic on verdicts, in one place, the same for every scorer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from cvscreen.domain.assessment import Verdict
from cvscreen.domain.rubric import Rubric

MUST_HAVE_CAP = 49
"""The most that a CV can score when it says that a must-have is not met."""

CREDIT = {Verdict.MET: Fraction(1), Verdict.PARTIAL: Fraction(1, 2)}
"""What a verdict earns of its criterion's weight; the others earn nothing."""

BEST_CREDIT = {**CREDIT, Verdict.UNCLEAR: Fraction(1)}
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
    low = min(cap, _percentage(rubric, verdicts, CREDIT))
    high = min(cap, _percentage(rubric, verdicts, BEST_CREDIT))
    return Score(float(round(low, 1)), float(round(high, 1)))


def _percentage(rubric: Rubric, verdicts: Mapping[str, Verdict], worth: Mapping[Verdict, Fraction]) -> Fraction:
    weights = {c.id: Fraction(c.weight) for c in rubric.criteria}
    earned = sum((weights[id_] * worth.get(verdicts[id_], Fraction(0)) for id_ in weights), Fraction(0))
    return 100 * earned / sum(weights.values())
