"""What a database's server tells of itself."""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from cvscreen.ports.health import Health

_HERE = ("localhost", "127.0.0.1", "::1")
_IN_CLEAR = "what is sent to the database can be read on the way: add tls=verify&ca=…, or tls=required, to its URL"


async def described(engine: AsyncEngine) -> Health:
    """Name and version, and advice if its connections are open to whoever listens."""
    async with engine.connect() as connection:
        return await connection.run_sync(_KINDS[engine.dialect.name], engine.url.host)


def _sqlite(_connection: Connection, _host: str | None) -> Health:
    return Health("sqlite")


def _mysql(connection: Connection, host: str | None) -> Health:
    version = str(connection.scalar(text("SELECT VERSION()")))
    name = "MariaDB" if "MariaDB" in version else "MySQL"
    ciphers = connection.execute(text("SHOW SESSION STATUS LIKE 'Ssl_cipher'")).all()
    if any(cipher for _, cipher in ciphers):
        return Health(f"{name} {version.partition('-')[0]} over TLS")
    return Health(f"{name} {version.partition('-')[0]}", None if host in _HERE else _IN_CLEAR)


_KINDS = {"sqlite": _sqlite, "mysql": _mysql}
