"""Submitting a CV: stream it in, store file and record, hand it to a worker."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from cvscreen.domain.documents import PDF, SIGNATURE_WITHIN, check_prompt, check_signature, check_size
from cvscreen.domain.errors import InfectedFile, QueueUnavailable, StorageError
from cvscreen.domain.evaluations import CV, Evaluation, Status, file_key
from cvscreen.domain.events import EnqueueFailed, StatusChanged
from cvscreen.domain.rubric import Rubric, given_rubric
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.ports.queues import EvaluationQueue
from cvscreen.ports.scanners import VirusScanner
from cvscreen.usecases.cancelling import uninterrupted


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A CV as it streams in, whose it is, and the job it is for; `rubric` is None if it is to be drafted."""

    owner: str
    filename: str
    chunks: AsyncIterable[bytes]
    prompt: str
    rubric: Rubric | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionLimits:
    """How large a file and a prompt may be, in bytes."""

    max_bytes: int
    max_prompt_bytes: int


class SubmitEvaluation:
    """Accepts a CV. Once it returns, the evaluation is not lost: file first, then record, then queue."""

    def __init__(
        self,
        *,
        evaluations: EvaluationStore,
        files: FileStore,
        scanner: VirusScanner,
        queue: EvaluationQueue,
        events: EventSink,
        clock: Clock,
        limits: SubmissionLimits,
    ) -> None:
        self._evaluations = evaluations
        self._files = files
        self._scanner = scanner
        self._queue = queue
        self._events = events
        self._clock = clock
        self._limits = limits

    async def __call__(self, submission: Submission) -> Evaluation:
        """The pending evaluation.

        Raises a PromptError, a RubricError, or a CVError as soon as the stream shows it (too large, empty, not a
        PDF, infected); StorageError if it could not be kept. Then, as when it is cancelled, neither file nor record
        stay, or a file that the sweeper deletes. A queue that takes nothing is no error: the sweeper enqueues later.
        """
        check_prompt(submission.prompt, self._limits.max_prompt_bytes)
        if submission.rubric is not None:
            given_rubric(submission.rubric.criteria)
        evaluation_id = str(uuid.uuid4())
        key = file_key(submission.owner, evaluation_id)
        intake = _Intake(submission.chunks, self._limits.max_bytes)
        async with _undone_by(lambda: self._files.delete(key)):
            await self._files.put(key, intake)
            await self._refuse_infected(key)
        evaluation = self._pending(submission, evaluation_id, key, intake)
        async with _undone_by(lambda: self._forget(evaluation)):
            # Whoever goes away while a record is being written must not leave it open whether there is one.
            await uninterrupted(self._evaluations.add(evaluation))
        await self._enqueue(evaluation)
        return evaluation

    async def _forget(self, evaluation: Evaluation) -> None:
        """A store that failed may have written the record all the same: the file goes only once that is settled."""
        await self._evaluations.erase(evaluation.id)
        await self._files.delete(evaluation.cv.key)

    async def _refuse_infected(self, key: str) -> None:
        async with self._files.get(key) as chunks:
            result = await self._scanner.scan(chunks)
        if result.infection:
            raise InfectedFile(f"the virus scanner found {result.infection}: do not send this file to anybody")

    def _pending(self, submission: Submission, evaluation_id: str, key: str, intake: _Intake) -> Evaluation:
        now = self._clock.now()
        cv = CV(
            key=key,
            filename=_storable(submission.filename),
            sha256=intake.sha256,
            size=intake.size,
            media_type=PDF,
            uploaded_at=now,
        )
        return Evaluation(
            id=evaluation_id,
            owner=submission.owner,
            cv=cv,
            prompt=_storable(submission.prompt),
            rubric=submission.rubric,
            status=Status.PENDING,
            created_at=now,
            updated_at=now,
            due_at=now,
        )

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


@asynccontextmanager
async def _undone_by(undo: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """What goes wrong inside is undone, as far as the stores answer, and raised."""
    try:
        yield
    except BaseException:
        with suppress(StorageError):
            await uninterrupted(undo())
        raise


def _storable(text: str) -> str:
    """Half a surrogate pair is no text: no store could keep it."""
    return text.encode(errors="replace").decode()


class _Intake:
    """The stream on its way to the store: counted, hashed, and refused as soon as it shows itself unfit."""

    def __init__(self, chunks: AsyncIterable[bytes], max_bytes: int) -> None:
        self._chunks = chunks
        self._max_bytes = max_bytes
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        head = b""
        async for chunk in self._chunks:
            self.size += len(chunk)
            check_size(self.size, self._max_bytes)
            self._hash.update(chunk)
            if self.size - len(chunk) < SIGNATURE_WITHIN:
                head += chunk
                if len(head) < SIGNATURE_WITHIN:
                    continue
                check_signature(head)
                yield head
                continue
            yield chunk
        if self.size < SIGNATURE_WITHIN:
            check_signature(head)
            yield head
