"""All servers of a test session: each is started once, when the first test asks for it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkdtemp

from real_servers.server import MissingServer, RealServer


class ServerHouse:
    """Keeps the servers that were started."""

    def __init__(self, kinds: Mapping[str, type[RealServer]], folder: Path) -> None:
        self._kinds = kinds
        self._folder = folder
        self._servers: dict[str, RealServer] = {}
        self._failed: dict[str, MissingServer | RuntimeError] = {}

    def start(self, names: Iterable[str]) -> None:
        """Start those that do not run yet, side by side; one that does not start is told when it is asked for."""
        new = [name for name in names if name not in self._servers and name not in self._failed]
        with ThreadPoolExecutor(max_workers=max(1, len(new))) as pool:
            list(pool.map(self._start, new))

    def server(self, name: str) -> RealServer:
        """The server, running. Raises MissingServer, and RuntimeError if it does not start."""
        self.start([name])
        if name in self._failed:
            raise self._failed[name]
        return self._servers[name]

    def close(self) -> None:
        """Stop all of them."""
        for server in self._servers.values():
            server.stop()
        self._servers.clear()

    def _start(self, name: str) -> None:
        server = self._kinds[name](self._folder / name)
        try:
            server.start()
        except (MissingServer, RuntimeError) as error:
            self._failed[name] = error
        else:
            self._servers[name] = server


@contextlib.contextmanager
def temporary_house(kinds: Mapping[str, type[RealServer]]) -> Iterator[ServerHouse]:
    """A house in a folder that goes with it. The folder's name is short: sockets stand in it."""
    folder = Path(mkdtemp(prefix="cvs-"))
    house = ServerHouse(kinds, folder)
    try:
        yield house
    finally:
        house.close()
        shutil.rmtree(folder, ignore_errors=True)
