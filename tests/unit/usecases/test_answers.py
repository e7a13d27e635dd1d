"""What a scorer costs: asked once for one question, within the budget, and all of it written down."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from memory_house import CV, OWNER, House, a_submission, house_with

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.scorers.scripted import ScriptedScorer, Step
from cvscreen.domain.assessment import Answers, Usage, Verdict
from cvscreen.domain.budgets import Spending, budget, month_of
from cvscreen.domain.errors import ScorerBusy, ScorerError, ScorerOutputInvalid, ScorerRefused, ScorerUnavailable
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.ports.caches import CacheKey
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest, ScorerIdentity
from cvscreen.usecases.answers import answers_of

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


async def test_beyond_the_budget_nothing_is_sent_and_the_evaluation_fails_until_it_is_retried() -> None:
    scorer = PricedScorer(remembered=timedelta(0))
    house = house_with(scorer=scorer, budget=budget("200 tokens/month"))
    assert (await evaluated(house)).status is Status.COMPLETED
    failed = await evaluated(house, CV + b"2")
    assert (failed.status, len(scorer.assessments)) == (Status.FAILED, 1)
    assert failed.error
    assert (failed.error.code, failed.error.retryable) == ("budget_exceeded", False)
    assert "200 tokens" in failed.error.detail
    await house.erase(OWNER, failed.id)
    assert (await evaluated(house, CV + b"3")).status is Status.FAILED


async def test_an_evaluation_tells_what_all_its_attempts_took_those_that_failed_too() -> None:
    scorer = PricedScorer(ScorerOutputInvalid("no answer"), Verdict.MET, remembered=timedelta(0))
    house = house_with(scorer=scorer)
    waiting = await evaluated(house)
    assert waiting.status is Status.PENDING
    assert waiting.spent
    assert (waiting.spent.calls, waiting.spent.cost) == (2, 0.02)  # the draft and a vain question
    assert isinstance(house.clock, FixedClock)
    house.clock.advance(timedelta(hours=1))
    await house.run(waiting.id)
    assert usage_of(await house.stored(waiting.id)).calls == 3
    assert await calls_of(house) == 3


async def test_samples_that_were_answered_beside_one_that_failed_are_told_too() -> None:
    scorer = PricedScorer(Verdict.MET, ScorerRefused("no"), Verdict.MET, samples=3, remembered=timedelta(0))
    failed = await evaluated(house_with(scorer=scorer))
    assert failed.status is Status.FAILED
    assert failed.spent
    assert failed.spent.calls == 4


async def test_samples_that_were_paid_make_it_an_attempt_though_one_was_turned_away() -> None:
    busy = ScorerBusy("busy", retry_after=1, tried=False)
    waiting = await evaluated(house_with(scorer=PricedScorer(Verdict.MET, busy, Verdict.MET, samples=3)))
    assert (waiting.status, waiting.attempts) == (Status.PENDING, 1)


async def test_a_defect_takes_nothing_off_the_bill_for_the_draft() -> None:
    class Defective(PricedScorer):
        async def assess(self, request: AssessmentRequest) -> Answers:
            raise KeyError(request.sample)

    failed = await evaluated(house_with(scorer=Defective()))
    assert failed.spent
    assert failed.spent.calls == 1


async def test_those_who_wait_for_a_draft_in_vain_do_not_pay_for_it() -> None:
    class Undrafting(PricedScorer):
        async def draft(self, request: DraftRequest) -> DraftedRubric:
            await super().draft(request)
            raise ScorerRefused("no", usage=CALL)

    house = house_with(scorer=Undrafting())
    ids = [await house.submitted(CV + str(n).encode()) for n in range(5)]
    await asyncio.gather(*map(house.run, ids))
    spent = [(await house.stored(id_)).spent for id_ in ids]
    assert [usage.calls for usage in spent if usage] == [1]
    assert await calls_of(house) == 1


async def test_a_cv_that_cannot_be_read_costs_nothing() -> None:
    scorer = PricedScorer()
    house = house_with(scorer=scorer)
    failed = await evaluated(house, b"%PDF-1.4 nothing")
    assert failed.status is Status.FAILED
    assert failed.spent is None
    assert scorer.drafts == []


async def test_what_was_spent_before_the_work_was_handed_back_is_written_down() -> None:
    asked = asyncio.Event()

    class Repairing(PricedScorer):
        async def assess(self, request: AssessmentRequest) -> Answers:
            await request.allow(CALL)
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError

    house = house_with(scorer=Repairing())
    id_ = await house.submitted()
    work = asyncio.create_task(house.run(id_))
    await asked.wait()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    assert (await house.stored(id_)).status is Status.PENDING
    assert await calls_of(house) == 2


async def test_one_owners_budget_is_not_anothers() -> None:
    house = house_with(scorer=PricedScorer(remembered=timedelta(0)), budget=budget("0.02 USD/month"))
    await evaluated(house)
    assert (await evaluated(house)).status is Status.FAILED
    assert (await evaluated(house, owner="eve")).status is Status.COMPLETED


async def test_whoever_waits_for_a_rubric_that_somebody_cannot_pay_has_it_drafted() -> None:
    scorer = PricedScorer(remembered=timedelta(0))
    house = house_with(scorer=scorer, budget=budget("1 tokens/month"))
    await house.evaluations.add_spending(OWNER, month_of(house.clock.now()), Spending(prompt_tokens=1))
    poor, rich = await house.submit(a_submission()), await house.submit(a_submission(owner="eve"))
    await asyncio.gather(house.run(poor.id), house.run(rich.id))
    failed = (await house.stored(poor.id)).error
    assert failed
    assert failed.code == "budget_exceeded"
    assert len(scorer.drafts) == 1
    assert (await house.spend.so_far("eve")).spending.calls == 1
