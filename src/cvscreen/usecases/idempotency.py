"""Submitting once, however often it is sent: what an idempotency key stands for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from cvscreen.domain.errors import IdempotencyKeyInUse, IdempotencyKeyReused, StorageError
from cvscreen.domain.evaluations import KEY_LIFETIME, RESERVATION, Evaluation, as_accepted
from cvscreen.ports.evaluations import EvaluationStore, KeyReservation
from cvscreen.usecases.cancelling import uninterrupted
from cvscreen.usecases.submission import Accepted

COME_BACK_SECONDS = 5
"""Submissions take about a second: whoever finds a key in use need not wait until its reservation runs out."""


class IdempotencyKeys:
    """Which evaluation an owner's key stands for, and whether a submission with it is under way."""

    def __init__(self, evaluations: EvaluationStore) -> None:
        self._evaluations = evaluations

    async def earlier(self, owner: str, key: str) -> Evaluation | None:
        """The evaluation that was accepted with the key in the last 24 hours."""
        found = await self._evaluations.by_idempotency_key(owner, key)
        if found is None or await self._evaluations.forget_key(owner, key, KEY_LIFETIME):
            return None
        return found

    @asynccontextmanager
    async def reserved(self, owner: str, key: str) -> AsyncIterator[None]:
        """Keep the key from others meanwhile, at most a minute. Raises IdempotencyKeyInUse if one has it."""
        taken: list[KeyReservation | None] = []

        async def take() -> None:
            taken.append(await self._evaluations.reserve_key(owner, key, RESERVATION))

        try:
            await uninterrupted(take())
            if taken == [None]:
                raise _in_use()
            yield
        finally:
            for reservation in taken:
                if reservation is not None:
                    with suppress(StorageError):
                        await uninterrupted(self._evaluations.release_key(reservation))

    async def accepted_meanwhile(self, submitted: Evaluation) -> Accepted:
        """What the key of a submission stands for that another one overtook."""
        found = await self._evaluations.by_idempotency_key(submitted.owner, submitted.idempotency_key or "")
        if found is None:
            raise _in_use()
        return replay(found, submitted.fingerprint)


def replay(earlier: Evaluation, fingerprint: str) -> Accepted:
    """The answer that the earlier submission got. Raises IdempotencyKeyReused unless this one is the same."""
    if earlier.fingerprint != fingerprint:
        raise IdempotencyKeyReused(
            "this idempotency key came before, with another file, prompt or rubric: take a new key for a new submission"
        )
    return Accepted(as_accepted(earlier), replayed=True)


def _in_use() -> IdempotencyKeyInUse:
    return IdempotencyKeyInUse(
        "a submission with this idempotency key is under way: send it again later", retry_after=COME_BACK_SECONDS
    )
