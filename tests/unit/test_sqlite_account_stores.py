"""What the SQLite stores of users and sessions promise besides the contract: file, clock, several stores at once."""

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import (
    StorageError,
    TokenStoreUnavailable,
    UserStoreUnavailable,
)
from cvscreen.ports.clocks import Clock
from cvscreen.ports.tokens import Rotated
from cvscreen.testing.samples import a_user
from cvscreen.testing.tokens import a_rotation, a_start

SYSTEM = SystemClock()
STORES: dict[str, type[StorageError]] = {"users": UserStoreUnavailable, "tokens": TokenStoreUnavailable}
HOUR = timedelta(hours=1)


@asynccontextmanager
async def opened(port: str, path: Path, clock: Clock = SYSTEM) -> AsyncIterator[Any]:
    opening = Opening(url=AdapterURL(f"sqlite:///{path}"), clock=clock)
    async with open_adapter(port, opening) as store:
        yield store


async def kept(port: str, store: Any) -> str:
    """The id of something that the store was given."""
    if port == "users":
        user = a_user()
        await store.add(user)
        return user.id
    return str((await store.start(a_start())).id)


@pytest.mark.parametrize("port", STORES)
async def test_what_is_stored_is_there_after_opening_again(tmp_path: Path, port: str) -> None:
    async with opened(port, tmp_path / "a.db") as store:
        stored = await kept(port, store)
    async with opened(port, tmp_path / "a.db") as store:
        assert (await store.get(stored)).id == stored
    assert stat.S_IMODE((tmp_path / "a.db").stat().st_mode) == 0o600


async def test_sessions_go_by_the_clock_they_are_given(tmp_path: Path) -> None:
    clock = FixedClock()
    async with opened("tokens", tmp_path / "a.db", clock) as store:
        session = await store.start(a_start(lifetime=HOUR))
        assert (session.created_at, session.expires_at) == (clock.now(), clock.now() + HOUR)
        clock.advance(HOUR - timedelta(microseconds=1))
        assert await store.get(session.id) is not None
        assert await store.forget_expired(10) == 0
        clock.advance(timedelta(microseconds=1))
        assert await store.get(session.id) is None
        assert await store.rotate(a_rotation(session)) is Rotated.UNKNOWN
        assert await store.forget_expired(10) == 1
        assert not await store.end(session.id)


async def test_the_longest_expired_are_forgotten_first(tmp_path: Path) -> None:
    clock = FixedClock()
    async with opened("tokens", tmp_path / "a.db", clock) as store:
        for minutes in (2, 1, 3):
            await store.start(a_start(id=str(minutes), lifetime=timedelta(minutes=minutes)))
        clock.advance(HOUR)
        assert [await store.forget_expired(2), await store.end("1"), await store.end("2")] == [2, False, False]
        assert await store.forget_expired(10) == 1


async def test_a_token_is_used_once_over_several_stores(tmp_path: Path) -> None:
    async with opened("tokens", tmp_path / "a.db") as one, opened("tokens", tmp_path / "a.db") as two:
        session = await one.start(a_start())
        outcomes = await asyncio.gather(*(store.rotate(a_rotation(session)) for store in (one, two) * 10))
    assert outcomes.count(Rotated.DONE) == 1
    assert outcomes.count(Rotated.REUSED) == 19


@pytest.mark.parametrize(("port", "unavailable"), STORES.items())
async def test_a_ping_finds_tables_of_another_version(
    tmp_path: Path, port: str, unavailable: type[StorageError]
) -> None:
    async with opened(port, tmp_path / "a.db") as store:
        _execute(tmp_path / "a.db", "UPDATE alembic_version SET version_num = '0000'")
        with pytest.raises(unavailable, match="cvscreen migrate"):
            await store.ping()


async def test_who_is_removed_is_not_in_the_file_either(tmp_path: Path) -> None:
    user = a_user(first_name="Rumpelstiltskin" * 20)
    async with opened("users", tmp_path / "a.db") as store:
        await store.add(user)
    assert b"Rumpelstiltskin" in (tmp_path / "a.db").read_bytes()
    async with opened("users", tmp_path / "a.db") as store:
        await store.remove(user.id)
    assert b"Rumpelstiltskin" not in (tmp_path / "a.db").read_bytes()


def _execute(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()
