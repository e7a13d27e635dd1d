"""Screening what the command line named."""

from __future__ import annotations

from collections.abc import Sequence

from cvscreen.container import open_screening
from cvscreen.entrypoints.cli.job import Job
from cvscreen.entrypoints.cli.progress import progress
from cvscreen.entrypoints.cli.terminal import note
from cvscreen.settings import Settings
from cvscreen.usecases.batch import Screened, Source


async def screen_all(sources: Sequence[Source], job: Job, settings: Settings) -> list[Screened]:
    """What became of each CV, in no particular order. Raises what goes wrong before the first one."""
    async with open_screening(settings) as container:
        drafted = await container.prepare_rubric()(job.prompt, job.rubric)
        _say_who_reads(settings)
        results = []
        with progress(len(sources)) as advance:
            async for screened in container.screen_batch()(sources, drafted):
                results.append(screened)
                advance()
        return results


def _say_who_reads(settings: Settings) -> None:
    scorer = settings.url("scorer")
    if scorer.scheme != "lexical":
        note(f"{scorer.masked} reads the CVs, with names and contact details masked")
