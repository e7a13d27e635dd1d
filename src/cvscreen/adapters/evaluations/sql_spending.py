"""What owners spent, in a SQL database."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import and_, bindparam, delete, insert, select, update

from cvscreen.adapters.evaluations.statements import SqlStatements
from cvscreen.adapters.sql.tables import spending
from cvscreen.domain.budgets import Spending

_SUMS = tuple(field.name for field in fields(Spending))
_SAME = and_(spending.c.owner == bindparam("of_owner"), spending.c.month == bindparam("of_month"))
_READ = select(*(spending.c[name] for name in _SUMS)).where(_SAME)
_MORE = update(spending).where(_SAME).values({name: spending.c[name] + bindparam(f"more_{name}") for name in _SUMS})


class SqlSpending(SqlStatements):
    """A row an owner and month, in which each statement adds up by itself."""

    async def add_spending(self, owner: str, month: str, spent: Spending) -> None:
        """Add to the owner's sums of the month."""
        more = {f"more_{name}": value for name, value in asdict(spent).items()}
        place = {"of_owner": owner, "of_month": month}
        while not await self._database.changed(_MORE, place | more):
            if await self._database.added(insert(spending).values(owner=owner, month=month, **asdict(spent))):
                return

    async def spending(self, owner: str, month: str) -> Spending:
        """The owner's sums of the month."""
        row = await self._database.row(_READ, {"of_owner": owner, "of_month": month})
        return Spending() if row is None else Spending(**row)

    async def forget_spending(self, owner: str) -> None:
        """Forget all sums of an owner who leaves."""
        await self._database.settled(delete(spending).where(spending.c.owner == owner))
