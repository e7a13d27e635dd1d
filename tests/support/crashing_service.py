"""A service that is meant to be killed: it submits CVs and works them off, and prints each id once it is accepted.

Usage: python crashing_service.py COUNT, with the settings in the environment. It ends once nothing is left to do.
"""

from __future__ import annotations

import asyncio
import logging
import sys

from cvscreen.container import open_service
from cvscreen.container.service import ServiceContainer
from cvscreen.domain.evaluations import Status
from cvscreen.settings import read_settings
from cvscreen.testing.extractors_plain import plain_pdf
from cvscreen.testing.samples import chunks_of
from cvscreen.usecases.submission import JobTerms, Submission

OWNER = "ada"


def say(what: str) -> None:
    """Tell whoever is about to kill us."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


async def submit(container: ServiceContainer, number: int) -> None:
    """Submit one CV and say so."""
    content = plain_pdf(f"Jane Doe\nPython developer number {number}\n" + "x " * 5000)
    chunks = chunks_of(*(content[start : start + 1000] for start in range(0, len(content), 1000)))
    submission = Submission(owner=OWNER, filename=f"{number}.pdf", chunks=chunks, job=JobTerms("Python"))
    evaluation = (await container.submit()(submission)).evaluation
    say(f"accepted {evaluation.id}")


async def is_done(container: ServiceContainer) -> bool:
    """Whether all evaluations have ended."""
    counts = [(await container.list()(OWNER, status=s)).count for s in (Status.PENDING, Status.PROCESSING)]
    return not any(counts)


async def main(count: int) -> None:
    """Submit so many, a few at once, and wait until all are done."""
    async with open_service(read_settings()) as container:
        say("started")
        for first in range(0, count, 4):
            await asyncio.gather(*(submit(container, first + number) for number in range(4)))
        while not await is_done(container):  # noqa: ASYNC110 - the store alone knows
            await asyncio.sleep(0.05)


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stdout, format="%(message)s", level=logging.INFO)
    asyncio.run(main(int(sys.argv[1])))
