"""The memory stores, with the faults that stores across a network have."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from cvscreen.adapters.caches.memory import MemoryCache
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.memory import MemoryEvaluationStore
from cvscreen.adapters.files.memory import MemoryFileStore
from cvscreen.adapters.queues.memory import MemoryQueue
from cvscreen.domain.errors import CacheUnavailable, EvaluationStoreUnavailable, FileStoreUnavailable, QueueUnavailable
from cvscreen.domain.evaluations import Ending, Evaluation
from cvscreen.domain.rubric import DraftedRubric, RubricKey
from cvscreen.ports.caches import CacheKey
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import Claim, KeyReservation

SYSTEM = SystemClock()


class ShakyEvaluations(MemoryEvaluationStore):
    """Methods named in `down` do nothing and raise, those in `deaf` work and then raise; all let other tasks go on."""

    def __init__(self, clock: Clock = SYSTEM) -> None:
        super().__init__(clock)
        self.down: set[str] = set()
        self.deaf: set[str] = set()
        self.calls: list[str] = []

    async def add(self, evaluation: Evaluation) -> Evaluation:
        await self._before("add")
        added = await super().add(evaluation)
        await self._after_it("add")
        return added

    async def claim(self, evaluation_id: str, lease: timedelta) -> Claim | None:
        await self._before("claim")
        claim = await super().claim(evaluation_id, lease)
        await self._after_it("claim")
        return claim

    async def renew(self, claim: Claim, lease: timedelta) -> bool:
        await self._before("renew")
        renewed = await super().renew(claim, lease)
        await self._after_it("renew")
        return renewed

    async def finish(self, claim: Claim, ending: Ending) -> bool:
        await self._before("finish")
        finished = await super().finish(claim, ending)
        await self._after_it("finish")
        return finished

    async def erase(self, evaluation_id: str) -> bool:
        await self._before("erase")
        erased = await super().erase(evaluation_id)
        await self._after_it("erase")
        return erased

    async def reserve_key(self, owner: str, key: str, lease: timedelta) -> KeyReservation | None:
        await self._before("reserve_key")
        reservation = await super().reserve_key(owner, key, lease)
        await self._after_it("reserve_key")
        return reservation

    async def release_key(self, reservation: KeyReservation) -> None:
        await self._before("release_key")
        await super().release_key(reservation)
        await self._after_it("release_key")

    async def rubric(self, key: RubricKey) -> DraftedRubric | None:
        await self._before("rubric")
        drafted = await super().rubric(key)
        await self._after_it("rubric")
        return drafted

    async def forget_rubrics(self, prompt_hash: str) -> int:
        await self._before("forget_rubrics")
        forgotten = await super().forget_rubrics(prompt_hash)
        await self._after_it("forget_rubrics")
        return forgotten

    async def _before(self, method: str) -> None:
        self.calls.append(method)
        await asyncio.sleep(0)
        if method in self.down:
            raise EvaluationStoreUnavailable("the store is down")

    async def _after_it(self, method: str) -> None:
        await asyncio.sleep(0)
        if method in self.deaf:
            raise EvaluationStoreUnavailable("the answer was lost")


class ShakyFiles(MemoryFileStore):
    """The same for files."""

    def __init__(self, clock: Clock = SYSTEM) -> None:
        super().__init__(clock)
        self.down: set[str] = set()
        self.stuck: set[str] = set()
        """Keys that cannot be deleted."""

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> int:
        await asyncio.sleep(0)
        if "put" in self.down:
            raise FileStoreUnavailable("the disk is full")
        size = await super().put(key, chunks)
        await asyncio.sleep(0)
        return size

    async def delete(self, key: str) -> None:
        await asyncio.sleep(0)
        if "delete" in self.down or key in self.stuck:
            raise FileStoreUnavailable("the disk is read-only")
        await super().delete(key)
        await asyncio.sleep(0)


class ShakyCache(MemoryCache):
    """Methods named in `down` do nothing and raise; all let other tasks go on, before and after."""

    def __init__(self, clock: Clock = SYSTEM) -> None:
        super().__init__(clock)
        self.down: set[str] = set()

    async def get(self, key: CacheKey) -> bytes | None:
        async with self._across_a_network("get"):
            return await super().get(key)

    async def set(self, key: CacheKey, value: bytes, ttl: timedelta) -> None:
        async with self._across_a_network("set"):
            await super().set(key, value, ttl)

    async def add(self, key: CacheKey, value: bytes, ttl: timedelta) -> bool:
        async with self._across_a_network("add"):
            return await super().add(key, value, ttl)

    async def clear(self, group: str) -> None:
        async with self._across_a_network("clear"):
            await super().clear(group)

    @asynccontextmanager
    async def _across_a_network(self, method: str) -> AsyncIterator[None]:
        await asyncio.sleep(0)
        if method in self.down:
            raise CacheUnavailable("the cache is down")
        yield
        await asyncio.sleep(0)


class FullQueue(MemoryQueue):
    """Takes nothing."""

    async def enqueue(self, evaluation_id: str) -> None:
        raise QueueUnavailable("the queue is full")
