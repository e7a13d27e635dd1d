"""A question is answered once, remembered for its owner alone, and forgotten with the evaluation."""

import asyncio
from datetime import timedelta

import pytest
from memory_house import CV, OWNER, house_with
from priced_scorer import PricedScorer, calls_of, evaluated, usage_of

from cvscreen.domain.assessment import Answers, Verdict
from cvscreen.domain.errors import ScorerOutputInvalid, ScorerUnavailable
from cvscreen.domain.evaluations import Status
from cvscreen.ports.caches import CacheKey
from cvscreen.ports.scorers import AssessmentRequest, ScorerIdentity
from cvscreen.usecases.answers import answers_of


async def test_a_hundred_cvs_at_once_make_one_rubric_and_whoever_had_it_drafted_pays() -> None:
    scorer = PricedScorer(remembered=timedelta(0))
    house = house_with(scorer=scorer)
    ids = [await house.submitted(CV + str(n).encode()) for n in range(100)]
    await asyncio.gather(*map(house.run, ids))
    usages = [usage_of(await house.stored(id_)) for id_ in ids]
    assert len(scorer.drafts) == 1
    assert sorted(usage.calls for usage in usages) == [1] * 99 + [2]
    assert await calls_of(house) == 101


async def test_a_question_that_was_answered_is_not_asked_again_and_costs_nothing() -> None:
    scorer = PricedScorer()
    house = house_with(scorer=scorer)
    first, second = await evaluated(house), await evaluated(house)
    assert len(scorer.assessments) == 1
    assert first.report
    assert second.report
    assert second.report.matches == first.report.matches
    spent = usage_of(second)
    assert (spent.calls, spent.prompt_tokens, spent.completion_tokens, spent.cost) == (0, 0, 0, 0)
    assert spent.model == "m"


async def test_another_owner_is_not_told_what_somebody_else_paid_for() -> None:
    scorer = PricedScorer()
    house = house_with(scorer=scorer)
    await evaluated(house)
    await evaluated(house, owner="eve")
    assert len(scorer.assessments) == 2
    assert await calls_of(house, "eve") == 1


@pytest.mark.parametrize("samples", [3, 5])
async def test_answers_are_asked_for_as_often_as_the_scorer_says_and_all_are_paid(samples: int) -> None:
    scorer = PricedScorer(samples=samples)
    house = house_with(scorer=scorer)
    evaluation = await evaluated(house)
    assert [request.sample for request in scorer.assessments] == list(range(samples))
    assert usage_of(evaluation).calls == 1 + samples
    assert await calls_of(house) == 1 + samples


async def test_answers_that_differ_are_remembered_as_one() -> None:
    scorer = PricedScorer(Verdict.MET, Verdict.PARTIAL, Verdict.NOT_MET, samples=3)
    house = house_with(scorer=scorer)
    for evaluation in (await evaluated(house), await evaluated(house)):
        assert evaluation.report
        assert {finding.verdict for finding in evaluation.report.matches} == {Verdict.PARTIAL}
        assert "samples_disagree" in {flag.code for flag in evaluation.report.flags}
        assert evaluation.report.score < evaluation.report.score_high
    assert len(scorer.assessments) == 3


async def test_of_several_answers_one_that_fails_fails_all_and_the_others_are_paid_for() -> None:
    scorer = PricedScorer(Verdict.MET, ScorerOutputInvalid("no JSON"), Verdict.MET, samples=3)
    house = house_with(scorer=scorer)
    evaluation = await evaluated(house)
    assert (evaluation.status, evaluation.attempts) == (Status.PENDING, 1)
    assert evaluation.error
    assert evaluation.error.code == "scorer_output_invalid"
    assert await calls_of(house) == 4


async def test_a_paused_scorer_leaves_the_evaluation_waiting_as_if_nobody_had_tried() -> None:
    scorer = PricedScorer(ScorerUnavailable("paused", retry_after=60, tried=False))
    house = house_with(scorer=scorer)
    evaluation = await evaluated(house)
    assert (evaluation.status, evaluation.attempts) == (Status.PENDING, 0)


async def test_erasing_an_evaluation_forgets_what_was_remembered_of_it() -> None:
    scorer = PricedScorer()
    house = house_with(scorer=scorer)
    evaluation = await evaluated(house)
    assert evaluation.answers_key
    place = CacheKey(answers_of(OWNER), evaluation.answers_key)
    assert await house.cache.get(place)
    await house.erase(OWNER, evaluation.id)
    assert await house.cache.get(place) is None


async def test_what_is_remembered_while_the_evaluation_is_erased_is_forgotten_too() -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    class Slow(PricedScorer):
        async def assess(self, request: AssessmentRequest) -> Answers:
            asked.set()
            await go_on.wait()
            return await super().assess(request)

    scorer = Slow()
    house = house_with(scorer=scorer)
    evaluation_id = await house.submitted()
    running = asyncio.create_task(house.run(evaluation_id))
    await asked.wait()
    await house.erase(OWNER, evaluation_id)
    go_on.set()
    await running
    await evaluated(house)
    assert len(scorer.assessments) == 2


async def test_an_answer_that_a_crash_kept_from_being_noted_is_forgotten_with_its_evaluation() -> None:
    scorer = PricedScorer()
    house = house_with(scorer=scorer)
    noted = await evaluated(house)
    assert noted.answers_key
    unfinished = await house.submitted()
    await house.erase(OWNER, unfinished)
    assert await house.cache.get(CacheKey(answers_of(OWNER), noted.answers_key)) is None


async def test_a_scorer_that_costs_nothing_is_asked_each_time() -> None:
    scorer = PricedScorer(remembered=timedelta(0))
    house = house_with(scorer=scorer)
    assert [(await evaluated(house)).answers_key for _ in range(2)] == [None, None]
    assert len(scorer.assessments) == 2


DAY = timedelta(days=1)
OTHERS = [
    ScorerIdentity(scorer="priced", models=("n",), remembered=DAY),
    ScorerIdentity(scorer="priced", models=("m",), prompt_version="2", remembered=DAY),
    ScorerIdentity(scorer="priced", models=("m",), samples=3, remembered=DAY),
]


@pytest.mark.parametrize("changed", OTHERS)
async def test_another_model_prompt_or_sampling_is_another_question(changed: ScorerIdentity) -> None:
    scorer = PricedScorer()
    house = house_with(scorer=scorer)
    await evaluated(house)
    scorer.identity = changed
    await evaluated(house)
    assert len(scorer.assessments) > 1


async def test_what_another_version_remembered_is_asked_anew() -> None:
    scorer = PricedScorer()
    house = house_with(scorer=scorer)
    first = await evaluated(house)
    assert first.answers_key
    await house.cache.set(CacheKey(answers_of(OWNER), first.answers_key), b'{"findings": 1}', timedelta(days=1))
    assert (await evaluated(house)).report
    assert len(scorer.assessments) == 2
