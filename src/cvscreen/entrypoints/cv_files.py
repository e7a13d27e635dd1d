"""CVs as callers hand them over: paths, bytes, open files, streams."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path
from typing import BinaryIO

from cvscreen.domain.documents import Document, check_size
from cvscreen.domain.errors import FileNotReadable

CHUNK = 64 * 1024
"""Bytes read at a time."""

CVFile = str | os.PathLike[str] | bytes | BinaryIO
"""A path, the PDF's bytes, or a file opened in binary mode."""

CVStream = CVFile | AsyncIterable[bytes]
"""The same, or the PDF's bytes in chunks of any size."""

_UNNAMED = "cv.pdf"


def load(cv: CVFile, max_bytes: int, filename: str | None = None) -> Document:
    """The CV in memory, of which no more than the limit is read.

    Raises FileNotReadable if there is no such file or it may not be read, and FileTooLarge.
    """
    content = cv if isinstance(cv, bytes) else _read(cv, max_bytes)
    check_size(len(content), max_bytes)
    return Document(filename or name_of(cv), content)


async def chunks(cv: CVStream) -> AsyncIterator[bytes]:
    """The CV's bytes piece by piece, files read in a thread. Raises FileNotReadable."""
    if isinstance(cv, bytes):
        for start in range(0, len(cv), CHUNK):
            yield cv[start : start + CHUNK]
    elif isinstance(cv, AsyncIterable):
        async for chunk in cv:
            yield chunk
    else:
        async for chunk in _file_chunks(cv):
            yield chunk


def name_of(cv: CVStream) -> str:
    """The file's own name without its folder, or `cv.pdf` for what has none."""
    path = cv if isinstance(cv, str | os.PathLike) else getattr(cv, "name", None)
    return shown(Path(path).name) or _UNNAMED if isinstance(path, str | os.PathLike) else _UNNAMED


def shown(path: str) -> str:
    """A path as text that can be encoded: bytes of it that are no UTF-8 become question marks."""
    return path.encode(errors="replace").decode()


def _read(cv: str | os.PathLike[str] | BinaryIO, max_bytes: int) -> bytes:
    if not isinstance(cv, str | os.PathLike):
        return _read_file(cv, max_bytes)
    try:
        check_size(Path(cv).stat().st_size, max_bytes)
        with _opened(cv) as file:
            return _read_file(file, max_bytes)
    except (OSError, ValueError) as error:
        raise _not_readable(error) from None


def _read_file(file: BinaryIO, max_bytes: int) -> bytes:
    content = bytearray()
    while len(content) <= max_bytes and (chunk := _next_chunk(file)):
        content += chunk
    return bytes(content)


async def _file_chunks(cv: str | os.PathLike[str] | BinaryIO) -> AsyncIterator[bytes]:
    if not isinstance(cv, str | os.PathLike):
        while chunk := await asyncio.to_thread(_next_chunk, cv):
            yield chunk
        return
    try:
        file = await asyncio.to_thread(_opened, cv)
    except (OSError, ValueError) as error:
        raise _not_readable(error) from None
    with file:
        while chunk := await asyncio.to_thread(_next_chunk, file):
            yield chunk


def _opened(path: str | os.PathLike[str]) -> BinaryIO:
    """The file, open. A pipe that nobody writes to is refused, as opening it would wait for ever."""
    if stat.S_ISFIFO(Path(path).stat().st_mode) and not str(path).startswith("/dev/fd/"):
        raise FileNotReadable("this is a named pipe: give a file")
    return Path(path).open("rb")


def _next_chunk(file: BinaryIO) -> bytes:
    try:
        chunk = file.read(CHUNK)
    except (OSError, ValueError) as error:
        raise _not_readable(error) from None
    if not isinstance(chunk, bytes):
        raise TypeError("a CV is read as bytes: open the file with mode 'rb'")
    return chunk


def _not_readable(error: OSError | ValueError) -> FileNotReadable:
    if isinstance(error, FileNotFoundError):
        return FileNotReadable("there is no such file: check its path")
    if isinstance(error, PermissionError):
        return FileNotReadable("the file may not be read: check its permissions")
    if isinstance(error, IsADirectoryError):
        return FileNotReadable("this is a folder: name a PDF in it")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return FileNotReadable(f"the file cannot be read ({reason}): check its path")
