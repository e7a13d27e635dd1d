"""What every progress bus promises."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from cvscreen.domain.evaluations import Status
from cvscreen.domain.events import StatusChanged
from cvscreen.ports.progress import ProgressBus
from cvscreen.testing.samples import a_change


async def following(changes: AsyncIterator[StatusChanged]) -> StatusChanged:
    """The next change; whoever published it did so before."""
    async with asyncio.timeout(5):
        return await anext(changes)


@pytest.mark.asyncio
class ProgressBusContract:
    """Needs a fixture `bus` that is a ProgressBus."""

    async def test_a_subscriber_gets_the_changes_in_order(self, bus: ProgressBus) -> None:
        changes = [a_change(evaluation_id="1", status=status, attempts=n) for n, status in enumerate(Status)]
        async with bus.subscribe("1") as subscription:
            for change in changes:
                await bus.publish(change)
            assert [await following(subscription) for _ in changes] == changes

    async def test_a_subscriber_may_be_waiting_already(self, bus: ProgressBus) -> None:
        change = a_change()
        async with bus.subscribe(change.evaluation_id) as subscription:
            waiting = asyncio.create_task(following(subscription))
            await asyncio.sleep(0.05)
            await bus.publish(change)
            assert await waiting == change

    async def test_all_subscribers_get_a_change(self, bus: ProgressBus) -> None:
        change = a_change()
        async with bus.subscribe(change.evaluation_id) as one, bus.subscribe(change.evaluation_id) as two:
            await bus.publish(change)
            assert await following(one) == await following(two) == change

    async def test_a_subscriber_gets_its_own_evaluation_only(self, bus: ProgressBus) -> None:
        mine, other = a_change(), a_change()
        async with bus.subscribe(mine.evaluation_id) as subscription:
            await bus.publish(other)
            await bus.publish(mine)
            assert await following(subscription) == mine

    async def test_what_was_published_before_is_not_told(self, bus: ProgressBus) -> None:
        first, second = a_change(evaluation_id="1", attempts=1), a_change(evaluation_id="1", attempts=2)
        await bus.publish(first)
        async with bus.subscribe("1") as subscription:
            await bus.publish(second)
            assert await following(subscription) == second

    async def test_a_subscriber_that_left_leaves_the_others_theirs(self, bus: ProgressBus) -> None:
        change = a_change()
        async with bus.subscribe(change.evaluation_id) as subscription:
            async with bus.subscribe(change.evaluation_id):
                pass
            await bus.publish(change)
            assert await following(subscription) == change

    async def test_a_slow_subscriber_gets_the_newest_change(self, bus: ProgressBus) -> None:
        changes = [a_change(evaluation_id="1", attempts=n) for n in range(1_000)]
        async with bus.subscribe("1") as subscription:
            for change in changes:
                await bus.publish(change)
            last = await following(subscription)
            while last != changes[-1]:
                following_one = await following(subscription)
                assert following_one.attempts > last.attempts
                last = following_one

    async def test_an_ended_subscription_is_over(self, bus: ProgressBus) -> None:
        async with bus.subscribe("1") as subscription:
            await bus.publish(a_change(evaluation_id="1"))
        async with asyncio.timeout(5):
            assert len([change async for change in subscription]) <= 1

    async def test_publishing_without_subscribers_is_fine(self, bus: ProgressBus) -> None:
        await bus.publish(a_change())

    async def test_it_answers_a_ping(self, bus: ProgressBus) -> None:
        assert (await bus.ping()).detail
