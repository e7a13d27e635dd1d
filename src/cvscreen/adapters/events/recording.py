"""Remembering events, for tests."""

from __future__ import annotations

from cvscreen.domain.events import Event


class RecordingEventSink:
    """Keeps every event in `events`, in order."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    async def emit(self, event: Event) -> None:
        """Keep it."""
        self.events.append(event)
