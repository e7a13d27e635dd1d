"""Submitting a CV: stream it in, store file and record, hand it to a worker."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass

from cvscreen.domain.documents import PDF, SIGNATURE_WITHIN, check_prompt, check_signature, check_size
from cvscreen.domain.errors import CvscreenError, InfectedFile, QueueUnavailable
from cvscreen.domain.evaluations import CV, Evaluation, Status, file_key
from cvscreen.domain.events import EnqueueFailed, StatusChanged
from cvscreen.domain.rubric import Rubric, given_rubric
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.ports.queues import EvaluationQueue
from cvscreen.ports.scanners import VirusScanner


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
        PDF, infected); StorageError if it could not be kept. A queue that takes nothing is no error: the sweeper
        enqueues it later.
        """
        check_prompt(submission.prompt, self._limits.max_prompt_bytes)
        if submission.rubric is not None:
            given_rubric(submission.rubric.criteria)
        evaluation_id = str(uuid.uuid4())
        key = file_key(submission.owner, evaluation_id)
        intake = _Intake(submission.chunks, self._limits.max_bytes)
        await self._files.put(key, intake)
        try:
            await self._refuse_infected(key)
            evaluation = self._pending(submission, evaluation_id, key, intake)
            await self._evaluations.add(evaluation)
        except CvscreenError:
            await self._files.delete(key)
            raise
        await self._enqueue(evaluation)
        return evaluation

    async def _refuse_infected(self, key: str) -> None:
        async with self._files.get(key) as chunks:
            result = await self._scanner.scan(chunks)
        if result.infection:
            raise InfectedFile(f"the virus scanner found {result.infection}: do not send this file to anybody")

    def _pending(self, submission: Submission, evaluation_id: str, key: str, intake: _Intake) -> Evaluation:
        now = self._clock.now()
        cv = CV(
            key=key,
            filename=submission.filename,
            sha256=intake.sha256,
            size=intake.size,
            media_type=PDF,
            uploaded_at=now,
        )
        return Evaluation(
            id=evaluation_id,
            owner=submission.owner,
            cv=cv,
            prompt=submission.prompt,
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
