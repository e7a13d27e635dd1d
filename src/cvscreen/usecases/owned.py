"""What an owner does with evaluations: read, list, retry, erase. Somebody else's are as if they were not there."""

from __future__ import annotations

from cvscreen.domain.errors import EvaluationNotFound, InvalidPage, NotFailed, QueueUnavailable
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.domain.events import EnqueueFailed, Erased, StatusChanged
from cvscreen.ports.evaluations import EvaluationPage, EvaluationStore, PageRequest
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.ports.queues import EvaluationQueue
from cvscreen.usecases.cancelling import uninterrupted

MAX_PAGE_SIZE = 100


class ReadEvaluation:
    """One evaluation of an owner."""

    def __init__(self, evaluations: EvaluationStore) -> None:
        self._evaluations = evaluations

    async def __call__(self, owner: str, evaluation_id: str) -> Evaluation:
        """The evaluation. Raises EvaluationNotFound if there is none of that id, or if it is somebody else's."""
        evaluation = await self._evaluations.get(evaluation_id)
        if evaluation is None or evaluation.owner != owner:
            raise EvaluationNotFound(f"there is no evaluation {evaluation_id!r}")
        return evaluation


class ListEvaluations:
    """An owner's evaluations, page by page, newest first."""

    def __init__(self, evaluations: EvaluationStore) -> None:
        self._evaluations = evaluations

    async def __call__(
        self, owner: str, *, page: int = 1, size: int = 20, status: Status | None = None
    ) -> EvaluationPage:
        """The page, counted from 1, of at most 100. Raises InvalidPage; a page past the end is empty."""
        if page < 1:
            raise InvalidPage(f"there is no page {page}: pages count from 1")
        if not 1 <= size <= MAX_PAGE_SIZE:
            raise InvalidPage(f"a page cannot hold {size}: 1 to {MAX_PAGE_SIZE} are possible")
        return await self._evaluations.page(PageRequest(owner=owner, page=page, size=size, status=status))


class RetryEvaluation:
    """Gives a failed evaluation a new start."""

    def __init__(
        self, read: ReadEvaluation, evaluations: EvaluationStore, queue: EvaluationQueue, events: EventSink
    ) -> None:
        self._read = read
        self._evaluations = evaluations
        self._queue = queue
        self._events = events

    async def __call__(self, owner: str, evaluation_id: str) -> Evaluation:
        """The evaluation, pending again, its attempts at 0. Raises EvaluationNotFound, or NotFailed."""
        await self._read(owner, evaluation_id)
        evaluation = await self._evaluations.reopen(evaluation_id)
        if evaluation is None:
            raise NotFailed("only a failed evaluation can be retried")
        changed = StatusChanged(evaluation_id=evaluation_id, owner=owner, status=evaluation.status, attempts=0)
        await self._events.emit(changed)
        try:
            await self._queue.enqueue(evaluation_id)
        except QueueUnavailable as error:
            await self._events.emit(EnqueueFailed(evaluation_id=evaluation_id, owner=owner, error=error.failure()))
        return evaluation


class EraseEvaluation:
    """Removes an evaluation, whatever its state; work that is under way drops its result."""

    def __init__(self, read: ReadEvaluation, evaluations: EvaluationStore, files: FileStore, events: EventSink) -> None:
        self._read = read
        self._evaluations = evaluations
        self._files = files
        self._events = events

    async def __call__(self, owner: str, evaluation_id: str) -> None:
        """Remove the file, then the record: after a crash in between, the same call finishes the work.

        Once begun it is finished, also when cancelled. Raises EvaluationNotFound, or StorageError if it could not
        be removed.
        """
        evaluation = await self._read(owner, evaluation_id)
        await uninterrupted(self._remove(evaluation))

    async def _remove(self, evaluation: Evaluation) -> None:
        await self._files.delete(evaluation.cv.key)
        if await self._evaluations.erase(evaluation.id):
            await self._events.emit(Erased(evaluation_id=evaluation.id, owner=evaluation.owner))
