"""What every evaluation store promises about lists of evaluations."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cvscreen.domain.evaluations import Completed, Evaluation, EvaluationSummary, Status, summary_of
from cvscreen.ports.evaluations import EvaluationStore, PageRequest
from cvscreen.testing.leases import LONG
from cvscreen.testing.samples import FAILURE, a_report, a_rubric, an_evaluation

START = datetime(2026, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC)


async def added(store: EvaluationStore, count: int, **changes: object) -> list[Evaluation]:
    """So many evaluations, each a microsecond younger than the one before."""
    evaluations = [an_evaluation(created_at=START + timedelta(microseconds=n), **changes) for n in range(count)]
    return [await store.add(evaluation) for evaluation in evaluations]


async def page(
    store: EvaluationStore, owner: str, number: int = 1, size: int = 20, status: Status | None = None
) -> tuple[Evaluation, ...]:
    """A page of the owner's evaluations; its summaries tell the same."""
    request = PageRequest(owner=owner, page=number, size=size, status=status)
    evaluations = await store.page(request)
    assert await store.summaries(request) == tuple(summary_of(evaluation) for evaluation in evaluations)
    return evaluations


@pytest.mark.asyncio
class ListContract:
    """Part of EvaluationStoreContract."""

    async def test_a_page_has_the_newest_first(self, store: EvaluationStore) -> None:
        oldest, middle, newest = await added(store, 3, owner="ada")
        await added(store, 2, owner="Ada")
        assert await page(store, "ada", 1, 2) == (newest, middle)
        assert await page(store, "ada", 2, 2) == (oldest,)
        assert await store.count("ada") == 3

    async def test_evaluations_of_the_same_moment_are_ordered_by_id(self, store: EvaluationStore) -> None:
        for name in "bac":
            await store.add(an_evaluation(id=name, owner="ada", created_at=START))
        pages = [await page(store, "ada", number, 1) for number in (1, 2, 3)]
        assert [evaluation.id for (evaluation,) in pages] == ["c", "b", "a"]

    @pytest.mark.parametrize("number", [2, 3, 10**6, 10**30])
    async def test_a_page_past_the_end_is_empty(self, store: EvaluationStore, number: int) -> None:
        await added(store, 2, owner="ada")
        assert await page(store, "ada", number, 2) == ()

    async def test_somebody_without_evaluations_has_an_empty_page(self, store: EvaluationStore) -> None:
        await added(store, 1)
        assert (await store.count("ada"), await page(store, "ada")) == (0, ())

    async def test_a_page_can_have_one_status_only(self, store: EvaluationStore) -> None:
        await added(store, 2, owner="ada")
        (failed,) = await added(store, 1, owner="ada", status=Status.FAILED)
        await added(store, 1, owner="bob", status=Status.FAILED)
        assert await page(store, "ada", status=Status.FAILED) == (failed,)
        counts = [await store.count("ada", status) for status in (None, *Status)]
        assert counts == [3, 2, 0, 0, 1]

    async def test_a_summary_has_of_the_report_what_is_short(self, store: EvaluationStore) -> None:
        report = a_report()
        done = an_evaluation(owner="ada", status=Status.COMPLETED, report=report, completed_at=START, repeats="x")
        await store.add(done)
        (summary,) = await _summaries(store, "ada")
        assert summary == summary_of(done)
        assert summary.summary == report.summary
        assert (summary.completed_at, summary.repeats) == (START, "x")

    async def test_a_summary_follows_the_evaluation(self, store: EvaluationStore) -> None:
        pending = an_evaluation(owner="ada")
        await store.add(pending)
        assert [s.summary for s in await _summaries(store, "ada")] == [None]
        claim = await store.claim(pending.id, LONG)
        assert claim is not None
        assert [s.status for s in await _summaries(store, "ada")] == [Status.PROCESSING]
        assert await store.finish(claim, Completed(a_report()))
        (done,) = await page(store, "ada")
        assert (done.status, summary_of(done).summary) == (Status.COMPLETED, a_report().summary)

    async def test_a_summary_tells_why_it_failed(self, store: EvaluationStore) -> None:
        await store.add(an_evaluation(owner="ada", status=Status.FAILED, attempts=3, error=FAILURE))
        (summary,) = await _summaries(store, "ada")
        assert (summary.status, summary.attempts, summary.error) == (Status.FAILED, 3, FAILURE)

    async def test_all_owners_are_counted_by_status(self, store: EvaluationStore) -> None:
        assert await store.statistics() == dict.fromkeys(Status, 0)
        await added(store, 2)
        await added(store, 1, status=Status.COMPLETED)
        expected = {Status.PENDING: 2, Status.PROCESSING: 0, Status.COMPLETED: 1, Status.FAILED: 0}
        assert await store.statistics() == expected

    async def test_what_is_added_repeats_the_owners_newest_like_it(self, store: EvaluationStore) -> None:
        _, newer = await added(store, 2, owner="ada")
        await added(store, 1, owner="ada", prompt="another job")
        await added(store, 1, owner="ada", rubric=None)
        await added(store, 1, owner="Ada")
        again = an_evaluation(owner="ada")
        assert again.fingerprint == newer.fingerprint
        assert await store.add(again) == replace(again, repeats=newer.id)
        assert await store.get(again.id) == replace(again, repeats=newer.id)
        assert (await store.add(an_evaluation(owner="bob"))).repeats is None
        await store.erase(again.id)
        assert (await store.add(an_evaluation(owner="ada"))).repeats == newer.id

    async def test_what_has_ended_is_repeated_too(self, store: EvaluationStore) -> None:
        (failed,) = await added(store, 1, owner="ada", status=Status.FAILED, error=FAILURE, rubric=a_rubric())
        assert (await store.add(an_evaluation(owner="ada", rubric=a_rubric()))).repeats == failed.id

    async def test_of_those_alike_that_are_added_at_once_one_repeats_none(self, store: EvaluationStore) -> None:
        alike = [an_evaluation(owner="ada") for _ in range(10)]
        repeated = [stored.repeats for stored in await asyncio.gather(*(store.add(one) for one in alike))]
        assert repeated.count(None) == 1
        assert set(repeated) - {None} <= {one.id for one in alike}


async def _summaries(store: EvaluationStore, owner: str) -> tuple[EvaluationSummary, ...]:
    return await store.summaries(PageRequest(owner=owner, page=1, size=20))
