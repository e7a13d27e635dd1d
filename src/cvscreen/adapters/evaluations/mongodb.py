"""Evaluations in MongoDB, by PyMongo's asynchronous client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.adapters.evaluations.mongo import MongoEvaluationStore
from cvscreen.adapters.mongo.database import shared_database
from cvscreen.adapters.mongo.pymongo_driver import DRIVER
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import EvaluationStoreUnavailable


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MongoEvaluationStore]:  # noqa: A001 - every adapter module has an open
    """The store in `mongodb://user:password@host:port,…/database?option=value`, without connecting."""
    async with shared_database(opening, DRIVER, EvaluationStoreUnavailable) as database:
        yield MongoEvaluationStore(database)
