"""The library: `screen` for one CV, here and now; `Screening` for a service of your own."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cvscreen.container import open_screening, open_service
from cvscreen.domain.budgets import MonthlyUsage
from cvscreen.domain.evaluations import ENDED, Evaluation, Status
from cvscreen.domain.report import Report
from cvscreen.domain.rubric import Rubric
from cvscreen.entrypoints.cv_files import CVFile, CVStream, chunks, load, name_of
from cvscreen.ports.evaluations import EvaluationPage
from cvscreen.ports.scorers import Scorer
from cvscreen.settings import Settings, read_settings
from cvscreen.usecases.submission import JobTerms, Submission

if TYPE_CHECKING:
    from cvscreen.container.screening import ScreeningContainer
    from cvscreen.container.service import ServiceContainer

OwnScorer = AbstractAsyncContextManager[Scorer]
"""A scorer that is not open yet."""


def screen(
    cv: CVFile,
    prompt: str | None = None,
    rubric: Rubric | None = None,
    settings: Settings | None = None,
    *,
    scorer: OwnScorer | None = None,
) -> Report:
    """Screen one CV for a job: a score from 0 to 100 with the words in the CV behind it. Keeps nothing.

    `cv` is a path, the PDF's bytes, or a file opened in binary mode, of at most `settings.max_upload_mb` (10 MB)
    and `settings.max_pages` (100). `prompt` is the job in plain words, at most `settings.max_prompt_kb` (100 KB);
    it may be left out if a `rubric` is given, which then is what the CV is judged by. `settings` are those of the
    environment (`read_settings()`) unless given. A `scorer` of your own, such as `OpenRouterScorer(api_key=…)`, judges
    instead of that of the settings; it is opened and closed here.

    It blocks until the report is there, also inside a running event loop. Each call starts a parser process
    (about 0.2 s); many CVs are faster with `Screening.screen`.

    Raises CVError about the CV (FileNotReadable, NotAPDF, EncryptedPDF, Unreadable …), PromptError, RubricError,
    ScorerError and SettingsError: all are CvscreenErrors, with a `code`, a `detail` and `retryable`.
    """
    work = _screen_once(cv, prompt, rubric, settings or read_settings(), scorer)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(contextvars.copy_context().run, asyncio.run, work).result()


async def _screen_once(
    cv: CVFile, prompt: str | None, rubric: Rubric | None, settings: Settings, scorer: OwnScorer | None
) -> Report:
    async with scorer or nullcontext() as opened, open_screening(settings, scorer=opened) as container:
        return await _screened(container, cv, prompt, rubric)


async def _screened(container: ScreeningContainer, cv: CVFile, prompt: str | None, rubric: Rubric | None) -> Report:
    drafted = await container.prepare_rubric()(prompt, rubric)
    document = await asyncio.to_thread(load, cv, container.settings().max_upload_bytes)
    return await container.screen()(document, drafted)


@asynccontextmanager
async def _opened_service(settings: Settings, scorer: OwnScorer | None) -> AsyncIterator[ServiceContainer]:
    async with scorer or nullcontext() as opened, open_service(settings, opened) as container:
        yield container


class Screening:
    """Screening as a service in your own program: CVs are submitted, kept, worked off in the background, and read.

        async with Screening(settings) as screening:
            evaluation = await screening.submit("acme", "cv.pdf", prompt)
            evaluation = await screening.wait("acme", evaluation.id)

    `settings` are those of the environment (`read_settings()`) unless given; with the defaults everything is kept
    in `settings.data_dir`. A `scorer` of your own, such as `OpenRouterScorer(api_key=…)`, judges instead of that of the
    settings; it is opened and closed with this. An owner is any string: nobody sees another owner's evaluations.
    Entering the context raises SettingsError, StorageError, or what opening the scorer does; leaving it hands
    unfinished work back, to be done after the next start.
    Any method may raise StorageError, and RuntimeError outside the context. One object serves one event loop.
    """

    def __init__(self, settings: Settings | None = None, *, scorer: OwnScorer | None = None) -> None:
        self._settings = settings
        self._scorer = scorer
        self._service: AbstractAsyncContextManager[ServiceContainer] | None = None
        self._container: ServiceContainer | None = None

    async def __aenter__(self) -> Self:
        if self._service is not None:
            raise RuntimeError("this Screening is open already: make one for each `async with`")
        service = _opened_service(self._settings or read_settings(), self._scorer)
        self._container = await service.__aenter__()
        self._service = service
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        service, self._service, self._container = self._service, None, None
        if service is not None:
            await service.__aexit__(kind, error, trace)

    async def submit(
        self,
        owner: str,
        cv: CVStream,
        prompt: str,
        rubric: Rubric | None = None,
        filename: str | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> Evaluation:
        """Accept a CV for screening: the pending evaluation. Once it returns, the work is not lost.

        `cv` is a path, the PDF's bytes, a file opened in binary mode or an async iterable of chunks; it is streamed
        into the store, at most `settings.max_upload_mb`. `prompt` is needed also with a `rubric`, it is kept as what
        the job was. `filename` is the name to show, that of the file unless given. With an `idempotency_key`, the
        same call made again within 24 hours gets the same evaluation, as it was accepted. Raises PromptError,
        RubricError, IdempotencyError (InvalidIdempotencyKey, IdempotencyKeyReused for another CV or job,
        IdempotencyKeyInUse while the first call is under way), and CVError for what the bytes show at once
        (FileTooLarge, EmptyFile, NotAPDF, InfectedFile …); what the parser or the scorer find wrong later is the
        evaluation's `error`.
        """
        name = filename or name_of(cv)
        submission = Submission(
            owner=owner,
            filename=name,
            chunks=chunks(cv),
            job=JobTerms(prompt, rubric),
            idempotency_key=idempotency_key,
        )
        return (await self._parts().submit()(submission)).evaluation

    async def get(self, owner: str, evaluation_id: str) -> Evaluation:
        """The evaluation as it is now; `report` is there once it is completed, `error` once it failed.

        Raises EvaluationNotFound, also if it is somebody else's.
        """
        return await self._parts().read()(owner, evaluation_id)

    async def list(self, owner: str, page: int = 1, size: int = 20, status: Status | None = None) -> EvaluationPage:
        """A page of the owner's evaluations, newest first, and the `count` over all pages.

        Pages count from 1 and hold 1 to 100; one past the end is empty. Raises InvalidPage.
        """
        return await self._parts().list()(owner, page=page, size=size, status=status)

    async def retry(self, owner: str, evaluation_id: str) -> Evaluation:
        """Give a failed evaluation a new start. Raises EvaluationNotFound, or NotFailed if it has not failed."""
        return await self._parts().retry()(owner, evaluation_id)

    async def erase(self, owner: str, evaluation_id: str) -> None:
        """Remove the CV, its text and the result, whatever the state. Raises EvaluationNotFound."""
        await self._parts().erase()(owner, evaluation_id)

    async def wait(self, owner: str, evaluation_id: str, timeout_seconds: float | None = None) -> Evaluation:
        """The evaluation once it is completed or failed.

        Raises EvaluationNotFound, also if it is erased meanwhile, and TimeoutError after `timeout_seconds`
        (None: no limit), which leaves the work going on.
        """
        async with asyncio.timeout(timeout_seconds):
            while (evaluation := await self.get(owner, evaluation_id)).status not in ENDED:
                async with aclosing(self._parts().follow()(owner, evaluation_id)) as states:
                    async for _ in states:
                        pass
            return evaluation

    async def usage(self, owner: str) -> MonthlyUsage:
        """What the scorer's calls for the owner took this month (UTC), and what they may take by `settings.budget`."""
        return await self._parts().spend().so_far(owner)

    async def screen(self, cv: CVFile, prompt: str | None = None, rubric: Rubric | None = None) -> Report:
        """Screen one CV and keep nothing: like `cvscreen.screen`, on the parsers and the scorer that are open."""
        return await _screened(self._parts(), cv, prompt, rubric)

    def _parts(self) -> ServiceContainer:
        if self._container is None:
            raise RuntimeError("a Screening works inside its context only: async with Screening() as screening")
        return self._container
