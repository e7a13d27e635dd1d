"""Sums of what calls to scorers took."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TypeVar

from cvscreen.domain.assessment import Usage

Number = TypeVar("Number", int, float)

_BETWEEN = ", "


def summed(usages: Iterable[Usage]) -> Usage:
    """What they took together, one after the other.

    Calls, tokens, cost and latency are added up; a number that none of them knows stays None, and one that only some
    know is the sum of those. Scorers, models and prompt versions that differ are listed in their order, each once, also
    if they are lists already.
    Raises ValueError if there are none.
    """
    each = list(usages)
    if not each:
        raise ValueError("there are no usages to add up")
    return Usage(
        scorer=_listed(usage.scorer for usage in each) or "",
        model=_listed(usage.model for usage in each),
        prompt_version=_listed(usage.prompt_version for usage in each),
        calls=sum(usage.calls for usage in each),
        prompt_tokens=_total(sum, (usage.prompt_tokens for usage in each)),
        cached_tokens=_total(sum, (usage.cached_tokens for usage in each)),
        completion_tokens=_total(sum, (usage.completion_tokens for usage in each)),
        cost=_total(math.fsum, (usage.cost for usage in each)),
        latency_ms=_total(math.fsum, (usage.latency_ms for usage in each)),
    )


def together(*usages: Usage | None) -> Usage | None:
    """The sum of those that there are; None if there are none."""
    known = [usage for usage in usages if usage is not None]
    return summed(known) if known else None


def _listed(names: Iterable[str | None]) -> str | None:
    each = (one for name in names if name for one in name.split(_BETWEEN))
    return _BETWEEN.join(dict.fromkeys(each)) or None


def _total(add: Callable[[list[Number]], Number], numbers: Iterable[Number | None]) -> Number | None:
    known = [number for number in numbers if number is not None]
    return add(known) if known else None
