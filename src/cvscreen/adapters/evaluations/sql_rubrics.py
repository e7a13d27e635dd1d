"""Drafted rubrics in a SQL database: the first of a key stays, as long as an evaluation has its prompt."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, select

from cvscreen.adapters.evaluations.statements import SqlStatements
from cvscreen.adapters.evaluations.transitions import NOW
from cvscreen.adapters.sql.tables import drafted_rubrics, evaluations
from cvscreen.domain.rubric import DraftedRubric, RubricKey

_BY_KEY = select(drafted_rubrics.c.rubric).where(drafted_rubrics.c.key == bindparam("key"))


class SqlDraftedRubrics(SqlStatements):
    """A rubric is a row, which one statement removes if there is no evaluation of its prompt."""

    async def keep_rubric(self, key: RubricKey, drafted: DraftedRubric) -> DraftedRubric:
        """Store a drafted rubric under the key unless there is one, and return the one that is stored."""
        row = {"key": key.hash, "prompt_hash": key.prompt_hash, "rubric": drafted}
        await self._database.added(insert(drafted_rubrics).values(**row, created_at=self._after(NOW)))
        return await self.rubric(key) or drafted

    async def rubric(self, key: RubricKey) -> DraftedRubric | None:
        """The drafted rubric stored under the key, or None."""
        row = await self._database.row(_BY_KEY, {"key": key.hash})
        return None if row is None else row["rubric"]

    async def forget_rubrics(self, prompt_hash: str) -> int:
        """Remove the rubrics drafted for a prompt, unless an evaluation of it is stored."""
        drafted_for_it = drafted_rubrics.c.prompt_hash == prompt_hash
        return await self._database.changed(delete(drafted_rubrics).where(drafted_for_it, _unused()))

    async def unused_rubrics(self, limit: int) -> tuple[str, ...]:
        """Hashes of prompts for which a rubric was drafted, but no evaluation is stored."""
        unused = select(drafted_rubrics.c.prompt_hash).where(_unused()).distinct().limit(limit)
        return tuple(row["prompt_hash"] for row in await self._database.rows(unused))


def _unused() -> ColumnElement[bool]:
    return ~exists().where(evaluations.c.prompt_hash == drafted_rubrics.c.prompt_hash)
