"""The servers that are measured, each a process of its own while the context is open."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from measuring import CVSCREEN, ROOT

SECRET = secrets.token_hex()
"""One for all services of a run: a token of one is good for those that open its data folder later."""

_PIDS: dict[int, int] = {}


@contextlib.contextmanager
def service(folder: Path, **settings: str) -> Iterator[int]:
    """The port of the service, without limits and with a queue that nobody works off; `settings` are added."""
    quiet = {
        "CVSCREEN_DATA_DIR": str(folder / "data"),
        "CVSCREEN_QUEUE": "memory:",
        "CVSCREEN_RATE_LIMIT": "off",
        "CVSCREEN_LOGIN_LIMIT": "off",
        "CVSCREEN_ACCOUNT_LIMIT": "off",
        "CVSCREEN_ADMIN_LIMIT": "off",
        "CVSCREEN_ENV": "production",
        "CVSCREEN_SECRET": SECRET,
    }
    port = _free_port()
    yield from _running([*CVSCREEN, "serve", "--port", str(port)], port, quiet | settings)


@contextlib.contextmanager
def bare(sizes: dict[str, int]) -> Iterator[int]:
    """The port of the bare app, whose constants have those names and sizes (bytes)."""
    port = _free_port()
    script = str(ROOT / "benchmarks" / "bare_app.py")
    yield from _running([sys.executable, script, str(port), *(f"{k}={v}" for k, v in sizes.items())], port, {})


def pid_of(port: int) -> int:
    """The process of the server that listens there."""
    return _PIDS[port]


def _running(command: list[str], port: int, settings: dict[str, str]) -> Iterator[int]:
    with subprocess.Popen(
        command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    ) as process:
        _PIDS[port] = process.pid
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        time.sleep(0.05)
    raise RuntimeError("the server does not listen")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
