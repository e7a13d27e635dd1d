"""Calls to a scripted server, by a client that waits next to nothing before it tries again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from openrouter_server import OpenRouterServer

from cvscreen.adapters.scorers.openrouter.client import Completion, Message, OpenRouterClient
from cvscreen.domain.errors import ScorerError

KEY = "sk-or-v1-not-a-real-key"
CV_LINE = "Ran the accounts of a bakery for nine years"
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
MESSAGES = (Message(role="system", content="Answer."), Message(role="user", content=CV_LINE))

Serve = Callable[..., tuple[OpenRouterServer, str]]
Opened = Callable[..., Awaitable[OpenRouterClient]]


async def asked(client: OpenRouterClient, seed: int = 1, **changes: Any) -> Completion:
    """What a call is answered."""
    return await client.complete(MESSAGES, SCHEMA, "answers", seed, **changes)


async def error_from(client: OpenRouterClient) -> ScorerError:
    """What becomes of a call that fails."""
    with pytest.raises(ScorerError) as told:
        await asked(client)
    return told.value
