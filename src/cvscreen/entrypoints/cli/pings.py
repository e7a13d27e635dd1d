"""Every configured port, opened and pinged by itself, so that one failing hides no other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

from cvscreen.container import open_port
from cvscreen.domain.errors import CvscreenError, SettingsError
from cvscreen.ports.health import Health
from cvscreen.settings import PORTS, PREFIX, Environment, Settings

PING_SECONDS = 10.0
"""How long a port may take to open and answer."""

DISPENSABLE = frozenset({"cache", "limits", "progress"})
"""Ports without which work goes on: whoever misses the cache, or waits for progress, asks the store; limits are then
counted by each process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinged:
    """The state of one port: `ok`, `degraded` (hampered, or down, but work goes on without it) or `down`.

    `needed`: whether work cannot go on without it. `latency_ms`: of a question over an open connection.
    """

    port: str
    status: str
    url: str
    detail: str
    advice: str | None = None
    latency_ms: float | None = None
    needed: bool = True


async def ping_all(settings: Settings) -> list[Pinged]:
    """The state of every port, in the order of the settings, and of the signing key where one must be given."""
    pinged = await asyncio.gather(*(_ping(settings, port) for port in PORTS))
    return [*pinged, *_missing_key(settings)]


def _missing_key(settings: Settings) -> Iterator[Pinged]:
    if not settings.secret and settings.env is not Environment.DEVELOPMENT:
        yield Pinged(
            port="secret",
            status="down",
            url=f"{PREFIX}SECRET",
            detail=f"serve does not start in {settings.env} without a key to sign tokens with",
            advice="set it to 32 random bytes or more, such as the output of `openssl rand -base64 48`",
        )


async def _ping(settings: Settings, port: str) -> Pinged:
    try:
        async with asyncio.timeout(PING_SECONDS), open_port(settings, port) as adapter:
            # The first may load a driver and connect, which says nothing of how long calls take.
            health: Health = await adapter.ping()
            begun = time.perf_counter()
            await adapter.ping()
            latency = round((time.perf_counter() - begun) * 1000, 1)
    except SettingsError as error:
        # Whatever the port is for: with such a setting nothing starts.
        return _down(settings, port, error.detail, needed=True)
    except CvscreenError as error:
        return _down(settings, port, error.detail, needed=is_needed(settings, port))
    except TimeoutError:
        late = f"no answer within {PING_SECONDS:g} s: is it running, and is the URL right?"
        return _down(settings, port, late, needed=is_needed(settings, port))
    except Exception as error:  # noqa: BLE001 - an adapter's defect must not hide how the others are
        defect = f"the adapter raised {type(error).__name__}: it has a defect, report it"
        return _down(settings, port, defect, needed=is_needed(settings, port))
    return Pinged(
        port=port,
        status="degraded" if health.degraded else "ok",
        url=settings.url(port).masked,
        detail=health.detail,
        advice=health.advice,
        latency_ms=latency,
        needed=is_needed(settings, port),
    )


def is_needed(settings: Settings, port: str) -> bool:
    """Whether work cannot go on without the port."""
    return port not in DISPENSABLE and (port != "scanner" or settings.refuses_unscanned)


def _down(settings: Settings, port: str, detail: str, *, needed: bool) -> Pinged:
    what, _, advice = detail.partition(": ")
    return Pinged(
        port=port,
        status="down" if needed else "degraded",
        url=settings.url(port).masked,
        detail=what,
        advice=advice or None,
        needed=needed,
    )
