"""What owners spend on a scorer, and that it is not more than they may."""

from __future__ import annotations

from dataclasses import replace

from cvscreen.domain.assessment import Usage
from cvscreen.domain.budgets import Budget, MonthlyUsage, Spending, month_of, spending_of
from cvscreen.domain.errors import BudgetExceeded
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import EvaluationStore


class Spend:
    """The sums of each owner's month, and the budget, which may be none."""

    def __init__(self, evaluations: EvaluationStore, clock: Clock, budget: Budget | None) -> None:
        self._evaluations = evaluations
        self._clock = clock
        self._budget = budget

    async def check(self, owner: str, more: Usage | None = None) -> None:
        """Raises BudgetExceeded if nothing is left for this month, or EvaluationStoreUnavailable.

        `more` was spent too, and is not written down yet.
        """
        if self._budget is None:
            return
        usage = await self.so_far(owner)
        if more is not None:
            usage = replace(usage, spending=usage.spending.plus(spending_of(more)))
        if usage.is_spent:
            raise BudgetExceeded(
                f"the budget of {self._budget} for {usage.month} is spent: retry from {usage.until} on, or ask for more"
            )

    async def add(self, owner: str, usage: Usage) -> None:
        """Write down what was spent. Raises EvaluationStoreUnavailable."""
        spent = spending_of(usage)
        if spent != Spending():
            await self._evaluations.add_spending(owner, month_of(self._clock.now()), spent)

    async def so_far(self, owner: str) -> MonthlyUsage:
        """This month's sums. Raises EvaluationStoreUnavailable."""
        month = month_of(self._clock.now())
        spending = await self._evaluations.spending(owner, month)
        return MonthlyUsage(month=month, spending=spending, budget=self._budget)
