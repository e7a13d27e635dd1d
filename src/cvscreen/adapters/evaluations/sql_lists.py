"""Lists of evaluations in a SQL database: each page is read off an index, in the index's own order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select

from cvscreen.adapters.evaluations.rows import LIGHT, WHOLE, evaluation_of, summary_in
from cvscreen.adapters.evaluations.statements import SqlStatements
from cvscreen.adapters.sql.prepared import Row
from cvscreen.adapters.sql.tables import evaluations
from cvscreen.domain.evaluations import Evaluation, EvaluationSummary, Status
from cvscreen.ports.evaluations import PageRequest

MAX_OFFSET = 2**63 - 1
"""Databases count in 64 bits; nobody has as many evaluations."""

NEWEST_FIRST = evaluations.c.created_at.desc(), evaluations.c.id.desc()
_OWNED = evaluations.c.owner == bindparam("owner")
_OF_STATUS = and_(_OWNED, evaluations.c.status == bindparam("status"))


def _page(columns: tuple[ColumnElement[Any], ...], wanted: ColumnElement[bool]) -> Select[Any]:
    """The rows of a page. The order is that of the indices on owner and on owner and status, so nothing is sorted."""
    found = select(*columns).where(wanted).order_by(*NEWEST_FIRST)
    return found.limit(bindparam("size")).offset(bindparam("offset"))


def _counted(wanted: ColumnElement[bool]) -> Select[Any]:
    return select(func.count().label("count")).select_from(evaluations).where(wanted)


# Made once: to build a statement takes about as long as to run it.
_PAGE, _PAGE_OF_STATUS = _page(WHOLE, _OWNED), _page(WHOLE, _OF_STATUS)
_SUMMARIES, _SUMMARIES_OF_STATUS = _page(LIGHT, _OWNED), _page(LIGHT, _OF_STATUS)
_COUNT, _COUNT_OF_STATUS = _counted(_OWNED), _counted(_OF_STATUS)


class SqlEvaluationLists(SqlStatements):
    """What owners and administrators see of many evaluations."""

    async def page(self, request: PageRequest) -> tuple[Evaluation, ...]:
        """The owner's evaluations, newest first."""
        query = _PAGE if request.status is None else _PAGE_OF_STATUS
        return tuple(evaluation_of(row) for row in await self._on_page(query, request))

    async def summaries(self, request: PageRequest) -> tuple[EvaluationSummary, ...]:
        """The same page in short: neither prompts nor reports are read."""
        query = _SUMMARIES if request.status is None else _SUMMARIES_OF_STATUS
        return tuple(summary_in(row) for row in await self._on_page(query, request))

    async def count(self, owner: str, status: Status | None = None) -> int:
        """How many evaluations the owner has."""
        query = _COUNT if status is None else _COUNT_OF_STATUS
        return int((await self._database.rows(query, _wanted(owner, status)))[0]["count"])

    async def statistics(self) -> dict[Status, int]:
        """How many evaluations there are of each status, over all owners."""
        query = select(evaluations.c.status, func.count().label("count")).group_by(evaluations.c.status)
        counted = {row["status"]: int(row["count"]) for row in await self._database.rows(query)}
        return {status: counted.get(status, 0) for status in Status}

    async def _on_page(self, query: Select[Any], request: PageRequest) -> list[Row]:
        offset = (request.page - 1) * request.size
        if offset > MAX_OFFSET:
            return []
        place = {"size": request.size, "offset": offset}
        return await self._database.rows(query, _wanted(request.owner, request.status) | place)


def _wanted(owner: str, status: Status | None) -> dict[str, Any]:
    return {"owner": owner} if status is None else {"owner": owner, "status": status}
