"""What an owner does with evaluations: read, list, retry, erase. Somebody else's are as if they were not there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from cvscreen.domain.errors import EvaluationNotFound, InvalidPage, NotFailed, QueueUnavailable, StorageError
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.domain.events import ChangeBegun, EnqueueFailed, Erased, StatusChanged
from cvscreen.ports.evaluations import EvaluationPage, EvaluationStore, PageRequest, SummaryPage
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.ports.queues import EvaluationQueue
from cvscreen.usecases.answers import RememberedAnswers
from cvscreen.usecases.cancelling import uninterrupted

MAX_PAGE_SIZE = 100

Count = Callable[[str, Status | None], Awaitable[int]]
"""How many evaluations an owner has, of that status if one is named."""


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
    """An owner's evaluations, page by page, newest first. `count` is the store's own unless a faster one is given."""

    def __init__(self, evaluations: EvaluationStore, count: Count | None = None) -> None:
        self._evaluations = evaluations
        self._count = count or evaluations.count

    async def __call__(
        self, owner: str, *, page: int = 1, size: int = 20, status: Status | None = None
    ) -> EvaluationPage:
        """The page, counted from 1, of at most 100. Raises InvalidPage; a page past the end is empty."""
        request = page_request(owner, page, size, status)
        count = await self._count(owner, status)
        return EvaluationPage(count, await self._evaluations.page(request) if request.starts_before(count) else ())


class ListSummaries:
    """The same in short."""

    def __init__(self, evaluations: EvaluationStore, count: Count | None = None) -> None:
        self._evaluations = evaluations
        self._count = count or evaluations.count

    async def __call__(self, owner: str, *, page: int = 1, size: int = 20, status: Status | None = None) -> SummaryPage:
        """The page, counted from 1, of at most 100. Raises InvalidPage; a page past the end is empty."""
        request = page_request(owner, page, size, status)
        count = await self._count(owner, status)
        return SummaryPage(count, await self._evaluations.summaries(request) if request.starts_before(count) else ())


def page_request(owner: str, page: int, size: int, status: Status | None) -> PageRequest:
    """The request for a page. Raises InvalidPage if it is out of range."""
    if page < 1:
        raise InvalidPage(f"there is no page {page}: pages count from 1")
    if not 1 <= size <= MAX_PAGE_SIZE:
        raise InvalidPage(f"a page cannot hold {size}: 1 to {MAX_PAGE_SIZE} are possible")
    return PageRequest(owner=owner, page=page, size=size, status=status)


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
        return await uninterrupted(self._reopen(owner, evaluation_id))

    async def _reopen(self, owner: str, evaluation_id: str) -> Evaluation:
        await self._events.emit(ChangeBegun(evaluation_id=evaluation_id, owner=owner))
        evaluation = await self._evaluations.reopen(evaluation_id)
        if evaluation is None:
            raise NotFailed("only a failed evaluation can be retried")
        await self._events.emit(
            StatusChanged(evaluation_id=evaluation_id, owner=owner, status=evaluation.status, attempts=0, reopened=True)
        )
        await self._enqueue(evaluation)
        return evaluation

    async def _enqueue(self, evaluation: Evaluation) -> None:
        try:
            await self._queue.enqueue(evaluation.id)
        except QueueUnavailable as error:
            failed = EnqueueFailed(evaluation_id=evaluation.id, owner=evaluation.owner, error=error.failure())
            await self._events.emit(failed)


class EraseEvaluation:
    """Removes an evaluation, whatever its state; work that is under way drops its result."""

    def __init__(
        self,
        *,
        read: ReadEvaluation,
        evaluations: EvaluationStore,
        files: FileStore,
        answers: RememberedAnswers,
        events: EventSink,
    ) -> None:
        self._read = read
        self._evaluations = evaluations
        self._files = files
        self._answers = answers
        self._events = events

    async def __call__(self, owner: str, evaluation_id: str) -> None:
        """Remove the file, then the record: after a crash in between, the same call finishes the work.

        What is remembered of the scorer's answers goes before the record that names it. The rubric drafted for its
        prompt goes too, unless another evaluation has that prompt.

        Once begun it is finished, also when cancelled. Raises EvaluationNotFound, or StorageError if it could not
        be removed.
        """
        await uninterrupted(self._remove(owner, evaluation_id))

    async def _remove(self, owner: str, evaluation_id: str) -> None:
        # Also of what is gone: a crash may have come between its removal and the word of it.
        await self._events.emit(ChangeBegun(evaluation_id=evaluation_id, owner=owner))
        evaluation = await self._read(owner, evaluation_id)
        await self._files.delete(evaluation.cv.key)
        await self._answers.forget(owner, evaluation.answers_key)
        if await self._evaluations.erase(evaluation.id):
            await self._events.emit(Erased(evaluation_id=evaluation.id, owner=evaluation.owner))
            await self._forget_rubrics(evaluation)

    async def _forget_rubrics(self, evaluation: Evaluation) -> None:
        # The evaluation is gone whatever comes now, and the sweeper removes rubrics that stay.
        if evaluation.prompt_hash is not None:
            with suppress(StorageError):
                await self._evaluations.forget_rubrics(evaluation.prompt_hash)
