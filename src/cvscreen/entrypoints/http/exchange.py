"""One request and its answer as they pass the gateway: counted, and given the headers that all answers have."""

from __future__ import annotations

import asyncio
import random
import re
import time
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import cast

from litestar.types import HTTPReceiveMessage, HTTPResponseBodyEvent, HTTPResponseStartEvent, Message, Receive, Send

from cvscreen.domain.limits import Allowance, Rate
from cvscreen.domain.tokens import Caller
from cvscreen.entrypoints.http.open_streams import OpenStreams
from cvscreen.entrypoints.http.refusals import Refusal
from cvscreen.entrypoints.http.services import Services

GZIP_ABOVE = 1024
"""Bytes; below, compressing costs more than it saves."""

_GZIP_LEVEL = 4
_COMPRESSIBLE = (b"application/json", b"application/problem+json", b"text/plain", b"text/javascript", b"text/css")
_TAKES_GZIP = re.compile(
    rb"(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[01](?:\.\d*)?\s*)?(?:,|$)", re.IGNORECASE
)
"""An Accept-Encoding that names gzip, and not only to refuse it (RFC 9110, 12.5.3)."""

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,128}")
Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a body may pause, and how many it may take in all."""

    idle: float = 30.0
    total: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often each group of calls may be called; None: without a limit."""

    evaluations: Rate | None
    accounts: Rate | None
    admin: Rate | None


@dataclass(frozen=True, slots=True)
class House:
    """What all requests to one app share: use cases, rates of calls, headers of every answer, streams."""

    services: Services
    rates: Rates
    standing: list[Header]
    patience: Patience
    streams: OpenStreams


class Exchange:
    """What is known of a request beside its scope, and of its answer so far. It wraps `receive` and `send`."""

    __slots__ = (
        "_deadline",
        "_held",
        "_patience",
        "_receive",
        "_send",
        "_standing",
        "allowance",
        "authorization",
        "begun",
        "bodiless",
        "caller",
        "content_type",
        "cut",
        "gzips",
        "if_none_match",
        "ip",
        "rates",
        "request_id",
        "sent",
        "services",
        "status",
        "streams",
        "user_agent",
    )

    def __init__(self, house: House, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._standing = house.standing
        self._patience = house.patience
        self.services = house.services
        self.rates = house.rates
        self.streams = house.streams
        self._deadline = 0.0
        self._held: HTTPResponseStartEvent | None = None
        self.begun = time.perf_counter()
        self.request_id = ""
        self.authorization: bytes | None = None
        self.content_type: bytes | None = None
        self.user_agent: bytes | None = None
        self.ip: str | None = None
        self.gzips = False
        self.bodiless = False
        self.if_none_match: bytes | None = None
        self.caller: Caller | None = None
        self.allowance: Allowance | None = None
        self.status = 0
        self.sent = 0
        self.cut = False

    def read(self, headers: dict[bytes, bytes], client: tuple[str, int] | None) -> None:
        """Take from the headers, and from where they come, what an answer depends on."""
        self.ip = client[0] if client else None
        self.authorization = headers.get(b"authorization")
        self.content_type = headers.get(b"content-type")
        self.user_agent = headers.get(b"user-agent")
        self.if_none_match = headers.get(b"if-none-match")
        self.gzips = _TAKES_GZIP.search(headers.get(b"accept-encoding", b"")) is not None
        given = headers.get(b"x-request-id")
        self.request_id = given.decode() if given and _REQUEST_ID.fullmatch(given) else _new_id()

    async def receive(self) -> HTTPReceiveMessage:
        """The next piece of the body. Raises a Refusal if it is too long in coming."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if not self._deadline:
            self._deadline = now + self._patience.total
        try:
            async with asyncio.timeout_at(min(now + self._patience.idle, self._deadline)):
                message = cast("HTTPReceiveMessage", await self._receive())
        except TimeoutError:
            raise Refusal("upload_timed_out", "the rest of the body did not arrive in time: send it again") from None
        self.cut = self.cut or message["type"] == "http.disconnect"
        return message

    async def body(self) -> AsyncIterator[bytes]:
        """The body as it arrives. Raises a Refusal if it is too long in coming, or cut off."""
        more = True
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise Refusal("invalid_form", "the body was cut off: send it again")
            more = message.get("more_body", False)
            if content := message["body"]:
                yield content

    async def send(self, message: Message) -> None:
        """Pass the answer on; one that may be compressed waits for its body."""
        if message["type"] == "http.response.start":
            await self._start(message)
        elif message["type"] == "http.response.body":
            await self._body(message)
        else:
            await self._send(message)

    async def _start(self, message: HTTPResponseStartEvent) -> None:
        self.status = message["status"]
        headers = message["headers"] = [*message["headers"], (b"x-request-id", self.request_id.encode())]
        names = {name for name, _ in headers}
        headers += [header for header in self._standing if header[0] not in names]
        if self.allowance is not None:
            headers += _allowance_headers(self.allowance)
        if _may_compress(headers):
            headers.append((b"vary", b"accept-encoding"))
            if self.gzips:
                self._held = message
                return
        await self._send(message)

    async def _body(self, message: HTTPResponseBodyEvent) -> None:
        body = message["body"]
        if self._held is not None:
            start, self._held = self._held, None
            if not message.get("more_body", False):
                message["body"] = body = gzipped(body)
                start["headers"] = [*_without_length(start), _length(body), (b"content-encoding", b"gzip")]
            await self._send(start)
        if self.bodiless:
            message["body"] = body = b""
        self.sent += len(body)
        await self._send(message)


def _new_id() -> str:
    """It has to be another, not a secret: the system's random bytes cost a fight for the interpreter."""
    return f"{random.getrandbits(128):032x}"


def gzipped(body: bytes) -> bytes:
    """The body as gzip has it."""
    packer = zlib.compressobj(_GZIP_LEVEL, wbits=31)
    return packer.compress(body) + packer.flush()


def _allowance_headers(allowance: Allowance) -> list[Header]:
    """The headers of draft-ietf-httpapi-ratelimit-headers-07, which most clients know."""
    rate = allowance.rate
    reset = -(-allowance.reset_after.total_seconds() // 1)
    return [
        (b"ratelimit-limit", b"%d" % rate.times),
        (b"ratelimit-remaining", b"%d" % allowance.remaining),
        (b"ratelimit-reset", b"%d" % reset),
        (b"ratelimit-policy", b"%d;w=%d" % (rate.times, rate.period.total_seconds())),
    ]


def _may_compress(headers: list[Header]) -> bool:
    kind, length = b"", 0
    for name, value in headers:
        if name == b"content-type":
            kind = value
        elif name == b"content-length":
            length = int(value)
        elif name == b"content-encoding":
            return False
    return length >= GZIP_ABOVE and kind.startswith(_COMPRESSIBLE)


def _without_length(start: HTTPResponseStartEvent) -> list[Header]:
    return [header for header in start["headers"] if header[0] != b"content-length"]


def _length(body: bytes) -> Header:
    return b"content-length", b"%d" % len(body)
