"""What a scorer costs: within the budget, all of it written down, on the evaluation too."""

import asyncio
from datetime import timedelta

from memory_house import CV, OWNER, a_submission, house_with
from priced_scorer import CALL, PricedScorer, calls_of, evaluated, usage_of

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.domain.assessment import Answers, Verdict
from cvscreen.domain.budgets import Spending, budget, month_of
from cvscreen.domain.errors import ScorerBusy, ScorerOutputInvalid, ScorerRefused
from cvscreen.domain.evaluations import Status
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest


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
