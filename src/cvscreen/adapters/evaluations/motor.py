"""Evaluations in MongoDB, by Motor."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.adapters.evaluations.mongo import MongoEvaluationStore
from cvscreen.adapters.mongo.database import shared_database
from cvscreen.adapters.mongo.motor_driver import DRIVER
from cvscreen.adapters.registry import Opening
from cvscreen.domain.errors import EvaluationStoreUnavailable

_log = logging.getLogger(__name__)


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[MongoEvaluationStore]:  # noqa: A001 - every adapter module has an open
    """The store in `mongodb+motor://…`, as `mongodb://…` has it. Logs that Motor is at its end."""
    _log.warning("%s", DRIVER.advice)
    async with shared_database(opening, DRIVER, EvaluationStoreUnavailable) as database:
        yield MongoEvaluationStore(database)
