"""What is erased from a SQLite file is in none of its files soon after."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from cvscreen.adapters.sql.engine import open_sqlite
from cvscreen.adapters.urls import AdapterURL

WORDS = b"Backend developer in Lisbon"


def found(folder: Path) -> bool:
    return any(WORDS in file.read_bytes() for file in folder.iterdir())


async def until_gone(folder: Path) -> None:
    for _ in range(3000):
        if not found(folder):
            return
        await asyncio.sleep(0.01)
    pytest.fail("it is still there")


async def test_what_is_erased_is_gone_while_the_service_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvscreen.adapters.sql.erasing.EVERY_SECONDS", 0.01)
    async with open_sqlite(AdapterURL(f"sqlite:///{tmp_path}/cvscreen.db")) as engine, engine.connect() as connection:
        await connection.exec_driver_sql("CREATE TABLE told (words BLOB)")
        await connection.exec_driver_sql("INSERT INTO told VALUES (?)", (WORDS,))
        assert found(tmp_path)
        await connection.exec_driver_sql("DELETE FROM told")
        await until_gone(tmp_path)


async def test_a_reader_only_puts_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvscreen.adapters.sql.erasing.EVERY_SECONDS", 0.01)
    async with open_sqlite(AdapterURL(f"sqlite:///{tmp_path}/cvscreen.db")) as engine, engine.connect() as connection:
        await connection.exec_driver_sql("CREATE TABLE told (words BLOB)")
        await connection.exec_driver_sql("INSERT INTO told VALUES (?)", (WORDS,))
        reader = sqlite3.connect(tmp_path / "cvscreen.db", isolation_level=None)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM told").fetchall() == [(1,)]
        for _ in range(5):
            await connection.exec_driver_sql("INSERT INTO told VALUES (?)", (WORDS,))
        await connection.exec_driver_sql("DELETE FROM told")
        reader.close()
        await until_gone(tmp_path)


async def test_the_engine_s_connections_are_as_patient_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cvscreen.adapters.sql.erasing.EVERY_SECONDS", 0.01)
    async with open_sqlite(AdapterURL(f"sqlite:///{tmp_path}/cvscreen.db")) as engine:
        await asyncio.sleep(0.2)
        async with engine.connect() as connection:
            assert (await connection.exec_driver_sql("PRAGMA busy_timeout")).scalar_one() == 30_000
