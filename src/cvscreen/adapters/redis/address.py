"""Redis' URLs: where a server is, and how it is talked to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting

DEFAULT_PORT = 6379


class RedisOptions(msgspec.Struct, frozen=True):
    """What may follow the `?`.

    `prefix` begins the name of every key and channel. `seconds` is all the time that a call may take, with waiting for
    one of the `connections` and connecting; one event loop has little use for many. `ca_file` has the certificates that
    a TLS server's must descend from, instead of the system's.
    """

    prefix: str = "cvscreen:"
    seconds: Annotated[float, msgspec.Meta(gt=0, le=60)] = 1.0
    connections: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 10
    ca_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisAddress:
    """A server and a database of it. Printed, it shows no password."""

    host: str
    port: int
    database: int
    username: str | None
    password: str | None = field(repr=False)
    tls: bool
    options: RedisOptions

    @property
    def name(self) -> str:
        """What people are told: host and port."""
        return f"{self.host}:{self.port}"


def redis_address(url: AdapterURL) -> RedisAddress:
    """The address in `redis://[[user]:password@]host[:port][/database][?…]`; `rediss://` is with TLS.

    User and password are percent-decoded. Raises InvalidSetting.
    """
    options = url.options(RedisOptions)
    tls = url.scheme == "rediss"
    if options.ca_file and not tls:
        raise InvalidSetting(f"{url.masked!r} has a ca_file, which is for TLS: write rediss://")
    if options.ca_file and not Path(options.ca_file).is_file():
        raise InvalidSetting(f"{url.masked!r}: there is no file {options.ca_file!r}")
    parts, port = _parts(url)
    return RedisAddress(
        host=parts.hostname or "",
        port=port,
        database=int(parts.path.strip("/") or 0),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=tls,
        options=options,
    )


def _parts(url: AdapterURL) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url.text)
        port = parts.port or DEFAULT_PORT
    except ValueError:
        raise _nonsense(url) from None
    database = parts.path.strip("/")
    if not parts.hostname or parts.fragment or (database and not (database.isascii() and database.isdigit())):
        raise _nonsense(url)
    return parts, port


def _nonsense(url: AdapterURL) -> InvalidSetting:
    return InvalidSetting(
        f"{url.masked!r} names no Redis: write redis://user:password@host:6379/0, with / ? # @ % in user and password "
        "as %2F %3F %23 %40 %25"
    )
