"""What a call took, over all its tries, as the server's answers tell it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from cvscreen.domain.assessment import Usage

SCORER = "openrouter"
_MOST = 2**53
"""No count is larger, and no store is asked to keep one that is."""


class Spent:
    """Sums, from now on; what no answer told stays unknown."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._calls = 0
        self._model: str | None = None
        self._sums: dict[str, float] = {}

    def add(self, answer: Mapping[str, Any]) -> None:
        """One more answer; it counts as a call if a model was at work, so that a refusal at the door does not."""
        self._calls += isinstance(answer.get("usage"), dict) or isinstance(answer.get("choices"), list)
        model = answer.get("model")
        self._model = model[:200] if isinstance(model, str) else self._model
        usage = _object(answer.get("usage"))
        self._count("prompt_tokens", usage.get("prompt_tokens"))
        self._count("completion_tokens", usage.get("completion_tokens"))
        self._count("cost", usage.get("cost"))
        self._count("cached_tokens", _object(usage.get("prompt_tokens_details")).get("cached_tokens"))

    def usage(self) -> Usage:
        """All of it, pauses between tries included; the prompt version is for whoever wrote the prompt to add."""
        return Usage(
            scorer=SCORER,
            model=self._model,
            calls=self._calls,
            prompt_tokens=self._whole("prompt_tokens"),
            cached_tokens=self._whole("cached_tokens"),
            completion_tokens=self._whole("completion_tokens"),
            cost=self._sums.get("cost"),
            latency_ms=round((time.perf_counter() - self._began) * 1000, 1),
        )

    def _count(self, name: str, told: object) -> None:
        if isinstance(told, int | float) and not isinstance(told, bool) and 0 <= told <= _MOST:
            self._sums[name] = self._sums.get(name, 0) + told

    def _whole(self, name: str) -> int | None:
        return int(self._sums[name]) if name in self._sums else None


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
