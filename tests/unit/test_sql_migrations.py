"""The migrations make the tables that the adapters use, both ways, and as a whole or not at all."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from cvscreen.adapters.sql import schema
from cvscreen.adapters.sql.tables import metadata
from cvscreen.domain.errors import StorageError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "migrated.db"


@pytest.fixture
async def engine(path: Path) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", isolation_level="AUTOCOMMIT")
    yield engine
    await engine.dispose()


async def run(engine: AsyncEngine, step: Any, to: str) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(step, to)
        await connection.commit()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[Any] = compare_metadata(context, metadata)
    return found


async def test_the_named_head_is_the_newest_migration(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        scripts = await connection.run_sync(lambda c: ScriptDirectory.from_config(schema.config(c)))
    assert scripts.get_heads() == [schema.HEAD]


async def test_migrated_tables_are_those_the_adapters_use(engine: AsyncEngine) -> None:
    await schema.prepare(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(tables) == set(metadata.tables)
    assert await schema.version(engine) == schema.HEAD


async def test_every_migration_can_be_taken_back_and_done_again(engine: AsyncEngine) -> None:
    await run(engine, schema.upgrade, "head")
    await run(engine, schema.downgrade, "base")
    async with engine.connect() as connection:
        assert await connection.run_sync(tables) == set()
    await run(engine, schema.upgrade, "head")
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_migration_that_fails_leaves_nothing_behind(engine: AsyncEngine, path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE drafted_rubrics (in_the_way INTEGER)")
    database.close()
    with pytest.raises(Exception, match="already exists"):
        await schema.prepare(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(tables) == {"drafted_rubrics"}
    assert await schema.version(engine) is None


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(engine: AsyncEngine) -> None:
    await schema.prepare(engine)
    async with engine.connect() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer"):
        await schema.prepare(engine)
    assert await schema.version(engine) == "9999"


async def test_preparing_again_and_at_once_is_harmless(engine: AsyncEngine) -> None:
    await asyncio.gather(*(schema.prepare(engine) for _ in range(5)))
    await schema.prepare(engine)
    assert await schema.version(engine) == schema.HEAD
