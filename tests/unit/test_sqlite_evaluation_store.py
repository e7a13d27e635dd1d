"""What the SQLite store promises besides the contract: its file, its errors, and several processes at once."""

import asyncio
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.sql import SqlEvaluationStore
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.sql import engine
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable, InvalidSetting
from cvscreen.ports.clocks import Clock
from cvscreen.testing.samples import an_evaluation

SYSTEM = SystemClock()

ADDS_AND_DIES = """
import asyncio, os, sys
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.testing.samples import an_evaluation

async def main():
    async with open_adapter("evaluations", Opening(url=AdapterURL(sys.argv[1]), clock=SystemClock())) as store:
        for n in range(20):
            await store.add(an_evaluation(id=f"{sys.argv[2]}-{n}", owner="ada"))
        os._exit(0)  # as a crash does: nothing is closed

asyncio.run(main())
"""

OPENS = """
import asyncio, sys
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL

async def main():
    async with open_adapter("evaluations", Opening(url=AdapterURL(sys.argv[1]), clock=SystemClock())):
        assert "alembic" not in sys.modules

asyncio.run(main())
"""


@asynccontextmanager
async def opened(path: Path | str, clock: Clock = SYSTEM) -> AsyncIterator[SqlEvaluationStore]:
    opening = Opening(url=AdapterURL(f"sqlite:///{path}"), clock=clock)
    async with open_adapter("evaluations", opening) as store:
        yield store


def started(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-W", "error", "-c", script, *arguments])


async def test_the_file_and_a_new_folder_are_for_our_eyes_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder with 100% ü" / "cvscreen.db"
    async with opened(path) as store:
        await store.add(an_evaluation())
        for name in (path, path.with_name("cvscreen.db-wal")):
            assert stat.S_IMODE(name.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_a_relative_path_is_relative_to_the_folder_we_start_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened("data/cvscreen.db") as store:
        monkeypatch.chdir("/")
        await asyncio.gather(*(store.add(an_evaluation()) for _ in range(5)))
    assert (tmp_path / "data" / "cvscreen.db").exists()


async def test_what_is_stored_is_there_after_opening_again(tmp_path: Path) -> None:
    evaluation = an_evaluation()
    async with opened(tmp_path / "a.db") as store:
        await store.add(evaluation)
    async with opened(tmp_path / "a.db") as store:
        assert await store.get(evaluation.id) == evaluation


async def test_every_connection_waits_for_the_disk(tmp_path: Path) -> None:
    async with engine.open_sqlite(AdapterURL(f"sqlite:///{tmp_path}/a.db")) as made:
        connections = [await made.connect() for _ in range(3)]
        for connection in connections:
            for pragma, value in {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}.items():
                assert (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar() == value
            await connection.close()


async def test_processes_that_open_a_new_file_at_once_lose_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/a.db"
    processes = [started(ADDS_AND_DIES, url, str(n)) for n in range(4)]
    assert [await asyncio.to_thread(process.wait, 60) for process in processes] == [0] * 4
    async with opened(tmp_path / "new/a.db") as store:
        for name in (f"{process}-{n}" for process in range(4) for n in range(20)):
            assert await store.get(name) is not None


async def test_stores_of_one_loop_open_new_files_at_once(tmp_path: Path) -> None:
    async def use(name: str) -> None:
        async with opened(tmp_path / name) as store:
            await store.add(an_evaluation())

    await asyncio.gather(*(use(f"{n % 3}.db") for n in range(9)))


def test_stores_of_many_threads_open_new_files_at_once(tmp_path: Path) -> None:
    failed: list[BaseException] = []

    async def use(name: str) -> None:
        async with opened(tmp_path / name) as store:
            await store.add(an_evaluation())

    def run(name: str) -> None:
        try:
            asyncio.run(use(name))
        except BaseException as error:  # noqa: BLE001 - the test shows it
            failed.append(error)

    threads = [threading.Thread(target=run, args=(f"{n % 3}.db",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


async def test_a_file_in_order_is_opened_without_loading_alembic(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.db"):
        pass
    assert started(OPENS, f"sqlite:///{tmp_path}/a.db").wait(60) == 0


async def test_leases_go_by_the_clock_it_is_given(tmp_path: Path) -> None:
    clock = FixedClock()
    evaluation = an_evaluation(due_at=clock.now())
    async with opened(tmp_path / "a.db", clock) as store:
        await store.add(evaluation)
        claim = await store.claim(evaluation.id, timedelta(seconds=60))
        assert claim is not None
        clock.advance(timedelta(seconds=60) - timedelta(microseconds=1))
        assert await store.renew(claim, timedelta(seconds=60))
        clock.advance(timedelta(seconds=60))
        assert not await store.renew(claim, timedelta(seconds=60))
        assert [lost.id for lost in await store.release_expired(10)] == [evaluation.id]


@pytest.mark.parametrize("url", ["sqlite:", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite://host/a.db"])
async def test_a_url_without_a_file_is_a_settings_error(url: str) -> None:
    with pytest.raises(InvalidSetting, match=r"sqlite:///relative\.db"):
        await open_adapter("evaluations", Opening(url=AdapterURL(url), clock=SYSTEM)).__aenter__()


async def test_an_unknown_option_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match="cache"):
        await opened(f"{tmp_path}/a.db?cache=shared").__aenter__()


async def test_a_file_that_is_no_database_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"dear diary " * 1000)
    with pytest.raises(EvaluationStoreUnavailable, match="not a database"):
        await opened(path).__aenter__()
    assert path.read_bytes() == b"dear diary " * 1000


async def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EvaluationStoreUnavailable):
        await opened(tmp_path / "file" / "a.db").__aenter__()


async def test_a_file_that_stays_locked_is_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE_SECONDS", 0.1)
    async with opened(tmp_path / "a.db") as store:
        locker = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
        locker.execute("BEGIN IMMEDIATE")
        with pytest.raises(EvaluationStoreUnavailable, match="locked"):
            await store.add(an_evaluation())
        locker.execute("ROLLBACK")
        locker.close()
        await store.add(an_evaluation())


async def test_errors_tell_nothing_of_what_was_to_be_stored(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.db") as store:
        with sqlite3.connect(tmp_path / "a.db") as database:
            database.execute("DROP TABLE evaluations")
        database.close()
        with pytest.raises(EvaluationStoreUnavailable) as caught:
            await store.add(an_evaluation(prompt="a very secret job"))
        assert "secret" not in f"{caught.value!r} {caught.value.__cause__!r}"


async def test_a_ping_finds_tables_of_another_version(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.db") as store:
        with sqlite3.connect(tmp_path / "a.db") as database:
            database.execute("UPDATE alembic_version SET version_num = '0000'")
        database.close()
        with pytest.raises(EvaluationStoreUnavailable, match="cvscreen migrate"):
            await store.ping()


async def test_what_is_erased_is_not_in_the_file_either(tmp_path: Path) -> None:
    path, evaluation = tmp_path / "a.db", an_evaluation(prompt="a very secret job " * 1000)
    async with opened(path) as store:
        await store.add(evaluation)
    assert b"very secret" in path.read_bytes()
    async with opened(path) as store:
        await store.erase(evaluation.id)
    assert b"very secret" not in path.read_bytes()


async def test_cancelled_calls_leave_the_store_usable(tmp_path: Path) -> None:
    async with opened(tmp_path / "a.db") as store:
        for n in range(100):
            call = asyncio.create_task(store.add(an_evaluation()))
            await asyncio.sleep(0.00005 * n)
            call.cancel()
            await asyncio.gather(call, return_exceptions=True)
        evaluation = an_evaluation()
        await store.add(evaluation)
        assert await store.get(evaluation.id) == evaluation
