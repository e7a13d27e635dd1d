"""A parser that a document can kill, as a hostile PDF kills a real one."""

from __future__ import annotations

import os
import signal
import time
from contextlib import AbstractAsyncContextManager

from cvscreen.adapters.extractors.pool import ParserPool, open_pool
from cvscreen.adapters.registry import Opening
from cvscreen.domain.text import CVText, Page
from cvscreen.testing.extractors_plain import plain_pdf

_DEADLY = b"this kills whoever reads it"


class DyingParser:
    """Reads what `plain_pdf` wrote, unless it is deadly."""

    name = "dying 1.0"

    def read(self, content: bytes, max_pages: int) -> CVText:
        if _DEADLY in content:
            os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(60)
        return CVText((Page(1, content.decode()),))


def open(opening: Opening) -> AbstractAsyncContextManager[ParserPool]:  # noqa: A001 - every adapter module has an open
    """Processes that such documents kill."""
    return open_pool(opening, "dying_parser:DyingParser")


def deadly_pdf(number: int) -> bytes:
    """A CV that kills its parser each time."""
    return plain_pdf(f"Jane Doe\nPython developer number {number}\n{_DEADLY.decode()}")
