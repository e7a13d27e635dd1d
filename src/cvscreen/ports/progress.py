"""Telling whoever waits for an evaluation that it moved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from cvscreen.domain.events import StatusChanged
from cvscreen.ports.health import Pings


class ProgressBus(Pings, Protocol):
    """Carries status changes to subscribers. It may drop them: who must know for sure asks the store."""

    async def publish(self, change: StatusChanged) -> None:
        """Hand the change to all present subscribers of its evaluation. It never waits for them."""
        ...

    def subscribe(self, evaluation_id: str) -> AbstractAsyncContextManager[AsyncIterator[StatusChanged]]:
        """The changes of that evaluation from the moment the context is entered, in the order they were published."""
        ...
