"""The answer about one CV."""

from __future__ import annotations

from domain_builders import USAGE, answers_of, rubric_of, text_of

from cvscreen.domain.assessment import Assessment, Flag, Verdict
from cvscreen.domain.documents import CVFacts
from cvscreen.domain.grounding import grounded
from cvscreen.domain.report import Report, report
from cvscreen.domain.rubric import Rubric

MET, PARTIAL, UNCLEAR, NOT_MET = Verdict.MET, Verdict.PARTIAL, Verdict.UNCLEAR, Verdict.NOT_MET
FACTS = CVFacts("jane.pdf", "0" * 64, 1234, 1)


def judged(*verdicts: tuple[Verdict, bool]) -> tuple[Report, Rubric]:
    """The report for these verdicts and must-haves, each with a true quote where it needs one."""
    rubric = rubric_of(*((1.0, must_have) for _, must_have in verdicts))
    answers = answers_of(*((f"c{i}", verdict, ("said so",)) for i, (verdict, _) in enumerate(verdicts)))
    return report(FACTS, rubric, grounded(answers, rubric, text_of("The CV said so."))), rubric


def test_matches_are_what_is_met_or_partial_in_the_order_of_the_rubric() -> None:
    result, _ = judged((MET, False), (UNCLEAR, False), (PARTIAL, True), (NOT_MET, False))
    assert [finding.id for finding in result.matches] == ["c0", "c2"]
    assert [finding.id for finding in result.gaps] == ["c1", "c3"]


def test_open_must_haves_come_first_in_the_gaps_then_missed_ones_then_the_rest() -> None:
    result, _ = judged(
        (NOT_MET, False),
        (UNCLEAR, False),
        (NOT_MET, True),
        (UNCLEAR, True),
        (MET, True),
        (UNCLEAR, True),
        (NOT_MET, True),
    )
    assert [finding.id for finding in result.gaps] == ["c3", "c5", "c2", "c6", "c0", "c1"]


def test_every_criterion_is_a_match_or_a_gap() -> None:
    result, rubric = judged((MET, False), (UNCLEAR, True), (PARTIAL, False), (NOT_MET, True))
    assert {finding.id for finding in (*result.matches, *result.gaps)} == {c.id for c in rubric.criteria}
    assert len(result.matches) + len(result.gaps) == 4


def test_matches_have_evidence_and_open_gaps_a_question() -> None:
    result, _ = judged((MET, False), (UNCLEAR, False), (NOT_MET, False))
    assert result.matches[0].evidence
    assert [finding.question is not None for finding in result.gaps] == [True, False]


def test_the_score_follows_from_the_verdicts_that_stand() -> None:
    rubric = rubric_of((1.0, False), (1.0, False))
    answers = answers_of(("c0", MET, ("said so",)), ("c1", MET, ("invented",)))
    result = report(FACTS, rubric, grounded(answers, rubric, text_of("The CV said so.")))
    assert (result.score, result.score_high) == (50.0, 100.0)


def test_the_report_carries_facts_flags_rationale_and_the_rubric_used() -> None:
    rubric = rubric_of((1.0, False))
    flags = (Flag("other", "something"),)
    findings = grounded(answers_of(("c0", UNCLEAR, ())), rubric, text_of("x")).findings
    result = report(FACTS, rubric, Assessment(findings=findings, usage=USAGE, rationale="why", flags=flags))
    assert (result.cv, result.flags, result.rationale, result.usage) == (FACTS, flags, "why", USAGE)
    assert (result.rubric.version, result.rubric.criteria) == (rubric.version, rubric.criteria)
