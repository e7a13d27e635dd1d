"""Who listens to events hears them, and nobody who listens can harm the work."""

import asyncio
import logging

import pytest

from cvscreen.adapters.events import fanout
from cvscreen.adapters.events.fanout import FanOut
from cvscreen.adapters.events.logs import LogListener
from cvscreen.adapters.events.progress import ProgressListener
from cvscreen.adapters.events.recording import RecordingEventSink
from cvscreen.adapters.progress.memory import MAX_WAITING, MemoryProgressBus
from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import EnqueueFailed, Erased, Event, OrphanDeleted
from cvscreen.testing.events import EVENTS
from cvscreen.testing.samples import FAILURE, a_change, a_key


class FailingListener:
    async def emit(self, event: Event) -> None:
        raise LookupError("a secret of the CV")


class HangingListener:
    async def emit(self, event: Event) -> None:
        await asyncio.Event().wait()


async def test_all_listeners_hear_all_events_in_order() -> None:
    one, two = RecordingEventSink(), RecordingEventSink()
    sink = FanOut([one, two])
    for event in EVENTS:
        await sink.emit(event)
    assert one.events == two.events == list(EVENTS)


async def test_a_listener_that_fails_is_logged_and_the_others_hear(caplog: pytest.LogCaptureFixture) -> None:
    other = RecordingEventSink()
    await FanOut([FailingListener(), other]).emit(a_change())
    assert len(other.events) == 1
    assert "FailingListener lost status_changed: LookupError" in caplog.text
    assert "secret" not in caplog.text


async def test_a_listener_that_hangs_is_given_up(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fanout, "PATIENCE_SECONDS", 0.05)
    other = RecordingEventSink()
    await FanOut([HangingListener(), other]).emit(a_change())
    assert len(other.events) == 1
    assert "HangingListener lost status_changed: TimeoutError" in caplog.text


async def test_cancelling_is_not_swallowed() -> None:
    other = RecordingEventSink()
    emitting = asyncio.create_task(FanOut([HangingListener(), other]).emit(a_change()))
    await asyncio.sleep(0)
    emitting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await emitting
    assert other.events == []


@pytest.mark.parametrize(
    ("event", "level", "line"),
    [
        (
            a_change(evaluation_id="1", status=Status.COMPLETED, attempts=1, error=None),
            logging.INFO,
            "status_changed evaluation='1' owner='ada' status=completed attempts=1",
        ),
        (
            a_change(evaluation_id="1"),
            logging.WARNING,
            "status_changed evaluation='1' owner='ada' status=failed attempts=3 error=scorer_busy",
        ),
        (
            EnqueueFailed(evaluation_id="1", owner="", error=FAILURE),
            logging.WARNING,
            "enqueue_failed evaluation='1' owner='' error=scorer_busy",
        ),
        (OrphanDeleted(key="ab"), logging.INFO, "orphan_deleted key=ab"),
    ],
    ids=["completed", "failed", "enqueue failed", "orphan"],
)
async def test_an_event_is_one_log_line(caplog: pytest.LogCaptureFixture, event: Event, level: int, line: str) -> None:
    caplog.set_level(logging.INFO, "cvscreen.events")
    await LogListener().emit(event)
    assert caplog.record_tuples == [("cvscreen.events", level, line)]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
async def test_a_log_line_holds_no_text_and_no_line_break(caplog: pytest.LogCaptureFixture, event: Event) -> None:
    caplog.set_level(logging.INFO, "cvscreen.events")
    await LogListener().emit(event)
    assert FAILURE.detail not in caplog.messages[0]
    assert "\n" not in caplog.messages[0]


async def test_status_changes_are_published_and_nothing_else() -> None:
    bus, change = MemoryProgressBus(), a_change(evaluation_id="1")
    async with bus.subscribe("1") as changes:
        await ProgressListener(bus).emit(Erased(evaluation_id="1", owner="ada"))
        await ProgressListener(bus).emit(OrphanDeleted(key=a_key()))
        await ProgressListener(bus).emit(change)
        assert await anext(changes) == change


async def test_a_slow_subscriber_keeps_the_newest_changes_only() -> None:
    bus = MemoryProgressBus()
    changes = [a_change(evaluation_id="1", attempts=n) for n in range(MAX_WAITING + 50)]
    async with bus.subscribe("1") as waiting:
        for change in changes:
            await bus.publish(change)
        assert [await anext(waiting) for _ in range(MAX_WAITING)] == changes[50:]


async def test_a_waiting_subscriber_ends_when_its_subscription_does() -> None:
    bus = MemoryProgressBus()
    async with bus.subscribe("1") as changes:
        waiting = asyncio.create_task(anext(changes, None))
        await asyncio.sleep(0)
    assert await waiting is None
    assert await anext(changes, None) is None
