"""A server that speaks MongoDB's wire protocol."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from real_servers.server import RealServer, free_port, program


class MongoServer(RealServer):
    """A stand-in for mongod, which Debian does not carry: set CVSCREEN_TEST_MONGODB_URL for a real one."""

    name = "mongodb"
    install = "pip install --requirement requirements-servers.txt"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.port = free_port()

    @property
    def url(self) -> str:
        return self.given or f"mongodb://127.0.0.1:{self.port}/cvscreen?replicaSet=secantus"

    def fresh(self) -> str:
        parts = urlsplit(self.url)
        return parts._replace(path=f"/test_{uuid.uuid4().hex[:12]}").geturl()

    def command(self) -> list[str]:
        storage = ["--storage-path", str(self.folder / "db"), "--log-level", "WARNING"]
        where = ["--host", "127.0.0.1", "--port", str(self.port)]
        return [program("secantusd-py", self.install), *where, *storage]

    def is_ready(self) -> bool:
        from pymongo import MongoClient
        from pymongo.errors import PyMongoError

        with (
            contextlib.suppress(PyMongoError),
            MongoClient[dict[str, object]](self.url, serverSelectionTimeoutMS=500) as client,
        ):
            return client.admin.command("hello")["isWritablePrimary"] is True
        return False
