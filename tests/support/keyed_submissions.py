"""Submissions with an idempotency key, and streams that wait, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from memory_house import CV, OWNER, House, a_submission

from cvscreen.domain.errors import CvscreenError
from cvscreen.usecases.submission import Accepted, Submission

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
SECOND = timedelta(seconds=1)


def keyed(content: bytes = CV, **changes: Any) -> Submission:
    """A submission with the key."""
    return a_submission(content, **{"idempotency_key": KEY} | changes)


class Gate:
    """A stream that waits in its middle until it is let on."""

    def __init__(self, content: bytes = CV) -> None:
        self._content = content
        self.reached = asyncio.Event()
        self.let_on = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content[:50]
        self.reached.set()
        await self.let_on.wait()
        yield self._content[50:]


async def under_way(house: House, content: bytes = CV) -> tuple[asyncio.Task[Accepted], Gate]:
    """A submission with the key that has begun and waits."""
    gate = Gate(content)
    task = asyncio.create_task(house.accept(keyed(chunks=gate)))
    await gate.reached.wait()
    return task, gate


async def refused(house: House, error: type[CvscreenError], submission: Submission) -> None:
    """It is refused, and nothing comes of it."""
    keys, count, told = await house.keys(), (await house.list(OWNER)).count, house.told()
    with pytest.raises(error):
        await house.accept(submission)
    assert (await house.keys(), (await house.list(OWNER)).count, house.told()) == (keys, count, told)
