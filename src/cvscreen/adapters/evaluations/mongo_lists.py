"""Lists of evaluations in MongoDB: each page is read off an index, in the index's own order."""

from __future__ import annotations

from cvscreen.adapters.evaluations.mongo_collections import MongoCollections
from cvscreen.adapters.evaluations.mongo_documents import LIGHT, evaluation_of, summary_in
from cvscreen.adapters.mongo.driver import Document
from cvscreen.domain.evaluations import Evaluation, EvaluationSummary, Status
from cvscreen.ports.evaluations import PageRequest

MAX_OFFSET = 2**31 - 1
"""Nobody has as many evaluations, and every server counts so far."""

_NEWEST_FIRST = [("created_at", -1), ("_id", -1)]


class MongoEvaluationLists(MongoCollections):
    """What owners and administrators see of many evaluations."""

    async def page(self, request: PageRequest) -> tuple[Evaluation, ...]:
        """The owner's evaluations, newest first."""
        return tuple(evaluation_of(found) for found in await self._on_page(request, None))

    async def summaries(self, request: PageRequest) -> tuple[EvaluationSummary, ...]:
        """The same page in short: neither prompts nor whole reports are read."""
        return tuple(summary_in(found) for found in await self._on_page(request, LIGHT))

    async def count(self, owner: str, status: Status | None = None) -> int:
        """How many evaluations the owner has."""
        with self._database.translated():
            return await self._evaluations.count_documents(_wanted(owner, status))

    async def statistics(self) -> dict[Status, int]:
        """How many evaluations there are of each status, over all owners."""
        with self._database.translated():
            return {status: await self._evaluations.count_documents({"status": status.value}) for status in Status}

    async def _on_page(self, request: PageRequest, fields: dict[str, bool] | None) -> list[Document]:
        offset = (request.page - 1) * request.size
        if offset > MAX_OFFSET:
            return []
        with self._database.translated():
            found = self._evaluations.find(_wanted(request.owner, request.status), fields)
            return await found.sort(_NEWEST_FIRST).skip(offset).limit(request.size).to_list(None)


def _wanted(owner: str, status: Status | None) -> Document:
    return {"owner": owner} if status is None else {"owner": owner, "status": status.value}
