"""How the service is: every port is asked at once, and none for long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cvscreen.domain.errors import CvscreenError, InternalError
from cvscreen.ports.health import Pings

PING_SECONDS = 2.0
"""A port that takes longer to answer counts as down."""

NO_ANSWER = "no_answer"
"""The code of a port that took longer."""

FRESH_SECONDS = 1.0
"""So long an answer stands, however many ask."""

VITAL = frozenset({"users", "tokens", "evaluations", "files"})
"""Ports without which nothing that is asked can be answered."""


class State(StrEnum):
    """Of a port or of the whole."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class PortHealth:
    """The state of a port, and how long it took to say so, in milliseconds; None if it did not.

    `advice` says what could be better, if anything; `code` is that of the error where it failed. Anybody may ask, so
    what the error says of hosts is left to `cvscreen check`.
    """

    status: State
    latency_ms: float | None
    advice: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class ServiceHealth:
    """Down if a vital port is down, degraded if any other is."""

    status: State
    ports: dict[str, PortHealth]


class CheckHealth:
    """Asks all ports. `ports` are those that are open, by name."""

    def __init__(self, ports: Mapping[str, Pings]) -> None:
        self._ports = ports
        self._asking: asyncio.Task[ServiceHealth] | None = None
        self._asked_at = 0.0

    async def __call__(self) -> ServiceHealth:
        """The health of now, or of at most a second ago."""
        if self._asking is None or (self._asking.done() and time.monotonic() - self._asked_at > FRESH_SECONDS):
            self._asked_at = time.monotonic()
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    async def _ask(self) -> ServiceHealth:
        answers = await asyncio.gather(*(_ping(name, port) for name, port in self._ports.items()))
        ports = dict(zip(self._ports, answers, strict=True))
        if any(ports[name].status is State.DOWN for name in VITAL & ports.keys()):
            return ServiceHealth(State.DOWN, ports)
        well = all(port.status is State.OK for port in ports.values())
        return ServiceHealth(State.OK if well else State.DEGRADED, ports)


async def _ping(name: str, port: Pings) -> PortHealth:
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(PING_SECONDS):
            health = await port.ping()
    except CvscreenError as error:
        return PortHealth(_missed(name), None, code=error.code)
    except TimeoutError:
        return PortHealth(_missed(name), None, code=NO_ANSWER)
    except Exception:  # noqa: BLE001 - an adapter's defect must not hide how the others are
        return PortHealth(State.DOWN, None, code=InternalError.code)
    status = State.DEGRADED if health.degraded else State.OK
    return PortHealth(status, round((time.perf_counter() - begun) * 1000, 2), health.advice)


def _missed(name: str) -> State:
    return State.DOWN if name in VITAL else State.DEGRADED
