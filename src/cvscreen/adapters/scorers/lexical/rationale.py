"""The rationale in words: what was found, what was not, and what the CV leaves open."""

from __future__ import annotations

from cvscreen.domain.assessment import Answer, Verdict
from cvscreen.domain.rubric import Criterion, Rubric

_SHOWN = 3
_LENGTH = 90


def rationale(rubric: Rubric, answers: tuple[Answer, ...]) -> str:
    """A few sentences. They say nothing that the answers do not say."""
    by_verdict: dict[Verdict, list[Criterion]] = {verdict: [] for verdict in Verdict}
    for criterion, given in zip(rubric.criteria, answers, strict=True):
        by_verdict[given.verdict].append(criterion)
    counts = (
        f"Of {len(rubric.criteria)} criteria the CV meets {len(by_verdict[Verdict.MET])} and "
        f"{len(by_verdict[Verdict.PARTIAL])} in part, contradicts {len(by_verdict[Verdict.NOT_MET])} and leaves "
        f"{len(by_verdict[Verdict.UNCLEAR])} open."
    )
    parts = [
        counts,
        _sentence("Met", by_verdict[Verdict.MET]),
        _sentence("Contradicted", by_verdict[Verdict.NOT_MET]),
        _sentence("Open", by_verdict[Verdict.UNCLEAR]),
    ]
    return " ".join(part for part in parts if part)


def _sentence(label: str, criteria: list[Criterion]) -> str:
    weightiest = sorted(criteria, key=lambda c: (not c.must_have, -c.weight))[:_SHOWN]
    shown = "; ".join(_short(criterion.text) for criterion in weightiest)
    return f"{label}: {shown}{' …' if len(criteria) > _SHOWN else ''}." if shown else ""


def _short(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1].rsplit(" ", 1)[0] + " …"
