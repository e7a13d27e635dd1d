"""Answers that are remembered for a while, and forgotten as soon as what they tell of changes.

Whoever changes an evaluation emits an event after the store has it, and before anybody is answered; `ForgetChanges`
hears it. A reader that began before and ends after must not put back what it read: lists are kept under a generation
that was read before the query, and what is known of one evaluation gives way to a tombstone. A cache that is away
counts as one that has forgotten.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from cvscreen.domain.errors import CacheUnavailable
from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import ChangeBegun, Erased, Event, ResultInDoubt, StatusChanged
from cvscreen.ports.caches import Cache, CacheKey
from cvscreen.ports.evaluations import EvaluationStore

KEPT = timedelta(minutes=5)
GENERATION_KEPT = timedelta(minutes=10)
"""Longer than what is kept under it, and no more: a cache that could not be told to forget may hold both as long."""

TOMBSTONE_KEPT = timedelta(minutes=1)
SLOWEST_READ = timedelta(seconds=30)
"""What took longer to read is not kept: by then the tombstone that should have kept it out may be gone."""

TOMBSTONE = b""


class RememberedLists:
    """Answers about all of an owner's evaluations: pages, counts."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    async def answer(self, owner: str, name: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """The owner's answer of that name, made anew if need be. Raises what `make` raises."""
        return await self._kept(owner, f"answer:{name}", make)

    async def count(self, owner: str, status: Status | None, make: Callable[[], Awaitable[int]]) -> int:
        """How many evaluations the owner has, of that status if one is named; counted anew if need be."""

        async def counted() -> bytes:
            return str(await make()).encode()

        return int(await self._kept(owner, f"count:{status or ''}", counted))

    async def _kept(self, owner: str, name: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        generation = await self._generation(owner)
        if generation is None:
            return await make()
        key = CacheKey(lists_of(owner), f"{generation.hex()}:{name}")
        kept = await _get(self._cache, key)
        if kept is not None:
            return kept
        made = await make()
        with suppress(CacheUnavailable):
            await self._cache.set(key, made, KEPT)
        return made

    async def _generation(self, owner: str) -> bytes | None:
        key = CacheKey(lists_of(owner), "generation")
        found = await _get(self._cache, key)
        if found is not None:
            return found
        with suppress(CacheUnavailable):
            await self._cache.add(key, secrets.token_bytes(16), GENERATION_KEPT)
        return await _get(self._cache, key)


class RememberedCounts:
    """A store's counts, remembered."""

    def __init__(self, lists: RememberedLists, evaluations: EvaluationStore) -> None:
        self._lists = lists
        self._evaluations = evaluations

    async def __call__(self, owner: str, status: Status | None = None) -> int:
        """How many evaluations the owner has, of that status if one is named."""
        return await self._lists.count(owner, status, lambda: self._evaluations.count(owner, status))


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer about an evaluation that has ended; it is not empty."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Moving:
    """The answer about one that goes on, which is not worth keeping."""

    content: bytes


class RememberedEvaluations:
    """Answers about single evaluations, which are kept once those have ended."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    async def answer(self, owner: str, evaluation_id: str, make: Callable[[], Awaitable[Finished | Moving]]) -> bytes:
        """The answer about the owner's evaluation, made anew if need be. Raises what `make` raises."""
        key = _evaluation_key(owner, evaluation_id)
        kept = await _get(self._cache, key)
        if kept:
            return kept
        began = time.monotonic()
        made = await make()
        in_time = time.monotonic() - began < SLOWEST_READ.total_seconds()
        if kept != TOMBSTONE and in_time and isinstance(made, Finished):
            with suppress(CacheUnavailable):
                await self._cache.add(key, made.content, KEPT)
        return made.content


class ForgetChanges:
    """An event sink: after a change nobody is told what was true before it."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    async def emit(self, event: Event) -> None:
        """Forget the owner's lists, and the evaluation if it had ended. Raises CacheUnavailable: try it again."""
        if not isinstance(event, StatusChanged | ResultInDoubt | ChangeBegun | Erased):
            return
        if _takes_back_the_end(event):
            await self._cache.set(_evaluation_key(event.owner, event.evaluation_id), TOMBSTONE, TOMBSTONE_KEPT)
        # The generation goes with the rest, and the next reader finds another: it is random.
        await self._cache.clear(lists_of(event.owner))


def lists_of(owner: str) -> str:
    """The group that an owner's lists are remembered in."""
    return f"lists:{owner}"


def evaluations_of(owner: str) -> str:
    """The group that an owner's single evaluations are remembered in."""
    return f"evaluation:{owner}"


def _takes_back_the_end(event: StatusChanged | ResultInDoubt | ChangeBegun | Erased) -> bool:
    """Whether somebody may remember the evaluation as ended: before its end nobody keeps what it was."""
    return isinstance(event, ChangeBegun | Erased) or (isinstance(event, StatusChanged) and event.reopened)


def _evaluation_key(owner: str, evaluation_id: str) -> CacheKey:
    return CacheKey(evaluations_of(owner), evaluation_id)


async def _get(cache: Cache, key: CacheKey) -> bytes | None:
    with suppress(CacheUnavailable):
        return await cache.get(key)
    return None
