"""Files in a folder of this machine.

A file lies under `<root>/ab/<key>`, where the key starts with ab; what is being written lies in `<root>/.incoming`,
so that whatever is under its key is whole.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import stat
import time
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from cvscreen.adapters.files.keys import checked, is_key
from cvscreen.adapters.files.uploads import Upload, age, flush_folder, make_folder
from cvscreen.adapters.registry import Opening
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import FileStoreUnavailable, InvalidSetting, StoredFileMissing
from cvscreen.ports.clocks import Clock
from cvscreen.ports.files import StoredFile
from cvscreen.ports.health import Health

CHUNK = 64 * 1024
GATHERED = 256 * 1024
"""Bytes that wait for each other before a thread writes them: a CV mostly takes one way there and back."""

STALE = timedelta(days=1)
"""An upload that nobody wrote to for so long is what a crash left."""
LOW_SPACE = 2**30

_INCOMING = ".incoming"
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
Result = TypeVar("Result")


class LocalOptions(msgspec.Struct, frozen=True):
    """There are none."""


class LocalFileStore:
    """Files under a folder that exists and belongs to the store alone. Blocking calls are made in threads."""

    def __init__(self, root: Path, clock: Clock) -> None:
        self._root = root
        self._clock = clock
        self._durable: set[Path] = set()
        """Folders whose names this process knows to survive a power cut."""

    async def put(self, key: str, chunks: AsyncIterable[bytes]) -> int:
        """Store the chunks under the key. Raises ValueError if it is none."""
        target = self._path(key)
        upload, pieces, size = Upload(self._root / _INCOMING), list[bytes](), 0
        try:
            async for chunk in chunks:
                pieces.append(chunk)
                size += len(chunk)
                if size >= GATHERED:
                    await _in_thread(partial(self._write, upload, pieces))
                    pieces, size = [], 0
            await _in_thread(partial(self._commit, upload, pieces, target))
        finally:
            upload.discard()
        return upload.size

    @asynccontextmanager
    async def get(self, key: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The file's chunks of at most 64 KB. Raises StoredFileMissing, or ValueError if it is no key."""
        path = self._path(key)
        async with aclosing(self._chunks(path)) as chunks:
            # The first step opens the file, so that a missing one is told on entering.
            await anext(chunks)
            yield chunks

    async def delete(self, key: str) -> None:
        """Remove the file; it may be gone already."""
        path = self._path(key)
        await _in_thread(lambda: self._remove(path))

    async def list(self, *, older_than: timedelta) -> AsyncIterator[StoredFile]:
        """All files stored at least that long ago; what crashed uploads left is removed by the way."""
        await _in_thread(self._remove_stale)
        for folder in await _in_thread(lambda: _folders(self._root)):
            for file in await _in_thread(partial(self._stored, folder)):
                if file.age >= older_than:
                    yield file

    async def ping(self) -> Health:
        """Whether the folder takes files, and how much room there is. Raises FileStoreUnavailable."""
        free = await _in_thread(self._free)
        low = "free some space on that disk" if free < LOW_SPACE else None
        return Health(f"a folder on this machine with {free / 2**30:.1f} GB free", low)

    def _path(self, key: str) -> Path:
        return self._root / checked(key)[:2] / key

    def _write(self, upload: Upload, pieces: Sequence[bytes]) -> None:
        if not upload.started:
            _refuse_links(self._root, self._root / _INCOMING)
            upload.start()
        # At once: each call into the system may cost this thread a fight for the interpreter.
        upload.write(b"".join(pieces))

    def _commit(self, upload: Upload, pieces: Sequence[bytes], target: Path) -> None:
        self._write(upload, pieces)
        self._make_ready(target.parent)
        upload.commit(target, self._clock.now())

    def _make_ready(self, folder: Path) -> None:
        if folder in self._durable:
            # Somebody may have cleared it away while it was empty.
            with contextlib.suppress(FileNotFoundError):
                _refuse_links(folder)
                return
        make_folder(folder)
        _refuse_links(folder)
        self._durable.add(folder)

    def _remove(self, path: Path) -> None:
        with contextlib.suppress(FileNotFoundError):
            _refuse_links(self._root, path.parent)
            path.unlink()
            flush_folder(path.parent)

    async def _chunks(self, path: Path) -> AsyncGenerator[bytes]:
        """First an empty chunk as soon as the file is open, then its content."""
        descriptor: list[int] = []
        try:
            await _in_thread(lambda: descriptor.append(self._opened(path)))
            yield b""
            while chunk := await _in_thread(lambda: os.read(descriptor[0], CHUNK)):
                yield chunk
        finally:
            for opened in descriptor:
                os.close(opened)

    def _opened(self, path: Path) -> int:
        try:
            _refuse_links(self._root, path.parent)
            return os.open(path, _READ)
        except FileNotFoundError:
            raise StoredFileMissing(f"there is no file {path.name}: it was erased, or never stored") from None

    def _stored(self, folder: Path) -> tuple[StoredFile, ...]:
        found, now = [], self._clock.now()
        for entry in os.scandir(folder):
            if is_key(entry.name):
                with contextlib.suppress(FileNotFoundError):
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(status.st_mode):
                        found.append(StoredFile(entry.name, status.st_size, age(status, now)))
        return tuple(found)

    def _remove_stale(self) -> None:
        # By the machine's time, which every write leaves on the file, not by the clock.
        before = time.time() - STALE.total_seconds()
        for entry in os.scandir(self._root / _INCOMING):
            with contextlib.suppress(FileNotFoundError):
                if entry.stat(follow_symlinks=False).st_mtime < before:
                    Path(entry.path).unlink()

    def _free(self) -> int:
        probe = Upload(self._root / _INCOMING)
        try:
            self._write(probe, ())
        finally:
            probe.discard()
        return shutil.disk_usage(self._root).free


@asynccontextmanager
async def open(opening: Opening) -> AsyncIterator[LocalFileStore]:  # noqa: A001 - every adapter module has an open
    """The store in `file:///absolute/folder` or `file:relative/folder`, made if need be."""
    root = local_path(opening.url)
    yield LocalFileStore(await _in_thread(lambda: _made(root)), opening.clock)


def local_path(url: AdapterURL) -> Path:
    """The absolute folder that the URL names, taken literally. Raises InvalidSetting if it names none."""
    url.options(LocalOptions)
    location = url.location
    if location.startswith("//"):
        location = location[2:]
        if not Path(location).is_absolute():
            raise InvalidSetting(f"{url.masked!r} names a host: write file:///absolute/folder or file:relative/folder")
    if not location:
        raise InvalidSetting(f"{url.masked!r} names no folder: write file:///absolute/folder or file:relative/folder")
    return Path(location).absolute()


def _made(root: Path) -> Path:
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    resolved = root.resolve()
    flush_folder(resolved.parent)
    make_folder(resolved / _INCOMING)
    return resolved


def _refuse_links(*folders: Path) -> None:
    """Whoever can put a link among our folders must not make us write or read elsewhere."""
    for folder in folders:
        if stat.S_ISLNK(os.lstat(folder).st_mode):
            raise FileStoreUnavailable(
                f"{folder} leads out of the file store: find out who put a link there, remove it"
            )


def _folders(folder: Path) -> list[Path]:
    found = (entry for entry in os.scandir(folder) if len(entry.name) == 2)
    return [Path(entry.path) for entry in found if entry.is_dir(follow_symlinks=False)]


async def _in_thread(call: Callable[[], Result]) -> Result:
    """What the blocking call returns. When cancelled, wait for its end first: nothing runs on behind our back."""
    ending = asyncio.get_running_loop().run_in_executor(None, _translated(call))
    try:
        return await asyncio.shield(ending)
    except asyncio.CancelledError:
        while not ending.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({ending})
        ending.exception()
        raise


def _translated(call: Callable[[], Result]) -> Callable[[], Result]:
    def run() -> Result:
        with _errors_translated():
            return call()

    return run


@contextmanager
def _errors_translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileStoreUnavailable(
            f"the file store's folder fails: {error.strerror or error}. See to free space, permissions and the disk"
        ) from error
