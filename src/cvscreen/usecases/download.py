"""Giving the CV back to its owner."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cvscreen.domain.evaluations import CV
from cvscreen.ports.files import FileStore
from cvscreen.usecases.owned import ReadEvaluation


class DownloadCV:
    """The document of one of an owner's evaluations."""

    def __init__(self, read: ReadEvaluation, files: FileStore) -> None:
        self._read = read
        self._files = files

    @asynccontextmanager
    async def __call__(self, owner: str, evaluation_id: str) -> AsyncIterator[tuple[CV, AsyncIterator[bytes]]]:
        """The document and its bytes, while the context is open.

        Entering raises EvaluationNotFound, also if it is somebody else's, and StoredFileMissing.
        """
        evaluation = await self._read(owner, evaluation_id)
        async with self._files.get(evaluation.cv.key) as chunks:
            yield evaluation.cv, chunks
