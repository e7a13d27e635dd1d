"""A scorer for faults: it writes down each time that it is charged, and fails as often as it is told to.

Usage: CVSCREEN_SCORER=counting:/path/of/the/log?seconds=0.3&failing=0.5, with `installed(folder)` on PYTHONPATH.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from cvscreen.adapters.registry import Opening
from cvscreen.adapters.scorers.scripted import ScriptedScorer
from cvscreen.domain.assessment import Answers
from cvscreen.domain.errors import ScorerUnavailable
from cvscreen.ports.scorers import AssessmentRequest

_NUMBER = re.compile(r"number (\d+)")


class CountingOptions(msgspec.Struct, frozen=True):
    """`seconds`: how long an answer takes; `failing`: the share of calls that fail."""

    seconds: float = 0.0
    failing: float = 0.0


class CountingScorer(ScriptedScorer):
    """Every CV says its number; the log gets it before the answer is there, as a provider charges."""

    def __init__(self, log: str, options: CountingOptions) -> None:
        super().__init__(seconds=options.seconds)
        self._log = log
        self._failing = options.failing

    async def assess(self, request: AssessmentRequest) -> Answers:
        """The answer, or an error that may pass."""
        found = _NUMBER.search(request.text.pages[0].text)
        assert found is not None
        _append(self._log, f"{found[1]}\n")
        if random.random() < self._failing:
            await asyncio.sleep(self._seconds)
            raise ScorerUnavailable("it fails as often as it was told to")
        return await super().assess(request)


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[CountingScorer]:  # noqa: A001 - every adapter module has an open
    """The scorer that the URL describes."""
    yield CountingScorer(opening.url.location, opening.url.options(CountingOptions))


def charges(log: Path) -> Counter[int]:
    """How often each number was charged."""
    return Counter(int(line) for line in log.read_text().split()) if log.exists() else Counter()


def installed(folder: Path) -> str:
    """Register it as a package of somebody else's; returns what belongs on PYTHONPATH."""
    information = folder / "counting_scorer-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: counting-scorer\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(
        "[cvscreen.adapters]\nscorers.counting = counting_scorer:open\n"
        "extractors.plain = cvscreen.testing.extractors_plain:open\nextractors.dying = dying_parser:open\n"
    )
    paths = [str(folder), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    return os.pathsep.join(path for path in paths if path)


def _append(path: str, line: str) -> None:
    """One write, which no other process's comes into."""
    target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(target, line.encode())
    finally:
        os.close(target)
