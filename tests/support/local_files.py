"""A folder of files on this machine's disk, and what is found in it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.files.local import LocalFileStore
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.ports.clocks import Clock

KEY = "ab" + "0" * 62


def store_in(root: Path, clock: Clock | None = None) -> AbstractAsyncContextManager[LocalFileStore]:
    """The store that keeps its files there."""
    return open_adapter("files", Opening(url=AdapterURL(f"file://{root}"), clock=clock or SystemClock()))


def names(root: Path) -> set[str]:
    """The names of all files below the folder."""
    return {path.name for path in root.rglob("*") if not path.is_dir()}
