"""Loading the CVs of a batch: a few documents in memory at a time, whoever waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cvscreen.domain.documents import Document
from cvscreen.domain.errors import InternalError


@dataclass(frozen=True, slots=True)
class Source:
    """A CV to come: the name to show, and how to load it when its turn comes (blocking, raises a CVError)."""

    name: str
    load: Callable[[], Document]


_Loaded = Document | BaseException
"""A document, or why there is none."""


class Room:
    """In memory, for so many documents."""

    def __init__(self, documents: int) -> None:
        self._free = asyncio.Semaphore(documents)
        self._door = asyncio.Lock()

    async def take(self, documents: int) -> None:
        """Wait until there is room for that many, which must not be more than there ever is."""
        async with self._door:  # two that each have half of what they need would wait for ever
            for _ in range(documents):
                await self._free.acquire()

    def leave(self) -> None:
        """Make room for one."""
        self._free.release()


class LoadedTogether:
    """Documents that one way to a thread and back loads, as soon as there is room for them all."""

    def __init__(self, sources: Sequence[Source], room: Room) -> None:
        self._room = room
        self.loading = asyncio.create_task(self._load(sources))
        """To be cancelled by whoever breaks off."""

    async def document(self, number: int) -> Document:
        """The document of that place, given out once: nothing here keeps it. Raises what loading it raised."""
        loaded = await asyncio.shield(self.loading)
        document, loaded[number] = loaded[number], InternalError("the document was given out before")
        if isinstance(document, BaseException):
            raise document
        return document

    def done(self) -> None:
        """One of the documents is needed no more."""
        self._room.leave()

    async def _load(self, sources: Sequence[Source]) -> list[_Loaded]:
        await self._room.take(len(sources))
        return await asyncio.to_thread(_all_loaded, sources)


def _all_loaded(sources: Sequence[Source]) -> list[_Loaded]:
    return [_one_loaded(source) for source in sources]


def _one_loaded(source: Source) -> _Loaded:
    try:
        return source.load()
    except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - it is raised for its own CV
        return error
