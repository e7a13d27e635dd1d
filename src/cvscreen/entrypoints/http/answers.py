"""Answers that are bytes already, with their ETags."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from litestar.types import Receive, Scope, Send

from cvscreen.entrypoints.http.exchange import Exchange, Header

_TAG = 24
"""Bytes of an ETag in hexadecimal: 96 bits, more than enough to tell the states of one resource apart."""

encoder = msgspec.json.Encoder()


class Answer:
    """An answer that is sent as it is."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Iterable[Header], body: bytes = b"") -> None:
        self.status = status
        self.headers = list(headers)
        self.body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        del scope, receive
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


def tagged(body: object) -> bytes:
    """The body as JSON with its ETag before it: what is remembered."""
    content = encoder.encode(body)
    return _tag(content) + content


def content_of(remembered: bytes) -> bytes:
    """The JSON of what is remembered."""
    return remembered[_TAG:]


def retagged(content: bytes) -> bytes:
    """JSON with its ETag before it."""
    return _tag(content) + content


def cached_answer(exchange: Exchange, remembered: bytes) -> Answer:
    """The answer, or 304 if the client has it. The ETag is weak: compressed and plain answers share it."""
    tag = b'W/"%b"' % remembered[:_TAG]
    if exchange.if_none_match is not None and is_among(tag, exchange.if_none_match):
        return Answer(304, [(b"etag", tag)])
    return json_answer(200, remembered[_TAG:], [(b"etag", tag)])


def json_answer(status: int, content: bytes, headers: Iterable[Header] = ()) -> Answer:
    """An answer in JSON."""
    kind = (b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))
    return Answer(status, [*kind, *headers], content)


def is_among(tag: bytes, named: bytes) -> bool:
    """Whether If-None-Match names the ETag, by the weak comparison (RFC 9110, 8.8.3.2 and 13.1.2)."""
    opaque = tag.removeprefix(b"W/")
    return any(entry.strip() == b"*" or entry.strip().removeprefix(b"W/") == opaque for entry in named.split(b","))


def _tag(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_TAG // 2).hexdigest().encode()
