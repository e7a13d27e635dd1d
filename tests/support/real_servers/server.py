"""What all real servers have in common: a process in a folder of its own, on a port that it keeps."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

PATIENCE_SECONDS = 60.0


class MissingServer(Exception):
    """The server is not on this machine; the text says how to get it."""


class RealServer(ABC):
    """One server. With `CVSCREEN_TEST_<NAME>_URL` it is yours, and is neither started nor stopped."""

    name: ClassVar[str]
    install: ClassVar[str]
    """The line that installs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.given = os.environ.get(f"CVSCREEN_TEST_{self.name.upper()}_URL")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where it listens, as an adapter's URL."""

    @abstractmethod
    def fresh(self) -> str:
        """The URL of a corner of the server (a database, a bucket, a prefix) in which there is nothing."""

    def emptied(self) -> str:
        """The URL of a corner in which there is nothing but what `migrate` has made there: quicker to come by."""
        return self.fresh()

    @abstractmethod
    def command(self) -> list[str]:
        """What to run. Raises MissingServer."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers in its own protocol."""

    def prepare(self) -> None:  # noqa: B027 - most need nothing
        """Make what the server needs in its folder before its first start."""

    def environment(self) -> dict[str, str]:
        """Variables to add to those of this process."""
        return {}

    def start(self) -> None:
        """Start it, again too, and wait until it answers. Raises MissingServer."""
        if self.given is not None or self._process is not None:
            return
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            self.prepare()
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=os.environ | self.environment(),
                start_new_session=True,
            )
        self._wait()

    def stop(self, with_signal: signal.Signals = signal.SIGKILL) -> None:
        """End it; what it has stored stays, as far as it has."""
        if self._process is not None:
            self.send(with_signal)
            self._process.wait(PATIENCE_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process = None

    def send(self, with_signal: signal.Signals) -> None:
        """Signal it and its children, such as SIGSTOP and SIGCONT for a server that hangs."""
        assert self._process is not None, f"{self.name} is not ours to signal"
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, with_signal)

    def _wait(self) -> None:
        assert self._process is not None
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.is_ready():
            if self._process.poll() is not None or time.monotonic() > end:
                log = (self.folder / "log").read_text(errors="replace")[-1500:]
                self.stop()
                raise RuntimeError(f"{self.name} did not start:\n{log}")
            time.sleep(0.03)


def free_port() -> int:
    """A port of the loopback address that nobody listens on, below those that connections are given meanwhile."""
    while True:
        port = random.randrange(12_000, 30_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def asked(port: int, question: bytes, answer: bytes) -> bool:
    """Whether the server on that port answers the question so."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
        connection.sendall(question)
        return connection.recv(1024).startswith(answer)
    return False


def program(name: str, install: str) -> str:
    """The path of a program, beside this Python or on PATH. Raises MissingServer."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        raise MissingServer(f"{name} is not here: {install}")
    return found
