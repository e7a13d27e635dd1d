"""A real server in a process of its own, and what a client does with it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

EMAIL = "ada@example.com"
PASSWORD = "correct horse battery"


class Server:
    """`cvscreen serve` on a free port, with those settings; what it prints is kept in `output`."""

    program: tuple[str, ...] = ("-m", "cvscreen")

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder / "data"
        self._environment = os.environ | {"CVSCREEN_DATA_DIR": str(folder / "data")} | settings
        self._process: subprocess.Popen[str] | None = None
        self._reading: threading.Thread | None = None
        self.output: list[str] = []
        self.url = ""

    def start(self) -> Self:
        """Start it, and wait until it says where it listens."""
        command = [sys.executable, *self.program, "serve", "--port", "0"]
        self._process = subprocess.Popen(
            command,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        stdout: Any = self._process.stdout
        for line in stdout:
            self.output.append(line)
            if found := re.search(r"listens on (http://\S+?),", line):
                self.url = found[1]
                self._reading = threading.Thread(target=self._read, args=(stdout,), daemon=True)
                self._reading.start()
                return self
        raise RuntimeError(f"the server did not start: {''.join(self.output)}")

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        return self._end(signal.SIGTERM)

    def client(self, **options: Any) -> httpx.Client:
        """A client of it."""
        return httpx.Client(base_url=self.url, timeout=30, **options)

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(how)
        code = process.wait(timeout=60)
        if self._reading is not None:
            self._reading.join(timeout=60)
        return code

    def _read(self, stdout: Any) -> None:
        with stdout:
            self.output.extend(stdout)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()


def token_of(client: httpx.Client, email: str = EMAIL) -> str:
    """An access token for the account, which is made if need be."""
    credentials = {"email": email, "password": PASSWORD}
    client.post("/api/auth/register/", json=credentials)
    answer = client.post("/api/auth/login/", json=credentials)
    answer.raise_for_status()
    token: str = answer.json()["access"]
    return token


def bearer(token: str) -> dict[str, str]:
    """The header that shows who calls."""
    return {"Authorization": f"Bearer {token}"}
