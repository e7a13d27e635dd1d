# ruff: noqa: ASYNC240 - a test's loop has nothing else to do
"""What the folder of files promises besides the contract: who may read it, full disks, folders that go away, age."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from local_files import KEY, names, store_in

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.files.local import STALE, LocalFileStore
from cvscreen.domain.errors import FileStoreUnavailable
from cvscreen.testing.files import NO_TIME, content, stored
from cvscreen.testing.samples import chunks_of


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow beyond 100 KB, which to a writer is what a full disk is."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_files_and_folders_are_for_our_eyes_only(files: LocalFileStore, root: Path) -> None:
    await files.put(KEY, chunks_of(b"cv"))
    assert (root / "ab" / KEY).read_bytes() == b"cv"
    for path in [root, *root.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


@pytest.mark.usefixtures("full_disk")
async def test_a_full_disk_is_an_error_of_ours_and_leaves_nothing(files: LocalFileStore, root: Path) -> None:
    await files.put(KEY, chunks_of(b"old"))
    with pytest.raises(FileStoreUnavailable, match="free space"):
        await files.put(KEY, chunks_of(*[b"x" * 30_000] * 5))
    assert await content(files, KEY) == b"old"
    assert names(root) == {KEY}


async def test_a_nearly_full_disk_shows_in_health(files: LocalFileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "GB free" in (await files.ping()).detail
    monkeypatch.setattr("cvscreen.adapters.files.local.LOW_SPACE", 2**80)
    assert (await files.ping()).advice


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
        await store_in(root).__aenter__()


async def test_other_files_in_the_folder_are_not_listed(files: LocalFileStore, root: Path) -> None:
    await files.put(KEY, chunks_of(b"cv"))
    (root / "README").touch()
    (root / "ab" / "notes.txt").touch()
    (root / "xyz").mkdir()
    assert set(await stored(files)) == {KEY}


async def test_a_file_is_as_old_as_the_clock_says(root: Path) -> None:
    clock = FixedClock()
    async with store_in(root, clock) as files:
        await files.put(KEY, chunks_of(b"cv"))
        clock.advance(STALE)
        assert (await stored(files, STALE))[KEY].age == STALE
        clock.advance(-2 * STALE)
        assert (await stored(files))[KEY].age == NO_TIME
