"""Following an evaluation: each state once, in the end the last one, whatever the bus drops or tells late."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest
from memory_house import LEASE, OWNER, House, house_with

from cvscreen.adapters.events.fanout import FanOut
from cvscreen.adapters.events.progress import ProgressListener
from cvscreen.adapters.progress.memory import MemoryProgressBus
from cvscreen.domain.assessment import Verdict
from cvscreen.domain.errors import EvaluationNotFound, ScorerBusy, ScorerRefused
from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import StatusChanged
from cvscreen.usecases import follow
from cvscreen.usecases.follow import FollowEvaluation, Seen


class Followed:
    """A house whose news go to a bus, and who follows there."""

    def __init__(self, house: House, bus: MemoryProgressBus) -> None:
        self.house = house
        self.bus = bus
        self.follow = FollowEvaluation(house.read, bus)

    async def states(self, evaluation_id: str, seen: str | None = None) -> list[str]:
        """All states until the end."""
        async with aclosing(self.follow(OWNER, evaluation_id, seen)) as states:
            return [now.state async for now in states]


def followed(*steps: Verdict | Exception, bus: MemoryProgressBus | None = None) -> Followed:
    bus = bus or MemoryProgressBus()
    return Followed(house_with(*steps, events=FanOut([ProgressListener(bus)])), bus)


class Silent(MemoryProgressBus):
    """Drops everything."""

    async def publish(self, change: StatusChanged) -> None:
        pass


class Ended(MemoryProgressBus):
    """Its news end at once."""

    @asynccontextmanager
    async def subscribe(self, evaluation_id: str) -> AsyncIterator[AsyncIterator[StatusChanged]]:
        async with super().subscribe(evaluation_id) as changes:
            pass
        yield changes


async def some_turns() -> None:
    """Let the others go as far as they can: nothing here waits for anything but the loop."""
    for _ in range(50):
        await asyncio.sleep(0)


async def begun(there: Followed, evaluation_id: str, seen: str | None = None) -> asyncio.Task[list[str]]:
    """Somebody who follows already."""
    task = asyncio.create_task(there.states(evaluation_id, seen))
    await some_turns()
    return task


async def test_every_state_comes_once_until_the_end() -> None:
    there = followed(ScorerRefused("no"))
    evaluation_id = await there.house.submitted()
    states = await begun(there, evaluation_id)
    await there.house.run(evaluation_id)
    assert await states == ["pending-0", "processing-0", "failed-1"]


async def test_what_was_seen_does_not_come_again() -> None:
    there = followed()
    evaluation_id = await there.house.submitted()
    states = await begun(there, evaluation_id, "pending-0")
    await there.house.run(evaluation_id)
    assert await states == ["processing-0", "completed-0"]
    assert await there.states(evaluation_id, "processing-0") == ["completed-0"]
    assert await there.states(evaluation_id, "completed-0") == []


async def test_a_state_tells_what_happened() -> None:
    there = followed(ScorerRefused("no"))
    evaluation_id = await there.house.submitted()
    await there.house.run(evaluation_id)
    failed = await there.house.stored(evaluation_id)
    (seen,) = [now async for now in there.follow(OWNER, evaluation_id)]
    assert seen == Seen(
        evaluation_id=evaluation_id,
        status=Status.FAILED,
        attempts=1,
        error=failed.error,
        updated_at=failed.updated_at,
    )


async def test_an_attempt_that_comes_to_nothing_is_seen() -> None:
    there = followed(ScorerBusy("busy"))
    evaluation_id = await there.house.submitted()
    states = await begun(there, evaluation_id)
    for _ in range(3):
        await there.house.run(evaluation_id)
        there.house.wait(LEASE * 10)
    assert await states == [
        *("pending-0", "processing-0", "pending-1", "processing-1", "pending-2", "processing-2", "failed-3"),
    ]


@pytest.mark.parametrize("bus", [Silent, Ended])
async def test_a_bus_that_tells_nothing_is_made_up_for(
    bus: type[MemoryProgressBus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "POLL_SECONDS", 0.02)
    there = followed(bus=bus())
    evaluation_id = await there.house.submitted()
    states = await begun(there, evaluation_id)
    await there.house.run(evaluation_id)
    async with asyncio.timeout(5):
        found = await states
    assert [state for state in found if state != "processing-0"] == ["pending-0", "completed-0"], "it asks now and then"


async def test_old_news_of_an_end_do_not_end_it() -> None:
    there = followed(ScorerRefused("no"), Verdict.MET)
    evaluation_id = await there.house.submitted()
    async with aclosing(there.follow(OWNER, evaluation_id)) as states:
        assert (await anext(states)).state == "pending-0"
        await there.house.run(evaluation_id)
        await there.house.retry(OWNER, evaluation_id)
        assert (await anext(states)).state == "processing-0"
        assert (await anext(states)).state == "pending-0"
        await there.house.run(evaluation_id)
        assert [now.state async for now in states] == ["processing-0", "completed-0"]


async def test_who_follows_hears_that_it_was_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "POLL_SECONDS", 0.02)
    there = followed()
    evaluation_id = await there.house.submitted()
    states = await begun(there, evaluation_id)
    await there.house.erase(OWNER, evaluation_id)
    with pytest.raises(EvaluationNotFound):
        await states


async def test_somebody_elses_evaluation_cannot_be_followed() -> None:
    there = followed()
    evaluation_id = await there.house.submitted()
    with pytest.raises(EvaluationNotFound):
        await anext(there.follow("bob", evaluation_id))


async def test_whoever_stops_early_leaves_nothing_behind() -> None:
    there = followed()
    evaluation_id = await there.house.submitted()
    tasks = asyncio.all_tasks()
    async with aclosing(there.follow(OWNER, evaluation_id)) as states:
        await anext(states)
        waiting = asyncio.create_task(anext(states))
        await some_turns()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert asyncio.all_tasks() == tasks
    assert there.bus._subscriptions == {}
