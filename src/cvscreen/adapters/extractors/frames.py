"""What goes over the pipes between a parser process and its parent: frames, a length in front of each.

A request is a header (its number, the page limit, whether to mask, the size) and the PDF's bytes as they are; a reply
is one JSON value.
Both ends import this module, so it stays small: the parser process writes JSON with the standard library, which is
there anyway, and only the parent, which must not trust it, imports msgspec to check what it reads.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

from cvscreen.domain.errors import Failure
from cvscreen.domain.text import CVText

MAX_REPLY_BYTES = 64 * 2**20
"""Longer replies are not read: two million characters take 8 MB, the rest is room for spans."""

_REQUEST = struct.Struct(">QQ?Q")
_REPLY = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Reply:
    """One of three: the parser's name, said once when it is ready; a document's text; or what went wrong.

    `number` is that of the request: one answer too many must not pass for the next document's.
    """

    number: int = 0
    name: str | None = None
    text: CVText | None = None
    failure: Failure | None = None


class Request(NamedTuple):
    """A document to read."""

    number: int
    max_pages: int
    masked: bool
    content: bytes


class FrameTooLongError(Exception):
    """The other side announced more than it may send."""


def pack_request(request: Request) -> bytes:
    """A request as the parser process reads it."""
    header = _REQUEST.pack(request.number, request.max_pages, request.masked, len(request.content))
    return header + request.content


def read_request(pipe: BinaryIO) -> Request | None:
    """The next request; None when the parent has closed the pipe or is gone."""
    header = pipe.read(_REQUEST.size)
    if len(header) < _REQUEST.size:
        return None
    number, max_pages, masked, size = _REQUEST.unpack(header)
    content = pipe.read(size)
    return Request(number, max_pages, masked, content) if len(content) == size else None


def pack_reply(reply: Reply) -> bytes:
    """A reply as the parent reads it. Raises UnicodeEncodeError for text that is not valid Unicode."""
    payload = json.dumps(reply, default=_fields, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return _REPLY.pack(len(payload)) + payload


def take_reply(buffer: bytearray) -> Reply | None:
    """Cut the first reply off the buffer; None while it is not whole.

    Raises FrameTooLongError or msgspec.MsgspecError (DecodeError, ValidationError) for what is not a reply:
    a process that parses foreign bytes is not to be trusted.
    """
    import msgspec

    if len(buffer) < _REPLY.size:
        return None
    (size,) = _REPLY.unpack_from(buffer)
    if size > MAX_REPLY_BYTES:
        raise FrameTooLongError(f"a reply of {size} bytes")
    end = _REPLY.size + size
    if len(buffer) < end:
        return None
    payload = bytes(buffer[_REPLY.size : end])
    del buffer[:end]
    return msgspec.json.decode(payload, type=Reply)


def _fields(value: Any) -> dict[str, Any]:
    """A value of ours, all of which have slots, as JSON has it; the parent checks whether it got what it should."""
    return {name: getattr(value, name) for name in value.__slots__}
