"""Idempotency keys in a SQL database: those that evaluations came with, and those of submissions under way."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from cvscreen.adapters.evaluations.rows import WHOLE, evaluation_of
from cvscreen.adapters.evaluations.statements import SqlStatements
from cvscreen.adapters.evaluations.transitions import NOW
from cvscreen.adapters.sql.tables import evaluations, key_reservations
from cvscreen.domain.evaluations import Evaluation
from cvscreen.ports.evaluations import KeyReservation


class SqlIdempotencyKeys(SqlStatements):
    """A key is reserved by a row, of which there can be one, and kept by a column that is unique for its owner."""

    async def by_idempotency_key(self, owner: str, key: str) -> Evaluation | None:
        """The owner's evaluation that came with that key, or None."""
        rows = await self._database.rows(select(*WHOLE).where(_came_with(owner, key)))
        return evaluation_of(rows[0]) if rows else None

    async def reserve_key(self, owner: str, key: str, lease: timedelta) -> KeyReservation | None:
        """Keep the owner's key from other submissions for so long, None if one has it already."""
        reservation = KeyReservation(owner, key, secrets.token_hex(16))
        mine = {"token": reservation.token, "until": self._after(lease)}
        reserving = insert(key_reservations).values(owner=owner, key=key, **mine)
        if await self._database.added(reserving):
            return reservation
        expired = and_(_reserved(owner, key), key_reservations.c.until <= self._after(NOW))
        taking = update(key_reservations).where(expired).values(**mine)
        return reservation if await self._database.changed(taking) else None

    async def release_key(self, reservation: KeyReservation) -> None:
        """Let go of the key, unless somebody else has it by now."""
        same = _reserved(reservation.owner, reservation.key)
        await self._database.settled(
            delete(key_reservations).where(same, key_reservations.c.token == reservation.token)
        )

    async def forget_key(self, owner: str, key: str, age: timedelta) -> bool:
        """Take the key from the owner's evaluation if that is older."""
        old = and_(_came_with(owner, key), evaluations.c.created_at <= self._after(-age))
        return bool(await self._database.changed(update(evaluations).where(old).values(idempotency_key=None)))

    async def forget_keys(self, age: timedelta) -> int:
        """Take the keys from evaluations that are older, and drop the reservations that ran out."""
        await self._database.settled(delete(key_reservations).where(key_reservations.c.until <= self._after(NOW)))
        # Every key is at least the empty text, and unlike NOT NULL this is a range that an index serves.
        old = and_(evaluations.c.idempotency_key >= "", evaluations.c.created_at <= self._after(-age))
        return await self._database.changed(update(evaluations).where(old).values(idempotency_key=None))

    async def forget_owner_keys(self, owner: str) -> None:
        """Let go of all reservations of an owner who leaves."""
        await self._database.settled(delete(key_reservations).where(key_reservations.c.owner == owner))


def _came_with(owner: str, key: str) -> ColumnElement[bool]:
    return and_(evaluations.c.owner == owner, evaluations.c.idempotency_key == key)


def _reserved(owner: str, key: str) -> ColumnElement[bool]:
    return and_(key_reservations.c.owner == owner, key_reservations.c.key == key)
