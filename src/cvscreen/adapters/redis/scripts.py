"""Scripts that run in the server, each as one atomic step."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import NoScriptError


class Script:
    """A Lua script, called by its hash: the server is sent the text only if it does not have it, or no longer."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._hash = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()

    async def __call__(self, redis: Redis, keys: Sequence[bytes], *arguments: bytes | int) -> Any:
        """What it returns. Raises what the driver raises."""
        call: Any = redis.execute_command
        try:
            return await call("EVALSHA", self._hash, len(keys), *keys, *arguments)
        except NoScriptError:
            return await call("EVAL", self._text, len(keys), *keys, *arguments)
