"""While a scorer is left alone evaluations wait, however long, and a batch does not hang for each CV."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from breakers import AWAY, Guarded, guarded
from memory_house import CV, DRAFTED, a_submission, house_with

from cvscreen.adapters.scorers.scripted import ScriptedScorer
from cvscreen.domain.assessment import Answers
from cvscreen.domain.documents import Document
from cvscreen.domain.errors import Failure
from cvscreen.domain.evaluations import Status
from cvscreen.ports.scorers import AssessmentRequest
from cvscreen.usecases.batch import Judge, ScreenBatch
from cvscreen.usecases.loading import Source
from cvscreen.usecases.screen import JudgeCV


async def judging(guard: Guarded) -> Judge:
    return partial(JudgeCV(guard.scorer), drafted=DRAFTED)


async def errors_of_a_batch(guard: Guarded, cvs: int, at_once: int) -> list[Failure]:
    sources = [Source(str(number), lambda: Document("cv.pdf", CV)) for number in range(cvs)]
    read_text = house_with(scorer=guard.scorer).read_text
    return [done.error async for done in ScreenBatch(read_text, at_once)(sources, judging(guard)) if done.error]


async def test_an_evaluation_that_meets_an_open_breaker_again_and_again_spends_no_attempt() -> None:
    guard, scripted = guarded(AWAY)
    await guard.outcomes(5)
    house = house_with(scorer=guard.scorer)
    evaluation_id = (await house.submit(a_submission(rubric=DRAFTED.rubric))).id
    for _ in range(20):
        await house.run(evaluation_id)
        house.wait(timedelta(minutes=10))
    evaluation = await house.stored(evaluation_id)
    assert (evaluation.status, evaluation.attempts) == (Status.PENDING, 0)
    assert evaluation.error
    assert evaluation.error.code == "scorer_unavailable"
    assert len(scripted.assessments) == 5


async def test_a_batch_of_100_makes_five_calls_and_tells_the_rest_at_once() -> None:
    guard, scripted = guarded(AWAY)
    errors = await errors_of_a_batch(guard, 100, at_once=1)
    assert len(scripted.assessments) == 5
    assert [error.code for error in errors] == ["scorer_unavailable"] * 100
    assert all(error.retryable for error in errors)


class HangingScorer(ScriptedScorer):
    """Gives up, like one whose deadline is over, once eight calls are in flight."""

    def __init__(self) -> None:
        super().__init__()
        self.all_hang = asyncio.Barrier(8)

    async def assess(self, request: AssessmentRequest) -> Answers:
        self.assessments.append(request)
        await self.all_hang.wait()
        raise AWAY


async def test_a_batch_whose_scorer_hangs_waits_for_those_in_flight_and_no_others() -> None:
    scorer = HangingScorer()
    async with asyncio.timeout(30):
        errors = await errors_of_a_batch(Guarded(scorer), 100, at_once=8)
    assert len(errors) == 100
    assert len(scorer.assessments) == 8
