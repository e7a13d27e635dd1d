"""What every file store promises."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from cvscreen.domain.errors import StoredFileMissing
from cvscreen.ports.files import FileStore, StoredFile
from cvscreen.testing.samples import a_key, chunks_of

NO_TIME = timedelta(0)
LARGE = bytes(range(256)) * 2**12

NO_KEYS = ["", "a", "../../../etc/passwd", "A" * 64, "g" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n", "/" + "a" * 63]


async def content(files: FileStore, key: str) -> bytes:
    """All of a file."""
    async with files.get(key) as chunks:
        return b"".join([chunk async for chunk in chunks])


async def stored(files: FileStore, older_than: timedelta = NO_TIME) -> dict[str, StoredFile]:
    """All files by their keys."""
    return {file.key: file async for file in files.list(older_than=older_than)}


async def failing(*chunks: bytes) -> AsyncIterator[bytes]:
    """The chunks, and then an error that is none of the store's."""
    for chunk in chunks:
        yield chunk
    raise LookupError("the upload broke off")


@pytest.mark.asyncio
class FileStoreContract:
    """Needs a fixture `files` that is an empty FileStore, a new one for each test."""

    @pytest.mark.parametrize(
        "chunks",
        [(), (b"",), (b"one",), (b"one", b"", b"two"), (LARGE, b"end"), tuple(bytes([n]) for n in range(100))],
        ids=["none", "empty", "one", "several", "large", "many"],
    )
    async def test_what_is_put_can_be_got(self, files: FileStore, chunks: tuple[bytes, ...]) -> None:
        key, whole = a_key(), b"".join(chunks)
        assert await files.put(key, chunks_of(*chunks)) == len(whole)
        assert await content(files, key) == whole
        assert (await stored(files))[key].size == len(whole)

    async def test_a_file_is_got_in_chunks(self, files: FileStore) -> None:
        key = a_key()
        await files.put(key, chunks_of(LARGE))
        async with files.get(key) as chunks:
            sizes = [len(chunk) async for chunk in chunks]
        assert sum(sizes) == len(LARGE)
        assert 0 < max(sizes) < len(LARGE)

    async def test_a_file_need_not_be_read_to_its_end(self, files: FileStore) -> None:
        key = a_key()
        await files.put(key, chunks_of(LARGE))
        async with files.get(key):
            pass
        async with files.get(key) as chunks:
            assert LARGE.startswith(await anext(chunks))
        assert await content(files, key) == LARGE

    async def test_a_missing_file_is_told_on_entering(self, files: FileStore) -> None:
        with pytest.raises(StoredFileMissing):
            await files.get(a_key()).__aenter__()

    async def test_a_file_is_replaced_whole(self, files: FileStore) -> None:
        key = a_key()
        await files.put(key, chunks_of(LARGE))
        assert await files.put(key, chunks_of(b"new")) == 3
        assert await content(files, key) == b"new"
        assert len(await stored(files)) == 1

    async def test_many_who_put_one_key_leave_one_whole_file(self, files: FileStore) -> None:
        key = a_key()
        await asyncio.gather(*(files.put(key, chunks_of(*[bytes([n])] * 100)) for n in range(10)))
        whole = await content(files, key)
        assert len(whole) == 100
        assert len(set(whole)) == 1

    async def test_an_upload_that_breaks_off_leaves_nothing(self, files: FileStore) -> None:
        key = a_key()
        with pytest.raises(LookupError, match="broke off"):
            await files.put(key, failing(LARGE, b"more"))
        with pytest.raises(StoredFileMissing):
            await content(files, key)
        assert await stored(files) == {}

    async def test_a_replacement_that_breaks_off_leaves_the_old_file(self, files: FileStore) -> None:
        key = a_key()
        await files.put(key, chunks_of(b"old"))
        with pytest.raises(LookupError):
            await files.put(key, failing(b"new"))
        assert await content(files, key) == b"old"

    async def test_an_upload_that_is_cancelled_leaves_nothing(self, files: FileStore) -> None:
        reached = asyncio.Event()

        async def slow() -> AsyncIterator[bytes]:
            yield LARGE
            reached.set()
            await asyncio.Event().wait()

        upload = asyncio.create_task(files.put(a_key(), slow()))
        await reached.wait()
        assert await stored(files) == {}
        upload.cancel()
        with pytest.raises(asyncio.CancelledError):
            await upload
        assert await stored(files) == {}

    async def test_what_is_deleted_is_gone(self, files: FileStore) -> None:
        key, other = a_key(), a_key()
        await files.put(key, chunks_of(b"one"))
        await files.put(other, chunks_of(b"two"))
        await files.delete(key)
        await files.delete(key)
        with pytest.raises(StoredFileMissing):
            await content(files, key)
        assert set(await stored(files)) == {other}

    async def test_files_are_listed_by_age(self, files: FileStore) -> None:
        assert await stored(files) == {}
        keys = {a_key() for _ in range(5)}
        for key in keys:
            await files.put(key, chunks_of(b"one"))
        found = await stored(files)
        assert set(found) == keys
        assert all(NO_TIME <= file.age < timedelta(minutes=1) for file in found.values())
        assert await stored(files, timedelta(hours=1)) == {}
        await asyncio.sleep(0.3)
        assert set(await stored(files, timedelta(seconds=0.2))) == keys

    async def test_a_replaced_file_is_young_again(self, files: FileStore) -> None:
        key = a_key()
        await files.put(key, chunks_of(b"old"))
        await asyncio.sleep(0.2)
        (old,) = (await stored(files)).values()
        await files.put(key, chunks_of(b"new"))
        (new,) = (await stored(files)).values()
        assert new.age < old.age + timedelta(seconds=0.2)

    async def test_a_listed_file_may_be_deleted_meanwhile(self, files: FileStore) -> None:
        for _ in range(3):
            await files.put(a_key(), chunks_of(b"one"))
        async for file in files.list(older_than=NO_TIME):
            await files.delete(file.key)
        assert await stored(files) == {}

    @pytest.mark.parametrize("key", NO_KEYS)
    async def test_only_keys_are_taken(self, files: FileStore, key: str) -> None:
        with pytest.raises(ValueError, match="hexadecimal"):
            await files.put(key, chunks_of(b"one"))
        with pytest.raises(ValueError, match="hexadecimal"):
            await content(files, key)
        with pytest.raises(ValueError, match="hexadecimal"):
            await files.delete(key)
        assert await stored(files) == {}

    async def test_it_answers_a_ping(self, files: FileStore) -> None:
        assert (await files.ping()).detail
        assert await stored(files) == {}
