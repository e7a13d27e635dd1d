"""What becomes of statements when connections are lost, others hold the rows, or the server is away."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from mysql_house import engine_at, kill_connections, migrated, opened, session, with_options
from own_servers import own_server
from real_servers.mysql import MySQLServer
from sqlalchemy import text

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.domain.errors import EvaluationStoreUnavailable, UserStoreUnavailable
from cvscreen.testing.leases import LONG
from cvscreen.testing.listing import START
from cvscreen.testing.samples import a_user, an_evaluation
from cvscreen.testing.tokens import a_start

pytestmark = pytest.mark.servers("mysql")

SLOW = text("SELECT SLEEP(0.5) AS slept")


@pytest.fixture(scope="module")
def own() -> Iterator[MySQLServer]:
    """A server of these tests' own, to stop and to start again."""
    with TemporaryDirectory(prefix="cvs-") as folder, own_server(MySQLServer, Path(folder)) as server:
        yield server


@pytest.fixture
async def evaluations(tables: str) -> AsyncIterator[Any]:
    async with migrated("evaluations", tables) as store:
        yield store


async def test_connections_that_were_lost_while_nobody_used_them_are_replaced(
    mysql: MySQLServer, tables: str, evaluations: Any
) -> None:
    pending = an_evaluation()
    await asyncio.gather(evaluations.add(pending), *(evaluations.due(1) for _ in range(10)))
    assert await kill_connections(mysql, tables) >= 1
    assert await evaluations.claim(pending.id, LONG) is not None


async def test_what_only_reads_is_tried_again_when_its_connection_is_lost(mysql: MySQLServer, tables: str) -> None:
    async with engine_at(tables) as engine:
        reading = asyncio.create_task(SqlDatabase(engine, UserStoreUnavailable).rows(SLOW))
        await asyncio.sleep(0.2)
        assert await kill_connections(mysql, tables) >= 1
        assert await reading == [{"slept": 0}]


async def test_a_claim_whose_fate_is_unknown_is_not_made_again(mysql: MySQLServer, tables: str) -> None:
    pending = an_evaluation()
    async with migrated("evaluations", with_options(tables, pre_ping="false", pool_size=1)) as store:
        await store.add(pending)
        await kill_connections(mysql, tables)
        with pytest.raises(EvaluationStoreUnavailable, match=r"(?i)lost|gone|closed|not connected") as caught:
            await store.claim(pending.id, LONG)
        assert caught.value.retryable
        assert await store.claim(pending.id, LONG) is not None


async def test_a_renewal_is_made_again_as_it_does_no_harm_twice(mysql: MySQLServer, tables: str) -> None:
    pending = an_evaluation()
    async with migrated("evaluations", with_options(tables, pre_ping="false", pool_size=1)) as store:
        await store.add(pending)
        claim = await store.claim(pending.id, LONG)
        await kill_connections(mysql, tables)
        assert await store.renew(claim, LONG)


async def test_who_lost_a_deadlock_tries_again(tables: str) -> None:
    async with migrated("tokens", tables) as tokens, session(tables) as other:
        for name in ("a", "b"):
            await tokens.start(a_start(id=name, user_id="ada"))
        # The server gives up the transaction that has changed less.
        many = ", ".join(f"('x', '{n}', '', NOW())" for n in range(200))
        await other.execute(f"INSERT INTO key_reservations (owner, `key`, token, until) VALUES {many}")
        await other.execute("SELECT id FROM sessions WHERE id = 'b' FOR UPDATE")
        ending = asyncio.create_task(tokens.end_all("ada"))
        await asyncio.sleep(0.3)
        await other.execute("SELECT id FROM sessions WHERE id = 'a' FOR UPDATE")
        assert not ending.done()
        await other.execute("ROLLBACK")
        assert sorted(await ending) == ["a", "b"]
        assert await tokens.of_user("ada") == ()


async def test_who_waited_for_a_lock_tries_again_within_its_time(tables: str) -> None:
    user = a_user()
    async with migrated("users", with_options(tables, statement_seconds=4)) as users, session(tables) as other:
        await users.add(user)
        await other.execute("SELECT id FROM users FOR UPDATE")
        removing = asyncio.create_task(users.remove(user.id))
        await asyncio.sleep(1.5)
        await other.execute("ROLLBACK")
        assert await removing


async def test_who_waits_for_a_lock_in_vain_is_told(tables: str) -> None:
    user = a_user()
    url = with_options(tables, statement_seconds=4)
    async with migrated("users", url) as users, session(tables) as other:
        await users.add(user)
        await other.execute("SELECT id FROM users FOR UPDATE")
        with pytest.raises(UserStoreUnavailable, match="others held the same rows"):
            await users.remove(user.id)
        await other.execute("ROLLBACK")
        assert await users.remove(user.id)


async def test_a_statement_ends_when_its_time_is_over(tables: str) -> None:
    url = with_options(tables, statement_seconds=0.3, connect_seconds=2)
    endless = text("SELECT COUNT(*) AS n FROM information_schema.columns a, information_schema.columns b, "
                   "information_schema.columns c")  # fmt: skip
    async with engine_at(url) as engine:
        with pytest.raises(UserStoreUnavailable, match="took too long"):
            await SqlDatabase(engine, UserStoreUnavailable).rows(endless)
        assert await SqlDatabase(engine, UserStoreUnavailable).rows(text("SELECT 1 AS one")) == [{"one": 1}]


async def test_no_free_connection_is_told_as_too_much_work(tables: str) -> None:
    url = with_options(tables, pool_size=1, pool_seconds=0.1)
    async with engine_at(url) as engine:
        database = SqlDatabase(engine, UserStoreUnavailable)
        outcomes = await asyncio.gather(database.rows(SLOW), database.rows(SLOW), return_exceptions=True)
    assert sum(isinstance(outcome, UserStoreUnavailable) for outcome in outcomes) == 1


async def test_a_caller_who_goes_away_leaves_the_connections_in_order(tables: str) -> None:
    async with engine_at(with_options(tables, pool_size=1)) as engine:
        database = SqlDatabase(engine, UserStoreUnavailable)
        for _ in range(3):
            going = asyncio.create_task(database.rows(SLOW))
            await asyncio.sleep(0.05)
            going.cancel()
            await asyncio.gather(going, return_exceptions=True)
            assert await database.rows(text("SELECT 1 AS one")) == [{"one": 1}]


async def test_the_pool_recovers_when_the_server_comes_back(own: MySQLServer) -> None:
    url = own.fresh()
    user = a_user()
    async with migrated("users", url) as users:
        await asyncio.gather(users.add(user), *(users.get(user.id) for _ in range(10)))
        own.stop()
        for call in (users.get(user.id), users.add(a_user()), users.ping()):
            with pytest.raises(UserStoreUnavailable) as caught:
                await call
            assert caught.value.retryable
        own.start()
        assert await asyncio.gather(*(users.get(user.id) for _ in range(10))) == [user] * 10


async def test_a_store_can_be_opened_before_its_server_is_there(own: MySQLServer) -> None:
    url = own.fresh()
    own.stop()
    async with opened("users", url) as users:
        with pytest.raises(UserStoreUnavailable):
            await users.ping()
        own.start()
        await users.migrate()
        assert (await users.ping()).detail


async def test_a_server_that_hangs_keeps_nobody_waiting_for_ever(own: MySQLServer) -> None:
    user = a_user()
    url = with_options(own.fresh(), statement_seconds=0.5, connect_seconds=0.5)
    async with migrated("users", url) as users:
        await users.add(user)
        own.send(signal.SIGSTOP)
        try:
            for _ in range(2):
                with pytest.raises(UserStoreUnavailable, match=r"in time|no answer"):
                    await users.get(user.id)
        finally:
            own.send(signal.SIGCONT)
        async with asyncio.timeout(20):
            while True:
                try:
                    assert await users.get(user.id) == user
                except UserStoreUnavailable:
                    continue
                break


async def test_a_worker_whose_clock_is_off_by_whatever_time_holds_its_lease_as_long_as_others(tables: str) -> None:
    pending = an_evaluation()
    for clock in (FixedClock(START - timedelta(days=300)), FixedClock(START + timedelta(days=3000))):
        async with migrated("evaluations", tables, clock) as off, opened("evaluations", tables) as right:
            await off.erase(pending.id)
            await off.add(pending)
            claim = await off.claim(pending.id, LONG)
            assert claim is not None
            assert await right.release_expired(10) == ()
            assert await off.release_expired(10) == ()
            assert await right.renew(claim, LONG)
