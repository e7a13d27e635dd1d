"""Screening what the command line named."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cvscreen.container import open_port, open_reading, open_screening
from cvscreen.ports.health import Pings

if TYPE_CHECKING:  # imported while the parsers start
    from cvscreen.container.reading import ReadingContainer
    from cvscreen.container.screening import ScreeningContainer
    from cvscreen.entrypoints.cli.job import Job
    from cvscreen.ports.scorers import ScorerIdentity
    from cvscreen.settings import Settings
    from cvscreen.usecases.batch import Judge, Screened
    from cvscreen.usecases.loading import Source


class Named(NamedTuple):
    """What the command line names: the CVs' files and folders, and the job by prompt, file or rubric file."""

    paths: tuple[str, ...]
    prompt: str | None
    job_file: str | None
    rubric_file: str | None


async def screen_all(named: Named, settings: Settings) -> list[Screened]:
    """What became of each CV, best first. Raises UsageError, and what goes wrong before the first CV."""
    async with (
        open_port(settings, "extractor") as extractor,
        _woken(extractor),
        open_reading(settings, extractor) as reading,
    ):
        from cvscreen.entrypoints.cli.job import read_job
        from cvscreen.usecases.batch import ranked

        job = read_job(named.prompt, named.job_file, named.rubric_file, settings.max_prompt_bytes)
        sources = _sources(named.paths, settings)
        judge: asyncio.Future[Judge] = asyncio.get_running_loop().create_future()
        # The first CVs are read while the scorer is imported and opened, which is done and undone by one task.
        async with (
            _under_way(_screened(reading, sources, judge)) as screened,
            open_screening(settings, extractor) as container,
        ):
            made = await _judge(container, job, settings)
            if not judge.done():  # who would have needed it may have failed
                judge.set_result(made)
            return ranked(await screened)


@asynccontextmanager
async def _woken(extractor: Pings) -> AsyncIterator[None]:
    """A ping gets a parser process started: it loads its library while the other parts are imported and made."""
    ping = asyncio.create_task(extractor.ping())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        ping.cancel()
        await asyncio.gather(ping, return_exceptions=True)


def _sources(paths: tuple[str, ...], settings: Settings) -> Sequence[Source]:
    from cvscreen.entrypoints.cli.sources import find
    from cvscreen.entrypoints.cli.terminal import note

    found = find(paths, settings.max_upload_bytes)
    if not found.sources:
        raise click.UsageError(f"there is no PDF in {', '.join(found.empty_folders)}: name a folder that holds CVs.")
    for folder in found.empty_folders:
        note(f"there is no PDF in {folder}")
    return found.sources


@asynccontextmanager
async def _under_way(work: Coroutine[Any, Any, list[Screened]]) -> AsyncIterator[asyncio.Task[list[Screened]]]:
    """The work as a task, which goes no further than the context."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _judge(container: ScreeningContainer, job: Job, settings: Settings) -> Judge:
    """Who judges, by which rubric."""
    _say_who_reads(container.scorer().identity, settings)
    drafted = await container.prepare_rubric()(job.prompt, job.rubric)
    return partial(container.judge(), drafted=drafted)


async def _screened(reading: ReadingContainer, sources: Sequence[Source], judging: Awaitable[Judge]) -> list[Screened]:
    from cvscreen.entrypoints.cli.progress import progress

    results = []
    with progress(len(sources)) as advance:
        async for screened in reading.screen_batch()(sources, judging):
            results.append(screened)
            advance()
    return results


def _say_who_reads(identity: ScorerIdentity, settings: Settings) -> None:
    """Before anything is sent, so that there is time to interrupt it."""
    from cvscreen.entrypoints.cli.terminal import note
    from cvscreen.entrypoints.readers import who_reads

    scorer = settings.url("scorer")
    if told := who_reads(identity):
        note(told)
    elif scorer.scheme != "lexical":
        note(f"{scorer.masked} reads the CVs, with names and contact details masked")
