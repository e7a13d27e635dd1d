"""From the command line's paths to CVs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cvscreen.domain.documents import Document
from cvscreen.domain.errors import FileNotReadable
from cvscreen.entrypoints.cv_files import load, shown
from cvscreen.usecases.loading import Source


class Found(NamedTuple):
    """The CVs to screen, each once, and the folders that hold none."""

    sources: tuple[Source, ...]
    empty_folders: tuple[str, ...]


def find(paths: tuple[str, ...], max_bytes: int) -> Found:
    """Files as named, and the PDFs in folders and their subfolders, hidden ones apart.

    A path that is not there, or a folder that may not be read, is a source that fails to load.
    """
    sources: dict[str, Source] = {}
    empty: list[str] = []
    for path in paths:
        found = list(_in_folder(path, max_bytes)) if Path(path).is_dir() else [_file(path, max_bytes)]
        if not found:
            empty.append(shown(path))
        for real_path, source in found:
            sources.setdefault(real_path, source)
    return Found(tuple(sources.values()), tuple(empty))


def _in_folder(folder: str, max_bytes: int) -> Iterator[tuple[str, Source]]:
    unreadable: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(root, name)  # noqa: PTH118 - the name is shown as it was given, "./" and all
            if _is_pdf(path):
                yield _file(path, max_bytes)
    for error in unreadable:
        yield _closed_folder(str(error.filename))


def _is_pdf(path: str) -> bool:
    """By its name; a dead link is taken, to be reported, a pipe or device is not."""
    name = Path(path).name
    wanted = name.lower().endswith(".pdf") and not name.startswith(".")
    return wanted and (Path(path).is_file() or Path(path).is_symlink())


def _file(path: str, max_bytes: int) -> tuple[str, Source]:
    return os.path.realpath(path), Source(shown(path), partial(load, path, max_bytes))


def _closed_folder(path: str) -> tuple[str, Source]:
    def fail() -> Document:
        raise FileNotReadable("the folder may not be read: check its permissions")

    return os.path.realpath(path), Source(shown(path), fail)
