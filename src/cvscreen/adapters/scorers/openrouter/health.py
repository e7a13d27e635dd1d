"""Whether the server answers, knows the key and has credit left, without asking a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvscreen.adapters.scorers.openrouter.errors import error_of_answer
from cvscreen.adapters.scorers.openrouter.place import OpenRouterPlace
from cvscreen.adapters.scorers.openrouter.wire import Wire, in_time
from cvscreen.ports.health import Health

LONGEST = 10.0
"""Seconds."""


async def health_of(wire: Wire, place: OpenRouterPlace) -> Health:
    """The server's, by the key's limits where it is OpenRouter, else by its list of models. Raises ScorerError."""
    path = "/key" if place.is_openrouter else "/models"
    async with in_time(min(place.seconds, LONGEST), place.host):
        answer = await wire.call("GET", path)
    error = error_of_answer(answer.status, answer.content, host=place.host, retry_after=answer.retry_after)
    if error is not None:
        raise error
    told = answer.content.get("data")
    if place.is_openrouter:
        return _by_key(place, told if isinstance(told, dict) else {})
    return _by_models(place, told if isinstance(told, list) else [])


def _by_key(place: OpenRouterPlace, key: Mapping[str, Any]) -> Health:
    left = key.get("limit_remaining")
    parts = [_who(place)]
    parts += [f"{left:g} credits left"] if isinstance(left, int | float) else []
    parts += ["free tier"] if key.get("is_free_tier") else []
    advice = None
    if any(model.endswith(":free") for model in place.models):
        advice = "free models answer 20 calls a minute, and 50 a day until credits were bought"
    if isinstance(left, int | float) and left <= 0:
        advice = "the key's limit is used up: raise it, or wait until it is reset"
    return Health("; ".join(parts), advice)


def _by_models(place: OpenRouterPlace, listed: list[Any]) -> Health:
    names = {model.get("id") for model in listed if isinstance(model, dict)}
    missing = [model for model in place.models if model not in names]
    advice = f"{place.host} does not list {', '.join(missing)}" if names and missing else None
    return Health(_who(place), advice)


def _who(place: OpenRouterPlace) -> str:
    return f"{', '.join(place.models)} at {place.host}"
