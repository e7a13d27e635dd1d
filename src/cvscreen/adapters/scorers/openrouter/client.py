"""Asking a model by OpenAI's API, as OpenRouter and servers of one's own speak it.

https://openrouter.ai/docs/api-reference/overview names the fields; those that only OpenRouter knows go to it alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import msgspec

from cvscreen.adapters.scorers.openrouter.context import ContextLength
from cvscreen.adapters.scorers.openrouter.errors import error_of_answer
from cvscreen.adapters.scorers.openrouter.health import health_of
from cvscreen.adapters.scorers.openrouter.patience import Patience, Queue
from cvscreen.adapters.scorers.openrouter.place import OpenRouterPlace
from cvscreen.adapters.scorers.openrouter.spending import Spent
from cvscreen.adapters.scorers.openrouter.wire import Wire, WireAnswer, in_time, opened_wire
from cvscreen.domain.assessment import Usage
from cvscreen.domain.errors import CvscreenError, ScorerBusy, ScorerError, ScorerRefused, ScorerUnavailable
from cvscreen.ports.health import Health
from cvscreen.ports.scorers import Allow, anyway

_UNCUT = {"id": "context-compression", "enabled": False}
"""For models with up to 8,192 tokens it is on by default, and would leave out what is in the middle of a CV:
https://openrouter.ai/docs/guides/features/message-transforms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one side of the talk says; `role` is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """The model's text as it came, whether it was cut for its length, and what it took."""

    text: str
    cut: bool
    usage: Usage


class OpenRouterClient:
    """A few tries a call, all within one deadline."""

    def __init__(self, wire: Wire, place: OpenRouterPlace) -> None:
        self._wire = wire
        self._place = place
        self._context = ContextLength(wire, place.models, place.host)
        self._queue = Queue(place.host)

    async def complete(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object],
        schema_name: str,
        seed: int,
        max_tokens: int | None = None,
        allow: Allow = anyway,
    ) -> Completion:
        """The model's answer, which it was asked to give by the JSON schema.

        `allow` is asked before another try once one was charged. Raises ScorerError, or what `allow` does, with its
        usage.
        """
        asked = self._body(messages, schema, schema_name, seed) | ({"max_tokens": max_tokens} if max_tokens else {})
        body = _encoded(asked)
        del asked  # the texts are in the body, which is all that waits for the answer
        spent = Spent()
        try:
            async with in_time(self._place.seconds, self._place.host) as limit:
                return await self._tried(body, spent, limit, allow)
        except CvscreenError as error:
            error.usage = spent.usage()
            if isinstance(error, ScorerError):
                error.tried = error.tried or error.usage.calls > 0
            raise

    async def context_length(self) -> int | None:
        """How many tokens all models can hold in all, as the server tells it; None if it does not."""
        return await self._context()

    async def ping(self) -> Health:
        """Whether the server answers and knows the key. Raises ScorerError."""
        return await health_of(self._wire, self._place)

    async def _tried(self, body: bytes, spent: Spent, limit: asyncio.Timeout, allow: Allow) -> Completion:
        patience = Patience(limit)
        while True:
            try:
                return await self._once(body, spent)
            except (ScorerBusy, ScorerUnavailable) as error:
                pause = patience.pause_after(error)
                if pause is None:
                    raise
            if (usage := spent.usage()).calls:
                await allow(usage)
            await asyncio.sleep(pause)

    async def _once(self, body: bytes, spent: Spent) -> Completion:
        host = self._place.host
        self._queue.check()
        answer = await self._wire.call("POST", "/chat/completions", body)
        spent.add(answer.content)
        error = error_of_answer(answer.status, answer.content, host=host, retry_after=answer.retry_after)
        if error is not None:
            self._queue.note(error)
            raise error
        return _completion(answer, spent, host)

    def _body(
        self, messages: Sequence[Message], schema: Mapping[str, object], schema_name: str, seed: int
    ) -> dict[str, object]:
        asked: dict[str, object] = {
            "model": self._place.models[0],
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "temperature": 0,
            "seed": seed,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": schema_name, "strict": True, "schema": schema},
            },
        }
        return asked | self._of_openrouter()

    def _of_openrouter(self) -> dict[str, object]:
        """What other servers do not know, and some refuse: sent where there is a choice of providers or models."""
        if not self._place.is_openrouter and len(self._place.models) == 1:
            return {}
        provider: dict[str, object] = {"require_parameters": True}
        if self._place.privacy == "strict":
            provider |= {"data_collection": "deny", "zdr": True}
        asked: dict[str, object] = {"provider": provider, "plugins": [_UNCUT]}
        return asked if len(self._place.models) == 1 else asked | {"models": list(self._place.models)}


@asynccontextmanager
async def opened_client(place: OpenRouterPlace) -> AsyncIterator[OpenRouterClient]:
    """A client for the running loop, without connecting."""
    async with opened_wire(place) as wire:
        yield OpenRouterClient(wire, place)


def _encoded(asked: Mapping[str, object]) -> bytes:
    # msgspec's own bytes keep the room that they grew into, half as much again, while hundreds wait for an answer.
    growing = bytearray()
    msgspec.json.Encoder().encode_into(asked, growing)
    return bytes(growing)


def _completion(answer: WireAnswer, spent: Spent, host: str) -> Completion:
    choices = answer.content.get("choices")
    choice: Any = choices[0] if isinstance(choices, list) and choices else None
    said = choice.get("message") if isinstance(choice, dict) else None
    message: Mapping[str, Any] = said if isinstance(said, dict) else {}
    finish = choice.get("finish_reason") if isinstance(choice, dict) else None
    if message.get("refusal") or finish == "content_filter":
        raise ScorerRefused(f"the model at {host} would not answer about this CV: read it yourself, or choose another")
    text = message.get("content")
    cut = finish == "length"
    if not cut and (not isinstance(text, str) or not text.strip()):
        raise ScorerUnavailable(f"the model at {host} answered nothing")
    # Cut before its first word, it spent all that it may write on thinking: more room helps, asking again does not.
    return Completion(text=text if isinstance(text, str) else "", cut=cut, usage=spent.usage())
