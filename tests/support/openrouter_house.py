"""The OpenRouter scorer on a scripted server of its own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from openrouter_models import Says, plain, saying
from openrouter_server import MODEL, OpenRouterServer, Step, served

from cvscreen.adapters.scorers.openrouter.place import OpenRouterOptions
from cvscreen.adapters.scorers.openrouter.scorer import OpenRouterScorer
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.text import CVText, Page
from cvscreen.ports.scorers import AssessmentRequest

RUBRIC = Rubric(
    (
        Criterion(id="python", text="Experience with Python", weight=2.0, must_have=True),
        Criterion(id="bees", text="Experience with beekeeping"),
    )
)
CV = CVText((Page(1, "████ ███\nBuilt web services in Python.\n"), Page(2, "Languages: English (fluent)\n")))
REQUEST = AssessmentRequest(rubric=RUBRIC, text=CV)


@asynccontextmanager
async def asking(
    *steps: Step, says: Says = plain, **options: Any
) -> AsyncIterator[tuple[OpenRouterScorer, OpenRouterServer]]:
    """A scorer and the server that it asks, which goes through the steps, or lets a model answer."""
    server = OpenRouterServer(steps, model=saying(says))
    with served(server) as url:
        given = msgspec.convert({"base_url": url} | options, OpenRouterOptions)
        async with OpenRouterScorer(api_key="sk-or-v1-not-a-real-key", models=(MODEL,), options=given) as scorer:
            yield scorer, server


def step_of(answer: object, **changes: Any) -> Step:
    """A call that is answered by that, as JSON."""
    return Step(text=json.dumps(answer), **changes)


def sent(server: OpenRouterServer, number: int = -1) -> str:
    """All that one call told the model."""
    return "\n".join(message["content"] for message in server.requests[number]["messages"])
