"""Telling status changes to whoever waits for them."""

from __future__ import annotations

from cvscreen.domain.events import Event, StatusChanged
from cvscreen.ports.progress import ProgressBus


class ProgressListener:
    """Publishes status changes on the bus, and leaves the rest."""

    def __init__(self, bus: ProgressBus) -> None:
        self._bus = bus

    async def emit(self, event: Event) -> None:
        """Publish it, if it is a status change."""
        if isinstance(event, StatusChanged):
            await self._bus.publish(event)
