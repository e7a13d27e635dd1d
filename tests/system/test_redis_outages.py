"""Redis stops, hangs and comes back, empty or with what it had: its adapters go on, and tell nothing old."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from own_redis import Away, frozen, opened, own_redis, stopped, told, well
from real_servers.redis import RedisServer

from cvscreen.adapters.registry import SharedClients
from cvscreen.domain.errors import CacheUnavailable, LimiterUnavailable, ProgressUnavailable
from cvscreen.domain.limits import Rate
from cvscreen.ports.caches import CacheKey
from cvscreen.testing.samples import a_change

HOUR = Rate(5, timedelta(hours=1))
LONG = timedelta(minutes=5)
KEY = CacheKey("group", "name")

HITS = """
import asyncio, sys
from datetime import timedelta
from own_redis import opened
from cvscreen.domain.limits import Rate

async def main():
    async with opened("limits", sys.argv[1]) as limiter:
        said = [await limiter.hit("key", Rate(100, timedelta(hours=1))) for _ in range(60)]
        print(sum(one.allowed for one in said))

asyncio.run(main())
"""


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    with own_redis(tmp_path) as server:
        yield server


def test_several_processes_together_get_no_more_than_the_rate(redis: RedisServer) -> None:
    support = str(Path(__file__).parents[1] / "support")
    code = f"import sys; sys.path.insert(0, {support!r})\n{HITS}"
    started = [
        subprocess.Popen([sys.executable, "-c", code, f"{redis.url}?seconds=30"], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    allowed = [int(process.communicate(timeout=60)[0]) for process in started]
    assert sum(allowed) == 100


@pytest.mark.parametrize("away", [stopped, frozen])
async def test_limits_are_counted_in_the_process_while_redis_is_away(
    away: Away, redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened("limits", redis.url) as limiter:
        assert (await limiter.hit("key", HOUR)).allowed
        with away(redis):
            async with asyncio.timeout(30):  # 100 calls that waited for Redis would take longer
                said = [(await limiter.hit("key", HOUR)).allowed for _ in range(100)]
            assert said == [True] * 5 + [False] * 95
            with pytest.raises(LimiterUnavailable):
                await limiter.ping()
        await well(limiter.ping)
        assert (await limiter.hit("key", Rate(1, timedelta(days=1)))).allowed
    warned = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len([text for text in warned if "limits are counted by each process alone" in text]) == 1
    assert len([text for text in warned if text.endswith("is back")]) == 1


async def test_a_server_that_lost_its_scripts_gets_them_again(redis: RedisServer) -> None:
    async with opened("limits", redis.url) as limiter:
        for _ in range(2):
            assert (await limiter.hit("key", HOUR)).allowed
            told(redis, "SCRIPT", "FLUSH")
        assert (await limiter.hit("key", HOUR)).remaining == 2


async def test_a_server_that_was_started_anew_counts_from_the_beginning(redis: RedisServer) -> None:
    async with opened("limits", redis.url) as limiter:
        await limiter.hit("key", HOUR)
        with stopped(redis):
            pass
        await well(limiter.ping)
        assert (await limiter.hit("other", HOUR)).remaining == 4


@pytest.mark.parametrize("away", [stopped, frozen])
async def test_progress_is_told_again_after_an_outage(away: Away, redis: RedisServer) -> None:
    change = a_change()
    async with (
        opened("progress", redis.url) as one,
        opened("progress", redis.url) as two,
        one.subscribe(change.evaluation_id) as changes,
    ):
        with away(redis):
            async with asyncio.timeout(30):
                for _ in range(100):
                    await two.publish(change)
                for _ in range(100):
                    async with one.subscribe("another"):
                        pass
            with pytest.raises(ProgressUnavailable):
                await two.ping()
        await well(two.ping)
        newest = a_change(evaluation_id=change.evaluation_id, attempts=99)
        async with asyncio.timeout(30):
            while not await _got(changes, newest):
                await two.publish(newest)


async def test_a_bus_notices_that_its_connection_is_dead(redis: RedisServer) -> None:
    change = a_change()
    async with opened("progress", redis.url) as bus, bus.subscribe(change.evaluation_id) as changes:
        told(redis, "CLIENT", "KILL", "TYPE", "pubsub")
        async with asyncio.timeout(30):
            while not await _got(changes, change):
                await bus.publish(change)


async def test_all_subscribers_of_a_process_share_one_connection(redis: RedisServer) -> None:
    async with opened("progress", redis.url) as bus, AsyncExitStack() as stack:
        for n in range(50):
            await stack.enter_async_context(bus.subscribe(str(n)))
        assert told(redis, "CLIENT", "LIST", "TYPE", "pubsub").count("addr=") == len("al")  # addr= and laddr=


async def test_adapters_of_equal_urls_share_a_client(redis: RedisServer) -> None:
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        for port in ("limits", "caches", "progress"):
            await (await stack.enter_async_context(opened(port, redis.url, clients))).ping()
        assert told(redis, "CLIENT", "LIST", "TYPE", "normal").count("laddr=") == 2  # theirs, and the one that asks


async def test_a_password_is_shown_to_nobody(redis: RedisServer, caplog: pytest.LogCaptureFixture) -> None:
    told(redis, "CONFIG", "SET", "requirepass", "right")
    async with opened("caches", redis.url.replace("//", "//:hunter2@")) as cache:
        with pytest.raises(CacheUnavailable, match="user and password") as refused:
            await cache.get(KEY)
    assert "hunter2" not in str(refused.value) + caplog.text
    async with opened("caches", redis.url.replace("//", "//:right@")) as cache:
        assert (await cache.ping()).detail


async def test_a_right_that_is_missing_is_named_and_takes_nothing_else_down(redis: RedisServer) -> None:
    told(redis, "ACL", "SETUSER", "cv", "on", ">pass", "~cvscreen:*", "resetchannels", "+@all")
    async with AsyncExitStack() as stack:
        clients, url = SharedClients(stack), redis.url.replace("//", "//cv:pass@")
        limiter = await stack.enter_async_context(opened("limits", url, clients))
        bus = await stack.enter_async_context(opened("progress", url, clients))
        with pytest.raises(ProgressUnavailable, match="allow it"):
            await bus.ping()
        assert (await limiter.ping()).detail


async def test_the_rights_that_the_documentation_names_are_enough(redis: RedisServer) -> None:
    named = (Path(__file__).parents[2] / "docs" / "http.md").read_text(encoding="utf-8")
    (rights,) = [line for line in named.splitlines() if "ACL SETUSER cvscreen" in line]
    words = rights.partition("SETUSER cvscreen ")[2].partition("`")[0].replace(">…", ">pass").split()
    told(redis, "ACL", "SETUSER", "cvscreen", *words)
    url, change = redis.url.replace("//", "//cvscreen:pass@"), a_change()
    async with opened("limits", url) as limiter, opened("caches", url) as cache, opened("progress", url) as bus:
        await limiter.ping()
        await cache.set(KEY, b"value", LONG)
        assert await cache.get(KEY) == b"value"
        await cache.clear(KEY.group)
        async with bus.subscribe(change.evaluation_id) as changes, asyncio.timeout(30):
            while not await _got(changes, change):
                await bus.publish(change)


async def test_a_redis_that_is_full_counts_as_away(redis: RedisServer) -> None:
    async with opened("limits", redis.url) as limiter:
        await limiter.hit("key", HOUR)
        told(redis, "CONFIG", "SET", "maxmemory", "1")
        with pytest.raises(LimiterUnavailable, match="full"):
            await limiter._hit("key", HOUR)
        assert (await limiter.hit("key", HOUR)).allowed
        told(redis, "CONFIG", "SET", "maxmemory", "0")
        await well(limiter.ping)


async def _got(changes: object, wanted: object) -> bool:
    """Whether that one comes within a while."""
    try:
        async with asyncio.timeout(0.2):
            while await anext(changes) != wanted:  # type: ignore[call-overload]
                pass
    except TimeoutError:
        return False
    return True
