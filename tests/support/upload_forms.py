"""Forms, byte by byte."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
from http_house import EVALUATIONS, PROMPT, HttpHouse

FILE = 'Content-Disposition: form-data; name="file"; filename="cv.pdf"'


def form(*parts: tuple[str, bytes], end: bytes = b"--x--\r\n") -> bytes:
    """A body of parts: the headers of each, and its content."""
    blocks = [b"--x\r\n" + headers.encode() + b"\r\n\r\n" + content + b"\r\n" for headers, content in parts]
    return b"".join(blocks) + end


def text(name: str, content: bytes = PROMPT.encode()) -> tuple[str, bytes]:
    """A part that is no file."""
    return f'Content-Disposition: form-data; name="{name}"', content


async def posted(house: HttpHouse, who: dict[str, str], body: Any, **headers: str) -> httpx.Response:
    """The answer to a body as it is."""
    usual = {"Content-Type": "multipart/form-data; boundary=x"}
    return await house.client.post(EVALUATIONS, content=body, headers=usual | who | headers)


class Unread:
    """A body that nobody should read."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        raise AssertionError("somebody read the body")
