"""One parser process, seen from its parent."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from dataclasses import dataclass
from typing import cast

import msgspec

from cvscreen.adapters.extractors.frames import (
    MAX_REPLY_BYTES,
    FrameTooLongError,
    Reply,
    Request,
    pack_request,
    take_reply,
)
from cvscreen.domain.errors import CVError, InternalError, ParserCrashed, ParserTimedOut, error_of
from cvscreen.domain.text import CVText
from cvscreen.ports.extractors import ExtractionRequest

START_SECONDS = 60.0
"""How long a process may take to be ready: importing its library on a busy machine."""
KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
"""All of the environment that a parser process sees: enough to load its library, and no secret."""
_STDIN, _STDOUT = 0, 1

# Neither the working directory (-P) nor the user's own packages (-s) decide what the child imports. It is given its
# parent's path instead, so that both run the same code, however that was installed.
_COMMAND = ("-P", "-s", "-m", "cvscreen.adapters.extractors.parse_worker")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds of wall clock, and megabytes of address space of its process."""

    seconds: float
    memory_mb: int


class WorkerProcess(asyncio.SubprocessProtocol):
    """A process that runs one parser, and reads one document at a time.

    It is `fit` for the next document while it lives, is ready and owes no reply. After a time-out, a crash or a
    cancelled call it is not, and its owner kills it.
    """

    def __init__(self, limits: Limits) -> None:
        self.documents = 0
        self.gone = asyncio.Event()
        self._limits = limits
        self._owing = False
        self._name: str | None = None
        self._buffer = bytearray()
        self._arrived = asyncio.Event()
        self._transport: asyncio.SubprocessTransport | None = None

    @classmethod
    async def start(cls, target: str, limits: Limits) -> WorkerProcess:
        """Start a process for the parser `module:name`, without waiting until it is ready."""
        options = [target, str(limits.seconds), str(limits.memory_mb)]
        try:
            _, process = await asyncio.get_running_loop().subprocess_exec(
                lambda: cls(limits),
                *[sys.executable, *_COMMAND, *options],
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError as error:
            raise ParserCrashed(f"no parser process can be started: {error}") from error
        return process

    @property
    def fit(self) -> bool:
        """Whether it can be given a document."""
        return self._name is not None and not self._owing and not self._buffer and self._alive()

    async def ready(self) -> str:
        """Wait until the parser is loaded; its name. Raises ParserCrashed if it does not load."""
        if self._name is not None:
            return self._name
        reply = await self._reply(START_SECONDS)
        if reply.name is None:
            raise ParserCrashed(f"the parser does not start: {reply.failure.detail if reply.failure else 'no name'}")
        self._name = reply.name
        return reply.name

    async def parse(self, request: ExtractionRequest) -> CVText:
        """The document's text. Errors as in TextExtractor.extract."""
        self._owing = True
        self.documents += 1
        self._send(pack_request(Request(self.documents, request.max_pages, request.content)))
        await self.ready()
        reply = await self._reply(self._limits.seconds)
        if reply.number != self.documents:
            raise ParserCrashed("the parser process answered out of turn: try again")
        if reply.text is None:
            self._owing = reply.failure is None or reply.failure.code == ParserCrashed.code
            raise self._error(reply)
        self._owing = False
        return reply.text

    def kill(self) -> None:
        """End it at once, whatever it does; `gone` is set when it has ended."""
        if self._transport is None or self.gone.is_set():
            return
        if self._transport.get_returncode() is None:
            with contextlib.suppress(ProcessLookupError):
                _kill(self._transport)
        for fd in (_STDIN, _STDOUT):
            if (pipe := self._transport.get_pipe_transport(fd)) is not None:
                pipe.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Part of SubprocessProtocol."""
        self._transport = cast("asyncio.SubprocessTransport", transport)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Part of SubprocessProtocol."""
        if fd != _STDOUT:
            return
        self._buffer += data
        self._arrived.set()
        if len(self._buffer) > 2 * MAX_REPLY_BYTES:
            self.kill()

    def connection_lost(self, exc: Exception | None) -> None:
        """Part of SubprocessProtocol: the process has ended and its pipes are closed."""
        del exc
        if self._transport is not None:
            self._transport.close()
        self.gone.set()
        self._arrived.set()

    def _alive(self) -> bool:
        return self._transport is not None and not self.gone.is_set() and self._transport.get_returncode() is None

    def _send(self, frame: bytes) -> None:
        pipe = None if self._transport is None else self._transport.get_pipe_transport(_STDIN)
        if pipe is not None:
            # Not awaited: a process that does not read is one that has died or will be killed for its time.
            cast("asyncio.WriteTransport", pipe).write(frame)

    async def _reply(self, seconds: float) -> Reply:
        try:
            async with asyncio.timeout(seconds):
                return await self._next_reply()
        except TimeoutError:
            if self._name is None:
                raise ParserCrashed(f"the parser did not start within {seconds:g} s") from None
            raise ParserTimedOut(
                f"reading the PDF took longer than {seconds:g} s and was stopped: export the CV again"
            ) from None
        except (FrameTooLongError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ParserCrashed(f"the parser process did not answer in its protocol: {error}") from None

    async def _next_reply(self) -> Reply:
        while (reply := take_reply(self._buffer)) is None:
            if self.gone.is_set():
                raise ParserCrashed(
                    f"the parser process {self._ending()}: the PDF may be damaged, or need more than "
                    f"{self._limits.memory_mb} MB; export the CV again"
                )
            self._arrived.clear()
            await self._arrived.wait()
        return reply

    def _ending(self) -> str:
        status = None if self._transport is None else self._transport.get_returncode()
        if status is None or status >= 0:
            return f"ended with exit status {status}"
        with contextlib.suppress(ValueError):
            return f"was ended by {signal.Signals(-status).name}"
        return f"was ended by signal {-status}"

    def _error(self, reply: Reply) -> CVError | InternalError:
        error = None if reply.failure is None else error_of(reply.failure)
        if isinstance(error, ParserCrashed):
            return ParserCrashed(f"{error.detail} ({self._limits.memory_mb} MB): export the CV again")
        return error if isinstance(error, CVError) else InternalError(f"{self._name} answered neither text nor error")


def _environment() -> dict[str, str]:
    path = [os.path.abspath(entry) for entry in sys.path]  # noqa: PTH100 # an empty entry is the working directory
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path)}


def _kill(transport: asyncio.SubprocessTransport) -> None:
    if sys.platform == "win32":
        transport.kill()
    else:
        # Not transport.kill(): it polls the process, and takes its exit status from the loop if it is just ending.
        os.kill(transport.get_pid(), signal.SIGKILL)
