"""A server on loopback that answers as OpenRouter does, and misbehaves as each test scripts it."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, get, post
from litestar.response import Stream
from running_app import running

MODEL = "test/model"
CONTEXT_LENGTH = 32_000

JSON = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Step:
    """How one call is answered, after so many `seconds`: by `text` of the model, or by whatever else is set.

    `drip` sends the body byte by byte with so many seconds between; `endless` sends one without an end, `broken` half.
    """

    text: str | None = None
    status: int = 200
    body: object = None
    raw: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    seconds: float = 0.0
    drip: float = 0.0
    endless: bool = False
    broken: bool = False
    finish: str = "stop"
    model: str | None = None
    usage: JSON | None = None


def failing(status: int, error: JSON | None = None, **changes: Any) -> Step:
    """An error as OpenRouter sends it."""
    return Step(status=status, body={"error": {"code": status, "message": "no"} | (error or {})}, **changes)


Answers = Callable[[JSON], str | Step]
"""What the model says to a request, or all that becomes of it."""


def redirecting(url: str) -> Step:
    """To another address."""
    return Step(status=307, body={}, headers={"location": url})


def bomb(size: int) -> Step:
    """So many bytes of JSON, packed into few."""
    return Step(raw=gzip.compress(b'{"a": "' + b" " * size + b'"}'), headers={"content-encoding": "gzip"})


class OpenRouterServer:
    """Answers with its steps in turn and stays with the last; without steps, `model` says what to answer.

    It keeps what it was sent, and counts those that are `under_way` and those that `left` before they were answered.
    """

    def __init__(self, steps: Iterable[Step] = (), model: Answers = lambda _: "{}", seconds: float = 0.0) -> None:
        self.play(steps, model, seconds)

    def play(self, steps: Iterable[Step] = (), model: Answers = lambda _: "{}", seconds: float = 0.0) -> None:
        """Begins anew, as another server at the same place."""
        self.steps = list(steps)
        self.model = model
        self.seconds = seconds
        self.requests: list[JSON] = []
        self.headers: list[dict[str, str]] = []
        self.under_way = 0
        self.most_at_once = 0
        self.left = 0
        self.key: JSON = {"limit_remaining": 7.5, "usage_daily": 0.0, "is_free_tier": False}
        self.models: list[JSON] = [{"id": MODEL, "context_length": CONTEXT_LENGTH}]
        self.about: Step | None = None
        """How all is answered that asks no model, if not by `key` and `models`."""
        self.asked_for_models = 0

    def app(self) -> Litestar:
        """The server, to be run."""

        @post("/api/v1/chat/completions", status_code=200)
        async def complete(request: Request[Any, Any, Any]) -> Response[Any] | Stream:
            self.headers.append(dict(request.headers))
            asked = msgspec.json.decode(await request.body())
            self.requests.append(asked)
            step = self._step(asked, len(self.requests) - 1)
            self.under_way += 1
            self.most_at_once = max(self.most_at_once, self.under_way)
            self.left += await _left_within(request, step.seconds)
            self.under_way -= 1
            return self._response(step, asked)

        @get("/api/v1/models")
        async def models() -> Response[Any] | Stream:
            self.asked_for_models += 1
            return self._told(self.models)

        @get("/api/v1/key")
        async def key() -> Response[Any] | Stream:
            return self._told(self.key)

        return Litestar([complete, models, key], openapi_config=None)

    def _told(self, what: object) -> Response[Any] | Stream:
        step = self.about or Step(body={"data": what})
        return self._response(step, {})

    def _step(self, request: JSON, number: int) -> Step:
        if self.steps:
            return self.steps[min(number, len(self.steps) - 1)]
        said = self.model(request)
        return said if isinstance(said, Step) else Step(text=said, seconds=self.seconds)

    def _response(self, step: Step, request: JSON) -> Response[Any] | Stream:
        content = step.raw if step.raw is not None else msgspec.json.encode(self._body(step, request))
        headers = dict(step.headers) | {"content-type": step.content_type}
        if step.drip or step.endless or step.broken:
            return Stream(_slowly(content, step), status_code=step.status, headers=headers)
        return Response(content, status_code=step.status, headers=headers)

    def _body(self, step: Step, request: JSON) -> object:
        if step.body is not None:
            return step.body
        text = step.text or ""
        message = {"role": "assistant", "content": text}
        return {
            "id": "gen-1",
            "model": step.model or request["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": step.finish}],
            "usage": usage_of(request, text) if step.usage is None else step.usage,
        }


def usage_of(request: JSON, text: str) -> JSON:
    """Four characters a token, and a dollar for a million."""
    prompt = sum(len(message["content"]) for message in request["messages"]) // 4
    completion = len(text) // 4
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "cost": (prompt + completion) / 1_000_000,
        "prompt_tokens_details": {"cached_tokens": prompt // 2},
    }


@contextmanager
def served(server: OpenRouterServer) -> Iterator[str]:
    """The base URL, while the server runs."""
    with running(server.app()) as url:
        yield f"{url}/api/v1"


async def _left_within(request: Request[Any, Any, Any], seconds: float) -> bool:
    """Whether the client goes away before so many seconds have passed."""
    if not seconds:
        return False
    try:
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return False
    return True


async def _slowly(content: bytes, step: Step) -> AsyncIterator[bytes]:
    if step.endless:
        while True:
            yield b" " * 65_536
            await asyncio.sleep(0)
    if step.broken:
        yield content[: len(content) // 2]
        raise ConnectionAbortedError
    for byte in content:
        yield bytes([byte])
        await asyncio.sleep(step.drip)
