"""Running an evaluation: claim it, hold it while the work goes on, write how it ended."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
from dataclasses import dataclass, replace
from datetime import timedelta

from cvscreen.domain.assessment import Usage
from cvscreen.domain.documents import Document
from cvscreen.domain.errors import (
    AttemptTimedOut,
    CvscreenError,
    EvaluationStoreUnavailable,
    Failure,
    StorageError,
    StoredFileChanged,
)
from cvscreen.domain.evaluations import (
    Completed,
    Ending,
    Evaluation,
    Failed,
    Status,
    ending_after,
    handed_back,
    handling_flags,
)
from cvscreen.domain.events import LeaseLost, ResultInDoubt, StatusChanged
from cvscreen.domain.usage import together
from cvscreen.ports.evaluations import Claim, EvaluationStore
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.usecases.assess import AssessForOwner
from cvscreen.usecases.cancelling import is_being_cancelled, uninterrupted
from cvscreen.usecases.defects import internal_error, store_away
from cvscreen.usecases.reading import ReadText
from cvscreen.usecases.rubrics import KeepRubric
from cvscreen.usecases.screen import reported

RENEWALS_PER_LEASE = 3
LONGEST_ATTEMPT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLimits:
    """How long a worker holds an evaluation without renewing, how many failed attempts it gets, and how long ones."""

    lease: timedelta
    max_attempts: int
    longest: timedelta = LONGEST_ATTEMPT


class RunEvaluation:
    """Does the work of one evaluation, unless somebody else has it or nobody needs it any more."""

    def __init__(
        self,
        *,
        evaluations: EvaluationStore,
        files: FileStore,
        rubrics: KeepRubric,
        read_text: ReadText,
        assess: AssessForOwner,
        events: EventSink,
        limits: AttemptLimits,
    ) -> None:
        self._evaluations = evaluations
        self._files = files
        self._rubrics = rubrics
        self._read_text = read_text
        self._assess = assess
        self._events = events
        self._limits = limits

    async def __call__(self, evaluation_id: str) -> None:
        """Make one attempt. Whatever goes wrong in it is written to the evaluation, not raised.

        Cancelling hands the work back at once. Raises EvaluationStoreUnavailable if the store cannot be reached:
        the lease then runs out, and the sweeper gives the work to somebody.
        """
        stop = asyncio.Event()
        await uninterrupted(self._run(evaluation_id, stop), on_cancel=stop.set)

    async def _run(self, evaluation_id: str, stop: asyncio.Event) -> None:
        claim = await self._evaluations.claim(evaluation_id, self._limits.lease)
        if claim is None:
            return
        await self._tell_started(claim.evaluation)
        ending = await self._held(claim, stop)
        if ending is None:
            await self._tell_lost(claim.evaluation)
        else:
            await self._end(claim, ending)

    async def _held(self, claim: Claim, stop: asyncio.Event) -> Ending | None:
        """How the work ended, or None if the lease was lost meanwhile; `stop` hands the work back."""
        if stop.is_set():
            return handed_back(claim.evaluation.attempts)
        work = asyncio.create_task(self._attempt(claim.evaluation))
        hold = asyncio.create_task(self._renew(claim))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({work, hold, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                return work.result()
            if hold.done():
                return hold.result()
            return handed_back(claim.evaluation.attempts)
        finally:
            for task in (work, hold, stopping):
                task.cancel()
            await asyncio.gather(work, hold, stopping, return_exceptions=True)

    async def _renew(self, claim: Claim) -> None:
        """Return once the lease is lost."""
        while True:
            await asyncio.sleep(self._limits.lease.total_seconds() / RENEWALS_PER_LEASE)
            with contextlib.suppress(EvaluationStoreUnavailable):
                if not await self._evaluations.renew(claim, self._limits.lease):
                    return

    async def _attempt(self, evaluation: Evaluation) -> Ending:
        limit = asyncio.timeout(self._limits.longest.total_seconds())
        bill: list[Usage] = []
        try:
            async with limit:
                return await self._screened(evaluation, bill)
        except StorageError as error:
            store_away(error, f"evaluation {evaluation.id}")
            return self._ending_after(error, evaluation, bill)
        except CvscreenError as error:
            return self._ending_after(error, evaluation, bill)
        except (Exception, asyncio.CancelledError) as error:
            if is_being_cancelled():
                raise
            if limit.expired():
                late = AttemptTimedOut(f"the attempt took longer than {self._limits.longest}")
                return self._ending_after(late, evaluation, bill)
            return self._ending_after(internal_error(error, f"evaluation {evaluation.id}"), evaluation, bill)

    async def _screened(self, evaluation: Evaluation, bill: list[Usage]) -> Completed:
        """The report. What it takes before the CV is judged is put on the bill, whatever becomes of the rest."""
        # The CV first: one that cannot be read costs no call.
        document = await self._document(evaluation)
        text = await self._read_text(document)
        drafted = await self._rubrics(evaluation.owner, evaluation.prompt, evaluation.rubric)
        bill += [drafted.usage] if drafted.usage else []
        assessed = await self._assess(evaluation.owner, text, drafted.rubric)
        report = reported(document.facts(len(text.pages)), text, drafted, assessed.assessment)
        flags = (*handling_flags(evaluation.cv), *report.flags)
        usage = together(evaluation.spent, report.usage) or report.usage
        return Completed(replace(report, flags=flags, usage=usage), assessed.answers_key)

    async def _document(self, evaluation: Evaluation) -> Document:
        async with self._files.get(evaluation.cv.key) as chunks:
            content = b"".join([chunk async for chunk in chunks])
        if hashlib.sha256(content).hexdigest() != evaluation.cv.sha256:
            raise StoredFileChanged("the stored file is not the one that was uploaded: erase this and submit it again")
        return Document(evaluation.cv.filename, content)

    def _ending_after(self, error: CvscreenError, evaluation: Evaluation, bill: list[Usage]) -> Ending:
        return ending_after(
            error,
            attempts=evaluation.attempts,
            max_attempts=self._limits.max_attempts,
            jitter=random.random(),  # noqa: S311 - spreads retries, guards nothing
            spent=together(evaluation.spent, *bill),
        )

    async def _end(self, claim: Claim, ending: Ending) -> None:
        if await self._finished(claim, ending):
            await self._events.emit(_change(claim.evaluation, ending))
            return
        if isinstance(ending, Completed) and await self._evaluations.get(claim.evaluation.id) is None:
            # It was erased meanwhile, when nobody knew yet what would be remembered of it.
            await self._assess.forget(claim.evaluation.owner, ending.answers_key)
        await self._tell_lost(claim.evaluation)

    async def _finished(self, claim: Claim, ending: Ending) -> bool:
        try:
            return await self._evaluations.finish(claim, ending)
        except EvaluationStoreUnavailable:
            in_doubt = ResultInDoubt(evaluation_id=claim.evaluation.id, owner=claim.evaluation.owner)
            await self._events.emit(in_doubt)
            raise

    async def _tell_started(self, evaluation: Evaluation) -> None:
        await self._events.emit(
            StatusChanged(
                evaluation_id=evaluation.id,
                owner=evaluation.owner,
                status=evaluation.status,
                attempts=evaluation.attempts,
            )
        )

    async def _tell_lost(self, evaluation: Evaluation) -> None:
        await self._events.emit(LeaseLost(evaluation_id=evaluation.id, owner=evaluation.owner))


def _change(evaluation: Evaluation, ending: Ending) -> StatusChanged:
    status, attempts, error = _outcome(evaluation, ending)
    return StatusChanged(
        evaluation_id=evaluation.id, owner=evaluation.owner, status=status, attempts=attempts, error=error
    )


def _outcome(evaluation: Evaluation, ending: Ending) -> tuple[Status, int, Failure | None]:
    if isinstance(ending, Completed):
        return Status.COMPLETED, evaluation.attempts, None
    status = Status.FAILED if isinstance(ending, Failed) else Status.PENDING
    return status, ending.attempts, ending.error
