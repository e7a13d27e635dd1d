"""How far the scores of one CV scatter if the model flips a fifth of its verdicts: asked once, and five times.

To any other verdict, or to the opposite one, which is the hardest on the score; hardest of all where it flips the one
must-have of a CV that meets everything, as the cap then takes half the score away. All of it goes the way of a
screening: the CV is read once and judged 100 times by scorers that URLs name, on the tests' server.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

from measuring import ROOT, Row
from openrouter_server import MODEL, OpenRouterServer, served
from swaying_model import MIXED, RUBRIC, Flip, SwayingModel, any_other, opposite

from cvscreen.container import open_screening
from cvscreen.domain.assessment import Verdict
from cvscreen.domain.documents import Document
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.domain.text import CVText
from cvscreen.settings import Settings
from cvscreen.usecases.screen import JudgeCV

CV = ROOT / "examples" / "cvs" / "marisol-quispe.pdf"
SCORES = 100
SAMPLES = 5
RUNS = range(1, 11)
ALL_MET = dict.fromkeys(MIXED, Verdict.MET)


@dataclass(frozen=True)
class Judges:
    """The same CV before two scorers on one server, the second of which asks several times."""

    server: OpenRouterServer
    document: Document
    text: CVText
    once: JudgeCV
    sampled: JudgeCV

    async def deviation(self, judge: JudgeCV, model: SwayingModel) -> float:
        """The standard deviation of 100 scores."""
        self.server.play(model=model)
        drafted = DraftedRubric(RUBRIC)
        facts = self.document.facts(len(self.text.pages))
        scores = [(await judge(facts, self.text, drafted)).score for _ in range(SCORES)]
        return statistics.stdev(scores)


def rows() -> list[Row]:
    server = OpenRouterServer()
    with served(server) as url:
        return asyncio.run(_rows(server, url))


async def _rows(server: OpenRouterServer, url: str) -> list[Row]:
    document = Document(CV.name, CV.read_bytes())
    async with AsyncExitStack() as stack:
        urls = [f"openrouter:{MODEL}?base_url={url}&samples={samples}" for samples in (1, SAMPLES)]
        opened = [await stack.enter_async_context(open_screening(Settings(scorer=scorer))) for scorer in urls]
        once, sampled = (container.judge() for container in opened)
        judges = Judges(server, document, await opened[0].read_text()(document), once, sampled)
        return [
            await _row(judges, "any other", MIXED, any_other),
            await _row(judges, "the opposite", MIXED, opposite),
            await _row(judges, "the opposite, all met", ALL_MET, opposite),
        ]


async def _row(judges: Judges, flipped_to: str, verdicts: Mapping[str, Verdict], flip: Flip) -> Row:
    once, sampled = [
        [await judges.deviation(judge, SwayingModel(verdicts, flip, run)) for run in RUNS]
        for judge in (judges.once, judges.sampled)
    ]
    ratios = [several / one for one, several in zip(once, sampled, strict=True)]
    means = statistics.mean(once), statistics.mean(sampled)
    return Row(
        f"deviation of {SCORES} scores, {SAMPLES} samples / 1, flips to {flipped_to}",
        f"{means[1] / means[0]:.2f}",
        "0.65 at most",
        f"{means[1]:.1f} / {means[0]:.1f} points; {len(ratios)} runs, {min(ratios):.2f} to {max(ratios):.2f}",
    )
