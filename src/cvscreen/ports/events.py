"""Telling the house what happened."""

from __future__ import annotations

from typing import Protocol

from cvscreen.domain.events import Event


class EventSink(Protocol):
    """Takes events. It never raises and never makes the work wait long: the work matters more than the news."""

    async def emit(self, event: Event) -> None:
        """Pass the event on."""
        ...
