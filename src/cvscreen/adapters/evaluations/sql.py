"""Evaluations in a SQL database.

Every transition is one conditional UPDATE, whose row count tells whether it took place; so only to add one takes a
transaction, and databases without RETURNING will do.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from sqlalchemy import ColumnElement, and_, bindparam, delete, insert, select, update

from cvscreen.adapters.evaluations.rows import WHOLE, columns, evaluation_of
from cvscreen.adapters.evaluations.sql_keys import SqlIdempotencyKeys
from cvscreen.adapters.evaluations.sql_leases import NO_LEASE, SqlLeases
from cvscreen.adapters.evaluations.sql_lists import NEWEST_FIRST, SqlEvaluationLists
from cvscreen.adapters.evaluations.sql_rubrics import SqlDraftedRubrics
from cvscreen.adapters.evaluations.sql_spending import SqlSpending
from cvscreen.adapters.evaluations.transitions import NOW, lease_lost, reopened
from cvscreen.adapters.sql.prepared import Execute, Row
from cvscreen.adapters.sql.tables import evaluations
from cvscreen.domain.errors import DuplicateEvaluation, IdempotencyKeyTaken
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.ports.health import Health

_INSERT = insert(evaluations)
_ALIKE = and_(
    evaluations.c.owner == bindparam("owner"),
    evaluations.c.fingerprint == bindparam("fingerprint"),
)
LATEST_LIKE = select(evaluations.c.id).where(_ALIKE).order_by(*NEWEST_FIRST).limit(1)
_BY_ID = select(*WHOLE).where(evaluations.c.id == bindparam("id"))
_KEYS_AT_ONCE = 500
"""Databases limit how many values one statement may carry."""


class SqlEvaluationStore(SqlLeases, SqlEvaluationLists, SqlIdempotencyKeys, SqlDraftedRubrics, SqlSpending):
    """Evaluations behind an engine that commits each statement by itself."""

    async def add(self, evaluation: Evaluation) -> Evaluation:
        """Store a new evaluation. Raises DuplicateEvaluation, or IdempotencyKeyTaken."""
        added = await self._database.added_by(partial(_added, evaluation))
        if added is not None:
            return added
        # Databases tell in words of their own which value was not unique; whether the id is there, all tell alike.
        if evaluation.idempotency_key is None or await self.get(evaluation.id) is not None:
            raise DuplicateEvaluation(f"there is an evaluation {evaluation.id!r} already: give this one another id")
        raise IdempotencyKeyTaken("the owner has an evaluation with that idempotency key")

    async def get(self, evaluation_id: str) -> Evaluation | None:
        """The evaluation, or None."""
        row = await self._database.row(_BY_ID, {"id": evaluation_id})
        return None if row is None else evaluation_of(row)

    async def release_expired(self, limit: int) -> tuple[Evaluation, ...]:
        """Take evaluations from workers whose lease ran out."""
        expired = and_(evaluations.c.status == Status.PROCESSING, evaluations.c.lease_until <= self._after(NOW))
        lost = select(evaluations.c.id, evaluations.c.lease_token, evaluations.c.lost_leases).where(expired)
        rows = await self._database.rows(lost.order_by(evaluations.c.lease_until).limit(limit))
        released = [await self._release(row, expired) for row in rows]
        return tuple(evaluation for evaluation in released if evaluation is not None)

    async def due(self, limit: int) -> tuple[str, ...]:
        """Ids of evaluations that are pending and due, the longest waiting first."""
        waiting = select(evaluations.c.id).where(self._is_due())
        rows = await self._database.rows(waiting.order_by(evaluations.c.due_at, evaluations.c.id).limit(limit))
        return tuple(row["id"] for row in rows)

    async def reopen(self, evaluation_id: str) -> Evaluation | None:
        """Turn a failed evaluation to pending."""
        failed = and_(evaluations.c.id == evaluation_id, evaluations.c.status == Status.FAILED)
        if not await self._database.changed(update(evaluations).where(failed).values(**reopened(self._after))):
            return None
        return await self.get(evaluation_id)

    async def erase(self, evaluation_id: str) -> bool:
        """Remove the evaluation in whatever state."""
        return bool(await self._database.changed(delete(evaluations).where(evaluations.c.id == evaluation_id)))

    async def file_keys_in_use(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys that an evaluation names as its CV's."""
        asked, named = list(keys), set[str]()
        for start in range(0, len(asked), _KEYS_AT_ONCE):
            some = evaluations.c.file_key.in_(asked[start : start + _KEYS_AT_ONCE])
            named.update(
                row["file_key"] for row in await self._database.rows(select(evaluations.c.file_key).where(some))
            )
        return frozenset(named)

    async def ping(self) -> Health:
        """Whether the database answers and has the tables that we know."""
        return await self._database.ping()

    async def migrate(self) -> str:
        """Bring the tables up to date."""
        return await self._database.migrate()

    def _is_due(self) -> ColumnElement[bool]:
        return and_(evaluations.c.status == Status.PENDING, evaluations.c.due_at <= self._after(NOW))

    async def _release(self, row: Row, expired: ColumnElement[bool]) -> Evaluation | None:
        same = and_(evaluations.c.id == row["id"], evaluations.c.lease_token == row["lease_token"], expired)
        changes = lease_lost(row["lost_leases"], self._after)
        if not await self._database.changed(update(evaluations).where(same).values(**changes, **NO_LEASE)):
            return None
        return await self.get(row["id"])


def _added(evaluation: Evaluation, execute: Execute) -> Evaluation:
    row = columns(evaluation)
    if evaluation.repeats is None and (alike := execute(LATEST_LIKE, row)):
        evaluation = replace(evaluation, repeats=alike[0]["id"])
    execute(_INSERT, row | {"repeats": evaluation.repeats})
    return evaluation
