"""The score's laws."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import pytest
from domain_builders import judged_rubrics, rubric_of
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.assessment import Verdict
from cvscreen.domain.rubric import Rubric
from cvscreen.domain.scoring import MUST_HAVE_CAP, Score, score

MET, PARTIAL, UNCLEAR, NOT_MET = Verdict.MET, Verdict.PARTIAL, Verdict.UNCLEAR, Verdict.NOT_MET
RISING = [NOT_MET, UNCLEAR, PARTIAL, MET]
RISING_HIGH = [NOT_MET, PARTIAL, MET]

Judged = tuple[Rubric, dict[str, Verdict]]


@given(judged_rubrics())
def test_both_numbers_are_between_0_and_100_with_one_decimal(judged: Judged) -> None:
    result = score(*judged)
    for number in (result.score, result.score_high):
        assert 0 <= number <= 100
        assert number == round(number, 1)


@given(judged_rubrics())
def test_the_score_is_at_most_the_high_score(judged: Judged) -> None:
    result = score(*judged)
    assert result.score <= result.score_high


@given(judged_rubrics(), st.data())
def test_a_better_verdict_never_lowers_the_score(judged: Judged, data: st.DataObject) -> None:
    rubric, verdicts = judged
    changed = data.draw(st.sampled_from(rubric.criteria)).id
    scores = [score(rubric, {**verdicts, changed: verdict}).score for verdict in RISING]
    assert scores == sorted(scores)


@given(judged_rubrics(), st.data())
def test_a_better_known_verdict_never_lowers_the_high_score(judged: Judged, data: st.DataObject) -> None:
    rubric, verdicts = judged
    changed = data.draw(st.sampled_from(rubric.criteria)).id
    scores = [score(rubric, {**verdicts, changed: verdict}).score_high for verdict in RISING_HIGH]
    assert scores == sorted(scores)


@given(judged_rubrics(), st.randoms())
def test_the_order_of_the_criteria_does_not_matter(judged: Judged, random: Random) -> None:
    rubric, verdicts = judged
    shuffled = random.sample(rubric.criteria, len(rubric.criteria))
    assert score(Rubric(tuple(shuffled)), verdicts) == score(rubric, verdicts)


@given(judged_rubrics(), st.integers(min_value=-20, max_value=20))
def test_the_scale_of_the_weights_does_not_matter(judged: Judged, power: int) -> None:
    rubric, verdicts = judged
    weights = [math.ldexp(c.weight, power) for c in rubric.criteria if 1e-290 < c.weight < 1e290]
    if len(weights) < len(rubric.criteria):
        return
    scaled = Rubric(tuple(replace(c, weight=w) for c, w in zip(rubric.criteria, weights, strict=True)))
    assert score(scaled, verdicts) == score(rubric, verdicts)


@given(judged_rubrics())
def test_a_must_have_that_is_not_met_caps_both_numbers_after_the_sum(judged: Judged) -> None:
    rubric, verdicts = judged
    missed = any(c.must_have and verdicts[c.id] is NOT_MET for c in rubric.criteria)
    without = Rubric(tuple(replace(c, must_have=False) for c in rubric.criteria))
    free = score(without, verdicts)
    cap = MUST_HAVE_CAP if missed else 100
    assert score(rubric, verdicts) == Score(min(cap, free.score), min(cap, free.score_high))


@given(judged_rubrics())
def test_without_unclear_verdicts_the_two_numbers_are_one(judged: Judged) -> None:
    rubric, verdicts = judged
    known = {id_: NOT_MET if verdict is UNCLEAR else verdict for id_, verdict in verdicts.items()}
    result = score(rubric, known)
    assert result.score == result.score_high


@pytest.mark.parametrize(
    ("criteria", "verdicts", "expected"),
    [
        ([(1, False)], [MET], (100.0, 100.0)),
        ([(1, False)], [PARTIAL], (50.0, 50.0)),
        ([(1, False)], [UNCLEAR], (0.0, 100.0)),
        ([(1, False)], [NOT_MET], (0.0, 0.0)),
        ([(1, False)] * 3, [MET, UNCLEAR, NOT_MET], (33.3, 66.7)),
        ([(3, False), (1, False)], [MET, NOT_MET], (75.0, 75.0)),
        ([(2, False), (1, False)], [PARTIAL, MET], (66.7, 66.7)),
        ([(1, True), (9, False)], [NOT_MET, MET], (49.0, 49.0)),
        ([(9, True), (1, False)], [NOT_MET, MET], (10.0, 10.0)),
        ([(1, True), (1, False), (8, False)], [NOT_MET, MET, UNCLEAR], (10.0, 49.0)),
        ([(1, True), (1, False)], [UNCLEAR, MET], (50.0, 100.0)),
        ([(1, True), (1, False)], [PARTIAL, MET], (75.0, 75.0)),
        ([(1e-300, False), (1e300, False)], [MET, NOT_MET], (0.0, 0.0)),
        ([(1.7e308, False), (1.7e308, False)], [MET, NOT_MET], (50.0, 50.0)),
        ([(5e-324, False), (5e-324, False)], [MET, UNCLEAR], (50.0, 100.0)),
    ],
)
def test_worked_examples(
    criteria: list[tuple[float, bool]], verdicts: list[Verdict], expected: tuple[float, float]
) -> None:
    rubric = rubric_of(*criteria)
    result = score(rubric, {c.id: verdict for c, verdict in zip(rubric.criteria, verdicts, strict=True)})
    assert (result.score, result.score_high) == expected


def test_a_missing_verdict_is_an_error() -> None:
    with pytest.raises(KeyError):
        score(rubric_of((1, False)), {})
