"""What owners spent, in memory."""

from __future__ import annotations

from cvscreen.adapters.evaluations.memory_rubrics import MemoryDraftedRubrics
from cvscreen.domain.budgets import Spending
from cvscreen.ports.clocks import Clock


class MemorySpending(MemoryDraftedRubrics):
    """The sums by owner and month."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._spent: dict[tuple[str, str], Spending] = {}

    async def add_spending(self, owner: str, month: str, spent: Spending) -> None:
        """Add to the owner's sums of the month."""
        with self._lock:
            self._spent[owner, month] = self._spent.get((owner, month), Spending()).plus(spent)

    async def spending(self, owner: str, month: str) -> Spending:
        """The owner's sums of the month."""
        with self._lock:
            return self._spent.get((owner, month), Spending())

    async def forget_spending(self, owner: str) -> None:
        """Forget all sums of an owner who leaves."""
        with self._lock:
            self._spent = {place: spent for place, spent in self._spent.items() if place[0] != owner}
