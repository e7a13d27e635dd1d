"""Load over several connections, by a lean client, so that it is the server that is measured."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CONNECTIONS = 8


@dataclass(frozen=True)
class Load:
    """What a series of requests took: requests a second, and the times of the median and of the slowest hundredth."""

    per_second: float
    p50_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return f"{self.per_second:.0f}/s, p50 {self.p50_ms:.1f} ms, p99 {self.p99_ms:.1f} ms"


def request(method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def load(port: int, requests: Iterable[bytes], count: int, status: int = 200) -> Load:
    """Send so many of the requests, over and over, each connection one at a time. Another status is an error."""
    turn: Iterator[bytes] = itertools.islice(itertools.cycle(requests), count)
    times: list[float] = []
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(_connection(port, turn, times, status))
    took = time.perf_counter() - begun
    cuts = statistics.quantiles(times, n=100)
    return Load(len(times) / took, cuts[49] * 1000, cuts[98] * 1000)


async def _connection(port: int, turn: Iterator[bytes], times: list[float], status: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for sent in turn:
        begun = time.perf_counter()
        writer.write(sent)
        found, _ = await answer(reader)
        times.append(time.perf_counter() - begun)
        if found != status:
            raise RuntimeError(f"expected {status}, got {found} to {sent[:200]!r}")
    writer.close()


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """The status and the body of one answer with a length."""
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    length = 0
    if (at := lowered.find(b"content-length:")) >= 0:
        length = int(lowered[at + 15 : lowered.index(b"\r\n", at)])
    body = await reader.readexactly(length) if length else b""
    return int(head[9:12]), body
