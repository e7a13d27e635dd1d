# ruff: noqa: ASYNC221, ASYNC240 - a test's loop has nothing else to do
"""What the folder of files promises besides the contract: crashes, links, full disks, power cuts, URLs."""

import asyncio
import os
import stat
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.files.local import CHUNK, STALE, LocalFileStore, local_path
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import FileStoreUnavailable, InvalidSetting
from cvscreen.testing.files import NO_TIME, content, stored
from cvscreen.testing.samples import chunks_of

KEY = "ab" + "0" * 62
SYSTEM = SystemClock()

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


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
async def files(root: Path) -> AsyncIterator[LocalFileStore]:
    async with open_adapter("files", Opening(url=AdapterURL(f"file://{root}"), clock=SYSTEM)) as files:
        yield files


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond 100 KB, which to a writer is what a full disk is."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def names(root: Path) -> set[str]:
    return {path.name for path in root.rglob("*") if not path.is_dir()}


async def test_files_and_folders_are_for_our_eyes_only(files: LocalFileStore, root: Path) -> None:
    await files.put(KEY, chunks_of(b"cv"))
    assert (root / "ab" / KEY).read_bytes() == b"cv"
    for path in [root, *root.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


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
    monkeypatch.setattr(os, "fsync", lambda _: time.sleep(0.2))
    upload = asyncio.create_task(files.put(KEY, chunks_of(b"cv")))
    ticks = 0
    while not upload.done():
        await asyncio.sleep(0.01)
        ticks += 1
    assert ticks > 10


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


@pytest.mark.usefixtures("full_disk")
async def test_a_full_disk_is_an_error_of_ours_and_leaves_nothing(files: LocalFileStore, root: Path) -> None:
    await files.put(KEY, chunks_of(b"old"))
    with pytest.raises(FileStoreUnavailable, match="free space"):
        await files.put(KEY, chunks_of(*[b"x" * 30_000] * 5))
    assert await content(files, KEY) == b"old"
    assert names(root) == {KEY}


async def test_a_folder_that_went_away_is_an_error_of_ours(files: LocalFileStore, root: Path) -> None:
    root.rename(root.with_name("unmounted"))
    with pytest.raises(FileStoreUnavailable):
        await files.put(KEY, chunks_of(b"cv"))
    with pytest.raises(FileStoreUnavailable):
        await stored(files)
    with pytest.raises(FileStoreUnavailable):
        await files.ping()
    assert not root.exists()


async def test_a_folder_that_was_cleared_away_while_empty_is_made_anew(files: LocalFileStore, root: Path) -> None:
    await files.put(KEY, chunks_of(b"cv"))
    await files.delete(KEY)
    (root / "ab").rmdir()
    await files.put(KEY, chunks_of(b"another"))
    assert await content(files, KEY) == b"another"


async def test_a_root_that_is_a_file_is_an_error_of_ours(root: Path) -> None:
    root.touch()
    with pytest.raises(FileStoreUnavailable):
        await open_adapter("files", Opening(url=AdapterURL(f"file://{root}"), clock=SYSTEM)).__aenter__()


@pytest.mark.parametrize("linked", ["ab", ".incoming"])
async def test_a_linked_folder_leads_nowhere(files: LocalFileStore, root: Path, elsewhere: Path, linked: str) -> None:
    (elsewhere / KEY).write_bytes(b"theirs")
    link = root / linked
    if link.exists():
        link.rmdir()
    link.symlink_to(elsewhere)
    with pytest.raises(FileStoreUnavailable, match="link"):
        await files.put(KEY, chunks_of(b"mine"))
    if linked != ".incoming":
        with pytest.raises(FileStoreUnavailable, match="link"):
            await content(files, KEY)
        with pytest.raises(FileStoreUnavailable, match="link"):
            await files.delete(KEY)
        assert await stored(files) == {}
    assert names(elsewhere) == {KEY}
    assert (elsewhere / KEY).read_bytes() == b"theirs"


async def test_a_folder_that_became_a_link_leads_nowhere(files: LocalFileStore, root: Path, elsewhere: Path) -> None:
    await files.put(KEY, chunks_of(b"cv"))
    (root / "ab").rename(root / "away")
    (root / "ab").symlink_to(elsewhere)
    with pytest.raises(FileStoreUnavailable, match="link"):
        await files.put(KEY, chunks_of(b"mine"))
    assert names(elsewhere) == set()


async def test_a_linked_file_is_neither_read_nor_listed_nor_followed(
    files: LocalFileStore, root: Path, elsewhere: Path
) -> None:
    secret = elsewhere / "secret"
    secret.write_bytes(b"theirs")
    link = root / "ab" / KEY
    link.parent.mkdir()
    link.symlink_to(secret)
    with pytest.raises(FileStoreUnavailable):
        await content(files, KEY)
    assert await stored(files) == {}
    await files.put(KEY, chunks_of(b"mine"))
    assert (secret.read_bytes(), await content(files, KEY)) == (b"theirs", b"mine")


async def test_a_root_behind_a_link_is_fine(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(elsewhere)
    async with open_adapter("files", Opening(url=AdapterURL(f"file://{tmp_path}/link"), clock=SYSTEM)) as files:
        await files.put(KEY, chunks_of(b"cv"))
    assert names(elsewhere) == {KEY}


async def test_other_files_in_the_folder_are_not_listed(files: LocalFileStore, root: Path) -> None:
    await files.put(KEY, chunks_of(b"cv"))
    (root / "README").touch()
    (root / "ab" / "notes.txt").touch()
    (root / "xyz").mkdir()
    assert set(await stored(files)) == {KEY}


async def test_a_file_is_as_old_as_the_clock_says(root: Path) -> None:
    clock = FixedClock()
    async with open_adapter("files", Opening(url=AdapterURL(f"file://{root}"), clock=clock)) as files:
        await files.put(KEY, chunks_of(b"cv"))
        clock.advance(STALE)
        assert (await stored(files, STALE))[KEY].age == STALE
        clock.advance(-2 * STALE)
        assert (await stored(files))[KEY].age == NO_TIME


async def test_a_nearly_full_disk_shows_in_health(files: LocalFileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "GB free" in (await files.ping()).detail
    monkeypatch.setattr("cvscreen.adapters.files.local.LOW_SPACE", 2**80)
    assert (await files.ping()).advice


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///var/cvs", "/var/cvs"),
        ("file:/var/cvs", "/var/cvs"),
        ("file:///var/100%25", "/var/100%25"),
        ("file:data/cvs", "data/cvs"),
        ("file:./cvs", "cvs"),
    ],
)
def test_a_url_names_a_folder(url: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert local_path(AdapterURL(url)) == tmp_path / path


@pytest.mark.parametrize("url", ["file:", "file://", "file://host/cvs", "file:///cvs?mode=1"])
def test_a_url_that_names_no_folder_is_a_settings_error(url: str) -> None:
    with pytest.raises(InvalidSetting):
        local_path(AdapterURL(url))
