"""What the two drivers of MongoDB differ in; all else is alike by name and by what is awaited."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pymongo import AsyncMongoClient

Document = dict[str, Any]
Client = AsyncMongoClient[Document]


@dataclass(frozen=True, slots=True)
class MongoDriver:
    """A driver: its name and version, how a client is made and closed, and what speaks against it, if anything.

    `make` takes the URL and options by keyword, and does not connect. The client belongs to the running loop.
    """

    name: str
    make: Callable[..., Client]
    close: Callable[[Client], Awaitable[None]]
    advice: str | None = None
