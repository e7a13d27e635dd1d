"""Motor, which runs PyMongo's blocking client in threads."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import Any, cast

from motor.motor_asyncio import AsyncIOMotorClient

from cvscreen.adapters.mongo.driver import Client, MongoDriver

END_OF_LIFE = (
    "Motor has had no fixes since May 2026: use mongodb:// in place of mongodb+motor://, the data stay as they are"
)


def _make(url: str, **options: Any) -> Client:
    # Its methods have the names of PyMongo's, and those that we use return the same, awaited or not.
    return cast("Client", AsyncIOMotorClient(url, io_loop=asyncio.get_running_loop(), **options))


async def _close(client: Client) -> None:
    # Motor closes at once, where PyMongo's client has to be awaited.
    client.close()  # type: ignore[unused-coroutine]


DRIVER = MongoDriver(f"Motor {version('motor')}", make=_make, close=_close, advice=END_OF_LIFE)
