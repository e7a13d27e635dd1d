"""What every queue promises; little, as the store is the truth."""

from __future__ import annotations

import asyncio

import pytest

from cvscreen.ports.queues import EvaluationQueue


class EndlessWork:
    """Work that is never done, so that what is enqueued behind it waits."""

    async def run(self, evaluation_id: str) -> None:  # noqa: ARG002 - all are alike
        """Wait until cancelled."""
        await asyncio.Event().wait()

    async def sweep(self) -> None:
        """Do nothing."""

    async def tidy(self) -> None:
        """Do nothing."""


@pytest.mark.asyncio
class EvaluationQueueContract:
    """Needs a fixture `queue` that is an empty EvaluationQueue whose work is EndlessWork, one at once, or undone."""

    async def test_an_empty_queue_has_no_depth(self, queue: EvaluationQueue) -> None:
        assert await queue.depth() == 0

    async def test_what_waits_is_counted(self, queue: EvaluationQueue) -> None:
        for number in range(20):
            await queue.enqueue(str(number))
        await asyncio.sleep(0.05)
        assert 19 <= await queue.depth() <= 20

    async def test_an_id_may_be_enqueued_again(self, queue: EvaluationQueue) -> None:
        for _ in range(3):
            await queue.enqueue("again")
        assert await queue.depth() <= 3

    async def test_it_answers_a_ping(self, queue: EvaluationQueue) -> None:
        assert (await queue.ping()).detail
