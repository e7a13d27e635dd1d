"""A scorer that keeps failing is left alone for a minute, then tried by one call at a time."""

from __future__ import annotations

import asyncio

import pytest
from breakers import AWAY, REQUEST, Guarded, guarded, is_pause

from cvscreen.adapters.scorers.scripted import ScriptedScorer
from cvscreen.domain.assessment import Answers, Verdict
from cvscreen.domain.errors import (
    BudgetExceeded,
    CVTooLong,
    InternalError,
    ScorerBusy,
    ScorerMisconfigured,
    ScorerOutputInvalid,
    ScorerRefused,
    ScorerUnavailable,
)
from cvscreen.domain.events import ScorerPaused
from cvscreen.domain.rubric import DraftedRubric
from cvscreen.ports.scorers import AssessmentRequest, DraftRequest

MET = Verdict.MET
UNCOUNTED = [
    ScorerBusy("later"),
    ScorerMisconfigured("no key"),
    CVTooLong("too long"),
    BudgetExceeded("spent"),
    InternalError("a defect"),
    LookupError("a defect"),
    ScorerUnavailable("not sent", tried=False),
]
ANSWERED = [ScorerRefused("no"), ScorerOutputInvalid("not JSON")]


class WaitingScorer(ScriptedScorer):
    """Answers a call when the test says how."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[asyncio.Future[None]] = []

    async def assess(self, request: AssessmentRequest) -> Answers:
        call: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.calls.append(call)
        await call
        return await super().assess(request)


async def started(guard: Guarded, calls: int = 1) -> list[asyncio.Task[BaseException | None]]:
    """So many calls under way."""
    tasks = [asyncio.create_task(guard.outcome()) for _ in range(calls)]
    for _ in range(5):
        await asyncio.sleep(0)
    return tasks


async def opened_by_waiting() -> tuple[Guarded, WaitingScorer]:
    """A breaker that five calls have opened, and whose pause is over."""
    scorer = WaitingScorer()
    guard = Guarded(scorer)
    tasks = await started(guard, 5)
    for call in scorer.calls:
        call.set_exception(AWAY)
    await asyncio.gather(*tasks)
    scorer.calls.clear()
    guard.stopwatch.seconds += 60
    return guard, scorer


async def test_five_failures_in_a_row_open_it_and_further_calls_fail_at_once_without_being_made() -> None:
    guard, scripted = guarded(AWAY)
    assert await guard.outcomes(5) == [AWAY] * 5
    refused = await guard.outcome()
    assert len(scripted.assessments) == 5
    assert isinstance(refused, ScorerUnavailable)
    assert (refused.tried, refused.retryable, refused.retry_after) == (False, True, 60.0)


async def test_the_wait_shrinks_as_time_passes() -> None:
    guard, _ = guarded(AWAY)
    await guard.outcomes(5)
    guard.stopwatch.seconds += 18.5
    refused = await guard.outcome()
    assert isinstance(refused, ScorerUnavailable)
    assert refused.retry_after == 41.5
    assert "in 42 s" in refused.detail


@pytest.mark.parametrize("answer", [MET, *ANSWERED], ids=str)
async def test_an_answer_in_between_begins_the_count_anew(answer: Verdict | Exception) -> None:
    guard, scripted = guarded(*[AWAY] * 4, answer, *[AWAY] * 4, MET)
    await guard.outcomes(10)
    assert len(scripted.assessments) == 10


@pytest.mark.parametrize("error", [*UNCOUNTED, *ANSWERED], ids=lambda error: type(error).__name__)
async def test_errors_that_are_no_outage_do_not_open_it(error: Exception) -> None:
    guard, scripted = guarded(error)
    assert await guard.outcomes(20) == [error] * 20
    assert len(scripted.assessments) == 20


@pytest.mark.parametrize("error", UNCOUNTED, ids=lambda error: type(error).__name__)
async def test_what_says_nothing_of_the_scorer_does_not_reset_the_count(error: Exception) -> None:
    guard, _ = guarded(*[AWAY] * 4, error, AWAY)
    await guard.outcomes(6)
    assert is_pause(await guard.outcome())


async def test_drafting_and_assessing_share_one_breaker() -> None:
    guard, scripted = guarded(AWAY)
    await guard.outcomes(5)
    with pytest.raises(ScorerUnavailable, match="left alone"):
        await guard.scorer.draft(DraftRequest(prompt="Python"))
    assert scripted.drafts == []


async def test_a_failed_draft_counts() -> None:
    class FailingDraft(ScriptedScorer):
        async def draft(self, request: DraftRequest) -> DraftedRubric:
            raise AWAY

    guard = Guarded(FailingDraft())
    for _ in range(5):
        with pytest.raises(ScorerUnavailable, match="503"):
            await guard.scorer.draft(DraftRequest(prompt="Python"))
    assert is_pause(await guard.outcome())


async def test_after_a_minute_one_call_tries_and_its_answer_closes_it() -> None:
    guard, scripted = guarded(*[AWAY] * 5, MET)
    await guard.outcomes(5)
    guard.stopwatch.seconds += 59.9
    assert is_pause(await guard.outcome())
    guard.stopwatch.seconds += 0.1
    assert await guard.outcomes(3) == [None] * 3
    assert len(scripted.assessments) == 8
    assert guard.told() == ["scorer_paused", "scorer_probed", "scorer_resumed"]


async def test_a_failed_probe_opens_it_for_another_minute() -> None:
    guard, scripted = guarded(AWAY)
    await guard.outcomes(5)
    guard.stopwatch.seconds += 60
    assert await guard.outcome() is AWAY
    guard.stopwatch.seconds += 59
    assert is_pause(await guard.outcome())
    assert len(scripted.assessments) == 6


async def test_after_it_closed_it_takes_five_failures_again() -> None:
    guard, scripted = guarded(*[AWAY] * 5, MET, AWAY)
    await guard.outcomes(5)
    guard.stopwatch.seconds += 60
    outcomes = await guard.outcomes(7)
    assert len(scripted.assessments) == 11
    assert [is_pause(outcome) for outcome in outcomes] == [False] * 6 + [True]


async def test_while_one_call_tries_all_others_fail_at_once() -> None:
    guard, scorer = await opened_by_waiting()
    (probe,) = await started(guard)
    async with asyncio.timeout(5):
        others = await asyncio.gather(*(guard.outcome() for _ in range(50)))
    assert all(is_pause(other) for other in others)
    assert len(scorer.calls) == 1
    scorer.calls[0].set_result(None)
    assert await probe is None


async def test_a_cancelled_probe_lets_the_next_call_try() -> None:
    guard, scorer = await opened_by_waiting()
    (probe,) = await started(guard)
    probe.cancel()
    with pytest.raises(asyncio.CancelledError):
        await probe
    (following,) = await started(guard)
    assert is_pause(await guard.outcome())
    scorer.calls[1].set_result(None)
    assert await following is None
    assert guard.told()[-1] == "scorer_resumed"


@pytest.mark.parametrize("error", UNCOUNTED, ids=lambda error: type(error).__name__)
async def test_a_probe_that_says_nothing_of_the_scorer_lets_the_next_call_try(error: Exception) -> None:
    guard, scripted = guarded(*[AWAY] * 5, error, MET)
    await guard.outcomes(5)
    guard.stopwatch.seconds += 60
    assert await guard.outcomes(2) == [error, None]
    assert len(scripted.assessments) == 7


async def test_cancelled_calls_are_no_failures() -> None:
    scorer = WaitingScorer()
    guard = Guarded(scorer)
    tasks = await started(guard, 20)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await started(guard)
    assert len(scorer.calls) == 21


async def test_failures_of_calls_that_began_before_it_opened_do_not_disturb_it() -> None:
    scorer = WaitingScorer()
    guard = Guarded(scorer)
    tasks = await started(guard, 12)
    for call in scorer.calls[:5]:
        call.set_exception(AWAY)
    await asyncio.gather(*tasks[:5])
    guard.stopwatch.seconds += 30
    scorer.calls[5].set_exception(AWAY)
    assert await tasks[5] is AWAY
    guard.stopwatch.seconds += 30
    (probe,) = await started(guard)
    scorer.calls[6].set_exception(AWAY)
    assert await tasks[6] is AWAY
    assert guard.told() == ["scorer_paused", "scorer_probed"]
    scorer.calls[12].set_result(None)
    assert await probe is None
    for call in scorer.calls[7:12]:
        call.set_exception(AWAY)
    await asyncio.gather(*tasks[7:])
    assert guard.told() == ["scorer_paused", "scorer_probed", "scorer_resumed"]


async def test_a_late_answer_of_an_older_call_does_not_end_the_pause() -> None:
    scorer = WaitingScorer()
    guard = Guarded(scorer)
    tasks = await started(guard, 6)
    for call in scorer.calls[:5]:
        call.set_exception(AWAY)
    await asyncio.gather(*tasks[:5])
    scorer.calls[5].set_result(None)
    assert await tasks[5] is None
    assert is_pause(await guard.outcome())


async def test_who_listens_hears_how_long_it_is_left_alone_and_why() -> None:
    guard, _ = guarded(AWAY)
    await guard.outcomes(5)
    assert guard.events.events == [ScorerPaused(scorer="scripted", seconds=60.0, error="scorer_unavailable")]


async def test_it_says_who_the_scorer_is() -> None:
    guard, scripted = guarded(MET)
    assert guard.scorer.identity is scripted.identity
    assert (await guard.scorer.assess(REQUEST)).usage.scorer == "scripted"


async def test_its_health_is_that_of_the_scorer_until_it_opens() -> None:
    guard, scripted = guarded(AWAY, MET)
    await guard.outcomes(2)
    assert await guard.scorer.ping() == await scripted.ping()


async def test_its_health_says_since_when_and_why_it_is_open_and_when_it_tries_again() -> None:
    guard, _ = guarded(*[AWAY] * 6, MET)
    await guard.outcomes(5)
    guard.stopwatch.seconds += 20
    health = await guard.scorer.ping()
    assert health.degraded
    assert health.advice == (
        "left alone since 2026-01-01T00:00:00Z after failures in a row (scorer_unavailable): it is tried again in 40 s"
    )
    guard.stopwatch.seconds += 40
    assert "the next call tries" in ((await guard.scorer.ping()).advice or "")
    await guard.outcome()
    assert "since 2026-01-01T00:00:00Z" in ((await guard.scorer.ping()).advice or "")
    guard.stopwatch.seconds += 60
    await guard.outcome()
    assert not (await guard.scorer.ping()).degraded


async def test_its_health_says_that_a_call_tries() -> None:
    guard, _ = await opened_by_waiting()
    (probe,) = await started(guard)
    assert "one call at a time tries" in ((await guard.scorer.ping()).advice or "")
    probe.cancel()
