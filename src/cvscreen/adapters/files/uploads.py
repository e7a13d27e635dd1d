"""Writing a file so that it is there whole, or not at all, whatever crashes in between. Blocking calls."""

from __future__ import annotations

import contextlib
import os
import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SAME_TIME = 10**9
"""Nanoseconds; nobody asks how old a file is to the second."""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Upload:
    """A file that is being written under a temporary name in `folder`."""

    def __init__(self, folder: Path) -> None:
        # A name of its own, which is no secret: the system's random bytes cost a fight for the interpreter.
        self._path = folder / f"{random.getrandbits(128):032x}"
        self._descriptor: int | None = None
        self.started = False
        """Whether there is a file under the temporary name."""
        self.size = 0

    def start(self) -> None:
        """Make the file, for our eyes only."""
        self._descriptor = os.open(self._path, _NEW_FILE, 0o600)
        self.started = True

    def write(self, chunk: bytes) -> None:
        """Append the chunk."""
        rest = memoryview(chunk)
        while rest:
            written = os.write(self._opened(), rest)
            self.size += written
            rest = rest[written:]

    def commit(self, target: Path, now: datetime) -> None:
        """Give the file its name and its time. Once this returns, it survives a power cut."""
        stored_at = (now - _EPOCH) // timedelta(microseconds=1) * 1000
        # The system's own time will do, where it is the clock's: each call may cost a fight for the interpreter.
        if abs(stored_at - time.time_ns()) > _SAME_TIME:
            os.utime(self._path, ns=(stored_at, stored_at))
        os.fsync(self._opened())
        self._close()
        self._path.replace(target)
        self.started = False
        flush_folder(target.parent)

    def discard(self) -> None:
        """Leave nothing behind; harmless after a commit."""
        self._close()
        if self.started:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _opened(self) -> int:
        if self._descriptor is None:
            raise RuntimeError("the upload has not started")
        return self._descriptor

    def _close(self) -> None:
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            os.close(descriptor)


def age(status: os.stat_result, now: datetime) -> timedelta:
    """How long ago the file was committed, by the clock that committed it."""
    stored_at = _EPOCH + timedelta(microseconds=status.st_mtime_ns // 1000)
    return max(now - stored_at, timedelta(0))


def make_folder(folder: Path) -> None:
    """Make a folder for our eyes only, and let its name survive a power cut, even if another process just made it."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Write the names in the folder to the disk; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
