"""Running an evaluation: claim it, hold it while the work goes on, write how it ended."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import random
import traceback
from dataclasses import dataclass
from datetime import timedelta

from cvscreen.domain.documents import Document
from cvscreen.domain.errors import (
    AttemptTimedOut,
    CvscreenError,
    EvaluationStoreUnavailable,
    Failure,
    InternalError,
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
)
from cvscreen.domain.events import LeaseLost, StatusChanged
from cvscreen.ports.evaluations import Claim, EvaluationStore
from cvscreen.ports.events import EventSink
from cvscreen.ports.files import FileStore
from cvscreen.usecases.rubrics import KeepRubric
from cvscreen.usecases.screen import ScreenCV

RENEWALS_PER_LEASE = 3
LONGEST_ATTEMPT = timedelta(minutes=15)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLimits:
    """How long a worker holds an evaluation without renewing, and how many failed attempts it gets."""

    lease: timedelta
    max_attempts: int


class RunEvaluation:
    """Does the work of one evaluation, unless somebody else has it or nobody needs it any more."""

    def __init__(
        self,
        *,
        evaluations: EvaluationStore,
        files: FileStore,
        rubrics: KeepRubric,
        screen: ScreenCV,
        events: EventSink,
        limits: AttemptLimits,
    ) -> None:
        self._evaluations = evaluations
        self._files = files
        self._rubrics = rubrics
        self._screen = screen
        self._events = events
        self._limits = limits

    async def __call__(self, evaluation_id: str) -> None:
        """Make one attempt. Whatever goes wrong in it is written to the evaluation, not raised.

        Cancelling hands the work back at once. Raises EvaluationStoreUnavailable if the store cannot be reached:
        the lease then runs out, and the sweeper gives the work to somebody.
        """
        claim = await self._evaluations.claim(evaluation_id, self._limits.lease)
        if claim is None:
            return
        try:
            await self._tell_started(claim.evaluation)
            ending = await self._held(claim)
        except asyncio.CancelledError:
            await asyncio.shield(self._end(claim, handed_back(claim.evaluation.attempts)))
            raise
        if ending is None:
            await self._tell_lost(claim.evaluation)
        else:
            await self._end(claim, ending)

    async def _held(self, claim: Claim) -> Ending | None:
        """How the work ended, or None if the lease was lost meanwhile."""
        work = asyncio.create_task(self._attempt(claim.evaluation))
        hold = asyncio.create_task(self._renew(claim))
        try:
            await asyncio.wait({work, hold}, return_when=asyncio.FIRST_COMPLETED)
            return work.result() if work.done() else None
        finally:
            work.cancel()
            hold.cancel()
            await asyncio.gather(work, hold, return_exceptions=True)

    async def _renew(self, claim: Claim) -> None:
        """Return once the lease is lost."""
        while True:
            await asyncio.sleep(self._limits.lease.total_seconds() / RENEWALS_PER_LEASE)
            with contextlib.suppress(EvaluationStoreUnavailable):
                if not await self._evaluations.renew(claim, self._limits.lease):
                    return

    async def _attempt(self, evaluation: Evaluation) -> Ending:
        try:
            async with asyncio.timeout(LONGEST_ATTEMPT.total_seconds()):
                drafted = await self._rubrics(evaluation.prompt, evaluation.rubric)
                return Completed(await self._screen(await self._document(evaluation), drafted))
        except CvscreenError as error:
            return self._ending_after(error, evaluation)
        except TimeoutError:
            return self._ending_after(AttemptTimedOut(f"the attempt took longer than {LONGEST_ATTEMPT}"), evaluation)
        except Exception as error:  # noqa: BLE001 - an adapter's defect must not lose the evaluation
            # The message may hold text of the CV, so only the place of the defect is logged.
            place = "".join(traceback.format_tb(error.__traceback__))
            _log.error("evaluation %s: %s at\n%s", evaluation.id, type(error).__name__, place)
            return self._ending_after(
                InternalError(f"{type(error).__name__} in cvscreen or an adapter: see the log"), evaluation
            )

    async def _document(self, evaluation: Evaluation) -> Document:
        async with self._files.get(evaluation.cv.key) as chunks:
            content = b"".join([chunk async for chunk in chunks])
        if hashlib.sha256(content).hexdigest() != evaluation.cv.sha256:
            raise StoredFileChanged("the stored file is not the one that was uploaded: erase this and submit it again")
        return Document(evaluation.cv.filename, content)

    def _ending_after(self, error: CvscreenError, evaluation: Evaluation) -> Ending:
        return ending_after(
            error,
            attempts=evaluation.attempts,
            max_attempts=self._limits.max_attempts,
            jitter=random.random(),  # noqa: S311 - spreads retries, guards nothing
        )

    async def _end(self, claim: Claim, ending: Ending) -> None:
        if await self._evaluations.finish(claim, ending):
            await self._events.emit(_change(claim.evaluation, ending))
        else:
            await self._tell_lost(claim.evaluation)

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
