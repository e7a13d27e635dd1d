"""Several answers about one CV become one: by criterion the verdict in the middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cvscreen.domain.assessment import Assessment, Finding, Flag, Usage, Verdict
from cvscreen.domain.scoring import most_favourable
from cvscreen.domain.usage import summed

_RISING = tuple(Verdict)


def combined(assessments: Sequence[Assessment]) -> Assessment:
    """One assessment of samples of the same CV and rubric, an odd number of them, each grounded by itself.

    By criterion: the median verdict, over not_met < unclear < partial < met, with the evidence of all samples that gave
    it. `best` has the most favourable verdict of any sample where that is another one; see `score` for what it is worth
    and how it meets must-haves. The rationale, and the notes as far as possible, are those of the sample that agrees
    most with the medians. The flags are all that differ, and `samples_disagree` with the verdicts where they do. Calls,
    tokens and costs are added up; the latency is the longest, as samples are asked for side by side.
    Raises ValueError if their number is even, or their criteria are not the same.
    """
    if len(assessments) % 2 == 0:
        raise ValueError(f"{len(assessments)} samples have no verdict in the middle: give an odd number")
    if len({tuple(finding.id for finding in assessment.findings) for assessment in assessments}) > 1:
        raise ValueError("the samples are not about the same criteria in the same order")
    if len(assessments) == 1:
        return assessments[0]
    by_criterion = list(zip(*(assessment.findings for assessment in assessments), strict=True))
    medians = [median(finding.verdict for finding in findings) for findings in by_criterion]
    closest = sorted(assessments, key=lambda assessment: -_agreement(assessment, medians))
    disagreement = _disagreement(by_criterion)
    return Assessment(
        findings=tuple(
            _joined(findings, verdict)
            for *findings, verdict in zip(*(assessment.findings for assessment in closest), medians, strict=True)
        ),
        usage=_side_by_side([assessment.usage for assessment in assessments]),
        rationale=closest[0].rationale,
        flags=tuple(dict.fromkeys(flag for each in assessments for flag in each.flags)) + disagreement,
        best=_best(by_criterion, medians),
    )


def median(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict in the middle of an odd number, over not_met < unclear < partial < met."""
    rising = sorted(verdicts, key=_RISING.index)
    return rising[len(rising) // 2]


def _agreement(assessment: Assessment, medians: Sequence[Verdict]) -> int:
    return sum(f.verdict is verdict for f, verdict in zip(assessment.findings, medians, strict=True))


def _joined(findings: Sequence[Finding], verdict: Verdict) -> Finding:
    """The first finding with that verdict, with the evidence of all that have it."""
    agreeing = [finding for finding in findings if finding.verdict is verdict]
    evidence = dict.fromkeys(each for finding in agreeing for each in finding.evidence)
    return replace(agreeing[0], evidence=tuple(evidence))


def _best(by_criterion: Iterable[Sequence[Finding]], medians: Iterable[Verdict]) -> dict[str, Verdict]:
    best = {findings[0].id: most_favourable(f.verdict for f in findings) for findings in by_criterion}
    return {id_: verdict for (id_, verdict), usual in zip(best.items(), medians, strict=True) if verdict is not usual}


def _disagreement(by_criterion: Iterable[Sequence[Finding]]) -> tuple[Flag, ...]:
    counts = [(findings[0].id, Counter(finding.verdict for finding in findings)) for findings in by_criterion]
    said = [f"{id_!r}: {_spread(verdicts)}" for id_, verdicts in counts if len(verdicts) > 1]
    return (Flag("samples_disagree", f"the answers differ on {'; '.join(said)}"),) if said else ()


def _spread(verdicts: Counter[Verdict]) -> str:
    return ", ".join(f"{verdicts[verdict]} × {verdict}" for verdict in _RISING if verdict in verdicts)


def _side_by_side(usages: Sequence[Usage]) -> Usage:
    known = [usage.latency_ms for usage in usages if usage.latency_ms is not None]
    return replace(summed(usages), latency_ms=max(known, default=None))
