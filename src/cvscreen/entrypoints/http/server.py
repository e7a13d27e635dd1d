"""The server process: uvicorn around the app."""

from __future__ import annotations

import asyncio
import contextlib
import logging.config
import signal
import socket
from types import FrameType

import click
import uvicorn

from cvscreen.domain.errors import SettingsError
from cvscreen.entrypoints.http.app import app_of
from cvscreen.entrypoints.http.connections import PatientProtocol
from cvscreen.entrypoints.http.services import open_services
from cvscreen.entrypoints.logs import logging_config
from cvscreen.entrypoints.loops import new_loop
from cvscreen.entrypoints.readers import who_reads
from cvscreen.settings import Settings

IDLE_SECONDS = 30
"""So long a connection without a request stays open."""

MAX_HEAD_BYTES = 64 * 1024
"""What all headers of a request may take together; h11 refuses more with 400 and hangs up."""

BACKLOG = 2048


def serve(settings: Settings, host: str, port: int, grace_seconds: int) -> None:
    """Run until SIGINT or SIGTERM; requests under way then get so many seconds, and work is handed back.

    Raises SettingsError, also if the address cannot be had, and StorageError.
    """
    logging.config.dictConfig(logging_config(settings))
    with contextlib.closing(_listening(host, port)) as listener, asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(_serve(settings, listener, grace_seconds))


async def _serve(settings: Settings, listener: socket.socket, grace_seconds: int) -> None:
    """Open the service first: what is wrong with it then is an error of ours, not a trace of the server's."""
    async with open_services(settings) as services:
        if settings.url("queue").scheme == "inline" and (told := who_reads(services.identity)):
            click.echo(f"Note: {told}", err=True)
        app = app_of(settings, lambda: contextlib.nullcontext(services))
        config = uvicorn.Config(
            app,
            http=PatientProtocol,
            h11_max_incomplete_event_size=MAX_HEAD_BYTES,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=grace_seconds,
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
        )
        await _Server(config, _address(listener), app.state.closing).serve(sockets=[listener])


class _Server(uvicorn.Server):
    """Says where it listens once it does, and ends without ending the process: the service is closed after it.

    `closing` is set when it is told to end, so that streams do not keep it waiting.
    """

    def __init__(self, config: uvicorn.Config, address: str, closing: asyncio.Event) -> None:
        super().__init__(config)
        self._shown = address
        self._closing = closing

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            click.echo(f"cvscreen listens on {self._shown}, try {self._shown}/api/schema/swagger-ui/")

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        del frame
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True
        self._closing.set()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        raise SettingsError(f"{host}:{port} cannot be listened on ({error.strerror}): choose another --port") from None
    listener.setblocking(False)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
