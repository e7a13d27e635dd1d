"""What every event sink promises."""

from __future__ import annotations

import asyncio

import pytest

from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import (
    AccountErased,
    ChangeBegun,
    EnqueueFailed,
    Erased,
    Event,
    InfectionFound,
    LeaseLost,
    LoggedIn,
    LogInFailed,
    OrphanDeleted,
    PasswordChanged,
    Registered,
    ResultInDoubt,
    ScanFailed,
    ScorerPaused,
    ScorerProbed,
    ScorerResumed,
    SessionEnded,
    TokenReuseDetected,
    UserActivated,
    UserDeactivated,
)
from cvscreen.ports.events import EventSink
from cvscreen.testing.samples import FAILURE, a_change, a_key

EVENTS: tuple[Event, ...] = (
    *(a_change(status=status) for status in Status),
    a_change(error=None),
    LeaseLost(evaluation_id="1", owner="ada"),
    ResultInDoubt(evaluation_id="1", owner="ada"),
    EnqueueFailed(evaluation_id="1", owner="", error=FAILURE),
    InfectionFound(evaluation_id="1", owner="ada", sha256=a_key(), infection="Eicar\n1"),
    ScanFailed(evaluation_id="1", owner="ada", error=FAILURE),
    ChangeBegun(evaluation_id="1\n2", owner="ada"),
    Erased(evaluation_id="1", owner="Zoë\n🧑🏽‍💻"),
    OrphanDeleted(key=a_key()),
    Registered(user_id="1", admin=True),
    LoggedIn(user_id="1", session_id="2", ip="203.0.113.7"),
    LogInFailed(account="5d41402abc4b2a76b9719d911017c592", ip="2001:db8::\n1"),
    TokenReuseDetected(user_id="1", session_id="2"),
    PasswordChanged(user_id="1", session_id="2"),
    SessionEnded(user_id="Zoë\n🧑🏽‍💻", session_id="2"),
    UserDeactivated(user_id="1", admin_id="2"),
    UserActivated(user_id="1", admin_id="2"),
    AccountErased(user_id="1"),
    ScorerPaused(scorer="a model\n1", seconds=60.0, error="scorer_unavailable"),
    ScorerProbed(scorer="a model"),
    ScorerResumed(scorer="a model"),
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
