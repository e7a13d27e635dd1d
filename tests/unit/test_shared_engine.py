"""Stores in one SQLite file share one engine, if they are opened together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, SharedClients, open_adapter
from cvscreen.adapters.sql import engine as engines
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting, StorageError, TokenStoreUnavailable, UserStoreUnavailable
from cvscreen.testing.samples import a_user, an_evaluation
from cvscreen.testing.tokens import a_start

STORES = ("evaluations", "users", "tokens")


class Engines:
    """Which engines were opened and which of them closed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[str] = []
        self.closed: list[str] = []
        self._open = engines.open_sqlite
        monkeypatch.setattr(engines, "open_sqlite", self._watched)

    @asynccontextmanager
    async def _watched(self, url: AdapterURL) -> AsyncIterator[Any]:
        async with self._open(url) as engine:
            self.opened.append(url.text)
            yield engine
        self.closed.append(url.text)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Engines:
    return Engines(monkeypatch)


def opening(url: str, clients: SharedClients | None = None) -> Opening:
    return Opening(url=AdapterURL(url), clock=SystemClock(), clients=clients)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/a.db"


async def test_stores_with_equal_urls_share_one_engine(watched: Engines, url: str) -> None:
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        for port in STORES:
            await stack.enter_async_context(open_adapter(port, opening(url, clients)))
        assert watched.opened == [url]
    assert watched.closed == [url]


async def test_stores_that_are_opened_at_once_share_one_engine_too(watched: Engines, url: str) -> None:
    async with AsyncExitStack() as stack, AsyncExitStack() as stores:
        clients = SharedClients(stack)
        opened = [open_adapter(port, opening(url, clients)) for port in STORES * 3]
        await asyncio.gather(*(stores.enter_async_context(store) for store in opened))
        assert watched.opened == [url]
    assert watched.closed == [url]


async def test_two_spellings_of_a_path_share_one_engine(
    watched: Engines, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        for spelling in (url, "sqlite:///a.db", "SQLITE:///a.db"):
            await stack.enter_async_context(open_adapter("users", opening(spelling, clients)))
        assert len(watched.opened) == 1


async def test_other_files_have_other_engines(watched: Engines, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        urls = [f"sqlite:///{tmp_path}/{port}.db" for port in STORES]
        for port, url in zip(STORES, urls, strict=True):
            await stack.enter_async_context(open_adapter(port, opening(url, clients)))
        assert watched.opened == urls
    assert sorted(watched.closed) == sorted(urls)


async def test_without_clients_each_store_opens_and_closes_its_own(watched: Engines, url: str) -> None:
    async with open_adapter("users", opening(url)) as users:
        async with open_adapter("tokens", opening(url)):
            assert watched.opened == [url, url]
        assert watched.closed == [url]
        await users.add(a_user())
    assert watched.closed == [url, url]


async def test_the_engine_outlives_the_stores_that_share_it(watched: Engines, url: str) -> None:
    user = a_user()
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        async with open_adapter("users", opening(url, clients)) as users:
            async with open_adapter("tokens", opening(url, clients)):
                pass
            await users.add(user)
        assert watched.closed == []
        async with open_adapter("users", opening(url, clients)) as users:
            assert await users.get(user.id) == user
        assert watched.opened == [url]


async def test_stores_in_one_file_keep_out_of_each_others_way(url: str) -> None:
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        evaluations, users, tokens = [
            await stack.enter_async_context(open_adapter(port, opening(url, clients))) for port in STORES
        ]
        for _ in range(10):
            user, evaluation = a_user(), an_evaluation()
            session, _, _ = await asyncio.gather(
                tokens.start(a_start(user_id=user.id)), users.add(user), evaluations.add(evaluation)
            )
            assert await tokens.of_user(user.id) == (session,)
            assert await users.get(user.id) == user
            assert await evaluations.get(evaluation.id) == evaluation


@pytest.mark.parametrize(("port", "error"), [("users", UserStoreUnavailable), ("tokens", TokenStoreUnavailable)])
async def test_what_cannot_be_opened_is_the_ports_own_error(
    tmp_path: Path, port: str, error: type[StorageError]
) -> None:
    (tmp_path / "a.db").write_bytes(b"dear diary " * 1000)
    async with AsyncExitStack() as stack:
        shared = opening(f"sqlite:///{tmp_path}/a.db", SharedClients(stack))
        for asked in (shared, opening(f"sqlite:///{tmp_path}/a.db"), shared):
            with pytest.raises(error, match="not a database"):
                await open_adapter(port, asked).__aenter__()


async def test_an_engine_that_could_not_be_opened_is_opened_by_whoever_asks_next(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        shared = opening(f"sqlite:///{tmp_path}/a.db", SharedClients(stack))
        (tmp_path / "a.db").write_bytes(b"dear diary " * 1000)
        with pytest.raises(UserStoreUnavailable):
            await open_adapter("users", shared).__aenter__()
        (tmp_path / "a.db").unlink()
        async with open_adapter("users", shared) as users:
            await users.add(a_user())


@pytest.mark.parametrize("port", ["users", "tokens"])
async def test_a_url_without_a_file_is_a_settings_error(port: str) -> None:
    with pytest.raises(InvalidSetting, match=r"sqlite:///relative\.db"):
        await open_adapter(port, opening("sqlite:")).__aenter__()


async def test_a_statement_that_fails_is_the_ports_own_error_and_tells_no_values(url: str) -> None:
    async with open_adapter("users", opening(url)) as users, open_adapter("tokens", opening(url)) as tokens:
        async with engines.open_sqlite(AdapterURL(url)) as engine, engine.connect() as connection:
            for table in ("users", "sessions"):
                await connection.exec_driver_sql(f"DROP TABLE {table}")
        user, start = a_user(), a_start()
        with pytest.raises(UserStoreUnavailable) as of_users:
            await users.add(user)
        with pytest.raises(TokenStoreUnavailable) as of_tokens:
            await tokens.start(start)
        for caught, secret in ((of_users, user.email), (of_users, user.password_hash), (of_tokens, start.token_id)):
            assert secret not in f"{caught.value!r} {caught.value.__cause__!r}"
