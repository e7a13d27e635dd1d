"""The file stores beside what they are made of: an upload by the bare driver, and a copy of a file."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from measuring import ROOT, Row

sys.path.insert(0, str(ROOT / "tests" / "support"))

from boto3.s3.transfer import TransferConfig
from object_stores import Bucket
from real_servers.s3 import S3Server

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.ports.files import FileStore
from cvscreen.ports.health import Migrates

MB = 2**20
PIECE = os.urandom(64 * 1024)
LARGE = PIECE * (50 * MB // len(PIECE))
CV = LARGE[: 200 * 1024]
CVS, AT_ONCE, SERIES = 400, 16, 5
PARALLEL, EACH = 50, 10 * MB

Work = Callable[[], Awaitable[object]]


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="cvs-") as name:
        return [*asyncio.run(_folder_rows(Path(name))), *_bucket_rows(Path(name))]


def _bucket_rows(folder: Path) -> list[Row]:
    with _server(folder / "s3") as url:
        found = asyncio.run(_rows_on(url))
        return [*found, _memory_row("S3", url), _memory_row("file", f"file://{folder}/many")]


async def _rows_on(url: str) -> list[Row]:
    bucket = Bucket(url)
    async with _files(url) as files:
        key = _key()
        large = await _in_turn(
            lambda: files.put(key, _chunks(LARGE)), lambda: asyncio.to_thread(_sent_raw, bucket, threads=False)
        )
        side_by_side = await _in_turn(
            lambda: files.put(key, _chunks(LARGE)), lambda: asyncio.to_thread(_sent_raw, bucket, threads=True)
        )
        read = await _in_turn(lambda: _read(files, key), lambda: asyncio.to_thread(_read_raw, bucket, key))
        small = await _in_turn(lambda: _put_many(files), lambda: asyncio.to_thread(_put_many_raw, bucket))
    return [
        _share("S3, upload of 50 MB, share of boto3's one by one", *large, len(LARGE)),
        _share("the same, boto3 sending the parts side by side", *side_by_side, len(LARGE)),
        _share("S3, download of 50 MB, share of boto3's one by one", *read, len(LARGE)),
        _share(f"S3, {CVS} uploads of 200 KB, {AT_ONCE} at once, share of boto3's", *small, CVS * len(CV)),
    ]


async def _folder_rows(folder: Path) -> list[Row]:
    async with _files(f"file://{folder}/files") as files:
        key = _key()
        written = await _in_turn(
            lambda: files.put(key, _chunks(LARGE)), lambda: asyncio.to_thread(_copied, folder, LARGE)
        )
        read = await _in_turn(lambda: _read(files, key), lambda: asyncio.to_thread((folder / "copy").read_bytes))
        small = await _in_turn(lambda: _put_many(files), lambda: asyncio.to_thread(_copied_many, folder))
    return [
        _share("file store, writing 50 MB, share of a copy that waits for the disk", *written, len(LARGE)),
        _share("file store, reading 50 MB, share of reading it at once", *read, len(LARGE)),
        _share(f"file store, {CVS} times 200 KB, {AT_ONCE} at once, share of such copies", *small, CVS * len(CV)),
    ]


def _share(name: str, ours: float, theirs: float, size: int) -> Row:
    rates = f"{size / MB / ours:.0f} MB/s / {size / MB / theirs:.0f} MB/s"
    return Row(name, f"{theirs / ours:.0%}", "", rates)


async def _in_turn(ours: Work, theirs: Work) -> tuple[float, float]:
    """The medians, in seconds, after one warm run of each."""
    await ours(), await theirs()
    runs = [(await _seconds(ours), await _seconds(theirs)) for _ in range(SERIES)]
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


async def _seconds(work: Work) -> float:
    begun = time.perf_counter()
    await work()
    return time.perf_counter() - begun


async def _read(files: FileStore, key: str) -> None:
    async with files.get(key) as chunks:
        async for _ in chunks:
            pass


async def _put_many(files: FileStore) -> None:
    limit = asyncio.Semaphore(AT_ONCE)

    async def put() -> None:
        async with limit:
            await files.put(_key(), _chunks(CV))

    await asyncio.gather(*(put() for _ in range(CVS)))


def _sent_raw(bucket: Bucket, *, threads: bool) -> None:
    bucket.client.upload_fileobj(
        BytesIO(LARGE), bucket.place.bucket, _key(), Config=TransferConfig(use_threads=threads)
    )


def _read_raw(bucket: Bucket, key: str) -> None:
    one_by_one = TransferConfig(use_threads=False)
    bucket.client.download_fileobj(bucket.place.bucket, key, BytesIO(), Config=one_by_one)


def _put_many_raw(bucket: Bucket) -> None:
    def put(_: int) -> Any:
        return bucket.client.put_object(Bucket=bucket.place.bucket, Key=_key(), Body=CV)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(put, range(CVS)))


def _copied(folder: Path, content: bytes, name: str = "copy") -> None:
    with (folder / name).open("wb") as file:
        for start in range(0, len(content), len(PIECE)):
            file.write(content[start : start + len(PIECE)])
        file.flush()
        os.fsync(file.fileno())


def _copied_many(folder: Path) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda _: _copied(folder, CV, _key()), range(CVS)))


def _memory_row(name: str, url: str) -> Row:
    command = [sys.executable, str(ROOT / "benchmarks" / "bench_files.py"), url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    growth = float(done.stdout)
    raw = f"{growth / PARALLEL:.1f} MB an upload"
    return Row(
        f"{name} store, memory for {PARALLEL} uploads of 10 MB at once", f"{growth:.0f} MB", "100 MB at most", raw
    )


async def _growth(url: str) -> float:
    """How far the most memory that this process ever held rose, MB, after one upload by itself."""
    async with _files(url) as files:
        content = LARGE[:EACH]
        await files.put(_key(), _chunks(content))
        before = _peak()
        await asyncio.gather(*(files.put(_key(), _chunks(content)) for _ in range(PARALLEL)))
        return _peak() - before


def _peak() -> float:
    # The kernel's own mark, as that of getrusage begins with what the parent process had.
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    """The content as it comes from a network, each chunk after another turn of the loop."""
    for start in range(0, len(content), len(PIECE)):
        await asyncio.sleep(0)
        yield content[start : start + len(PIECE)]


@asynccontextmanager
async def _files(url: str) -> AsyncIterator[FileStore]:
    async with open_adapter("files", Opening(url=AdapterURL(url), clock=SystemClock())) as files:
        if isinstance(files, Migrates):
            await files.migrate()
        yield files


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    server = S3Server(folder)
    server.start()
    try:
        yield server.fresh()
    finally:
        server.stop()


def _key() -> str:
    return uuid.uuid4().hex * 2


if __name__ == "__main__":
    print(asyncio.run(_growth(sys.argv[1])))
