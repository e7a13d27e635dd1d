"""A Redis of a test's own, to be stopped and frozen, and adapters on it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from own_servers import own_server
from real_servers.redis import RedisServer

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, SharedClients, open_adapter
from cvscreen.adapters.urls import AdapterURL

Away = Callable[[RedisServer], AbstractContextManager[None]]


@contextmanager
def own_redis(folder: Path) -> Iterator[RedisServer]:
    """A running one, which may be stopped, started again (empty) and frozen."""
    with own_server(RedisServer, folder) as server:
        yield server


@contextmanager
def frozen(server: RedisServer) -> Iterator[None]:
    """The server hangs: it takes connections, and answers nothing."""
    server.send(signal.SIGSTOP)
    try:
        yield
    finally:
        server.send(signal.SIGCONT)


@contextmanager
def stopped(server: RedisServer) -> Iterator[None]:
    """There is no server; afterwards there is one that is empty."""
    server.stop()
    try:
        yield
    finally:
        server.start()


def opened(port: str, url: str, clients: SharedClients | None = None) -> AbstractAsyncContextManager[Any]:
    """The adapter of a port's folder."""
    return open_adapter(port, Opening(url=AdapterURL(url), clock=SystemClock(), clients=clients))


async def well(ping: Callable[[], Awaitable[Any]]) -> None:
    """Wait until it answers."""
    async with asyncio.timeout(20):
        while True:
            try:
                await ping()
            except Exception:  # noqa: BLE001 - whatever is wrong, it shall pass
                await asyncio.sleep(0.05)
            else:
                return


def told(server: RedisServer, *command: str) -> str:
    """What the server answers to somebody else."""
    done = subprocess.run(
        ["redis-cli", "-p", str(server.port), *command], check=True, capture_output=True, text=True, timeout=30
    )
    return done.stdout.strip()
