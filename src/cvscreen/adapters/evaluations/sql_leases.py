"""Leases in a SQL database: who may work on an evaluation, and write how it ended."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import and_, bindparam, select

from cvscreen.adapters.evaluations.rows import WHOLE, evaluation_of, summarised
from cvscreen.adapters.evaluations.statements import SqlStatements
from cvscreen.adapters.evaluations.transitions import NOW, Transition, claimed, ended
from cvscreen.adapters.sql.conditional import ConditionalUpdate
from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.sql.tables import evaluations
from cvscreen.adapters.sql.times import Times
from cvscreen.domain.evaluations import Ending, Status
from cvscreen.ports.evaluations import Claim

NO_LEASE: Transition = {"lease_token": None, "lease_until": None}

_THIS = evaluations.c.id == bindparam("which")
_OF_MINE = and_(_THIS, evaluations.c.lease_token == bindparam("held"))
_MINE = select(*WHOLE).where(_OF_MINE)


class SqlLeases(SqlStatements):
    """A lease is two columns; only who names its token, while it runs, changes the row."""

    def __init__(self, database: SqlDatabase, times: Times) -> None:
        super().__init__(database, times)
        now = times.ahead("now")
        due = and_(_THIS, evaluations.c.status == Status.PENDING, evaluations.c.due_at <= now)
        self._if_due = ConditionalUpdate(evaluations, due, times)
        self._if_held = ConditionalUpdate(evaluations, and_(_OF_MINE, evaluations.c.lease_until > now), times)

    async def claim(self, evaluation_id: str, lease: timedelta) -> Claim | None:
        """Take a pending evaluation that is due."""
        token = secrets.token_hex(16)
        taking = claimed(_ahead) | {"lease_token": token, "lease_until": lease}
        if not await self._database.changed(*self._if_due.writing(taking, {"which": evaluation_id, "now": NOW})):
            return None
        mine = await self._database.row(_MINE, {"which": evaluation_id, "held": token})
        return None if mine is None else Claim(evaluation_of(mine), token)

    async def renew(self, claim: Claim, lease: timedelta) -> bool:
        """Let the lease run anew from now."""
        return bool(await self._database.settled(*self._if_held.writing({"lease_until": lease}, _held(claim))))

    async def finish(self, claim: Claim, ending: Ending) -> bool:
        """Write how the work ended and drop the lease."""
        changes = summarised(ended(ending, _ahead)) | NO_LEASE
        return bool(await self._database.changed(*self._if_held.writing(changes, _held(claim))))


def _ahead(duration: timedelta) -> timedelta:
    """A time as how far ahead it lies: the statement, which is made only once, counts on from its own clock."""
    return duration


def _held(claim: Claim) -> Transition:
    return {"which": claim.evaluation.id, "held": claim.token, "now": NOW}
