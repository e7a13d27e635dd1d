"""One server for a data folder, as long as a part of it is in the memory of its process."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cvscreen.domain.errors import InvalidSetting, SettingsError
from cvscreen.settings import PREFIX, Settings

LOCK = "serve.lock"
_IN_MEMORY = ("cache", "limits", "progress")
_EMBEDDED = ("users", "tokens", "evaluations", "files")

_log = logging.getLogger(__name__)


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """Hold `<data_dir>/serve.lock` while the context is open, if two servers there would not see each other's changes.

    They would not if a store is in the data folder and what is remembered, counted or told is in memory. The lock ends
    with the process, however that ends; other commands and `Screening` do not ask for it. Blocking. Raises
    SettingsError if another process has it, InvalidSetting if the folder cannot be written.
    """
    in_memory = [name for name in _IN_MEMORY if getattr(settings, name).startswith("memory:")]
    if not in_memory or all(getattr(settings, store) for store in _EMBEDDED):
        yield
        return
    with _opened(Path(settings.data_dir)) as descriptor:
        _lock(descriptor, settings, in_memory)
        try:
            yield
        finally:
            _unlock(descriptor)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        reason = error.strerror or error
        raise InvalidSetting(f"{PREFIX}DATA_DIR: {folder} fails: {reason}. See to it that we may write there") from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _lock(descriptor: int, settings: Settings, in_memory: list[str]) -> None:
    try:
        import fcntl
    except ModuleNotFoundError:  # there is none for Windows
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SettingsError(_refusal(descriptor, settings, in_memory)) from None
    except OSError as error:
        _log.warning("no lock can be had in %s (%s): run one server there only", settings.data_dir, error.strerror)
        return
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, b"%d\n" % os.getpid(), 0)


def _unlock(descriptor: int) -> None:
    """Closing alone would leave it to a process that is being started right now, until it runs its own program."""
    with contextlib.suppress(ModuleNotFoundError, OSError):
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _refusal(descriptor: int, settings: Settings, in_memory: list[str]) -> str:
    pid = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
    names = ", ".join(PREFIX + name.upper() for name in in_memory)
    return (
        f"another server (process {pid}) works in {settings.data_dir}, and what is in its memory ({names}) would not "
        f"be in this one's: stop it, or give this one another {PREFIX}DATA_DIR"
    )
