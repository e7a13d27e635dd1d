"""What owners spent, in MongoDB."""

from __future__ import annotations

from dataclasses import asdict, fields

from pymongo.errors import DuplicateKeyError

from cvscreen.adapters.evaluations.mongo_collections import MongoCollections
from cvscreen.adapters.evaluations.mongo_documents import SCHEMA
from cvscreen.domain.budgets import Spending

_SUMS = tuple(field.name for field in fields(Spending))


class MongoSpending(MongoCollections):
    """A document an owner and month, in which each update adds up by itself."""

    async def add_spending(self, owner: str, month: str, spent: Spending) -> None:
        """Add to the owner's sums of the month."""
        more = {"$inc": asdict(spent), "$set": {"owner": owner, "month": month, "v": SCHEMA}}
        with self._database.translated():
            try:
                await self._spending.update_one({"_id": _id(owner, month)}, more, upsert=True)
            except DuplicateKeyError:
                # Two made the document at once: now it is there.
                await self._spending.update_one({"_id": _id(owner, month)}, more)

    async def spending(self, owner: str, month: str) -> Spending:
        """The owner's sums of the month."""
        with self._database.translated():
            found = await self._spending.find_one({"_id": _id(owner, month)})
        return Spending() if found is None else Spending(**{name: int(found[name]) for name in _SUMS})

    async def forget_spending(self, owner: str) -> None:
        """Forget all sums of an owner who leaves."""
        with self._database.translated():
            await self._spending.delete_many({"owner": owner})


def _id(owner: str, month: str) -> str:
    # Every month is as long as every other, so no owner's text can pass for that of another one and a month.
    return f"{month}:{owner}"
