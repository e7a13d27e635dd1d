"""The parts of the service: evaluations that are kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from dependency_injector import providers

from cvscreen.adapters import assessments
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.events.fanout import FanOut
from cvscreen.adapters.events.logs import LogListener
from cvscreen.adapters.events.progress import ProgressListener
from cvscreen.container.screening import ScreeningContainer
from cvscreen.usecases.answers import RememberedAnswers
from cvscreen.usecases.assess import AssessForOwner
from cvscreen.usecases.follow import FollowEvaluation
from cvscreen.usecases.owned import EraseEvaluation, ListEvaluations, ListSummaries, ReadEvaluation, RetryEvaluation
from cvscreen.usecases.remembered import ForgetChanges, RememberedCounts, RememberedEvaluations, RememberedLists
from cvscreen.usecases.rubrics import ForgetUnusedRubrics, KeepRubric
from cvscreen.usecases.run import AttemptLimits, RunEvaluation
from cvscreen.usecases.scan import ScanFile, ScanRules
from cvscreen.usecases.spending import Spend
from cvscreen.usecases.submission import SubmissionLimits
from cvscreen.usecases.submit import SubmitEvaluation
from cvscreen.usecases.sweep import DeleteOrphanedFiles, ForgetOldKeys, SweepEvaluations


class ServiceContainer(ScreeningContainer):
    """Evaluations that are submitted, kept, worked off, read and erased."""

    clock = providers.Singleton(SystemClock)
    evaluations: providers.Provider[Any] = providers.Dependency()
    files: providers.Provider[Any] = providers.Dependency()
    scanner: providers.Provider[Any] = providers.Dependency()
    progress: providers.Provider[Any] = providers.Dependency()
    cache: providers.Provider[Any] = providers.Dependency()
    queue: providers.Provider[Any] = providers.Dependency()

    listeners = providers.List(
        providers.Factory(LogListener),
        providers.Factory(ForgetChanges, cache),
        providers.Factory(ProgressListener, progress),
    )
    """Who hears of events, in turn: what is remembered is forgotten before anybody is told to look."""

    events = providers.Singleton(FanOut, listeners)
    spend = providers.Factory(
        Spend, evaluations=evaluations, clock=clock, budget=ScreeningContainer.settings.provided.monthly_budget
    )
    answers = providers.Factory(
        RememberedAnswers,
        cache,
        encode=providers.Object(assessments.encoded),
        decode=providers.Object(assessments.decoded),
    )
    keep_rubric = providers.Singleton(
        KeepRubric,
        scorer=ScreeningContainer.scorer,
        evaluations=evaluations,
        spend=spend,
        max_prompt_bytes=ScreeningContainer.settings.provided.max_prompt_bytes,
    )
    submit = providers.Factory(
        SubmitEvaluation,
        evaluations=evaluations,
        files=files,
        scan=providers.Factory(
            ScanFile,
            files=files,
            scanner=scanner,
            events=events,
            rules=providers.Factory(ScanRules, required=ScreeningContainer.settings.provided.refuses_unscanned),
        ),
        queue=queue,
        events=events,
        clock=clock,
        limits=providers.Factory(
            SubmissionLimits,
            max_bytes=ScreeningContainer.settings.provided.max_upload_bytes,
            max_prompt_bytes=ScreeningContainer.settings.provided.max_prompt_bytes,
        ),
    )
    run = providers.Factory(
        RunEvaluation,
        evaluations=evaluations,
        files=files,
        rubrics=keep_rubric,
        read_text=ScreeningContainer.read_text,
        assess=providers.Factory(AssessForOwner, scorer=ScreeningContainer.scorer, spend=spend, remembered=answers),
        events=events,
        limits=providers.Factory(
            AttemptLimits,
            lease=providers.Factory(timedelta, seconds=ScreeningContainer.settings.provided.lease_seconds),
            max_attempts=ScreeningContainer.settings.provided.max_attempts,
        ),
    )
    sweep = providers.Factory(SweepEvaluations, evaluations=evaluations, queue=queue, events=events)
    delete_orphaned_files = providers.Factory(DeleteOrphanedFiles, evaluations=evaluations, files=files, events=events)
    forget_old_keys = providers.Factory(ForgetOldKeys, evaluations=evaluations)
    forget_unused_rubrics = providers.Factory(ForgetUnusedRubrics, evaluations=evaluations)
    read = providers.Factory(ReadEvaluation, evaluations=evaluations)
    remembered_lists = providers.Factory(RememberedLists, cache)
    remembered_evaluations = providers.Factory(RememberedEvaluations, cache)
    list = providers.Factory(ListEvaluations, evaluations=evaluations)
    counts = providers.Factory(RememberedCounts, remembered_lists, evaluations)
    list_summaries = providers.Factory(ListSummaries, evaluations=evaluations, count=counts)
    follow = providers.Factory(FollowEvaluation, read=read, progress=progress)
    retry = providers.Factory(RetryEvaluation, read=read, evaluations=evaluations, queue=queue, events=events)
    erase = providers.Factory(
        EraseEvaluation, read=read, evaluations=evaluations, files=files, answers=answers, events=events
    )


class ServiceWork:
    """The queue's work, done by use cases that themselves need the queue: it waits until all is `wired`."""

    def __init__(self, container: ServiceContainer) -> None:
        self._container = container
        self.wired = asyncio.Event()

    async def run(self, evaluation_id: str) -> None:
        """Work off one evaluation."""
        await self.wired.wait()
        await self._container.run()(evaluation_id)

    async def sweep(self) -> None:
        """Free what lost workers held."""
        await self.wired.wait()
        await self._container.sweep()()

    async def tidy(self) -> None:
        """Delete orphaned files and unused rubrics, and let go of idempotency keys."""
        await self.wired.wait()
        await self._container.forget_unused_rubrics()()
        await self._container.forget_old_keys()()
        await self._container.delete_orphaned_files()()
