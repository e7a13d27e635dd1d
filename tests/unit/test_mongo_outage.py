"""MongoDB goes away and comes back, or lets nobody in: what is told, and what was promised."""

import asyncio
import signal
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mongo_stores import SYSTEM, opened
from own_servers import own_server
from pymongo import errors
from real_servers import RealServer
from real_servers.mongodb import MongoServer

from cvscreen.adapters.evaluations.mongo import MongoEvaluationStore
from cvscreen.adapters.mongo.errors import translated
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable, StorageError
from cvscreen.domain.evaluations import Completed
from cvscreen.testing.leases import LONG
from cvscreen.testing.samples import a_report, an_evaluation

SOON = 6
"""Seconds: less than half of a worker's lease interval; one goes into choosing a server, as long again into a retry."""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[MongoServer]:
    """A server that a test may stop."""
    with own_server(MongoServer, tmp_path) as server:
        yield server


@pytest.fixture(params=["mongodb", "mongodb+motor"])
async def store(request: pytest.FixtureRequest, own: MongoServer) -> AsyncIterator[MongoEvaluationStore]:
    async with opened(own.fresh().replace("mongodb:", f"{request.param}:")) as store:
        yield store


async def away(asked: Awaitable[Any]) -> EvaluationStoreUnavailable:
    """The error that is raised soon."""
    async with asyncio.timeout(SOON):
        with pytest.raises(EvaluationStoreUnavailable) as told:
            await asked
    return told.value


async def asked_for_ever(store: MongoEvaluationStore) -> None:
    """A signal takes a moment to arrive: the server may answer until then."""
    while True:
        await store.get("any")


async def test_what_was_promised_outlives_the_server(own: MongoServer, store: MongoEvaluationStore) -> None:
    evaluation = await store.add(an_evaluation(owner="ada"))
    claim = await store.claim(evaluation.id, LONG)
    assert claim is not None
    own.stop(signal.SIGKILL)
    error = await away(store.get(evaluation.id))
    assert error.retryable
    assert f"127.0.0.1:{own.port}" in error.detail
    for asked in (store.add(an_evaluation()), store.ping(), store.renew(claim, LONG)):
        await away(asked)
    own.start()
    assert (await store.ping()).detail
    assert await store.get(evaluation.id) == claim.evaluation
    assert await store.finish(claim, Completed(a_report()))
    assert (await store.add(an_evaluation())).repeats is None


async def test_those_who_are_cancelled_while_the_server_is_away_leave_nothing_behind(
    own: MongoServer, store: MongoEvaluationStore
) -> None:
    await store.ping()
    own.stop(signal.SIGKILL)
    asked = [asyncio.create_task(store.get(str(number))) for number in range(400)]
    # The driver looks again now and then: somebody is to go in the very moment.
    for task in asked:
        await asyncio.sleep(0.002)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
    assert not (await asyncio.wait(asked, timeout=20))[1]
    own.start()
    async with asyncio.timeout(20):
        await store.ping()
        assert await store.get("any") is None


async def test_a_server_that_hangs_holds_nobody_up_for_ever(own: MongoServer) -> None:
    async with opened(f"{own.fresh()}&socketTimeoutMS=500&retryReads=false") as store:
        own.send(signal.SIGSTOP)
        try:
            assert "does not answer in time" in (await away(asked_for_ever(store))).detail
        finally:
            own.send(signal.SIGCONT)
        assert await store.get("any") is None


async def test_a_store_opens_while_its_server_is_away(own: MongoServer) -> None:
    own.stop()
    async with open_adapter("evaluations", Opening(url=AdapterURL(own.fresh()), clock=SYSTEM)) as store:
        await away(store.ping())
        own.start()
        await store.migrate()
        assert (await store.ping()).advice is None


@pytest.mark.servers("mongodb")
@pytest.mark.parametrize("scheme", ["mongodb", "mongodb+motor"])
async def test_a_wrong_password_is_told_and_never_shown(server: Callable[[str], RealServer], scheme: str) -> None:
    url = server("mongodb").fresh().replace("mongodb://", f"{scheme}://ada:hunter2@")
    async with open_adapter("evaluations", Opening(url=AdapterURL(url), clock=SYSTEM)) as store:
        error = await away(store.get("any"))
    assert "see to those in the URL" in error.detail
    assert "hunter2" not in "".join(traceback.format_exception(error))


QUOTING = "hunter2 says"


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (errors.OperationFailure(QUOTING, 13), "readWrite"),
        (errors.OperationFailure(QUOTING, 8000), "password"),
        (errors.OperationFailure(QUOTING, 96), "error 96"),
        (errors.OperationFailure(QUOTING), "its log says why"),
        (errors.NotPrimaryError(QUOTING), "another primary"),
        (errors.NetworkTimeout(QUOTING), "in time"),
        (errors.WaitQueueTimeoutError(QUOTING), "maxPoolSize"),
        (errors.ServerSelectionTimeoutError(QUOTING), "cannot be reached"),
        (errors.ExecutionTimeout(QUOTING), "too long"),
        (errors.WTimeoutError(QUOTING), "does not confirm"),
        (errors.ConfigurationError(QUOTING), "ConfigurationError"),
        (errors.DuplicateKeyError(QUOTING, 11000), "error 11000"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_the_driver_raises_is_told_in_our_words(raised: errors.PyMongoError, told: str) -> None:
    with (
        pytest.raises(EvaluationStoreUnavailable, match=told) as error,
        translated(EvaluationStoreUnavailable, "db:27017"),
    ):
        raise raised
    assert "MongoDB at db:27017" in error.value.detail
    assert QUOTING not in "".join(traceback.format_exception(error.value))


def test_a_document_that_is_too_large_is_refused_for_good() -> None:
    with pytest.raises(StorageError, match="16 MB") as error, translated(EvaluationStoreUnavailable, "db:27017"):
        raise errors.DocumentTooLarge(QUOTING)
    assert not error.value.retryable
    assert QUOTING not in "".join(traceback.format_exception(error.value))
