"""MongoDB's indexes: made by migrating, checked by pinging, and used by whatever the store asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from mongo_stores import listened_to
from real_servers import RealServer

from cvscreen.adapters.evaluations.mongo import MongoEvaluationStore
from cvscreen.adapters.evaluations.mongo_collections import INDEXES
from cvscreen.adapters.mongo.driver import Document
from cvscreen.domain.errors import EvaluationStoreUnavailable
from cvscreen.domain.evaluations import Completed, Status
from cvscreen.domain.rubric import RubricKey
from cvscreen.ports.evaluations import PageRequest
from cvscreen.testing.leases import LONG, claimed
from cvscreen.testing.samples import a_drafted_rubric, a_key, a_report, an_evaluation

pytestmark = pytest.mark.servers("mongodb")


@pytest.fixture
def url(server: Callable[[str], RealServer]) -> str:
    return server("mongodb").fresh()


async def ask_all(store: MongoEvaluationStore) -> None:
    """Call each method of the store once."""
    claim = await claimed(store)
    await store.renew(claim, LONG)
    await store.finish(claim, Completed(a_report()))
    await store.reopen(claim.evaluation.id)
    for status in (None, Status.PENDING):
        await store.page(PageRequest(owner="ada", page=1, size=20, status=status))
        await store.summaries(PageRequest(owner="ada", page=2, size=20, status=status))
        await store.count("ada", status)
    await store.statistics()
    await store.due(10)
    await store.release_expired(10)
    await store.file_keys_in_use([a_key(), a_key()])
    reservation = await store.reserve_key("ada", "key", LONG)
    assert reservation is not None
    await store.release_key(reservation)
    await store.by_idempotency_key("ada", "key")
    await store.forget_key("ada", "key", timedelta(0))
    await store.forget_keys(timedelta(0))
    await store.forget_owner_keys("ada")
    key = RubricKey(a_key(), a_key())
    await store.keep_rubric(key, a_drafted_rubric())
    await store.rubric(key)
    await store.unused_rubrics(10)
    await store.forget_rubrics(key.prompt_hash)
    await store.add(an_evaluation(owner="ada", idempotency_key="key"))
    await store.erase(claim.evaluation.id)


async def test_whatever_is_asked_is_read_off_an_index(url: str) -> None:
    async with listened_to(url) as (store, client, sent):
        await ask_all(store)
        queries = [query | {"filter": pinned(query["filter"])} for query in sent.queries()]
        plans = [await client.get_default_database().command({"explain": query}) for query in queries]
    assert [query for query, plan in zip(queries, plans, strict=True) if not is_read_off_an_index(plan)] == []


async def test_what_is_sorted_has_an_index_in_that_order(url: str) -> None:
    async with listened_to(url) as (store, _, sent):
        await ask_all(store)
    lists = [query for query in sent.queries() if "sort" in query]
    assert len(lists) > 5
    assert [query for query in lists if not is_in_order_of_an_index(query)] == []


def is_in_order_of_an_index(query: Document) -> bool:
    """Whether an index has what must be equal first, and then the order, so that nothing is sorted."""
    equal = {name for name, wanted in query["filter"].items() if not isinstance(wanted, dict)}
    order = tuple(query["sort"])
    fields = [index.fields for index in INDEXES[query["find"]]]
    return any(set(some[: len(equal)]) == equal and some[len(equal) :][: len(order)] == order for some in fields)


def pinned(filter_: Document) -> Document:
    """The part that finds one document at most, if there is one: the rest is only asked of that.

    The stand-in for mongod leaves an index alone unless it has all that is asked for.
    """
    for unique in ({"_id"}, {"owner", "idempotency_key"}):
        if unique <= filter_.keys():
            return {name: filter_[name] for name in filter_ if name in unique}
    return filter_


def is_read_off_an_index(plan: Any) -> bool:
    """Whether the plan reads no collection from end to end."""
    stages = {stage["stage"] for stage in stages_of(plan)}
    # A real mongod has stages of their own for an _id.
    return "COLLSCAN" not in stages and bool(stages & {"IXSCAN", "IDHACK", "EXPRESS_IXSCAN", "COUNT_SCAN"})


def stages_of(plan: Any) -> list[dict[str, Any]]:
    winning = plan["queryPlanner"]["winningPlan"]
    found, left = [], [winning.get("queryPlan", winning)]
    while left:
        stage = left.pop()
        found.append(stage)
        left += [*stage.get("inputStages", []), *([stage["inputStage"]] if "inputStage" in stage else [])]
    return found


async def test_without_an_index_it_works_and_says_how_to_get_it(url: str) -> None:
    async with listened_to(url) as (store, client, _):
        await client.get_default_database()["evaluations"].drop_index("owner")
        health = await store.ping()
        assert health.advice == "indexes are missing (evaluations.owner), so lists are slow: run cvscreen migrate"
        await store.migrate()
        assert (await store.ping()).advice is None


@pytest.mark.parametrize("name", ["idempotency_key", "alike"])
async def test_without_an_index_that_keeps_a_promise_it_is_not_well(url: str, name: str) -> None:
    async with listened_to(url) as (store, client, _):
        await client.get_default_database()["evaluations"].drop_index(name)
        with pytest.raises(EvaluationStoreUnavailable, match=rf"{name}.*run cvscreen migrate"):
            await store.ping()
        await store.migrate()
        await store.ping()


async def test_a_new_database_asks_to_be_migrated(url: str) -> None:
    async with listened_to(url) as (store, client, _):
        await client.drop_database(client.get_default_database())
        with pytest.raises(EvaluationStoreUnavailable, match="run cvscreen migrate"):
            await store.ping()


async def test_an_index_of_the_same_name_that_is_another_is_replaced(url: str) -> None:
    async with listened_to(url) as (store, client, _):
        evaluations = client.get_default_database()["evaluations"]
        await evaluations.drop_index("due")
        await evaluations.create_index([("due_at", 1)], name="due")
        assert (await store.ping()).advice is not None
        await store.migrate()
        assert (await store.ping()).advice is None


async def test_indexes_of_others_stay(url: str) -> None:
    async with listened_to(url) as (store, client, _):
        evaluations = client.get_default_database()["evaluations"]
        await evaluations.create_index([("cv.filename", 1)], name="theirs")
        await store.migrate()
        assert "theirs" in await evaluations.index_information()
        assert (await store.ping()).advice is None


async def test_reservations_are_removed_by_the_server_once_they_are_over(url: str) -> None:
    async with listened_to(url) as (store, client, _):
        await store.reserve_key("ada", "key", LONG)
        reservations = client.get_default_database()["key_reservations"]
        assert (await reservations.index_information())["expiry"]["expireAfterSeconds"] == 0
        (reserved,) = await reservations.find({}).to_list(None)
        assert reserved["expires_at"].microsecond // 1000 == reserved["until"] // 1000 % 1000
