"""What every event sink promises."""

from __future__ import annotations

import asyncio

import pytest

from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import EnqueueFailed, Erased, Event, LeaseLost, OrphanDeleted
from cvscreen.ports.events import EventSink
from cvscreen.testing.samples import FAILURE, a_change, a_key

EVENTS: tuple[Event, ...] = (
    *(a_change(status=status) for status in Status),
    a_change(error=None),
    LeaseLost(evaluation_id="1", owner="ada"),
    EnqueueFailed(evaluation_id="1", owner="", error=FAILURE),
    Erased(evaluation_id="1", owner="Zoë\n🧑🏽‍💻"),
    OrphanDeleted(key=a_key()),
)


@pytest.mark.asyncio
class EventSinkContract:
    """Needs a fixture `sink` that is an EventSink."""

    @pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
    async def test_every_event_is_taken_without_delay(self, sink: EventSink, event: Event) -> None:
        async with asyncio.timeout(1):
            await sink.emit(event)

    async def test_many_events_at_once_are_taken(self, sink: EventSink) -> None:
        async with asyncio.timeout(5):
            await asyncio.gather(*(sink.emit(event) for event in EVENTS * 20))
