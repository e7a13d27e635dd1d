"""The laws of several answers that become one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from domain_builders import VERDICTS, rubric_of
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.assessment import Assessment, Evidence, Finding, Flag, Usage, Verdict
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.sampling import combined, median
from cvscreen.domain.scoring import Score, most_favourable, score

MET, PARTIAL, UNCLEAR, NOT_MET = Verdict.MET, Verdict.PARTIAL, Verdict.UNCLEAR, Verdict.NOT_MET
RISING = [NOT_MET, UNCLEAR, PARTIAL, MET]

Samples = tuple[Rubric, list[Assessment]]

EVIDENCE = st.lists(st.sampled_from([Evidence(word, 1, at, at + 4) for at, word in enumerate(["java", "rust"])]))
FLAGS = st.lists(st.sampled_from([Flag("unsupported_claim", "a"), Flag("unsupported_claim", "b", 2)]), unique=True)
USAGES = st.builds(
    Usage,
    scorer=st.just("test"),
    calls=st.integers(1, 3),
    prompt_tokens=st.none() | st.integers(0, 9_000),
    latency_ms=st.none() | st.floats(0, 90_000),
)
ODD = st.integers(0, 3).map(lambda half: 2 * half + 1)


@st.composite
def assessments(draw: st.DrawFn, rubric: Rubric) -> Assessment:
    """One of that rubric."""
    findings = tuple(_finding(criterion, draw(VERDICTS), tuple(draw(EVIDENCE))) for criterion in rubric.criteria)
    return Assessment(findings=findings, usage=draw(USAGES), rationale=draw(st.text()), flags=tuple(draw(FLAGS)))


@st.composite
def samples(draw: st.DrawFn) -> Samples:
    """A rubric, and an odd number of assessments by it."""
    criteria = st.tuples(st.sampled_from([1.0, 0.3, 2.0]), st.booleans())
    rubric = rubric_of(*draw(st.lists(criteria, min_size=1, max_size=4)))
    count = draw(ODD)
    return rubric, draw(st.lists(assessments(rubric), min_size=count, max_size=count))


def _finding(criterion: Criterion, verdict: Verdict, evidence: tuple[Evidence, ...] = ()) -> Finding:
    return Finding(
        id=criterion.id,
        criterion=criterion.text,
        verdict=verdict,
        weight=criterion.weight,
        must_have=criterion.must_have,
        evidence=tuple(dict.fromkeys(evidence)),
        question="What is your experience with it?" if verdict is UNCLEAR else None,
    )


def verdicts_of(*verdicts: Verdict) -> list[Assessment]:
    """Samples about one criterion."""
    (criterion,) = rubric_of((1.0, False)).criteria
    return [Assessment(findings=(_finding(criterion, verdict),), usage=Usage(scorer="test")) for verdict in verdicts]


def by_criterion(given_samples: list[Assessment]) -> list[list[Finding]]:
    return [list(findings) for findings in zip(*(each.findings for each in given_samples), strict=True)]


def score_of(rubric: Rubric, assessment: Assessment) -> Score:
    return score(rubric, {finding.id: finding.verdict for finding in assessment.findings}, assessment.best)


@given(samples(), st.data())
def test_the_order_of_the_samples_matters_for_no_verdict_evidence_flag_or_score(
    drawn: Samples, data: st.DataObject
) -> None:
    rubric, given_samples = drawn
    one, other = combined(given_samples), combined(data.draw(st.permutations(given_samples)))
    assert [f.verdict for f in one.findings] == [f.verdict for f in other.findings]
    assert [f.question for f in one.findings] == [f.question for f in other.findings]
    assert [set(f.evidence) for f in one.findings] == [set(f.evidence) for f in other.findings]
    assert Counter(one.flags) == Counter(other.flags)
    assert one.best == other.best
    assert score_of(rubric, one) == score_of(rubric, other)


@given(samples())
def test_one_sample_is_left_as_it_is(drawn: Samples) -> None:
    first = drawn[1][0]
    doubled = replace(first, flags=first.flags * 2)
    assert combined([doubled]) == doubled


@given(samples(), ODD)
def test_samples_that_agree_are_like_one_of_them(drawn: Samples, times: int) -> None:
    first = drawn[1][0]
    same = combined([first] * times)
    assert replace(same, usage=first.usage) == first


@given(samples())
def test_the_verdict_is_one_that_no_majority_is_above_or_below(drawn: Samples) -> None:
    given_samples = drawn[1]
    for finding, findings in zip(combined(given_samples).findings, by_criterion(given_samples), strict=True):
        ranks = [RISING.index(each.verdict) for each in findings]
        rank = RISING.index(finding.verdict)
        assert rank in ranks
        assert 2 * sum(other < rank for other in ranks) < len(ranks)
        assert 2 * sum(other > rank for other in ranks) < len(ranks)


@given(st.lists(VERDICTS, min_size=1, max_size=7).filter(lambda verdicts: len(verdicts) % 2))
def test_the_middle_of_verdicts_is_between_the_lowest_and_the_highest(verdicts: list[Verdict]) -> None:
    ranks = [RISING.index(verdict) for verdict in verdicts]
    assert min(ranks) <= RISING.index(median(verdicts)) <= max(ranks)


@given(samples())
def test_the_evidence_is_all_that_samples_with_the_verdict_gave_each_once(drawn: Samples) -> None:
    given_samples = drawn[1]
    for finding, findings in zip(combined(given_samples).findings, by_criterion(given_samples), strict=True):
        told = {each for other in findings if other.verdict is finding.verdict for each in other.evidence}
        assert Counter(finding.evidence) == Counter(told)


@given(samples())
def test_the_score_is_at_most_the_high_score_which_is_at_least_that_of_any_sample(drawn: Samples) -> None:
    rubric, given_samples = drawn
    result = score_of(rubric, combined(given_samples))
    assert result.score <= result.score_high
    assert result.score_high >= max(score_of(rubric, each).score_high for each in given_samples)


@given(samples())
def test_the_best_verdict_is_told_where_it_is_not_the_one_in_the_middle(drawn: Samples) -> None:
    one = combined(drawn[1])
    best = {findings[0].id: most_favourable(f.verdict for f in findings) for findings in by_criterion(drawn[1])}
    assert one.best == {f.id: best[f.id] for f in one.findings if best[f.id] is not f.verdict}


@given(samples())
def test_samples_are_said_to_disagree_exactly_if_their_verdicts_differ(drawn: Samples) -> None:
    one = combined(drawn[1])
    told = [flag for flag in one.flags if flag.code == "samples_disagree"]
    differing = [fs[0].id for fs in by_criterion(drawn[1]) if len({f.verdict for f in fs}) > 1]
    assert len(told) == (1 if differing else 0)
    assert all(f"{id_!r}: " in flag.detail for flag in told for id_ in differing)


@given(samples())
def test_what_any_sample_flags_is_flagged_once(drawn: Samples) -> None:
    kept = [flag for flag in combined(drawn[1]).flags if flag.code != "samples_disagree"]
    assert Counter(kept) == Counter({flag for each in drawn[1] for flag in each.flags})


@given(samples())
def test_calls_and_tokens_are_added_up_and_the_latency_is_the_longest(drawn: Samples) -> None:
    usages, one = [each.usage for each in drawn[1]], combined(drawn[1]).usage
    tokens = [usage.prompt_tokens for usage in usages if usage.prompt_tokens is not None]
    latencies = [usage.latency_ms for usage in usages if usage.latency_ms is not None]
    assert one.calls == sum(usage.calls for usage in usages)
    assert one.prompt_tokens == (sum(tokens) if tokens else None)
    assert one.latency_ms == max(latencies, default=None)


@pytest.mark.parametrize(
    ("verdicts", "middle", "best"),
    [
        ([MET, NOT_MET, NOT_MET], NOT_MET, MET),
        ([MET, PARTIAL, NOT_MET], PARTIAL, MET),
        ([MET, UNCLEAR, NOT_MET], UNCLEAR, MET),
        ([PARTIAL, UNCLEAR, NOT_MET], UNCLEAR, None),
        ([PARTIAL, UNCLEAR, PARTIAL], PARTIAL, UNCLEAR),
        ([UNCLEAR, NOT_MET, NOT_MET], NOT_MET, UNCLEAR),
        ([MET, MET, NOT_MET, NOT_MET, PARTIAL], PARTIAL, MET),
        ([MET, MET, MET], MET, None),
    ],
)
def test_worked_examples(verdicts: list[Verdict], middle: Verdict, best: Verdict | None) -> None:
    one = combined(verdicts_of(*verdicts))
    assert [finding.verdict for finding in one.findings] == [middle]
    assert one.best == ({} if best is None else {"c0": best})


def test_the_flag_tells_how_many_said_what() -> None:
    (flag,) = combined(verdicts_of(MET, NOT_MET, MET)).flags
    assert flag == Flag("samples_disagree", "the answers differ on 'c0': 1 × not_met, 2 × met")


def test_the_rationale_is_that_of_the_sample_closest_to_the_middle() -> None:
    said = [
        replace(each, rationale=each.findings[0].verdict.value) for each in verdicts_of(NOT_MET, MET, PARTIAL, MET, MET)
    ]
    assert combined(said).rationale == "met"


@pytest.mark.parametrize("count", [0, 2, 4])
def test_an_even_number_of_samples_has_no_middle(count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} samples"):
        combined(verdicts_of(*[MET] * count))


def test_samples_about_other_criteria_or_another_number_of_them_are_refused() -> None:
    one, two = rubric_of((1.0, False), (1.0, False)).criteria
    usage = Usage(scorer="test")
    first, second = (Assessment(findings=(_finding(criterion, MET),), usage=usage) for criterion in (one, two))
    both = Assessment(findings=(_finding(one, MET), _finding(two, MET)), usage=usage)
    for wrong in ([first, first, second], [first, first, both]):
        with pytest.raises(ValueError, match="criteria"):
            combined(wrong)
