"""Idempotency keys in MongoDB: those that evaluations came with, and those of submissions under way."""

from __future__ import annotations

import secrets
from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from cvscreen.adapters.evaluations.mongo_collections import WITH_KEY, MongoCollections
from cvscreen.adapters.evaluations.mongo_documents import SCHEMA, evaluation_of
from cvscreen.adapters.evaluations.transitions import NOW
from cvscreen.adapters.mongo.clock import After, moment
from cvscreen.adapters.mongo.driver import Document
from cvscreen.domain.evaluations import Evaluation
from cvscreen.ports.evaluations import KeyReservation

_WITHOUT_KEY = {"$unset": {"idempotency_key": ""}}


class MongoIdempotencyKeys(MongoCollections):
    """A key is reserved by a document whose id it is, and kept by a field that is unique for its owner."""

    async def by_idempotency_key(self, owner: str, key: str) -> Evaluation | None:
        """The owner's evaluation that came with that key, or None."""
        with self._database.translated():
            found = await self._evaluations.find_one({"owner": owner, "idempotency_key": key})
        return None if found is None else evaluation_of(found)

    async def reserve_key(self, owner: str, key: str, lease: timedelta) -> KeyReservation | None:
        """Keep the owner's key from other submissions for so long, None if one has it already."""
        reservation = KeyReservation(owner, key, secrets.token_hex(16))
        with self._database.translated():
            after = await self._database.after()
            # A dead reservation is written over; a live one is not found, and its id keeps the new one out.
            dead = {"_id": _id(owner, key), "until": {"$lte": after(NOW)}}
            try:
                await self._reservations.update_one(dead, {"$set": _reserved(reservation, lease, after)}, upsert=True)
            except DuplicateKeyError:
                return None
        return reservation

    async def release_key(self, reservation: KeyReservation) -> None:
        """Let go of the key, unless somebody else has it by now."""
        mine = {"_id": _id(reservation.owner, reservation.key), "token": reservation.token}
        with self._database.translated():
            await self._reservations.delete_one(mine)

    async def forget_key(self, owner: str, key: str, age: timedelta) -> bool:
        """Take the key from the owner's evaluation if that is older."""
        with self._database.translated():
            after = await self._database.after()
            old = {"owner": owner, "idempotency_key": key, "created_at": {"$lte": after(-age)}}
            return bool((await self._evaluations.update_one(old, _WITHOUT_KEY)).matched_count)

    async def forget_keys(self, age: timedelta) -> int:
        """Take the keys from evaluations that are older, and drop the reservations that ran out."""
        with self._database.translated():
            after = await self._database.after()
            await self._reservations.delete_many({"expires_at": {"$lte": moment(after(NOW))}})
            old = WITH_KEY | {"created_at": {"$lte": after(-age)}}
            return (await self._evaluations.update_many(old, _WITHOUT_KEY)).matched_count

    async def forget_owner_keys(self, owner: str) -> None:
        """Let go of all reservations of an owner who leaves."""
        with self._database.translated():
            await self._reservations.delete_many({"owner": owner})


def _id(owner: str, key: str) -> str:
    # With its length in front, no owner's text can pass for that of another one and a key.
    return f"{len(owner)}:{owner}{key}"


def _reserved(reservation: KeyReservation, lease: timedelta, after: After) -> Document:
    # The date is what MongoDB removes it by; to the millisecond is enough for that.
    until = after(lease)
    dates = {"until": until, "expires_at": moment(until)}
    return {"v": SCHEMA, "owner": reservation.owner, "token": reservation.token} | dates
