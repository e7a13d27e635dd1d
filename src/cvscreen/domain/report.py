"""The answer about one CV, as people and programs get it."""

from __future__ import annotations

from dataclasses import dataclass

from cvscreen.domain.assessment import Assessment, Finding, Flag, Usage, Verdict
from cvscreen.domain.documents import CVFacts
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.scoring import score


@dataclass(frozen=True, slots=True)
class RubricUsed:
    """The rubric that a CV was judged by, and the hash of its content."""

    version: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a list shows of a report: the interval, the flags, how many pages, what it took."""

    score: float
    score_high: float
    flags: tuple[Flag, ...]
    pages: int
    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Score, rationale, matches and gaps.

    `score` to `score_high`, 0 to 100 with one decimal, is the interval that the CV, or samples that differ, leave open.
    `matches` are
    the criteria that are met or partially met, by verified evidence; `gaps` are the rest, first the must-haves
    that are open, each open one with a question to ask.
    """

    score: float
    score_high: float
    rationale: str
    matches: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    flags: tuple[Flag, ...]
    cv: CVFacts
    rubric: RubricUsed
    usage: Usage

    @property
    def summary(self) -> Summary:
        """The short of it."""
        return Summary(
            score=self.score,
            score_high=self.score_high,
            flags=self.flags,
            pages=self.cv.pages,
            usage=self.usage,
        )


def report(cv: CVFacts, rubric: Rubric, assessment: Assessment) -> Report:
    """The report that follows from an assessment."""
    verdicts = {finding.id: finding.verdict for finding in assessment.findings}
    result = score(rubric, verdicts, assessment.best)
    matches = tuple(f for f in assessment.findings if f.verdict in {Verdict.MET, Verdict.PARTIAL})
    gaps = sorted((f for f in assessment.findings if f not in matches), key=_urgency)
    return Report(
        score=result.score,
        score_high=result.score_high,
        rationale=assessment.rationale,
        matches=matches,
        gaps=tuple(gaps),
        flags=assessment.flags,
        cv=cv,
        rubric=RubricUsed(rubric.version, rubric.criteria),
        usage=assessment.usage,
    )


def _urgency(finding: Finding) -> int:
    if finding.must_have:
        return 0 if finding.verdict is Verdict.UNCLEAR else 1
    return 2
