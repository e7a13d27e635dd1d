"""Passing events on to all who listen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from cvscreen.domain.events import Event
from cvscreen.ports.events import EventSink

PATIENCE_SECONDS = 5
"""So long the work waits for one listener."""

_log = logging.getLogger(__name__)


class FanOut:
    """Gives each event to every listener in turn. One that fails or hangs is logged, and the others still hear it."""

    def __init__(self, listeners: Iterable[EventSink]) -> None:
        self._listeners = tuple(listeners)

    async def emit(self, event: Event) -> None:
        """Pass the event on. Never raises, except that cancelling cancels."""
        for listener in self._listeners:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await listener.emit(event)
            except Exception as error:  # noqa: BLE001 - the work matters more than the news
                # The message may quote what a person wrote, so only its kind is logged.
                _log.error("%s lost %s: %s", type(listener).__name__, event.name, type(error).__name__)
