"""Connections whose other side dawdles, on a real server that is little patient."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn

from cvscreen.entrypoints.http.connections import PatientProtocol

LONG = 2**25
HEAD = b"Host: x\r\nContent-Length: 1000000\r\n\r\n"


class HastyProtocol(PatientProtocol):
    patience = 0.2


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answers at once, whatever is still to come: `/long` with more than any buffer between us holds."""
    body = b"x" * (LONG if scope["path"] == "/long" else 2)
    headers = [(b"content-length", b"%d" % len(body))]
    if scope["path"] == "/slow":
        await asyncio.sleep(4 * HastyProtocol.patience)
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
    FINISHED.append(scope["path"])
    if scope["path"] == "/long":
        LONG_ONE.set()


FINISHED: list[str] = []
LONG_ONE = asyncio.Event()


@pytest.fixture
async def port() -> AsyncIterator[int]:
    FINISHED.clear()
    config = uvicorn.Config(app, http=HastyProtocol, lifespan="off", log_config=None, timeout_keep_alive=30)
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    with contextlib.closing(listener):
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        yield listener.getsockname()[1]
        server.should_exit = True
        await serving


@contextlib.asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
    try:
        yield reader, writer
    finally:
        writer.close()


async def test_one_that_says_nothing_is_closed(port: int) -> None:
    async with connected(port) as (reader, _):
        assert await reader.read() == b""


async def test_one_whose_head_comes_drop_by_drop_is_closed(port: int) -> None:
    async with connected(port) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
        closed = asyncio.ensure_future(reader.read())
        for _ in range(1000):
            writer.write(b"X: y\r\n")
            await asyncio.wait({closed}, timeout=0.02)
            if closed.done():
                break
        assert closed.done()
        assert FINISHED == []


async def test_one_that_goes_on_with_a_body_after_its_answer_is_closed(port: int) -> None:
    async with connected(port) as (reader, writer):
        writer.write(b"POST / HTTP/1.1\r\n" + HEAD)
        await reader.readuntil(b"xx")
        closed = asyncio.ensure_future(reader.read())
        for _ in range(1000):
            with contextlib.suppress(ConnectionError):
                writer.write(b"y")
            await asyncio.wait({closed}, timeout=0.02)
            if closed.done():
                break
        assert closed.done()


async def test_one_that_does_not_read_its_answer_is_closed_and_nobody_waits_for_it(port: int) -> None:
    async with connected(port) as (_, writer):
        writer.write(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
        await LONG_ONE.wait()


async def test_one_that_waits_for_a_slow_answer_gets_it(port: int) -> None:
    async with connected(port) as (reader, writer):
        writer.write(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.readuntil(b"xx")).startswith(b"HTTP/1.1 200")


async def test_one_request_after_the_other_is_answered(port: int) -> None:
    async with connected(port) as (reader, writer):
        for _ in range(3):
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
            await asyncio.sleep(HastyProtocol.patience / 2)
            writer.write(b"\r\n")
            await reader.readuntil(b"xx")
            await asyncio.sleep(HastyProtocol.patience * 2)
        assert len(FINISHED) == 3


MALFORMED = {
    "no-http": b"GARBAGE\r\n\r\n",
    "no-host": b"GET / HTTP/1.1\r\n\r\n",
    "bad-length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "space-before-colon": b"GET / HTTP/1.1\r\nHost: x\r\nName : y\r\n\r\n",
    "endless-head": b"GET / HTTP/1.1\r\nHost: x\r\nName: " + b"y" * 100_000,
}


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
async def test_what_is_no_request_is_answered_with_a_problem(port: int, sent: bytes) -> None:
    async with connected(port) as (reader, writer):
        writer.write(sent)
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 Bad Request")
    assert b"content-type: application/problem+json" in head
    assert b"connection: close" in head
    problem = json.loads(body)
    assert (problem["status"], problem["code"], problem["retryable"]) == (400, "malformed_request", False)
    assert FINISHED == []


async def test_a_body_that_turns_out_malformed_after_its_answer_ends_the_connection(port: int) -> None:
    async with connected(port) as (reader, writer):
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        await reader.readuntil(b"xx")
        writer.write(b"no chunk\r\n")
        assert await reader.read() == b""
