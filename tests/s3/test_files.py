"""The file store on a real S3 server, beyond what every file store promises."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from object_stores import MEGABYTE, Bucket, s3_files, zeros

from cvscreen.adapters.files import s3_lists
from cvscreen.adapters.files.s3 import S3FileStore
from cvscreen.adapters.files.s3_client import S3Client
from cvscreen.adapters.files.s3_uploads import S3Upload
from cvscreen.domain.errors import FileStoreUnavailable, StoredFileExists
from cvscreen.testing.files import content, stored
from cvscreen.testing.samples import a_key, chunks_of

pytestmark = pytest.mark.servers("s3")


async def test_fifty_megabytes_pass_both_ways_in_bounded_memory(files: S3FileStore) -> None:
    key, size = a_key(), 0
    await files.put(a_key(), chunks_of(b"the driver is loaded"))
    tracemalloc.start()
    try:
        assert await files.put(key, zeros(50)) == 50 * MEGABYTE
        async with files.get(key) as chunks:
            async for chunk in chunks:
                size += len(chunk)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size == 50 * MEGABYTE
    assert peak < 6 * MEGABYTE


async def test_a_file_in_parts_is_put_together_in_their_order(files: S3FileStore) -> None:
    key, whole = a_key(), b"".join(bytes([n]) * MEGABYTE for n in range(20))
    await files.put(key, chunks_of(whole[:5], whole[5 : 9 * MEGABYTE], whole[9 * MEGABYTE :]))
    assert await content(files, key) == whole


async def test_an_upload_in_parts_that_breaks_off_leaves_no_part(files: S3FileStore, bucket: Bucket) -> None:
    under_way = 0

    async def breaking() -> AsyncIterator[bytes]:
        nonlocal under_way
        async for chunk in zeros(20):
            yield chunk
        under_way = bucket.uploads()
        raise LookupError("the upload broke off")

    with pytest.raises(LookupError):
        await files.put(a_key(), breaking())
    assert under_way == 1
    assert (bucket.uploads(), bucket.names()) == (0, set())


async def test_an_upload_in_parts_that_is_cancelled_leaves_no_part(files: S3FileStore, bucket: Bucket) -> None:
    reached = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        async for chunk in zeros(20):
            yield chunk
        reached.set()
        await asyncio.Event().wait()

    upload = asyncio.create_task(files.put(a_key(), slow()))
    await reached.wait()
    assert bucket.uploads() == 1
    upload.cancel()
    with pytest.raises(asyncio.CancelledError):
        await upload
    assert (bucket.uploads(), bucket.names()) == (0, set())


@pytest.mark.parametrize("wait", [0.0, 0.002, 0.01, 0.05])
async def test_an_upload_cancelled_while_a_part_is_sent_leaves_no_part(
    files: S3FileStore, bucket: Bucket, wait: float
) -> None:
    reached = asyncio.Event()

    async def told() -> AsyncIterator[bytes]:
        async for chunk in zeros(8):
            yield chunk
        reached.set()
        async for chunk in zeros(8):
            yield chunk

    upload = asyncio.create_task(files.put(a_key(), told()))
    await reached.wait()
    await asyncio.sleep(wait)
    upload.cancel()
    with pytest.raises(asyncio.CancelledError):
        await upload
    assert (bucket.uploads(), bucket.names()) == (0, set())


async def test_of_two_large_uploads_of_one_key_one_stays_whole(files: S3FileStore, bucket: Bucket) -> None:
    key = a_key()
    await asyncio.gather(files.put(key, zeros(9, b"a")), files.put(key, zeros(9, b"b")))
    assert await content(files, key) in {b"a" * 9 * MEGABYTE, b"b" * 9 * MEGABYTE}
    assert bucket.uploads() == 0


@pytest.mark.parametrize("megabytes", [1, 9])
async def test_without_overwriting_the_first_of_two_uploads_stays(url: str, megabytes: int) -> None:
    key = a_key()
    async with s3_files(f"{url}&overwrite=false") as files:
        await files.put(key, zeros(megabytes, b"a"))
        with pytest.raises(StoredFileExists):
            await files.put(key, zeros(megabytes, b"b"))
        assert set(await content(files, key)) == {ord("a")}
    assert Bucket(url).uploads() == 0


async def test_without_overwriting_a_first_try_whose_answer_got_lost_is_no_other_file(url: str, bucket: Bucket) -> None:
    async with s3_files(f"{url}&overwrite=false"):
        place = Bucket(f"{url}&overwrite=false").place
        upload = S3Upload(S3Client(place), place, a_key())
        upload.write([b"one"])
        upload.commit()
        upload.commit()
        upload.discard()
    assert len(bucket.names()) == 1


@pytest.mark.parametrize("megabytes", [1, 9])
async def test_bytes_that_change_on_their_way_are_refused_by_the_store(
    files: S3FileStore, bucket: Bucket, megabytes: int
) -> None:
    def damage(params: dict[str, Any], **_: object) -> None:
        params["body"] = b"x" * params["body"].seek(0, 2)

    for call in ("PutObject", "UploadPart"):
        files._client().meta.events.register(f"before-call.s3.{call}", damage)
    with pytest.raises(FileStoreUnavailable, match="damaged on its way"):
        await files.put(a_key(), zeros(megabytes))
    assert (bucket.uploads(), bucket.names()) == (0, set())


async def test_files_are_encrypted_by_the_server_if_the_url_says_so(url: str, bucket: Bucket) -> None:
    small, large = a_key(), a_key()
    async with s3_files(f"{url}&sse=AES256") as files:
        await files.put(small, chunks_of(b"one"))
        await files.put(large, zeros(9))
        await files.ping()
    for key in (small, large):
        assert bucket.client.head_object(**bucket.where, Key=key)["ServerSideEncryption"] == "AES256"


async def test_two_prefixes_of_a_bucket_know_nothing_of_each_other(url: str) -> None:
    below = url.replace("?", "/one/two?")
    async with s3_files(url) as above, s3_files(below) as under:
        key, other = a_key(), a_key()
        await above.put(key, chunks_of(b"one"))
        await under.put(other, chunks_of(b"two"))
        assert set(await stored(above)) == {key}
        assert set(await stored(under)) == {other}
        assert Bucket(url).names() == {key, f"one/two/{other}"}


async def test_more_files_than_a_page_holds_are_listed(files: S3FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3_lists, "PAGE", 3)
    keys = {a_key() for _ in range(10)}
    await asyncio.gather(*(files.put(key, chunks_of(b"1")) for key in keys))
    assert set(await stored(files)) == keys


async def test_what_a_killed_process_left_of_an_upload_is_ended_by_the_sweep(
    files: S3FileStore, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.client.create_multipart_upload(**bucket.where, Key=a_key())
    bucket.client.create_multipart_upload(**bucket.where, Key="somebody-elses")
    await stored(files)
    assert bucket.uploads() == 2
    monkeypatch.setattr(s3_lists, "STALE", timedelta(seconds=-5))
    await stored(files)
    assert bucket.uploads() == 1
