"""What the MongoDB store promises besides the contract: its clock, its documents, and many at once."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from mongo_stores import listened_to, opened
from real_servers import RealServer

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.mongo import MongoEvaluationStore
from cvscreen.adapters.registry import Opening, SharedClients, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import StorageError
from cvscreen.domain.evaluations import Completed, Status
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.ports.evaluations import PageRequest
from cvscreen.testing.leases import LONG, LONGER_THAN_SHORT, SHORT, claimed
from cvscreen.testing.listing import added, page
from cvscreen.testing.samples import a_report, an_evaluation

pytestmark = pytest.mark.servers("mongodb")
FIVE_MINUTES = timedelta(minutes=5)


@pytest.fixture
def url(server: Callable[[str], RealServer]) -> str:
    return server("mongodb").fresh()


@pytest.fixture
async def store(url: str) -> AsyncIterator[MongoEvaluationStore]:
    async with opened(url) as store:
        yield store


def by_motor(url: str) -> str:
    return url.replace("mongodb:", "mongodb+motor:")


@pytest.mark.parametrize("off", [FIVE_MINUTES, -FIVE_MINUTES], ids=["fast", "slow"])
async def test_a_worker_whose_clock_is_wrong_does_no_harm(url: str, off: timedelta) -> None:
    async with opened(url) as right, opened(url, FixedClock(datetime.now(UTC) + off)) as wrong:
        held, others = await claimed(right), await claimed(wrong)
        later = an_evaluation(due_at=datetime.now(UTC) + timedelta(minutes=2))
        await right.add(later)
        assert await wrong.release_expired(10) == await right.release_expired(10) == ()
        assert await wrong.claim(later.id, LONG) is None
        assert await wrong.due(10) == ()
        assert await wrong.renew(others, LONG)
        assert await right.finish(others, Completed(a_report()))
        assert await wrong.finish(held, Completed(a_report()))
        done = await right.get(held.evaluation.id)
        assert done is not None
        assert done.completed_at is not None
        assert abs(done.completed_at - datetime.now(UTC)) < timedelta(minutes=1)


async def test_a_wrong_clock_keeps_no_key_longer(url: str) -> None:
    async with opened(url) as right, opened(url, FixedClock(datetime.now(UTC) + FIVE_MINUTES)) as wrong:
        assert await wrong.reserve_key("ada", "key", SHORT) is not None
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert await right.reserve_key("ada", "key", LONG) is not None
        assert await wrong.reserve_key("ada", "key", LONG) is None


async def test_both_drivers_keep_the_same(url: str) -> None:
    async with opened(url) as pymongo, opened(by_motor(url)) as motor:
        await pymongo.add(evaluation := an_evaluation())
        claim = await motor.claim(evaluation.id, LONG)
        assert claim is not None
        assert await pymongo.finish(claim, Completed(a_report()))
        assert await motor.get(evaluation.id) == await pymongo.get(evaluation.id)


async def test_motor_tells_that_it_is_at_its_end(url: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        async with opened(by_motor(url)) as motor:
            health = await motor.ping()
    assert [record.getMessage() for record in caplog.records] == [health.advice]
    assert health.advice is not None
    assert "use mongodb://" in health.advice
    assert "Motor" in health.detail


async def test_pymongo_gives_no_advice(store: MongoEvaluationStore) -> None:
    health = await store.ping()
    assert health.advice is None
    assert health.detail.startswith("MongoDB ")


@pytest.mark.parametrize("scheme", ["mongodb", "mongodb+motor"])
async def test_eight_workers_share_the_work(url: str, scheme: str) -> None:
    async with AsyncExitStack() as stack:
        named = url.replace("mongodb:", f"{scheme}:")
        workers = [await stack.enter_async_context(opened(named)) for _ in range(8)]
        evaluations = await added(workers[0], 20)

        async def work(worker: MongoEvaluationStore) -> list[str]:
            claims = [await worker.claim(evaluation.id, LONG) for evaluation in evaluations]
            mine = [claim for claim in claims if claim is not None]
            assert all([await worker.finish(claim, Completed(a_report())) for claim in mine])
            return [claim.evaluation.id for claim in mine]

        done = [id_ for ids in await asyncio.gather(*map(work, workers)) for id_ in ids]
        assert sorted(done) == sorted(evaluation.id for evaluation in evaluations)
        assert (await workers[0].statistics())[Status.COMPLETED] == 20


async def test_two_sweepers_at_once_share_what_lost_workers_held(url: str) -> None:
    async with opened(url) as one, opened(url) as other:
        held = {(await claimed(one, SHORT)).evaluation.id for _ in range(10)}
        await asyncio.sleep(LONGER_THAN_SHORT)
        released = await asyncio.gather(one.release_expired(10), other.release_expired(10))
        lost = [evaluation for some in released for evaluation in some]
        assert sorted(evaluation.id for evaluation in lost) == sorted(held)
        assert {evaluation.lost_leases for evaluation in lost} == {1}


async def test_what_a_newer_version_wrote_is_told_and_left_alone(url: str) -> None:
    async with listened_to(url) as (store, client, _):
        evaluations = client.get_default_database()["evaluations"]
        newer, held = an_evaluation(owner="ada"), await claimed(store, SHORT)
        await store.add(newer)
        await evaluations.update_many({}, {"$set": {"v": 2}})
        before = await evaluations.find({}).to_list(None)
        for reading in (
            store.get(newer.id),
            page(store, "ada"),
            store.summaries(PageRequest(owner="ada", page=1, size=9)),
        ):
            with pytest.raises(StorageError, match="version 2, newer than 1: install the newer cvscreen") as told:
                await reading
            assert not told.value.retryable
        await asyncio.sleep(LONGER_THAN_SHORT)
        assert await store.claim(newer.id, LONG) is None
        assert await store.due(10) == ()
        assert await store.release_expired(10) == ()
        assert not await store.finish(held, Completed(a_report()))
        assert await evaluations.find({}).to_list(None) == before


@pytest.mark.parametrize("change", [{"$unset": {"v": ""}}, {"$set": {"v": 0}}, {"$set": {"cv.size": "secret"}}])
async def test_a_document_that_is_not_ours_is_told_without_quoting_it(url: str, change: dict[str, Any]) -> None:
    async with listened_to(url) as (store, client, _):
        evaluation = await store.add(an_evaluation())
        await client.get_default_database()["evaluations"].update_one({}, change)
        with pytest.raises(StorageError, match="see who else writes to the database") as told:
            await store.get(evaluation.id)
        assert "secret" not in str(told.value)


async def test_every_document_names_its_version(url: str) -> None:
    async with listened_to(url) as (store, client, _):
        await store.add(an_evaluation())
        await store.reserve_key("ada", "key", LONG)
        (evaluation,) = await client.get_default_database()["evaluations"].find({}).to_list(None)
        (reservation,) = await client.get_default_database()["key_reservations"].find({}).to_list(None)
        assert (evaluation["v"], reservation["v"]) == (1, 1)


async def test_what_is_erased_is_nowhere(url: str) -> None:
    async with listened_to(url) as (store, client, _):
        evaluation = await store.add(an_evaluation(owner="Grace Hopper", prompt="COBOL", rubric=None))
        claim = await store.claim(evaluation.id, LONG)
        assert claim is not None
        await store.finish(claim, Completed(a_report()))
        await store.erase(evaluation.id)
        database = client.get_default_database()
        assert [await database[name].find_one({}) for name in await database.list_collection_names()] == [None] * 4


async def test_a_list_reads_neither_prompts_nor_whole_reports(url: str) -> None:
    async with listened_to(url) as (store, client, sent):
        await store.add(an_evaluation(owner="ada", status=Status.COMPLETED, report=a_report()))
        await store.summaries(PageRequest(owner="ada", page=1, size=20))
        command = sent.commands[-1]
        (read,) = await client.get_default_database()["evaluations"].find({}, command["projection"]).to_list(None)
    assert not read.keys() & {"prompt", "rubric", "owner"}
    assert set(read["report"]) == {"score", "score_high", "flags", "cv", "usage"}


@pytest.mark.parametrize(
    "changes",
    [{"prompt": "\ud800"}, {"rubric": Rubric((Criterion(id="1", text="Python", weight=10**30),))}],
    ids=["no Unicode", "more than 64 bits"],
)
async def test_what_mongodb_cannot_keep_is_refused_for_good(
    store: MongoEvaluationStore, changes: dict[str, Any]
) -> None:
    evaluation = an_evaluation(rubric=None) if "prompt" in changes else an_evaluation()
    with pytest.raises(StorageError, match="cannot keep") as told:
        await store.add(an_evaluation(id=evaluation.id, owner="ada", **changes))
    assert not told.value.retryable
    assert await store.get(evaluation.id) is None


@pytest.mark.parametrize("owner", ["", "a\x00b", "$where", "a.b", "{}", "Zoë 🧑🏽‍💻", "x" * 5_000])
async def test_an_owner_is_any_text(store: MongoEvaluationStore, owner: str) -> None:
    evaluation = await store.add(an_evaluation(owner=owner, idempotency_key="key"))
    assert await page(store, owner) == (evaluation,)
    assert await store.by_idempotency_key(owner, "key") == evaluation
    assert await store.reserve_key(owner, "key", LONG) is not None
    assert await store.reserve_key(owner, "key", LONG) is None


async def test_equal_urls_share_one_client(url: str) -> None:
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        opening = Opening(url=AdapterURL(url), clock=SystemClock(), clients=clients)
        one, other = [await stack.enter_async_context(open_adapter("evaluations", opening)) for _ in range(2)]
        assert one._database._server is other._database._server
        await one.migrate()
        evaluation = await one.add(an_evaluation())
        assert await other.get(evaluation.id) == evaluation
