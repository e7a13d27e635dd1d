"""Submitting a CV: stream it in, store file and record, hand it to a worker."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from cvscreen.domain.documents import PDF
from cvscreen.domain.errors import IdempotencyKeyTaken, QueueUnavailable, StorageError
from cvscreen.domain.evaluations import CV, Evaluation, Status, check_idempotency_key, file_key, fingerprint
from cvscreen.domain.events import EnqueueFailed, Erased, StatusChanged
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.ports.queues import EvaluationQueue
from cvscreen.usecases.cancelling import uninterrupted
from cvscreen.usecases.idempotency import IdempotencyKeys, replay
from cvscreen.usecases.intake import Intake
from cvscreen.usecases.scan import ScanFile
from cvscreen.usecases.submission import Accepted, JobTerms, LateTerms, Submission, SubmissionLimits, storable


class SubmitEvaluation:
    """Accepts a CV. Once it returns, the evaluation is not lost: file first, then record, then queue."""

    def __init__(
        self,
        *,
        evaluations: EvaluationStore,
        files: FileStore,
        scan: ScanFile,
        queue: EvaluationQueue,
        events: EventSink,
        clock: Clock,
        limits: SubmissionLimits,
    ) -> None:
        self._evaluations = evaluations
        self._files = files
        self._scan = scan
        self._queue = queue
        self._events = events
        self._clock = clock
        self._limits = limits
        self._keys = IdempotencyKeys(evaluations)

    async def __call__(self, submission: Submission) -> Accepted:
        """The pending evaluation; for an idempotency key that came before with the same, that of then.

        Raises a PromptError, a RubricError, or a CVError as soon as the stream shows it (too large, empty, not a
        PDF, infected); an IdempotencyError; a ScannerError if it has to be scanned and was not; StorageError if it
        could not be kept. Then, as when it is cancelled, neither file nor record stay, or a file that the sweeper
        deletes. A queue that takes nothing is no error: the sweeper enqueues later.
        """
        if isinstance(submission.job, JobTerms):
            await self._terms(submission.job)
        if submission.idempotency_key is None:
            return await self._accept(submission)
        key = check_idempotency_key(submission.idempotency_key)
        earlier = await self._keys.earlier(submission.owner, key)
        if earlier is not None:
            return await self._compare(submission, earlier)
        async with self._keys.reserved(submission.owner, key):
            return await self._accept(submission)

    async def _compare(self, submission: Submission, earlier: Evaluation) -> Accepted:
        """Read a submission whose key came before as if it were the first, and keep nothing of it."""
        intake = Intake(submission.chunks, self._limits.max_bytes)
        await intake.drain()
        terms = await self._terms(submission.job)
        return replay(earlier, fingerprint(intake.sha256, terms.prompt, terms.rubric))

    async def _accept(self, submission: Submission) -> Accepted:
        evaluation_id = str(uuid.uuid4())
        key = file_key(submission.owner, evaluation_id)
        async with _undone_by(lambda: self._files.delete(key)):
            evaluation = await self._stored(submission, evaluation_id, key)
        try:
            async with _undone_by(lambda: self._forget(evaluation)):
                # Whoever goes away while a record is being written must not leave it open whether there is one.
                evaluation = await uninterrupted(self._evaluations.add(evaluation))
        except IdempotencyKeyTaken:
            return await self._keys.accepted_meanwhile(evaluation)
        # Nor must it stay unheard that there is one: whoever remembers lists has to forget them.
        await uninterrupted(self._enqueue(evaluation))
        return Accepted(evaluation)

    async def _forget(self, evaluation: Evaluation) -> None:
        """A store that failed may have written the record all the same: the file goes only once that is settled."""
        if await self._evaluations.erase(evaluation.id):
            await self._events.emit(Erased(evaluation_id=evaluation.id, owner=evaluation.owner))
        await self._files.delete(evaluation.cv.key)

    async def _stored(self, submission: Submission, evaluation_id: str, key: str) -> Evaluation:
        """The evaluation to be recorded, once its file is stored, scanned, and all about it is known."""
        intake = Intake(submission.chunks, self._limits.max_bytes)
        await self._files.put(key, intake)
        terms = await self._terms(submission.job)
        cv = await self._scan(evaluation_id, submission.owner, self._cv(submission.filename, key, intake))
        return _pending(submission, evaluation_id, cv, terms)

    def _cv(self, filename: str, key: str, intake: Intake) -> CV:
        return CV(
            key=key,
            filename=storable(filename),
            sha256=intake.sha256,
            size=intake.size,
            media_type=PDF,
            uploaded_at=self._clock.now(),
        )

    async def _terms(self, job: JobTerms | LateTerms) -> JobTerms:
        terms = job if isinstance(job, JobTerms) else await job()
        return terms.checked(self._limits.max_prompt_bytes)

    async def _enqueue(self, evaluation: Evaluation) -> None:
        changed = StatusChanged(
            evaluation_id=evaluation.id, owner=evaluation.owner, status=evaluation.status, attempts=0
        )
        await self._events.emit(changed)
        try:
            await self._queue.enqueue(evaluation.id)
        except QueueUnavailable as error:
            failed = EnqueueFailed(evaluation_id=evaluation.id, owner=evaluation.owner, error=error.failure())
            await self._events.emit(failed)


def _pending(submission: Submission, evaluation_id: str, cv: CV, terms: JobTerms) -> Evaluation:
    return Evaluation(
        id=evaluation_id,
        owner=submission.owner,
        cv=cv,
        prompt=terms.prompt,
        rubric=terms.rubric,
        status=Status.PENDING,
        created_at=cv.uploaded_at,
        updated_at=cv.uploaded_at,
        due_at=cv.uploaded_at,
        idempotency_key=submission.idempotency_key,
    )


@asynccontextmanager
async def _undone_by(undo: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """What goes wrong inside is undone, as far as the stores answer, and raised."""
    try:
        yield
    except BaseException:
        with suppress(StorageError):
            await uninterrupted(undo())
        raise
