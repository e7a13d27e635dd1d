"""One parser process, seen from its parent."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Iterator
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
from cvscreen.adapters.extractors.spawning import Limits, kill, spawn
from cvscreen.adapters.extractors.turns import NotTakenError, Turns
from cvscreen.domain.errors import CVError, InternalError, ParserCrashed, ParserTimedOut, error_of
from cvscreen.domain.text import CVText
from cvscreen.ports.extractors import ExtractionRequest

START_SECONDS = 60.0
"""How long a process may take to be ready: importing its library on a busy machine."""
AT_ONCE = 3
"""So many documents a process is given: the one that it reads, and the next. Some take a tenth of others' time."""
_STDIN, _STDOUT = 0, 1


class WorkerProcess(asyncio.SubprocessProtocol):
    """A process that runs one parser, and reads one document after the other.

    It is given further documents while it reads one, so that it never waits for its parent. What goes wrong is the
    matter of the document being read alone: those behind it are not taken, and can be given to another process.
    It masks what it reads, if asked: its parent has enough to do, and need not even import what masks.
    It is `usable` until a time-out, a crash, a cancelled call or an answer that nobody waits for: then its owner kills
    it.
    """

    def __init__(self, target: str, limits: Limits) -> None:
        self.documents = 0
        self.in_hand = 0
        self.gone = asyncio.Event()
        self._target = target
        self._limits = limits
        self._broken = False
        self._name: str | None = None
        self._buffer = bytearray()
        self._arrived = asyncio.Event()
        self._starting = asyncio.Lock()
        self._turns = Turns()
        self._transport: asyncio.SubprocessTransport | None = None

    @property
    def usable(self) -> bool:
        """Whether it reads what it has in hand, and can be given another document when that is done."""
        if self._broken or self.gone.is_set():
            return False
        if self.in_hand:
            return True
        return self._turns.left is None and not (self._name and self._buffer) and self._lives()

    @property
    def has_room(self) -> bool:
        """Whether it can be given a document now."""
        return self.usable and self._turns.left is None and self.in_hand < AT_ONCE

    async def ready(self) -> str:
        """Wait until the parser is loaded; its name. Raises ParserCrashed if it does not load."""
        with self._one_more():
            await self._start()
            async with self._turns.turn:
                with self._breaking():
                    return await self._named()

    async def parse(self, request: ExtractionRequest, patience: float | None) -> CVText:
        """The document's text. Errors as in TextExtractor.extract; NotTakenError if its turn does not come.

        `patience` is for how many seconds it waits for each document ahead, where there are other processes.
        """
        self.documents += 1
        number = self.documents
        with self._one_more():
            await self._start()
            self._send(pack_request(Request(number, request.max_pages, request.masked, request.content)))
            await self._turns.take(number, patience)
            try:
                return await self._answer(number)
            finally:
                self._turns.turn.release()

    @contextlib.contextmanager
    def _one_more(self) -> Iterator[None]:
        self.in_hand += 1
        try:
            yield
        finally:
            self.in_hand -= 1

    async def _start(self) -> None:
        async with self._starting:
            if self._transport is None and not self._broken:
                with self._breaking():
                    await spawn(self, self._target, self._limits)
            if self._broken:
                self.kill()
                raise NotTakenError

    async def _named(self) -> str:
        if self._name is None:
            reply = await self._reply(START_SECONDS)
            if reply.name is None:
                raise ParserCrashed(
                    f"the parser does not start: {reply.failure.detail if reply.failure else 'no name'}"
                )
            self._name = reply.name
            self._turns.count()
        return self._name

    async def _answer(self, number: int) -> CVText:
        if self._broken:
            raise NotTakenError
        with self._breaking():
            await self._named()
            reply = await self._reply(self._limits.seconds)
            if reply.number != number:
                raise ParserCrashed("the parser process answered out of turn: try again")
            if reply.text is None and (reply.failure is None or reply.failure.code == ParserCrashed.code):
                raise self._error(reply)
        if reply.text is None:
            raise self._error(reply)
        return reply.text

    @contextlib.contextmanager
    def _breaking(self) -> Iterator[None]:
        """Whatever is raised inside, the process is of no use any more: it owes an answer, or cannot be trusted."""
        try:
            yield
        except BaseException:
            self._broken = True
            raise

    def kill(self) -> None:
        """End it at once, whatever it does; `gone` is set when it has ended."""
        self._broken = True
        if self._transport is None and not self._starting.locked():
            self.gone.set()
        if self._transport is None or self.gone.is_set():
            return
        if self._transport.get_returncode() is None:
            with contextlib.suppress(ProcessLookupError):
                kill(self._transport)
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

    def _lives(self) -> bool:
        return self._transport is None or self._transport.get_returncode() is None

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
