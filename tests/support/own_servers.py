"""Servers that one test or module has to itself, to stop, to freeze and to start again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from missing import without
from real_servers import MissingServer, RealServer

Server = TypeVar("Server", bound=RealServer)


@contextmanager
def own_server(kind: type[Server], folder: Path) -> Iterator[Server]:
    """A running one of that kind. A server that is given (`CVSCREEN_TEST_…_URL`) is not ours to stop: that skips."""
    server = kind(folder / kind.name)
    if server.given is not None:
        pytest.skip(f"it stops {kind.name}, and yours is not ours to stop")
    try:
        server.start()
    except MissingServer as missing:
        without(str(missing))
    try:
        yield server
    finally:
        server.stop()
