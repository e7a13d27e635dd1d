"""Sweeping: what a crash, a lost message or a lost worker left behind goes on."""

from __future__ import annotations

from datetime import timedelta

from cvscreen.domain.errors import QueueUnavailable, StorageError
from cvscreen.domain.evaluations import KEY_LIFETIME
from cvscreen.domain.events import EnqueueFailed, OrphanDeleted, StatusChanged
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.ports.queues import EvaluationQueue
from cvscreen.usecases.cancelling import uninterrupted

ORPHAN_AGE = timedelta(days=1)
"""A file may be this old before a record must name it; a submission takes far less."""

AT_ONCE = 500


class SweepEvaluations:
    """Frees what lost workers held, and enqueues what is due. Two sweepers at once do no harm."""

    def __init__(self, evaluations: EvaluationStore, queue: EvaluationQueue, events: EventSink) -> None:
        self._evaluations = evaluations
        self._queue = queue
        self._events = events

    async def __call__(self) -> None:
        """One round, over at most 500 of each. Raises EvaluationStoreUnavailable."""
        await uninterrupted(self._free())
        for evaluation_id in await self._evaluations.due(AT_ONCE):
            try:
                await self._queue.enqueue(evaluation_id)
            except QueueUnavailable as error:
                await self._events.emit(EnqueueFailed(evaluation_id=evaluation_id, owner="", error=error.failure()))
                return

    async def _free(self) -> None:
        for freed in await self._evaluations.release_expired(AT_ONCE):
            changed = StatusChanged(
                evaluation_id=freed.id,
                owner=freed.owner,
                status=freed.status,
                attempts=freed.attempts,
                error=freed.error,
            )
            await self._events.emit(changed)


class ForgetOldKeys:
    """Lets go of the idempotency keys whose day is over, and of reservations that a crash left."""

    def __init__(self, evaluations: EvaluationStore) -> None:
        self._evaluations = evaluations

    async def __call__(self) -> None:
        """Look at all. Raises EvaluationStoreUnavailable."""
        await self._evaluations.forget_keys(KEY_LIFETIME)


class DeleteOrphanedFiles:
    """Deletes files that no evaluation names: a crash between file and record leaves such."""

    def __init__(self, evaluations: EvaluationStore, files: FileStore, events: EventSink) -> None:
        self._evaluations = evaluations
        self._files = files
        self._events = events

    async def __call__(self) -> None:
        """Look at all files older than a day. Raises StorageError, after the rest if single files cannot be deleted."""
        errors: list[StorageError] = []
        keys: list[str] = []
        async for file in self._files.list(older_than=ORPHAN_AGE):
            keys.append(file.key)
            if len(keys) == AT_ONCE:
                errors += await self._delete_unnamed(keys)
                keys = []
        errors += await self._delete_unnamed(keys)
        if errors:
            raise errors[0]

    async def _delete_unnamed(self, keys: list[str]) -> list[StorageError]:
        named = await self._evaluations.file_keys_in_use(keys)
        errors = []
        for key in keys:
            if key not in named:
                try:
                    await self._files.delete(key)
                except StorageError as error:
                    errors.append(error)
                else:
                    await self._events.emit(OrphanDeleted(key=key))
        return errors
