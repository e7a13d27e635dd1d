"""What every evaluation store promises about what owners spend."""

from __future__ import annotations

import asyncio

import pytest

from cvscreen.domain.budgets import Spending
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.testing.samples import AWKWARD, a_key

MONTH = "2026-11"
CALL = Spending(calls=1, prompt_tokens=3_000_000_000, cached_tokens=7, completion_tokens=11, nanos=123_456_789)


@pytest.mark.asyncio
class SpendingContract:
    """Part of EvaluationStoreContract."""

    async def test_whoever_spent_nothing_has_sums_of_nothing(self, store: EvaluationStore) -> None:
        assert await store.spending(a_key(), MONTH) == Spending()

    async def test_what_is_added_at_once_adds_up(self, store: EvaluationStore) -> None:
        owner = f"{a_key()}{AWKWARD}"
        await asyncio.gather(*(store.add_spending(owner, MONTH, CALL) for _ in range(30)))
        sums = await store.spending(owner, MONTH)
        assert (sums.calls, sums.prompt_tokens, sums.cached_tokens) == (30, 90_000_000_000, 210)
        assert (sums.completion_tokens, sums.nanos) == (330, 30 * 123_456_789)

    async def test_owners_and_months_are_told_apart(self, store: EvaluationStore) -> None:
        owner, other = a_key(), a_key()
        await store.add_spending(owner, MONTH, CALL)
        await store.add_spending(owner, "2026-12", CALL.plus(CALL))
        await store.add_spending(other, MONTH, CALL.plus(CALL))
        assert await store.spending(owner, MONTH) == CALL
        assert (await store.spending(owner, "2026-12")).calls == 2
        assert (await store.spending(owner.upper() + " ", MONTH)) == Spending()

    async def test_an_owner_who_leaves_is_forgotten(self, store: EvaluationStore) -> None:
        owner, other = a_key(), a_key()
        for one in (owner, other):
            for month in (MONTH, "2026-12"):
                await store.add_spending(one, month, CALL)
        await store.forget_spending(owner)
        await store.forget_spending(a_key())
        assert await store.spending(owner, MONTH) == await store.spending(owner, "2026-12") == Spending()
        assert await store.spending(other, MONTH) == CALL
