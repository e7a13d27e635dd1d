"""How well the lexical scorer ranks CVs of a job's own role above others."""

from __future__ import annotations

import asyncio
import statistics

from measuring import Row
from ranking import RESUMES, Ranking, rankings


def rows() -> list[Row]:
    if not RESUMES.exists():
        return []
    return [
        _row("mean AUC over four jobs", asyncio.run(rankings())),
        _row("the same without the role's own terms", asyncio.run(rankings(without_own_terms=True))),
    ]


def _row(name: str, found: list[Ranking]) -> Row:
    mean = statistics.mean(ranking.auc for ranking in found)
    each = ", ".join(f"{ranking.job} {ranking.auc:.3f}" for ranking in found)
    return Row(name, f"{mean:.3f}", "0.95 at least", each)
