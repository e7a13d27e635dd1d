"""Evaluation stores in MongoDB, opened for a test, and the commands that they send."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pymongo.monitoring import CommandListener, CommandStartedEvent

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.mongo import MongoEvaluationStore
from cvscreen.adapters.mongo.database import MongoDatabase, MongoServer
from cvscreen.adapters.mongo.driver import Client, Document
from cvscreen.adapters.mongo.pymongo_driver import DRIVER
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import EvaluationStoreUnavailable
from cvscreen.ports.clocks import Clock

SYSTEM = SystemClock()
FILTERS = {"find": "filter", "findAndModify": "query", "distinct": "query", "update": "q", "delete": "q"}


@asynccontextmanager
async def opened(url: str, clock: Clock = SYSTEM) -> AsyncIterator[MongoEvaluationStore]:
    """The store of that URL, with its indexes."""
    async with open_adapter("evaluations", Opening(url=AdapterURL(url), clock=clock)) as store:
        await store.migrate()
        yield store


class Sent(CommandListener):
    """Keeps the commands that a client sends."""

    def __init__(self) -> None:
        self.commands: list[Document] = []

    def started(self, event: CommandStartedEvent) -> None:
        self.commands.append(dict(event.command))

    def succeeded(self, event: Any) -> None: ...

    def failed(self, event: Any) -> None: ...

    def queries(self) -> list[Document]:
        """What reads and writes looked for, each as a find of its own."""
        return [query for command in self.commands for query in _as_finds(command)]


@asynccontextmanager
async def listened_to(url: str) -> AsyncIterator[tuple[MongoEvaluationStore, Client, Sent]]:
    """A store with its indexes, its client, and what it sends from now on."""
    sent = Sent()
    client = DRIVER.make(url, event_listeners=[sent])
    try:
        database = MongoDatabase(
            MongoServer(client, "a host"), client.get_default_database().name, DRIVER, EvaluationStoreUnavailable
        )
        store = MongoEvaluationStore(database)
        await store.migrate()
        sent.commands.clear()
        yield store, client, sent
    finally:
        await client.close()


def _as_finds(command: Document) -> list[Document]:
    name = next(iter(command))
    if name == "aggregate":
        return [{"find": command[name], "filter": command["pipeline"][0]["$match"]}]
    if name not in FILTERS:
        return []
    parts = command.get("updates") or command.get("deletes") or [command]
    order = {key: command[key] for key in ("sort", "limit", "skip") if name == "find" and key in command}
    return [{"find": command[name], "filter": part[FILTERS[name]]} | order for part in parts]
