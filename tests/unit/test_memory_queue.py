"""The queue for tests hands out what it was given."""

from cvscreen.adapters.queues.memory import MemoryQueue


async def test_ids_are_taken_in_the_order_they_came() -> None:
    queue = MemoryQueue()
    for name in ("a", "b", "a"):
        await queue.enqueue(name)
    assert queue.take() == "a"
    assert await queue.depth() == 2
    assert queue.drain() == ("b", "a")
    assert queue.drain() == ()
    assert queue.take() is None
