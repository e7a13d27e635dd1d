"""How the service says how it is."""

from __future__ import annotations

import asyncio

import pytest

from cvscreen.domain.errors import CacheUnavailable, UserStoreUnavailable
from cvscreen.ports.health import Health
from cvscreen.usecases import health
from cvscreen.usecases.health import CheckHealth, State


class Port:
    """Answers after a while, or fails."""

    def __init__(self, seconds: float = 0, error: Exception | None = None) -> None:
        self._seconds = seconds
        self._error = error
        self.pings = 0

    async def ping(self) -> Health:
        self.pings += 1
        await asyncio.sleep(self._seconds)
        if self._error:
            raise self._error
        return Health("well")


async def test_a_service_is_as_its_ports_are() -> None:
    found = await CheckHealth({"users": Port(), "cache": Port()})()
    assert found.status is State.OK
    assert all(port.latency_ms is not None for port in found.ports.values())


@pytest.mark.parametrize(
    ("name", "error", "port", "whole"),
    [
        ("users", UserStoreUnavailable("away"), State.DOWN, State.DOWN),
        ("cache", CacheUnavailable("away"), State.DEGRADED, State.DEGRADED),
        ("cache", RuntimeError("a defect"), State.DOWN, State.DEGRADED),
    ],
)
async def test_what_is_vital_takes_the_service_down_and_what_is_not_does_not(
    name: str, error: Exception, port: State, whole: State
) -> None:
    found = await CheckHealth({"files": Port(), name: Port(error=error)})()
    assert (found.ports[name].status, found.status) == (port, whole)
    assert found.ports["files"].status is State.OK


async def test_a_port_that_hangs_is_down_and_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PING_SECONDS", 0.05)
    async with asyncio.timeout(5):
        found = await CheckHealth({"files": Port(60), "users": Port()})()
    assert found.ports["files"].status is State.DOWN
    assert found.ports["users"].status is State.OK


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CacheUnavailable("redis at 10.0.0.7 is away"), "cache_unavailable"),
        (RuntimeError("a defect"), "internal_error"),
    ],
)
async def test_a_port_that_fails_tells_the_code_of_its_error(error: Exception, code: str) -> None:
    found = await CheckHealth({"files": Port(), "cache": Port(error=error)})()
    assert (found.ports["cache"].code, found.ports["files"].code) == (code, None)


async def test_a_port_that_does_not_answer_in_time_has_a_code_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PING_SECONDS", 0.05)
    async with asyncio.timeout(5):
        found = await CheckHealth({"users": Port(60)})()
    assert found.ports["users"].code == "no_answer"


async def test_a_port_that_is_hampered_says_why_and_degrades_the_service() -> None:
    class Hampered(Port):
        async def ping(self) -> Health:
            return Health("well, mostly", advice="wait a minute", degraded=True)

    found = await CheckHealth({"scorer": Hampered()})()
    assert (found.status, found.ports["scorer"].status) == (State.DEGRADED, State.DEGRADED)
    assert found.ports["scorer"].advice == "wait a minute"


async def test_however_many_ask_at_once_each_port_is_asked_once() -> None:
    port = Port(0.01)
    check = CheckHealth({"users": port})
    await asyncio.gather(*(check() for _ in range(50)))
    assert port.pings == 1


async def test_an_answer_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "FRESH_SECONDS", 0.0)
    port = Port()
    check = CheckHealth({"users": port})
    await check()
    await asyncio.sleep(0.001)
    await check()
    assert port.pings == 2
