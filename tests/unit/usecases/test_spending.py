"""What an owner spends in a month, and that there is a new budget in the next."""

from datetime import UTC, datetime, timedelta

import pytest

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.evaluations.memory import MemoryEvaluationStore
from cvscreen.domain.assessment import Usage
from cvscreen.domain.budgets import Spending, budget
from cvscreen.domain.errors import BudgetExceeded
from cvscreen.usecases.spending import Spend

CALL = Usage(scorer="test", calls=1, prompt_tokens=90, completion_tokens=10, cost=0.25)
LAST_MINUTE = datetime(2026, 12, 31, 23, 59, 30, tzinfo=UTC)


def spending_at(clock: FixedClock, text: str) -> Spend:
    return Spend(MemoryEvaluationStore(clock), clock, budget(text))


@pytest.mark.parametrize(("text", "told"), [("200 tokens/month", "200 tokens"), ("0.5 USD/month", "0.5 USD")])
async def test_a_budget_that_is_spent_is_told_of_until_the_month_ends_in_utc(text: str, told: str) -> None:
    clock = FixedClock(LAST_MINUTE)
    spend = spending_at(clock, text)
    for _ in range(2):
        await spend.check("ann")
        await spend.add("ann", CALL)
    with pytest.raises(BudgetExceeded, match=f"the budget of {told} for 2026-12 is spent: retry from 2027-01-01 on"):
        await spend.check("ann")
    await spend.check("eve")
    clock.advance(timedelta(seconds=30))
    await spend.check("ann")
    assert (await spend.so_far("ann")).spending == Spending()


async def test_without_a_budget_what_is_spent_is_written_down_all_the_same() -> None:
    spend = spending_at(FixedClock(LAST_MINUTE), "off")
    for _ in range(3):
        await spend.check("ann")
        await spend.add("ann", CALL)
    spent = (await spend.so_far("ann")).spending
    assert (spent.calls, spent.tokens, spent.cost) == (3, 300, 0.75)
