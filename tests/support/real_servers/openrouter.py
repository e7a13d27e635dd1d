"""A stand-in for OpenRouter, which no test may reach; any server that speaks its API can be given instead."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from pathlib import Path

from real_servers.server import RealServer


class OpenRouterStandIn(RealServer):
    """Runs in a thread of this process. Its model `test/model` judges by words: see `openrouter_models.plain`."""

    name = "openrouter"
    install = "pip install 'cvscreen[server]'"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._stack = ExitStack()
        self._url = ""

    @property
    def url(self) -> str:
        return self.given or self._url

    def fresh(self) -> str:
        return self.url

    def command(self) -> list[str]:
        raise NotImplementedError

    def is_ready(self) -> bool:
        return bool(self.url)

    def start(self) -> None:
        from openrouter_models import plain, saying
        from openrouter_server import OpenRouterServer, served

        if not self.url:
            self._url = self._stack.enter_context(served(OpenRouterServer(model=saying(plain))))

    def stop(self, with_signal: signal.Signals = signal.SIGKILL) -> None:
        self._stack.close()
        self._url = ""
