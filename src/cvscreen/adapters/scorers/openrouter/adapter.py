"""The scorer as the service and the command line have it: chosen by a URL, behind a circuit breaker."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.scorers.breaking import BreakingScorer, breaking
from cvscreen.adapters.scorers.openrouter.place import OpenRouterOptions
from cvscreen.adapters.scorers.openrouter.scorer import OpenRouterScorer


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[BreakingScorer]:  # noqa: A001 - every adapter module has an open
    """The scorer that `openrouter:<model>,<model>?…` names, with the key from the environment."""
    models = (part.strip() for part in opening.url.location.split(","))
    options = opening.url.options(OpenRouterOptions)
    async with OpenRouterScorer(models=filter(None, models), options=options) as scorer:
        yield breaking(scorer, opening)
