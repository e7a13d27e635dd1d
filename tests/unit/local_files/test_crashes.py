# ruff: noqa: ASYNC221 - a test's loop has nothing else to do
"""What the folder of files promises when an upload is cut: by a crash, a power cut, a cancelled call."""

import asyncio
import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from local_files import KEY

from cvscreen.adapters.files.local import CHUNK, STALE, LocalFileStore
from cvscreen.testing.files import stored
from cvscreen.testing.samples import chunks_of

DIES_IN_AN_UPLOAD = """
import asyncio, os, sys
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL

async def dying():
    yield b"%PDF-" * 100_000
    os._exit(0)

async def main():
    async with open_adapter("files", Opening(url=AdapterURL(sys.argv[1]), clock=SystemClock())) as files:
        await files.put(sys.argv[2], dying())

asyncio.run(main())
"""


async def test_what_a_crash_left_is_never_seen_and_cleared_away_after_a_day(files: LocalFileStore, root: Path) -> None:
    script = [sys.executable, "-c", DIES_IN_AN_UPLOAD, f"file://{root}", KEY]
    assert subprocess.run(script, check=False).returncode == 0
    (left,) = (root / ".incoming").iterdir()
    assert left.stat().st_size > 0
    assert await stored(files) == {}
    assert left.exists()
    long_ago = time.time() - STALE.total_seconds() - 60
    os.utime(left, (long_ago, long_ago))
    assert await stored(files) == {}
    assert not left.exists()


async def test_content_is_on_the_disk_before_its_name_and_the_name_before_it_is_accepted(
    files: LocalFileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "content")
        fsync(descriptor)

    def watched_replace(self: Path, target: Path) -> Path:
        steps.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    await files.put(KEY, chunks_of(b"cv"))
    assert steps == ["folder", "content", "name", "folder"]
    steps.clear()
    await files.put(KEY, chunks_of(b"another"))
    assert steps == ["content", "name", "folder"]


async def test_a_slow_disk_does_not_block_the_loop(files: LocalFileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    turns: list[bool] = []

    def slow_fsync(_: int) -> None:
        turned = threading.Event()
        loop.call_soon_threadsafe(turned.set)
        turns.append(turned.wait(30))

    monkeypatch.setattr(os, "fsync", slow_fsync)
    await files.put(KEY, chunks_of(b"cv"))
    assert turns
    assert all(turns)


async def test_cancelling_while_the_disk_works_leaves_no_half_file(
    files: LocalFileStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: time.sleep(0.02))
    for n in range(20):
        upload = asyncio.create_task(files.put(KEY, chunks_of(b"cv" * CHUNK)))
        await asyncio.sleep(0.005 * n)
        upload.cancel()
        await asyncio.gather(upload, return_exceptions=True)
        assert list((root / ".incoming").iterdir()) == []
        for file in (await stored(files)).values():
            assert file.size == 2 * CHUNK
            await files.delete(KEY)
