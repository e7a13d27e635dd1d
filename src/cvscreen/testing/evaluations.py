"""What every evaluation store promises."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cvscreen.domain.errors import DuplicateEvaluation
from cvscreen.domain.evaluations import Completed, Failed, Status
from cvscreen.domain.rubric import RubricKey
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.ports.health import Migrates
from cvscreen.testing.idempotency import IdempotencyContract
from cvscreen.testing.leases import LONG, LeaseContract, claimed, stored
from cvscreen.testing.listing import START, ListContract, added, page
from cvscreen.testing.rubrics import RubricContract
from cvscreen.testing.samples import ALIKE, FAILURE, a_drafted_rubric, a_key, a_report, an_evaluation
from cvscreen.testing.spending import SpendingContract


@pytest.mark.asyncio
class EvaluationStoreContract(LeaseContract, ListContract, IdempotencyContract, RubricContract, SpendingContract):
    """Needs a fixture `store` that is an empty EvaluationStore, a new one for each test."""

    async def test_what_is_added_can_be_read(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation()
        await store.add(evaluation)
        assert await store.get(evaluation.id) == evaluation
        assert await store.get(evaluation.id.upper() + "x") is None

    async def test_every_field_comes_back_as_it_was(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation(
            owner="Zoë 🧑🏽‍💻 'owner' --",
            status=Status.COMPLETED,
            attempts=2,
            lost_leases=3,
            report=a_report(),
            error=FAILURE,
            created_at=START,
            updated_at=START + timedelta(microseconds=1),
            due_at=START + timedelta(days=1),
            completed_at=START + timedelta(microseconds=2),
            repeats="another",
            idempotency_key="a key of printable ~ characters",
        )
        await store.add(evaluation)
        assert await store.get(evaluation.id) == evaluation
        assert await page(store, evaluation.owner) == (evaluation,)

    async def test_times_come_back_with_their_zone(self, store: EvaluationStore) -> None:
        (evaluation,) = await added(store, 1)
        read = await store.get(evaluation.id)
        assert read is not None
        assert read.created_at.utcoffset() == timedelta(0)
        assert read.cv.uploaded_at.utcoffset() == timedelta(0)

    async def test_the_longest_prompt_comes_back_whole(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation(prompt="🧑" * 200_000)
        await store.add(evaluation)
        assert await store.get(evaluation.id) == evaluation

    async def test_an_id_is_taken_once(self, store: EvaluationStore) -> None:
        evaluation = an_evaluation()
        await store.add(evaluation)
        with pytest.raises(DuplicateEvaluation):
            await store.add(replace(evaluation, owner="somebody else"))
        assert await store.get(evaluation.id) == evaluation

    async def test_ids_and_owners_that_look_alike_are_told_apart(self, store: EvaluationStore) -> None:
        evaluations = [an_evaluation(id=name, owner=name) for name in ALIKE]
        for evaluation in evaluations:
            await store.add(evaluation)
        assert [await store.get(name) for name in ALIKE] == evaluations
        assert [await page(store, name) for name in ALIKE] == [(evaluation,) for evaluation in evaluations]
        assert await store.erase(ALIKE[0])
        assert [await store.count(name) for name in ALIKE] == [0] + [1] * (len(ALIKE) - 1)

    async def test_keys_that_look_alike_are_told_apart(self, store: EvaluationStore) -> None:
        drafts = {RubricKey(name, a_key()): a_drafted_rubric(str(n)) for n, name in enumerate(ALIKE)}
        for key, draft in drafts.items():
            assert await store.keep_rubric(key, draft) == draft
            assert await store.reserve_key(key.hash, "key", LONG) is not None
            assert await store.reserve_key("owner", key.hash, LONG) is not None
        assert {key: await store.rubric(key) for key in drafts} == drafts

    async def test_the_longest_waiting_is_due_first(self, store: EvaluationStore) -> None:
        now = datetime.now(UTC)
        for name, hours in {"second": -2, "first": -3, "third": -1, "later": 1}.items():
            await store.add(an_evaluation(id=name, due_at=now + timedelta(hours=hours)))
        assert await store.due(10) == ("first", "second", "third")
        assert await store.due(2) == ("first", "second")

    async def test_only_what_is_pending_is_due(self, store: EvaluationStore) -> None:
        await claimed(store)
        for status in (Status.PROCESSING, Status.COMPLETED, Status.FAILED):
            await store.add(an_evaluation(status=status))
        assert await store.due(10) == ()

    async def test_a_failed_evaluation_can_be_reopened(self, store: EvaluationStore) -> None:
        failed = an_evaluation(status=Status.FAILED, attempts=3, lost_leases=10, error=FAILURE)
        await store.add(failed)
        opened = await store.reopen(failed.id)
        assert opened is not None
        assert opened == await store.get(failed.id)
        assert (opened.status, opened.attempts, opened.lost_leases, opened.error) == (Status.PENDING, 0, 0, None)
        assert opened.updated_at > failed.updated_at
        assert opened.due_at == opened.updated_at
        assert await store.claim(failed.id, LONG) is not None

    @pytest.mark.parametrize("status", [Status.PENDING, Status.PROCESSING, Status.COMPLETED])
    async def test_only_what_failed_can_be_reopened(self, store: EvaluationStore, status: Status) -> None:
        evaluation = an_evaluation(status=status)
        await store.add(evaluation)
        assert await store.reopen(evaluation.id) is None
        assert await store.get(evaluation.id) == evaluation
        assert await store.reopen("unknown") is None

    async def test_an_evaluation_is_reopened_once(self, store: EvaluationStore) -> None:
        failed = an_evaluation(status=Status.FAILED)
        await store.add(failed)
        opened = await asyncio.gather(*(store.reopen(failed.id) for _ in range(10)))
        assert sum(evaluation is not None for evaluation in opened) == 1

    @pytest.mark.parametrize("status", Status)
    async def test_what_is_erased_is_gone(self, store: EvaluationStore, status: Status) -> None:
        evaluation = await store.add(an_evaluation(owner="ada", status=status))
        other = await store.add(an_evaluation(owner="ada"))
        assert await store.erase(evaluation.id)
        assert not await store.erase(evaluation.id)
        assert await store.get(evaluation.id) is None
        assert (await store.count("ada"), await page(store, "ada")) == (1, (other,))
        assert await store.file_keys_in_use([evaluation.cv.key]) == frozenset()

    async def test_an_erased_id_starts_from_nothing(self, store: EvaluationStore) -> None:
        claim = await claimed(store)
        await store.erase(claim.evaluation.id)
        await store.add(an_evaluation(id=claim.evaluation.id))
        assert not await store.finish(claim, Failed(FAILURE, 1))
        assert await store.claim(claim.evaluation.id, LONG) is not None

    async def test_a_result_stays_when_others_are_erased(self, store: EvaluationStore) -> None:
        kept, erased = await claimed(store), await claimed(store)
        assert await store.erase(erased.evaluation.id)
        assert await store.finish(kept, Completed(a_report()))
        assert (await stored(store, kept)).report == a_report()

    async def test_file_keys_in_use_are_told_from_others(self, store: EvaluationStore) -> None:
        evaluations = await added(store, 3)
        used = {evaluation.cv.key for evaluation in evaluations[:2]}
        assert await store.file_keys_in_use([*used, a_key()]) == used
        assert await store.file_keys_in_use([]) == frozenset()
        assert await store.file_keys_in_use([a_key() for _ in range(2_000)]) == frozenset()

    async def test_it_answers_a_ping(self, store: EvaluationStore) -> None:
        assert (await store.ping()).detail

    async def test_migrating_again_changes_nothing(self, store: EvaluationStore) -> None:
        (evaluation,) = await added(store, 1)
        if isinstance(store, Migrates):
            assert await store.migrate() == await store.migrate()
        assert await store.get(evaluation.id) == evaluation
