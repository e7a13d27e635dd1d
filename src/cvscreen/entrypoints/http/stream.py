"""Server-sent events: what becomes of an evaluation, as it happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import msgspec
from litestar.types import Receive, Scope, Send

from cvscreen.domain.errors import AccessError, EvaluationNotFound, StorageError
from cvscreen.domain.evaluations import ENDED, Status
from cvscreen.entrypoints.http.access import Call, caller_of
from cvscreen.entrypoints.http.answers import Answer
from cvscreen.entrypoints.http.exchange import Header
from cvscreen.usecases.follow import Seen

HEARTBEAT_SECONDS = 15.0
"""Proxies cut connections that are silent for 30 or 60 s."""

_RETRY_MS = 3000
_HEARTBEAT = b": still here\n\n"
_HEADERS: list[Header] = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class EventsAnswer:
    """Sends the events of one evaluation after the one that the client has seen, until it has ended."""

    def __init__(self, call: Call, evaluation_id: str, seen: str | None, heartbeat: float = HEARTBEAT_SECONDS) -> None:
        self._call = call
        self._evaluation_id = evaluation_id
        self._seen = seen or None
        self._heartbeat = heartbeat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them. Raises EvaluationNotFound, or a Refusal of one stream too many, before anything is sent."""
        evaluation = await self._call.services.read(self._call.caller.user_id, self._evaluation_id)
        if evaluation.status in ENDED and self._seen == state_of(evaluation.status, evaluation.attempts):
            # An EventSource that is told 204 does not connect again.
            await Answer(204, [])(scope, receive, send)
            return
        with self._call.exchange.streams.one_more(self._call.caller.user_id):
            await self._stream(receive, send)

    async def _stream(self, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        if self._call.exchange.bodiless:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        async with aclosing(self._blocks(receive)) as blocks:
            async for block in blocks:
                await send({"type": "http.response.body", "body": block, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _blocks(self, receive: Receive) -> AsyncGenerator[bytes, None]:
        """The events as text; comments while nothing happens. It ends early if the client or the service goes."""
        follow = self._call.services.follow(self._call.caller.user_id, self._evaluation_id, self._seen)
        gone = asyncio.ensure_future(_disconnected(receive))
        closing = asyncio.ensure_future(self._call.closing.wait())
        coming = asyncio.ensure_future(_next(follow, self._evaluation_id))
        try:
            yield b"retry: %d\n\n" % _RETRY_MS
            while True:
                done, _ = await asyncio.wait(
                    {gone, closing, coming}, timeout=self._heartbeat, return_when=asyncio.FIRST_COMPLETED
                )
                block = coming.result() if coming in done else _HEARTBEAT
                if gone in done or closing in done or block is None or not await self._may_stay():
                    return
                yield block
                if coming in done:
                    coming = asyncio.ensure_future(_next(follow, self._evaluation_id))
        finally:
            for task in (gone, closing, coming):
                task.cancel()
            await asyncio.gather(gone, closing, coming, return_exceptions=True)
            await follow.aclose()

    async def _may_stay(self) -> bool:
        """Whether the token is still good: a stream may outlive it, or its session."""
        try:
            await caller_of(self._call.exchange)
        except (AccessError, StorageError):
            return False
        return True


async def _next(follow: AsyncGenerator[Seen, None], evaluation_id: str) -> bytes | None:
    """The next event as text, None after the last; `erased` is one, and the follower's last."""
    try:
        seen = await anext(follow, None)
    except StorageError:
        return None  # the head is sent, so there is no other way to say so: the client connects again
    except EvaluationNotFound:
        return _block("erased", "erased", {"id": evaluation_id})
    if seen is None:
        return None
    data = {"id": evaluation_id, "status": seen.status, "attempts": seen.attempts, "error": seen.error}
    return _block("status", seen.state, data)


def _block(event: str, state: str, data: dict[str, Any]) -> bytes:
    return f"id: {state}\nevent: {event}\ndata: ".encode() + msgspec.json.encode(data) + b"\n\n"


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def state_of(status: Status, attempts: int) -> str:
    """A state as the id of an event."""
    return f"{status}-{attempts}"
