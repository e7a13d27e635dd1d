"""What the file store in a bucket does when the S3 server, or what the settings say of it, is not as it should be."""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from object_stores import Bucket, s3_files, store_that_answers, zeros
from own_servers import own_server
from real_servers import RealServer
from real_servers.s3 import S3Server

from cvscreen.adapters.files.s3 import S3FileStore
from cvscreen.domain.errors import FileStoreUnavailable, StoredFileMissing
from cvscreen.ports.files import FileStore
from cvscreen.testing.files import content, stored
from cvscreen.testing.samples import a_key, chunks_of

SECRET = "cvscreen-test-secret"
NOBODY_LISTENS = "s3://key:the-secret@bucket?endpoint=http://127.0.0.1:1&seconds=1"


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[S3Server]:
    """A server that a test may stop."""
    with own_server(S3Server, tmp_path) as own:
        yield own


async def told(files: S3FileStore) -> set[str]:
    """What each method says; all of them have to fail."""
    key, said = a_key(), set()
    for attempt in (
        files.put(key, chunks_of(b"one")),
        content(files, key),
        files.delete(key),
        stored(files),
        files.ping(),
    ):
        with pytest.raises(FileStoreUnavailable) as raised:
            await attempt
        said.add(raised.value.detail)
    return said


@pytest.mark.servers("s3")
@pytest.mark.parametrize(
    ("right", "wrong", "advice"),
    [
        (f":{SECRET}@", ":another-secret@", "refuses the secret, which is not that of the access key: see to the key"),
        ("//cvscreen-test:", "//another-key:", "refuses the access key, which nobody there knows: see to the key"),
    ],
)
async def test_wrong_credentials_are_told_without_them(
    server: Callable[[str], RealServer], right: str, wrong: str, advice: str
) -> None:
    url = server("s3").fresh()
    async with s3_files(url.replace(right, wrong), migrated=False) as files:
        (detail,) = await told(files)
        with pytest.raises(FileStoreUnavailable):
            await files.migrate()
    assert advice in detail
    assert "another" not in detail
    assert SECRET not in detail


@pytest.mark.servers("s3")
async def test_a_missing_bucket_says_what_to_run(server: Callable[[str], RealServer]) -> None:
    async with s3_files(server("s3").fresh(), migrated=False) as files:
        for attempt in (files.ping(), stored(files), files.delete(a_key()), content(files, a_key())):
            with pytest.raises(FileStoreUnavailable, match="does not exist: run cvscreen migrate"):
                await attempt


async def test_no_credentials_at_all_are_told_as_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    async with s3_files("s3://bucket?endpoint=http://127.0.0.1:1", migrated=False) as files:
        (detail,) = await told(files)
    assert "is not open without credentials: write s3://key:secret@bucket, or set the AWS_" in detail


@pytest.mark.servers("s3")
async def test_credentials_come_from_the_usual_variables(
    server: Callable[[str], RealServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server("s3").fresh()
    user, _, place = url.removeprefix("s3://").partition("@")
    key, _, secret = user.partition(":")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
    async with s3_files(f"s3://{place}") as files:
        assert (await files.ping()).detail


async def test_a_server_that_is_not_there_is_told_by_its_endpoint_and_bucket() -> None:
    async with s3_files(NOBODY_LISTENS, migrated=False) as files:
        (detail,) = await told(files)
    assert detail == (
        "bucket 'bucket' at http://127.0.0.1:1 cannot be reached: is the server running, and is the endpoint right?"
    )


async def test_a_proxy_for_the_world_outside_is_not_asked_for_a_store_of_ones_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with store_that_answers(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhey") as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy)
        monkeypatch.setenv("http_proxy", proxy)
        async with s3_files(NOBODY_LISTENS, migrated=False) as files:
            with pytest.raises(FileStoreUnavailable, match="cannot be reached"):
                await content(files, a_key())


async def test_a_file_that_breaks_off_halfway_is_no_file() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: binary/octet-stream\r\n\r\nonly so much"
    async with (
        store_that_answers(answer) as endpoint,
        s3_files(f"s3://key:secret@bucket?endpoint={endpoint}", migrated=False) as files,
    ):
        with pytest.raises(FileStoreUnavailable, match="broke off in the middle of a file"):
            await content(files, a_key())


@pytest.mark.parametrize(
    ("code", "status", "advice"),
    [
        ("RequestTimeTooSkewed", 403, "refuses this machine's clock: set it"),
        ("AccessDenied", 403, "does not allow this: grant s3:ListBucket"),
        ("SlowDown", 503, "is busy or broken: try again"),
        ("Wicked\r\nThing", 400, "answers WickedThing: see the server's log"),
    ],
)
async def test_what_a_server_refuses_is_told_with_what_to_do(code: str, status: int, advice: str) -> None:
    body = f"<Error><Code>{code}</Code><Message>a secret of theirs</Message></Error>".encode()
    answer = (
        f"HTTP/1.1 {status} No\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
    async with (
        store_that_answers(answer) as endpoint,
        s3_files(f"s3://key:secret@bucket?endpoint={endpoint}", migrated=False) as files,
    ):
        (detail,) = await told(files)
    assert advice in detail
    assert "secret" not in detail


async def test_a_server_that_is_no_object_store_is_told_as_such() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html"
    async with (
        store_that_answers(answer) as endpoint,
        s3_files(f"s3://key:secret@bucket?endpoint={endpoint}", migrated=False) as files,
    ):
        for attempt in (stored(files), files.ping()):
            with pytest.raises(FileStoreUnavailable):
                await attempt


async def test_a_full_disk_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    async with s3_files(NOBODY_LISTENS, migrated=False) as files:
        with pytest.raises(FileStoreUnavailable, match="the folder for temporary files fails"):
            await files.put(a_key(), zeros(1))


async def recovered(files: FileStore, key: str) -> bytes:
    """The file, once the server that has just started serves files too."""
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(FileStoreUnavailable):
                return await content(files, key)
            await asyncio.sleep(0.1)


async def test_a_server_that_was_away_is_used_again_when_it_is_back(mine: S3Server) -> None:
    key, lost = a_key(), a_key()
    async with s3_files(f"{mine.fresh()}&seconds=2") as files:
        await files.put(key, chunks_of(b"one"))
        mine.stop()
        assert len(await told(files)) == 1
        mine.start()
        assert await recovered(files, key) == b"one"
        with pytest.raises(StoredFileMissing):
            await content(files, lost)
        await files.put(lost, zeros(9))
        assert set(await stored(files)) == {key, lost}


async def test_the_loop_goes_on_while_the_server_hangs(mine: S3Server) -> None:
    url = f"{mine.fresh()}&seconds=0.5&at_once=2"
    async with s3_files(url) as files:
        await files.put(a_key(), chunks_of(b"one"))
        mine.send(signal.SIGSTOP)
        waiting = [asyncio.create_task(files.put(a_key(), chunks_of(b"two"))) for _ in range(4)]
        rounds = 0
        while not all(task.done() for task in waiting):
            await asyncio.sleep(0.001)
            rounds += 1
        assert rounds > 100
        for task in waiting:
            with pytest.raises(FileStoreUnavailable, match="does not answer in time"):
                await task
        mine.send(signal.SIGCONT)
        key = a_key()
        await files.put(key, chunks_of(b"three"))
        assert await content(files, key) == b"three"


async def test_whoever_is_cancelled_while_the_server_hangs_leaves_no_file(mine: S3Server) -> None:
    url, reached = f"{mine.fresh()}&seconds=0.5", asyncio.Event()

    async def hanging() -> AsyncIterator[bytes]:
        async for chunk in zeros(9):
            yield chunk
        mine.send(signal.SIGSTOP)
        reached.set()
        async for chunk in zeros(9):
            yield chunk

    async with s3_files(url) as files:
        upload = asyncio.create_task(files.put(a_key(), hanging()))
        await reached.wait()
        upload.cancel()
        with pytest.raises(asyncio.CancelledError):
            await upload
        mine.send(signal.SIGCONT)
        assert await stored(files) == {}
    assert Bucket(url).names() == set()


async def test_reading_is_given_up_at_once_while_the_server_hangs(mine: S3Server) -> None:
    key = a_key()
    async with s3_files(f"{mine.fresh()}&seconds=600") as files:
        await files.put(key, zeros(9))
        mine.send(signal.SIGSTOP)
        reading = asyncio.create_task(content(files, key))
        await asyncio.sleep(0.1)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        mine.send(signal.SIGCONT)
        assert len(await content(files, key)) == 9 * 2**20


async def test_who_asks_how_a_server_is_that_hangs_takes_one_thread_in_all(mine: S3Server) -> None:
    async with s3_files(f"{mine.fresh()}&seconds=600&at_once=2") as files:
        mine.send(signal.SIGSTOP)
        for _ in range(5):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await files.ping()
        mine.send(signal.SIGCONT)
        await files.put(a_key(), chunks_of(b"one"))
        assert (await files.ping()).detail
