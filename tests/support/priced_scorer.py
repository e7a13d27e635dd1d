"""A scorer that costs something each time, and what its owners see of that."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from memory_house import CV, OWNER, House, a_submission

from cvscreen.adapters.scorers.scripted import ScriptedScorer, Step
from cvscreen.domain.assessment import Answers, Usage, Verdict
from cvscreen.domain.errors import ScorerError
from cvscreen.domain.evaluations import Evaluation
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest, ScorerIdentity

CALL = Usage(
    scorer="priced",
    model="m",
    calls=1,
    prompt_tokens=90,
    cached_tokens=0,
    completion_tokens=10,
    cost=0.01,
    latency_ms=5.0,
)


class PricedScorer(ScriptedScorer):
    """Costs something each time, as models do, and takes a moment."""

    def __init__(self, *steps: Step, samples: int = 1, remembered: timedelta = timedelta(days=1)) -> None:
        super().__init__(steps or (Verdict.MET,))
        self.identity = ScorerIdentity(scorer="priced", models=("m",), samples=samples, remembered=remembered)

    async def draft(self, request: DraftRequest) -> DraftedRubric:
        drafted = await super().draft(request)
        await asyncio.sleep(0.01)
        return replace(drafted, usage=CALL)

    async def assess(self, request: AssessmentRequest) -> Answers:
        try:
            return replace(await super().assess(request), usage=CALL)
        except ScorerError as error:
            error.usage = CALL
            raise


async def evaluated(house: House, content: bytes = CV, owner: str = OWNER) -> Evaluation:
    """What became of one that is submitted and run."""
    evaluation = await house.submit(a_submission(content, owner=owner))
    await house.run(evaluation.id)
    return await house.stored(evaluation.id)


async def calls_of(house: House, owner: str = OWNER) -> int:
    """How many calls the owner is charged for."""
    return (await house.spend.so_far(owner)).spending.calls


def usage_of(evaluation: Evaluation) -> Usage:
    assert evaluation.report, evaluation.error
    return evaluation.report.usage
