"""Evaluations in MongoDB.

Every transition is one update of one document, whose filter names what must be true; so it is atomic, and no
transaction is needed.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from cvscreen.adapters.evaluations.mongo_collections import INDEXES
from cvscreen.adapters.evaluations.mongo_documents import SCHEMA, document, encoded, evaluation_of
from cvscreen.adapters.evaluations.mongo_keys import MongoIdempotencyKeys
from cvscreen.adapters.evaluations.mongo_lists import MongoEvaluationLists
from cvscreen.adapters.evaluations.mongo_rubrics import MongoDraftedRubrics
from cvscreen.adapters.evaluations.mongo_spending import MongoSpending
from cvscreen.adapters.evaluations.transitions import NOW, Transition, claimed, ended, lease_lost, reopened
from cvscreen.adapters.mongo.clock import After
from cvscreen.adapters.mongo.detached import detached
from cvscreen.adapters.mongo.driver import Document
from cvscreen.adapters.mongo.indexes import create, missing
from cvscreen.domain.errors import DuplicateEvaluation, EvaluationStoreUnavailable, IdempotencyKeyTaken
from cvscreen.domain.evaluations import Ending, Evaluation, Status
from cvscreen.ports.evaluations import Claim
from cvscreen.ports.health import Health

_NO_LEASE = {"lease_token": "", "lease_until": ""}
_KEYS_AT_ONCE = 1_000


@detached
class MongoEvaluationStore(MongoEvaluationLists, MongoIdempotencyKeys, MongoDraftedRubrics, MongoSpending):
    """Evaluations in a database of which each write is confirmed."""

    async def add(self, evaluation: Evaluation) -> Evaluation:
        """Store a new evaluation. Raises DuplicateEvaluation, or IdempotencyKeyTaken."""
        with self._database.translated():
            while True:
                repeats, nth = await self._last_alike(evaluation)
                added = replace(evaluation, repeats=evaluation.repeats or repeats)
                try:
                    await self._evaluations.insert_one(document(added) | {"nth": nth + 1})
                except DuplicateKeyError:
                    # Of several values that are taken servers name any: what is there, all tell alike.
                    await self._check_free(evaluation)
                else:
                    return added

    async def get(self, evaluation_id: str) -> Evaluation | None:
        """The evaluation, or None."""
        with self._database.translated():
            found = await self._evaluations.find_one({"_id": evaluation_id})
        return None if found is None else evaluation_of(found)

    async def claim(self, evaluation_id: str, lease: timedelta) -> Claim | None:
        """Take a pending evaluation that is due."""
        token = secrets.token_hex(16)
        with self._database.translated():
            after = await self._database.after()
            given = {"lease_token": token, "lease_until": after(lease)}
            mine = await self._changed({"_id": evaluation_id} | _due(after), claimed(after) | given)
        return None if mine is None else Claim(evaluation_of(mine), token)

    async def renew(self, claim: Claim, lease: timedelta) -> bool:
        """Let the lease run anew from now."""
        with self._database.translated():
            after = await self._database.after()
            anew = {"$set": {"lease_until": after(lease)}}
            return bool((await self._evaluations.update_one(_held(claim, after), anew)).matched_count)

    async def finish(self, claim: Claim, ending: Ending) -> bool:
        """Write how the work ended and drop the lease."""
        with self._database.translated():
            after = await self._database.after()
            done = {"$set": encoded(ended(ending, after)), "$unset": _NO_LEASE}
            return bool((await self._evaluations.update_one(_held(claim, after), done)).matched_count)

    async def release_expired(self, limit: int) -> tuple[Evaluation, ...]:
        """Take evaluations from workers whose lease ran out."""
        with self._database.translated():
            after = await self._database.after()
            lost = self._evaluations.find(_expired(after), {"lease_token": True, "lost_leases": True})
            rows = await lost.sort("lease_until").limit(limit).to_list(None)
            released = [await self._release(row, after) for row in rows]
        return tuple(evaluation_of(found) for found in released if found is not None)

    async def due(self, limit: int) -> tuple[str, ...]:
        """Ids of evaluations that are pending and due, the longest waiting first."""
        with self._database.translated():
            waiting = self._evaluations.find(_due(await self._database.after()), {"_id": True})
            found = await waiting.sort([("due_at", 1), ("_id", 1)]).limit(limit).to_list(None)
        return tuple(row["_id"] for row in found)

    async def reopen(self, evaluation_id: str) -> Evaluation | None:
        """Turn a failed evaluation to pending."""
        failed = {"_id": evaluation_id, "v": SCHEMA, "status": Status.FAILED.value}
        with self._database.translated():
            opened = await self._changed(failed, reopened(await self._database.after()))
        return None if opened is None else evaluation_of(opened)

    async def erase(self, evaluation_id: str) -> bool:
        """Remove the evaluation in whatever state."""
        with self._database.translated():
            return bool((await self._evaluations.delete_one({"_id": evaluation_id})).deleted_count)

    async def file_keys_in_use(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the keys that an evaluation names as its CV's."""
        asked, named = list(keys), set[str]()
        with self._database.translated():
            for start in range(0, len(asked), _KEYS_AT_ONCE):
                some = {"cv.key": {"$in": asked[start : start + _KEYS_AT_ONCE]}}
                found = await self._evaluations.find(some, {"_id": False, "cv.key": True}).to_list(None)
                named.update(row["cv"]["key"] for row in found)
        return frozenset(named)

    async def ping(self) -> Health:
        """Whether the server answers and has the indexes that we need."""
        with self._database.translated():
            version = await self._database.version()
            lacking = {
                f"{name}.{index.name}": index
                for name, wanted in INDEXES.items()
                for index in await missing(self._database.collection(name), wanted)
            }
        names = ", ".join(lacking)
        if any(index.unique for index in lacking.values()):
            raise EvaluationStoreUnavailable(f"MongoDB {version} lacks indexes ({names}): run cvscreen migrate")
        slow = f"indexes are missing ({names}), so lists are slow: run cvscreen migrate" if lacking else None
        advice = "; ".join(filter(None, (slow, self._database.driver.advice)))
        return Health(f"MongoDB {version} by {self._database.driver.name}", advice or None)

    async def migrate(self) -> str:
        """Make the indexes, and with them the collections."""
        with self._database.translated():
            for name, wanted in INDEXES.items():
                await create(self._database.collection(name), wanted)
        return f"{sum(map(len, INDEXES.values()))} indexes on {len(INDEXES)} collections"

    async def _last_alike(self, evaluation: Evaluation) -> tuple[str | None, int]:
        """Those alike are numbered, and a number is taken once: so each repeats the one before it."""
        alike = {"owner": evaluation.owner, "fingerprint": evaluation.fingerprint}
        found = await self._evaluations.find_one(alike, {"nth": True}, sort=[("nth", -1)])
        return (None, 0) if found is None else (found["_id"], found["nth"])

    async def _check_free(self, evaluation: Evaluation) -> None:
        if await self._evaluations.find_one({"_id": evaluation.id}, {"_id": True}) is not None:
            raise DuplicateEvaluation(f"there is an evaluation {evaluation.id!r} already: give this one another id")
        key = {"owner": evaluation.owner, "idempotency_key": evaluation.idempotency_key}
        if evaluation.idempotency_key is not None and await self._evaluations.find_one(key, {"_id": True}) is not None:
            raise IdempotencyKeyTaken("the owner has an evaluation with that idempotency key")

    async def _release(self, row: Document, after: After) -> Document | None:
        same = {"_id": row["_id"], "lease_token": row["lease_token"]} | _expired(after)
        return await self._changed(same, lease_lost(row["lost_leases"], after), {"$unset": _NO_LEASE})

    async def _changed(self, same: Document, written: Transition, also: Document | None = None) -> Document | None:
        changes = {"$set": encoded(written)} | (also or {})
        return await self._evaluations.find_one_and_update(same, changes, return_document=ReturnDocument.AFTER)


def _due(after: After) -> Document:
    # What a newer cvscreen wrote is left to it.
    return {"v": SCHEMA, "status": Status.PENDING.value, "due_at": {"$lte": after(NOW)}}


def _expired(after: After) -> Document:
    return {"v": SCHEMA, "status": Status.PROCESSING.value, "lease_until": {"$lte": after(NOW)}}


def _held(claim: Claim, after: After) -> Document:
    return {"_id": claim.evaluation.id, "lease_token": claim.token, "lease_until": {"$gt": after(NOW)}}
