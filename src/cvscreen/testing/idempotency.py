"""What every evaluation store promises about idempotency keys. Leases are short, and time is real."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from cvscreen.domain.errors import DuplicateEvaluation, IdempotencyKeyTaken
from cvscreen.domain.evaluations import Evaluation
from cvscreen.ports.evaluations import EvaluationStore, KeyReservation
from cvscreen.testing.leases import LONG, LONGER_THAN_SHORT, SHORT
from cvscreen.testing.samples import an_evaluation

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
DAY = timedelta(days=1)


async def with_key(store: EvaluationStore, age: timedelta = timedelta(0), **changes: object) -> Evaluation:
    """An evaluation of that age, which ada submitted with the key unless `changes` say otherwise."""
    usual = {"owner": "ada", "idempotency_key": KEY, "created_at": datetime.now(UTC) - age}
    return await store.add(an_evaluation(**usual | changes))


@pytest.mark.asyncio
class IdempotencyContract:
    """Part of EvaluationStoreContract."""

    async def test_an_evaluation_is_found_by_its_owner_and_key(self, store: EvaluationStore) -> None:
        mine, others = await with_key(store), await with_key(store, owner="bob")
        assert await store.by_idempotency_key("ada", KEY) == mine
        assert await store.by_idempotency_key("bob", KEY) == others
        assert await store.by_idempotency_key("ada", "another") is None
        assert await store.by_idempotency_key("Ada", KEY) is None

    async def test_a_key_is_taken_once_by_an_owner(self, store: EvaluationStore) -> None:
        first = await with_key(store)
        second = an_evaluation(owner="ada", idempotency_key=KEY)
        with pytest.raises(IdempotencyKeyTaken):
            await store.add(second)
        assert await store.get(second.id) is None
        assert await store.by_idempotency_key("ada", KEY) == first

    async def test_that_an_id_is_taken_is_told_before_that_its_key_is(self, store: EvaluationStore) -> None:
        first = await with_key(store)
        with pytest.raises(DuplicateEvaluation):
            await store.add(first)

    async def test_of_many_with_one_key_one_is_added(self, store: EvaluationStore) -> None:
        many = [an_evaluation(owner="ada", idempotency_key=KEY) for _ in range(20)]
        results = await asyncio.gather(*(store.add(evaluation) for evaluation in many), return_exceptions=True)
        assert sum(isinstance(result, IdempotencyKeyTaken) for result in results) == 19
        assert await store.count("ada") == 1

    async def test_any_number_may_come_without_a_key(self, store: EvaluationStore) -> None:
        for _ in range(3):
            await with_key(store, idempotency_key=None)
        assert await store.count("ada") == 3

    async def test_what_is_erased_gives_its_key_back(self, store: EvaluationStore) -> None:
        erased = await with_key(store)
        await store.erase(erased.id)
        assert await store.by_idempotency_key("ada", KEY) is None
        assert (await with_key(store)).id != erased.id

    async def test_keys_of_old_evaluations_are_forgotten(self, store: EvaluationStore) -> None:
        hour = timedelta(hours=1)
        old, young = await with_key(store, DAY + hour), await with_key(store, DAY - hour, owner="bob")
        assert await store.forget_keys(DAY) == 1
        assert await store.forget_keys(DAY) == 0
        assert await store.by_idempotency_key("ada", KEY) is None
        assert await store.by_idempotency_key("bob", KEY) == young
        left = await store.get(old.id)
        assert left is not None
        assert left.idempotency_key is None
        assert (await with_key(store)).idempotency_key == KEY

    async def test_one_old_key_is_forgotten(self, store: EvaluationStore) -> None:
        hour = timedelta(hours=1)
        await with_key(store, DAY + hour)
        others, young = await with_key(store, DAY + hour, owner="bob"), await with_key(store, idempotency_key="young")
        assert not await store.forget_key("ada", "young", DAY)
        assert not await store.forget_key("ada", "unknown", DAY)
        assert await store.forget_key("ada", KEY, DAY)
        assert not await store.forget_key("ada", KEY, DAY)
        assert await store.by_idempotency_key("ada", KEY) is None
        assert await store.by_idempotency_key("ada", "young") == young
        assert await store.by_idempotency_key("bob", KEY) == others

    async def test_of_many_who_reserve_a_key_one_gets_it(self, store: EvaluationStore) -> None:
        for n in range(5):
            reserved = await asyncio.gather(*(store.reserve_key("ada", f"{KEY}-{n}", LONG) for _ in range(20)))
            assert sum(reservation is not None for reservation in reserved) == 1

    async def test_a_reservation_keeps_the_owners_key_alone(self, store: EvaluationStore) -> None:
        await reserved(store)
        assert await store.reserve_key("ada", KEY, LONG) is None
        assert await store.reserve_key("bob", KEY, LONG) is not None
        assert await store.reserve_key("ada", "another", LONG) is not None

    async def test_a_released_key_can_be_reserved_again(self, store: EvaluationStore) -> None:
        first = await reserved(store)
        await store.release_key(first)
        second = await reserved(store)
        assert first.token != second.token
        await store.release_key(first)
        assert await store.reserve_key("ada", KEY, LONG) is None

    async def test_a_reservation_that_ran_out_goes_to_one(self, store: EvaluationStore) -> None:
        first = await reserved(store, SHORT)
        await asyncio.sleep(LONGER_THAN_SHORT)
        again = await asyncio.gather(*(store.reserve_key("ada", KEY, LONG) for _ in range(10)))
        assert sum(reservation is not None for reservation in again) == 1
        await store.release_key(first)
        assert await store.reserve_key("ada", KEY, LONG) is None

    async def test_forgetting_old_keys_leaves_live_reservations(self, store: EvaluationStore) -> None:
        await reserved(store)
        await store.forget_keys(timedelta(0))
        assert await store.reserve_key("ada", KEY, LONG) is None

    async def test_who_leaves_lets_go_of_all_reservations(self, store: EvaluationStore) -> None:
        await reserved(store)
        assert await store.reserve_key("bob", KEY, LONG) is not None
        await store.forget_owner_keys("ada")
        await reserved(store)
        assert await store.reserve_key("bob", KEY, LONG) is None


async def reserved(store: EvaluationStore, lease: timedelta = LONG) -> KeyReservation:
    """Ada's reservation of the key."""
    reservation = await store.reserve_key("ada", KEY, lease)
    assert reservation is not None
    assert (reservation.owner, reservation.key) == ("ada", KEY)
    return reservation
