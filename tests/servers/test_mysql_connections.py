"""How MySQL is reached: users, passwords, TLS, and what is set for each session."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from mysql_house import engine_at, kill_connections, migrated, opened, session, with_options
from own_servers import own_server
from real_servers.mysql import MySQLServer
from real_servers.mysql_tls import TLSMySQLServer, make_certificates
from sqlalchemy import text

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, SharedClients, open_adapter
from cvscreen.adapters.sql.database import SqlDatabase
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting, UserStoreUnavailable
from cvscreen.testing.samples import a_user

pytestmark = pytest.mark.servers("mysql")

PASSWORD = "p@ss:wörd/?#%🧑 "


@pytest.fixture(scope="module")
def encrypting() -> Iterator[TLSMySQLServer]:
    with TemporaryDirectory(prefix="cvs-") as folder, own_server(TLSMySQLServer, Path(folder)) as server:
        yield server


async def works(url: str) -> str:
    """Whether an account can be kept there; what the store says of itself."""
    user = a_user()
    async with migrated("users", url) as users:
        await users.add(user)
        assert await users.get(user.id) == user
        detail: str = (await users.ping()).detail
        return detail


@pytest.mark.parametrize("password", ["plain", PASSWORD], ids=["plain", "awkward"])
async def test_a_user_who_never_logged_in_is_let_in_without_tls(mysql: MySQLServer, password: str) -> None:
    assert "TLS" not in await works(mysql.fresh_user(password))


@pytest.mark.parametrize("password", ["plain", PASSWORD], ids=["plain", "awkward"])
async def test_a_user_who_never_logged_in_is_let_in_over_tls(encrypting: TLSMySQLServer, password: str) -> None:
    assert "over TLS" in await works(with_options(encrypting.fresh_user(password), tls="required"))


async def test_a_server_whose_certificate_is_believed_is_spoken_to(encrypting: TLSMySQLServer) -> None:
    assert "over TLS" in await works(with_options(encrypting.fresh(), tls="verify", ca=encrypting.ca))


async def test_a_server_whose_certificate_is_not_believed_hears_no_password(
    encrypting: TLSMySQLServer, tmp_path: Path
) -> None:
    make_certificates(tmp_path)
    for options in ({"tls": "verify"}, {"tls": "verify", "ca": tmp_path / "ca.pem"}):
        async with opened("users", with_options(encrypting.fresh(), **options)) as users:
            with pytest.raises(UserStoreUnavailable, match=r"(?i)certificate"):
                await users.ping()


async def test_a_certificate_for_another_name_is_not_believed(encrypting: TLSMySQLServer) -> None:
    url = encrypting.fresh().replace("127.0.0.1", "localhost")
    async with opened("users", with_options(url, tls="verify", ca=encrypting.ca)) as users:
        with pytest.raises(UserStoreUnavailable, match=r"(?i)certificate"):
            await users.ping()


async def test_nothing_is_sent_in_clear_to_a_server_without_tls_if_tls_is_required(url: str) -> None:
    async with session(url) as other:
        await other.execute("SELECT VERSION()")
        ((version,),) = await other.fetchall()
    if "MariaDB" not in version:
        pytest.skip("MySQL makes itself a certificate")
    async with opened("users", with_options(url, tls="required")) as users:
        with pytest.raises(UserStoreUnavailable, match="SSL"):
            await users.ping()


async def test_sessions_are_strict_in_utc_and_commit_each_statement(tables: str) -> None:
    async with engine_at(tables) as engine:
        names = "time_zone", "sql_mode", "autocommit", "character_set_client", "innodb_lock_wait_timeout"
        (row,) = await SqlDatabase(engine, UserStoreUnavailable).rows(
            text(f"SELECT {', '.join(f'@@SESSION.{name} AS {name}' for name in names)}")
        )
    assert row["time_zone"] == "+00:00"
    assert "STRICT_TRANS_TABLES" in row["sql_mode"]
    assert (row["autocommit"], row["character_set_client"], row["innodb_lock_wait_timeout"]) == (1, "utf8mb4", 8)


async def test_a_row_that_is_written_as_it_was_counts_as_found(tables: str) -> None:
    user = a_user()
    async with engine_at(tables) as engine, opened("users", tables) as users:
        await users.add(user)
        same = text("UPDATE users SET first_name = first_name")
        assert await SqlDatabase(engine, UserStoreUnavailable).changed(same) == 1


async def test_statements_at_once_share_the_connections_that_the_url_allows(mysql: MySQLServer, tables: str) -> None:
    query = text("SELECT CONNECTION_ID() AS number, SLEEP(0.02)")
    async with engine_at(with_options(tables, pool_size=2, max_overflow=1)) as engine:
        database = SqlDatabase(engine, UserStoreUnavailable)
        found = await asyncio.gather(*(database.rows(query) for _ in range(20)))
    assert len({row["number"] for rows in found for row in rows}) >= 2
    assert engine.pool.status().count("Pool size: 2") == 1


async def test_stores_of_equal_urls_share_one_pool(mysql: MySQLServer, tables: str) -> None:
    url = AdapterURL(with_options(tables, pool_size=1))
    async with AsyncExitStack() as stack:
        clients = SharedClients(stack)
        for port in ("users", "tokens", "evaluations"):
            opening = Opening(url=url, clock=SystemClock(), clients=clients)
            store = await stack.enter_async_context(open_adapter(port, opening))
            await store.migrate()
            await store.ping()
        assert await kill_connections(mysql, tables) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "hunter2"}, "refuses that user name or password"),
        ({"database": "nothing_here"}, "no such database|may not do that"),
        ({"port": 1}, "127.0.0.1"),
    ],
)
async def test_a_url_that_leads_nowhere_says_why_and_tells_no_password(
    mysql: MySQLServer, url: str, change: dict[str, Any], said: str
) -> None:
    password = change.get("password", mysql_password(url))
    wrong = url.replace(mysql_password(url), password)
    wrong = wrong.replace(str(mysql.port), str(change.get("port", mysql.port)))
    wrong = wrong.rpartition("/")[0] + f"/{change['database']}" if "database" in change else wrong
    async with opened("users", wrong) as users:
        with pytest.raises(UserStoreUnavailable, match=said) as caught:
            await users.ping()
    assert password not in f"{caught.value!r} {caught.value.__cause__!r}"


def mysql_password(url: str) -> str:
    return url.split(":")[2].partition("@")[0]


@pytest.mark.parametrize(
    "text_",
    [
        "mysql:",
        "mysql://host",
        "mysql://host/",
        "mysql:///db",
        "mysql://u:hunter2@h:port/db",
        "mysql://u:hunter2@h:99x/d",
    ],
)
async def test_a_url_that_names_no_database_is_a_settings_error(text_: str) -> None:
    with pytest.raises(InvalidSetting, match="names no database") as caught:
        await opened("users", text_).__aenter__()
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("pool_sise=3", "did you mean 'pool_size'"),
        ("pool_size=0", "pool_size"),
        ("tls=perhaps", "tls"),
        ("tls=verify&ca=/nowhere/ca.pem", "holds no certificates"),
        ("ca=/nowhere/ca.pem", "add tls=verify"),
        ("statement_seconds=-1", "statement_seconds"),
    ],
)
async def test_an_option_that_makes_no_sense_is_a_settings_error(options: str, said: str) -> None:
    with pytest.raises(InvalidSetting, match=said) as caught:
        await opened("tokens", f"mysql://u:hunter2@localhost/db?{options}").__aenter__()
    assert "hunter2" not in str(caught.value)
