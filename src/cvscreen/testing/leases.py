"""What every evaluation store promises about who works on an evaluation. Leases are short, and time is real."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from cvscreen.domain.assessment import Usage
from cvscreen.domain.evaluations import (
    MAX_LOST_LEASES,
    WORKER_LOST,
    Completed,
    Ending,
    Evaluation,
    Failed,
    Postponed,
    Status,
)
from cvscreen.ports.evaluations import Claim, EvaluationStore, PageRequest
from cvscreen.testing.samples import FAILURE, a_report, an_evaluation

LONG = timedelta(minutes=1)
SHORT = timedelta(seconds=0.2)
LONGER_THAN_SHORT = 0.4
TINY = timedelta(milliseconds=20)

USAGE = Usage(scorer="s", model="m", calls=2, prompt_tokens=100, cost=0.1)
ENDINGS = (Completed(a_report()), Failed(FAILURE, 3), Postponed(LONG, 2, FAILURE), Postponed(timedelta(0), 0))


async def claimed(store: EvaluationStore, lease: timedelta = LONG) -> Claim:
    """An evaluation in processing."""
    evaluation = an_evaluation()
    await store.add(evaluation)
    claim = await store.claim(evaluation.id, lease)
    assert claim is not None
    return claim


async def stored(store: EvaluationStore, claim: Claim) -> Evaluation:
    """The claimed evaluation as it is now."""
    evaluation = await store.get(claim.evaluation.id)
    assert evaluation is not None
    return evaluation


async def released(store: EvaluationStore) -> tuple[Evaluation, ...]:
    """What the store takes from lost workers, as soon as there is something."""
    async with asyncio.timeout(10):
        while not (lost := await store.release_expired(100)):  # noqa: ASYNC110 - only the store knows when
            await asyncio.sleep(0.02)
    return lost


@pytest.mark.asyncio
class LeaseContract:
    """Part of EvaluationStoreContract."""

    async def test_a_claim_turns_a_pending_evaluation_to_processing(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation(attempts=2, lost_leases=1, error=FAILURE)
        await store.add(evaluation)
        claim = await store.claim(evaluation.id, LONG)
        assert claim is not None
        assert claim.evaluation == await store.get(evaluation.id)
        assert claim.evaluation.status is Status.PROCESSING
        assert claim.evaluation.updated_at > evaluation.updated_at
        assert (claim.evaluation.attempts, claim.evaluation.lost_leases, claim.evaluation.error) == (2, 1, FAILURE)

    async def test_of_many_claimers_one_wins(self, store: EvaluationStore) -> None:
        for _ in range(5):
            evaluation = an_evaluation()
            await store.add(evaluation)
            claims = await asyncio.gather(*(store.claim(evaluation.id, LONG) for _ in range(20)))
            assert sum(claim is not None for claim in claims) == 1

    async def test_what_is_unknown_cannot_be_claimed(self, store: EvaluationStore) -> None:
        assert await store.claim("unknown", LONG) is None

    async def test_what_is_not_due_cannot_be_claimed(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation(due_at=datetime.now(UTC) + timedelta(hours=1))
        await store.add(evaluation)
        assert await store.claim(evaluation.id, LONG) is None
        assert await store.get(evaluation.id) == evaluation

    @pytest.mark.parametrize("status", [Status.PROCESSING, Status.COMPLETED, Status.FAILED])
    async def test_only_what_is_pending_can_be_claimed(self, store: EvaluationStore, status: Status) -> None:
        evaluation = an_evaluation(status=status)
        await store.add(evaluation)
        assert await store.claim(evaluation.id, LONG) is None
        assert await store.get(evaluation.id) == evaluation

    async def test_tokens_differ_and_cannot_be_guessed(self, store: EvaluationStore) -> None:
        tokens = {(await claimed(store)).token for _ in range(5)}
        assert len(tokens) == 5
        assert min(len(token) for token in tokens) >= 16

    async def test_a_renewed_lease_runs_on(self, store: EvaluationStore) -> None:
        claim = await claimed(store, timedelta(seconds=1))
        assert await store.renew(claim, LONG)
        await asyncio.sleep(1.2)
        assert await store.release_expired(100) == ()
        assert await store.finish(claim, Completed(a_report()))

    async def test_renewing_counts_from_now(self, store: EvaluationStore) -> None:
        claim = await claimed(store, LONG)
        assert await store.renew(claim, SHORT)
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert not await store.renew(claim, LONG)

    async def test_a_completed_evaluation_has_its_report_and_no_error(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation(attempts=1, error=FAILURE)
        await store.add(evaluation)
        claim = await store.claim(evaluation.id, LONG)
        assert claim is not None
        assert await store.finish(claim, Completed(a_report(), "f" * 64))
        ended = await stored(store, claim)
        assert (ended.status, ended.report, ended.error) == (Status.COMPLETED, a_report(), None)
        assert ended.answers_key == "f" * 64
        assert ended.attempts == 1
        assert ended.completed_at == ended.updated_at
        assert ended.updated_at >= claim.evaluation.updated_at

    async def test_a_failed_evaluation_has_its_error(self, store: EvaluationStore) -> None:
        claim = await claimed(store)
        assert await store.finish(claim, Failed(FAILURE, 3))
        ended = await stored(store, claim)
        assert (ended.status, ended.error, ended.attempts) == (Status.FAILED, FAILURE, 3)
        assert (ended.report, ended.completed_at) == (None, None)

    @pytest.mark.parametrize("ending", [Failed(FAILURE, 3, USAGE), Postponed(LONG, 2, FAILURE, USAGE)])
    async def test_what_failed_attempts_took_is_kept(self, store: EvaluationStore, ending: Ending) -> None:
        claim = await claimed(store)
        assert await store.finish(claim, ending)
        assert (await stored(store, claim)).spent == USAGE
        page = await store.summaries(PageRequest(owner=claim.evaluation.owner, page=1, size=20))
        assert USAGE in {row.spent for row in page}

    async def test_a_postponed_evaluation_waits(self, store: EvaluationStore) -> None:
        claim = await claimed(store)
        assert await store.finish(claim, Postponed(LONG, 2, FAILURE))
        ended = await stored(store, claim)
        assert (ended.status, ended.error, ended.attempts) == (Status.PENDING, FAILURE, 2)
        assert timedelta(0) <= ended.due_at - ended.updated_at - LONG < timedelta(seconds=1)
        assert await store.claim(ended.id, LONG) is None
        assert ended.id not in await store.due(100)

    async def test_a_postponed_evaluation_is_due_when_its_delay_is_over(self, store: EvaluationStore) -> None:
        claim = await claimed(store)
        assert await store.finish(claim, Postponed(SHORT, 1, FAILURE))
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert claim.evaluation.id in await store.due(100)
        again = await store.claim(claim.evaluation.id, LONG)
        assert again is not None
        assert again.token != claim.token

    async def test_a_hand_back_is_due_at_once_and_keeps_the_last_error(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation(attempts=1, error=FAILURE)
        await store.add(evaluation)
        claim = await store.claim(evaluation.id, LONG)
        assert claim is not None
        assert await store.finish(claim, Postponed(timedelta(0), 1))
        assert (await stored(store, claim)).error == FAILURE
        assert await store.claim(evaluation.id, LONG) is not None

    @pytest.mark.parametrize("ending", ENDINGS, ids=["completed", "failed", "postponed", "handed back"])
    async def test_a_token_is_dead_once_its_lease_ran_out(self, store: EvaluationStore, ending: Completed) -> None:
        claim = await claimed(store, SHORT)
        await asyncio.sleep(LONGER_THAN_SHORT)
        await _assert_dead(store, claim, ending)
        await store.release_expired(100)
        await _assert_dead(store, claim, ending)
        assert await store.claim(claim.evaluation.id, LONG) is not None
        await _assert_dead(store, claim, ending)

    @pytest.mark.parametrize("ending", ENDINGS, ids=["completed", "failed", "postponed", "handed back"])
    async def test_a_token_is_dead_once_the_work_ended(self, store: EvaluationStore, ending: Completed) -> None:
        claim = await claimed(store)
        assert await store.finish(claim, ending)
        for other in ENDINGS:
            await _assert_dead(store, claim, other)

    async def test_a_token_opens_no_other_evaluation(self, store: EvaluationStore) -> None:
        mine, other = await claimed(store), await claimed(store)
        await _assert_dead(store, Claim(other.evaluation, mine.token), Completed(a_report()))
        await _assert_dead(store, Claim(other.evaluation, ""), Completed(a_report()))

    async def test_a_token_is_dead_once_the_evaluation_is_erased(self, store: EvaluationStore) -> None:
        claim = await claimed(store)
        assert await store.erase(claim.evaluation.id)
        assert not await store.renew(claim, LONG)
        assert not await store.finish(claim, Completed(a_report()))
        assert await store.get(claim.evaluation.id) is None

    async def test_of_many_results_one_is_written(self, store: EvaluationStore) -> None:
        claim = await claimed(store)
        results = await asyncio.gather(*(store.finish(claim, Failed(FAILURE, n)) for n in range(10)))
        assert sum(results) == 1
        assert (await stored(store, claim)).attempts == results.index(True)

    async def test_what_a_lost_worker_held_is_pending_again(self, store: EvaluationStore) -> None:
        claim = await claimed(store, SHORT)
        (lost,) = await released(store)
        assert lost == await stored(store, claim)
        assert (lost.status, lost.lost_leases, lost.attempts) == (Status.PENDING, 1, 0)
        assert lost.due_at == lost.updated_at
        assert lost.id in await store.due(100)
        assert await store.release_expired(100) == ()

    async def test_what_a_live_worker_holds_stays_with_it(self, store: EvaluationStore) -> None:
        claim = await claimed(store, LONG)
        assert await store.release_expired(100) == ()
        assert await stored(store, claim) == claim.evaluation

    async def test_a_lost_lease_is_counted_once_by_many_sweepers(self, store: EvaluationStore) -> None:
        claim = await claimed(store, SHORT)
        await asyncio.sleep(LONGER_THAN_SHORT)
        lost = await asyncio.gather(*(store.release_expired(100) for _ in range(10)))
        assert sum(map(len, lost)) == 1
        assert (await stored(store, claim)).lost_leases == 1

    async def test_no_more_is_taken_from_lost_workers_than_asked_for(self, store: EvaluationStore) -> None:
        for _ in range(3):
            await claimed(store, TINY)
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert len(await store.release_expired(2)) == 2
        assert len(await store.release_expired(2)) == 1

    async def test_the_tenth_lost_worker_in_a_row_fails_it(self, store: EvaluationStore) -> None:
        claim = await claimed(store, TINY)
        for count in range(1, MAX_LOST_LEASES):
            (lost,) = await released(store)
            assert (lost.status, lost.lost_leases) == (Status.PENDING, count)
            assert await store.claim(claim.evaluation.id, TINY) is not None
        (lost,) = await released(store)
        assert lost == await stored(store, claim)
        assert (lost.status, lost.lost_leases, lost.error) == (Status.FAILED, MAX_LOST_LEASES, WORKER_LOST)
        assert await store.claim(claim.evaluation.id, LONG) is None

    async def test_a_worker_that_answers_ends_the_row(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation(lost_leases=MAX_LOST_LEASES - 1)
        await store.add(evaluation)
        claim = await store.claim(evaluation.id, LONG)
        assert claim is not None
        assert await store.finish(claim, Postponed(timedelta(0), 1, FAILURE))
        assert (await stored(store, claim)).lost_leases == 0


async def _assert_dead(store: EvaluationStore, claim: Claim, ending: Completed | Failed | Postponed) -> None:
    before = await stored(store, claim)
    assert not await store.renew(claim, LONG)
    assert not await store.finish(claim, ending)
    assert await stored(store, claim) == before
