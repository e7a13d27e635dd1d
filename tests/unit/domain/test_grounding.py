"""What the CV does not bear out earns nothing."""

from __future__ import annotations

import pytest
from domain_builders import USAGE, answers_of, rubric_of, text_of
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.assessment import Answer, Answers, Flag, Quote, Verdict
from cvscreen.domain.errors import ScorerOutputInvalid
from cvscreen.domain.grounding import grounded

MET, PARTIAL, UNCLEAR, NOT_MET = Verdict.MET, Verdict.PARTIAL, Verdict.UNCLEAR, Verdict.NOT_MET
ONE = rubric_of((2.0, True))
TEXT = text_of("Five years of Python. No experience with Java.")


@pytest.mark.parametrize("verdict", [MET, PARTIAL, NOT_MET])
def test_a_verdict_with_a_true_quote_stands(verdict: Verdict) -> None:
    (finding,) = grounded(answers_of(("c0", verdict, ("years of Python",))), ONE, TEXT).findings
    assert finding.verdict is verdict
    assert [evidence.quote for evidence in finding.evidence] == ["years of Python"]
    assert finding.question is None


@pytest.mark.parametrize("verdict", [MET, PARTIAL])
@pytest.mark.parametrize("quotes", [(), ("Ten years of Rust",), ("",), ("…",)])
def test_a_claim_without_a_true_quote_is_unclear_and_flagged(verdict: Verdict, quotes: tuple[str, ...]) -> None:
    assessment = grounded(answers_of(("c0", verdict, quotes)), ONE, TEXT)
    assert assessment.findings[0].verdict is UNCLEAR
    assert assessment.findings[0].evidence == ()
    assert [flag.code for flag in assessment.flags] == ["unsupported_claim"]
    assert "'c0'" in assessment.flags[0].detail


def test_a_denial_without_a_true_quote_is_unclear_and_flagged() -> None:
    assessment = grounded(answers_of(("c0", NOT_MET, ("No Python at all",))), ONE, TEXT)
    assert assessment.findings[0].verdict is UNCLEAR
    assert [flag.code for flag in assessment.flags] == ["unsupported_claim"]


def test_one_true_quote_holds_the_verdict_and_the_invented_one_is_flagged() -> None:
    assessment = grounded(answers_of(("c0", MET, ("Python", "Rust"))), ONE, TEXT)
    assert assessment.findings[0].verdict is MET
    assert [evidence.quote for evidence in assessment.findings[0].evidence] == ["Python"]
    assert "Rust" in assessment.flags[0].detail


def test_a_long_invented_quote_is_shown_in_part() -> None:
    assessment = grounded(answers_of(("c0", MET, ("x" * 10_000,))), ONE, TEXT)
    assert len(assessment.flags[0].detail) < 300


def test_the_same_place_counts_once() -> None:
    assessment = grounded(answers_of(("c0", MET, ("Python", "python", "PYTHON"))), ONE, TEXT)
    assert len(assessment.findings[0].evidence) == 1


def test_an_open_criterion_has_a_question() -> None:
    assessment = grounded(answers_of(("c0", UNCLEAR, ())), ONE, TEXT)
    assert assessment.findings[0].question is not None
    assert "Criterion 0" in assessment.findings[0].question
    assert assessment.flags == ()


def test_what_the_rubric_says_is_carried_along() -> None:
    answer = Answer(criterion_id="c0", verdict=MET, quotes=(Quote("Python"),), note="plenty")
    flag = Flag("other", "something")
    answers = Answers(answers=(answer,), usage=USAGE, rationale="good", flags=(flag,))
    assessment = grounded(answers, ONE, TEXT)
    (finding,) = assessment.findings
    assert (finding.id, finding.criterion, finding.weight, finding.must_have) == ("c0", "Criterion 0", 2.0, True)
    assert (finding.note, assessment.rationale, assessment.flags, assessment.usage) == (
        "plenty",
        "good",
        (flag,),
        USAGE,
    )


@pytest.mark.parametrize("ids", [(), ("c0",), ("c0", "c0"), ("c0", "c2"), ("c0", "c1", "c1"), ("c0", "c1", "c2")])
def test_answers_that_are_not_one_for_each_criterion_are_refused(ids: tuple[str, ...]) -> None:
    with pytest.raises(ScorerOutputInvalid):
        grounded(answers_of(*((id_, UNCLEAR, ()) for id_ in ids)), rubric_of((1, False), (1, False)), TEXT)


@given(st.permutations(["c0", "c1", "c2"]))
def test_findings_come_in_the_order_of_the_rubric(ids: list[str]) -> None:
    answers = answers_of(*((id_, MET, ("Python",)) for id_ in ids))
    assessment = grounded(answers, rubric_of((1, False), (1, True), (3, False)), TEXT)
    assert [finding.id for finding in assessment.findings] == ["c0", "c1", "c2"]
