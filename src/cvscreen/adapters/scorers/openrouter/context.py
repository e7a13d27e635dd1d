"""How much the models can read and write in all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Any

from cvscreen.adapters.scorers.openrouter.wire import Wire, in_time
from cvscreen.domain.errors import ScorerError

FRESH_SECONDS = 3_600.0
FRESH_AFTER_FAILURE = 60.0
LONGEST = 10.0
"""Seconds that a server has for telling it."""

_FIELDS = ("context_length", "max_model_len")
"""OpenRouter's word, and vLLM's."""


class ContextLength:
    """The smallest of the models', asked of the server once an hour; whoever comes meanwhile waits for the answer."""

    def __init__(self, wire: Wire, models: Iterable[str], host: str) -> None:
        self._wire = wire
        self._models = tuple(models)
        self._host = host
        self._known: int | None = None
        self._fresh_until = 0.0
        self._asking = asyncio.Lock()

    async def __call__(self) -> int | None:
        """In tokens; None if the server tells it of none of the models."""
        if time.monotonic() < self._fresh_until:
            return self._known
        async with self._asking:
            if time.monotonic() >= self._fresh_until:
                await self._ask()
        return self._known

    async def _ask(self) -> None:
        try:
            async with in_time(LONGEST, self._host):
                answer = await self._wire.call("GET", "/models")
        except ScorerError:
            self._fresh_until = time.monotonic() + FRESH_AFTER_FAILURE
            return
        self._known = self._smallest(answer.content.get("data"))
        self._fresh_until = time.monotonic() + FRESH_SECONDS

    def _smallest(self, told: object) -> int | None:
        listed = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        lengths = {one["id"]: length for one in listed if isinstance(one.get("id"), str) and (length := _length(one))}
        # Variants such as :nitro only choose among providers, and are not listed.
        known = (lengths.get(model) or lengths.get(model.partition(":")[0]) for model in self._models)
        return min((length for length in known if length), default=None)


def _length(model: Mapping[str, Any]) -> int | None:
    told = next((model[name] for name in _FIELDS if name in model), None)
    return told if isinstance(told, int) and told > 0 else None
