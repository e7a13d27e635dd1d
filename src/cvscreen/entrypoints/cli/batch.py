"""Screening what the command line named."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from cvscreen.container import open_port, open_screening
from cvscreen.entrypoints.cli.job import Job
from cvscreen.entrypoints.cli.progress import progress
from cvscreen.entrypoints.cli.terminal import note
from cvscreen.entrypoints.readers import who_reads
from cvscreen.ports.health import Pings
from cvscreen.settings import Settings
from cvscreen.usecases.batch import Screened, Source

if TYPE_CHECKING:  # imported when the container is, while the parsers start
    from cvscreen.ports.scorers import ScorerIdentity


async def screen_all(sources: Sequence[Source], job: Job, settings: Settings) -> list[Screened]:
    """What became of each CV, in no particular order. Raises what goes wrong before the first one."""
    async with (
        open_port(settings, "extractor") as extractor,
        _woken(extractor),
        open_screening(settings, extractor) as container,
    ):
        _say_who_reads(container.scorer().identity, settings)
        drafting = container.prepare_rubric()(job.prompt, job.rubric)
        results = []
        with progress(len(sources)) as advance:
            async for screened in container.screen_batch()(sources, drafting):
                results.append(screened)
                advance()
        return results


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


def _say_who_reads(identity: ScorerIdentity, settings: Settings) -> None:
    """Before anything is sent, so that there is time to interrupt it."""
    scorer = settings.url("scorer")
    if told := who_reads(identity):
        note(told)
    elif scorer.scheme != "lexical":
        note(f"{scorer.masked} reads the CVs, with names and contact details masked")
