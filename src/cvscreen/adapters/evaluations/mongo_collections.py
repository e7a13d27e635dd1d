"""What the parts of an evaluation store in MongoDB have in common: the collections, and their indexes."""

from __future__ import annotations

from cvscreen.adapters.mongo.database import MongoDatabase
from cvscreen.adapters.mongo.indexes import Index

WITH_KEY = {"idempotency_key": {"$gte": ""}}
"""Every key is at least the empty text."""

INDEXES = {
    "evaluations": (
        Index("owner", ("owner", "created_at", "_id")),
        Index("owner_status", ("owner", "status", "created_at", "_id")),
        Index("alike", ("owner", "fingerprint", "nth"), unique=True),
        Index("idempotency_key", ("owner", "idempotency_key"), unique=True, only=WITH_KEY),
        Index("key_age", ("created_at",), only=WITH_KEY),
        Index("due", ("status", "v", "due_at", "_id")),
        Index("lease", ("status", "v", "lease_until")),
        Index("file_key", ("cv.key",)),
        Index("prompt_hash", ("prompt_hash",)),
    ),
    "drafted_rubrics": (Index("prompt_hash", ("prompt_hash", "mark")),),
    "spending": (Index("owner", ("owner",)),),
    "key_reservations": (Index("owner", ("owner",)), Index("expiry", ("expires_at",), expire_seconds=0)),
}
"""By collection. An index whose meaning changes gets another name."""


class MongoCollections:
    """The collections of a database, each operation on one document, so that it is atomic."""

    def __init__(self, database: MongoDatabase) -> None:
        self._database = database
        self._evaluations = database.collection("evaluations")
        self._rubrics = database.collection("drafted_rubrics")
        self._spending = database.collection("spending")
        self._reservations = database.collection("key_reservations")
