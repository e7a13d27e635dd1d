"""Migrations on MySQL, which commits each of their steps: whoever comes next goes on where one was cut."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from mysql_house import opened
from real_servers.mysql import MySQLServer
from sqlalchemy import Connection, event, inspect
from sqlalchemy.dialects.mysql import LONGTEXT
from sqlalchemy.dialects.mysql.asyncmy import dialect
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.types import TypeEngine

from cvscreen.adapters.sql import schema
from cvscreen.adapters.sql.mysql import open_mysql
from cvscreen.adapters.sql.tables import metadata
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import StorageError, UserStoreUnavailable

pytestmark = pytest.mark.servers("mysql")

CHANGES = ("CREATE", "ALTER", "DROP", "UPDATE", "INSERT", "DELETE")
DIALECT = dialect()


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    async with open_mysql(AdapterURL(url)) as engine:
        yield engine


async def run(engine: AsyncEngine, step: Any, to: str) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(step, to)


def other_type(_context: Any, _column: Any, _known: Any, there: TypeEngine[Any], known: TypeEngine[Any]) -> bool | None:
    """Whether it is another type; None asks Alembic, which takes each of MySQL's four lengths of text for another."""
    both_texts = isinstance(there, LONGTEXT) and known.compile(DIALECT).startswith("TEXT")
    return False if both_texts else None


async def differences(engine: AsyncEngine) -> list[Any]:
    def compared(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": other_type})
        found: list[Any] = compare_metadata(context, metadata)
        return found

    async with engine.connect() as connection:
        return await connection.run_sync(compared)


async def tables(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return set(await connection.run_sync(lambda c: inspect(c).get_table_names())) - {"alembic_version"}


class Cut(Exception):
    """The process was killed, so to say."""


def cut_after(engine: AsyncEngine, changes: int) -> None:
    """Let so many changes through, then none."""
    left = [changes]

    def count(_connection: Any, _cursor: Any, statement: str, _values: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001
        if statement.lstrip().startswith(CHANGES):
            left[0] -= 1
            if left[0] < 0:
                raise Cut

    event.listen(engine.sync_engine, "before_cursor_execute", count)


async def test_migrated_tables_are_those_the_adapters_use(engine: AsyncEngine) -> None:
    await schema.prepare(engine)
    assert await differences(engine) == []
    assert await tables(engine) == set(metadata.tables)
    assert await schema.version(engine) == schema.HEAD


async def test_every_text_is_compared_by_code_points_without_padding(engine: AsyncEngine, url: str) -> None:
    await schema.prepare(engine)
    async with engine.connect() as connection:
        asked = "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema = DATABASE()"
        found = await connection.exec_driver_sql(
            f"{asked} AND collation_name <> '' AND table_name <> 'alembic_version'"
        )
        ((collation,),) = found.all()
    assert collation in ("utf8mb4_0900_bin", "utf8mb4_nopad_bin")


async def test_times_keep_their_microseconds(engine: AsyncEngine) -> None:
    await schema.prepare(engine)
    async with engine.connect() as connection:
        asked = "SELECT DISTINCT datetime_precision FROM information_schema.columns WHERE table_schema = DATABASE()"
        found = await connection.exec_driver_sql(f"{asked} AND data_type = 'datetime'")
        assert found.all() == [(6,)]


async def test_every_migration_can_be_taken_back_and_done_again(engine: AsyncEngine) -> None:
    await run(engine, schema.upgrade, "head")
    await run(engine, schema.downgrade, "base")
    assert await tables(engine) == set()
    await run(engine, schema.upgrade, "head")
    assert await differences(engine) == []


@pytest.mark.parametrize("changes", [1, 5, 9, 16, 22])
async def test_a_migration_that_was_cut_goes_on_where_it_was(engine: AsyncEngine, url: str, changes: int) -> None:
    async with open_mysql(AdapterURL(url)) as cut:
        cut_after(cut, changes)
        with pytest.raises(Cut):
            await schema.prepare(cut)
    assert await schema.version(engine) != schema.HEAD
    await schema.prepare(engine)
    assert await differences(engine) == []
    assert await schema.version(engine) == schema.HEAD


@pytest.mark.parametrize("changes", [1, 9])
async def test_one_that_was_cut_on_its_way_back_goes_on_too(engine: AsyncEngine, url: str, changes: int) -> None:
    await schema.prepare(engine)
    async with open_mysql(AdapterURL(url)) as cut:
        cut_after(cut, changes)
        with pytest.raises(Cut):
            await run(cut, schema.downgrade, "base")
    await run(engine, schema.downgrade, "base")
    assert await tables(engine) == set()


async def test_a_table_of_somebody_elses_is_left_alone(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.exec_driver_sql("CREATE TABLE users (theirs INTEGER)")
    with pytest.raises(StorageError, match="users: tables that cvscreen did not make"):
        await schema.prepare(engine)
    assert await tables(engine) == {"users"}


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(engine: AsyncEngine) -> None:
    await schema.prepare(engine)
    async with engine.connect() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer"):
        await schema.prepare(engine)
    assert await schema.version(engine) == "9999"


async def test_migrating_at_once_is_harmless(engine: AsyncEngine) -> None:
    await asyncio.gather(*(schema.prepare(engine) for _ in range(5)))
    assert await differences(engine) == []


async def test_processes_that_migrate_at_once_wait_for_each_other(
    engine: AsyncEngine, url: str, tmp_path: Path
) -> None:
    stores = {f"CVSCREEN_{port}": url for port in ("USERS", "TOKENS", "EVALUATIONS")}
    there = os.environ | stores | {"CVSCREEN_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "cvscreen", "migrate"]

    async def migrate() -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            *command, env=there, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        said, _ = await process.communicate()
        return process.returncode, said.decode()

    for status, said in await asyncio.gather(*(migrate() for _ in range(3))):
        assert status == 0, said
        assert said.count(f"tables at version {schema.HEAD}") == 3
    assert await differences(engine) == []


async def test_a_migration_waits_for_the_one_under_way(engine: AsyncEngine, url: str) -> None:
    async with open_mysql(AdapterURL(url)) as other:
        cut_after(other, 0)
        with pytest.raises(Cut):
            await schema.prepare(other)
        # The lock went with the connection, though the pool that it came from is still open.
        await asyncio.wait_for(schema.prepare(engine), 20)
    assert await schema.version(engine) == schema.HEAD


async def test_a_store_without_its_tables_says_so_and_does_not_make_them(mysql: MySQLServer, url: str) -> None:
    async with opened("users", url) as users:
        with pytest.raises(
            UserStoreUnavailable, match=r"(MySQL|MariaDB) .* has no tables of ours: run cvscreen migrate"
        ):
            await users.ping()
        with pytest.raises(UserStoreUnavailable, match="run cvscreen migrate"):
            await users.get("anybody")
        assert mysql.execute(f"SHOW TABLES FROM {url.rpartition('/')[2]}") == []


async def test_a_store_with_old_tables_says_so(engine: AsyncEngine, url: str) -> None:
    await run(engine, schema.upgrade, "0001")
    async with opened("users", url) as users:
        with pytest.raises(UserStoreUnavailable, match=f"at version 0001, not {schema.HEAD}: run cvscreen migrate"):
            await users.ping()
        assert await users.migrate() == f"tables at version {schema.HEAD}"
        assert f"tables at version {schema.HEAD}" in (await users.ping()).detail
