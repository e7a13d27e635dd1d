"""The server's time, as it is known here."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.adapters.mongo.clock import FRESH_SECONDS, ServerClock, micros, moment

NOW = timedelta(0)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
MS = timedelta(milliseconds=1)


class Server:
    """Tells the time that it is set to; `took` seconds pass until it is heard."""

    def __init__(self) -> None:
        self.time = NOON
        self.ticks = 1_000.0
        self.took = 0.0
        self.asked = 0
        self.clock = ServerClock(self.ask, lambda: self.ticks)

    async def ask(self) -> datetime:
        self.asked += 1
        await asyncio.sleep(0)
        self.pass_(self.took / 2)
        told = self.time
        self.pass_(self.took / 2)
        return told

    def pass_(self, seconds: float) -> None:
        self.ticks += seconds
        self.time += timedelta(seconds=seconds)

    async def now(self) -> datetime:
        return moment((await self.clock.after())(NOW))


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_survive_to_the_microsecond(time: datetime) -> None:
    assert moment(micros(time)) == time


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_times_keep_their_order(one: datetime, other: datetime) -> None:
    assert (micros(one) < micros(other)) == (one < other)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        micros(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


async def test_it_goes_on_from_what_the_server_told() -> None:
    server = Server()
    server.took = 0.2
    first = await server.now()
    assert first == server.time
    server.pass_(30)
    assert await server.now() == first + timedelta(seconds=30)
    assert (await server.clock.after())(timedelta(hours=1)) == micros(server.time + timedelta(hours=1))
    assert server.asked == 1


async def test_the_server_is_asked_once_a_minute() -> None:
    server = Server()
    await server.now()
    server.pass_(FRESH_SECONDS)
    await asyncio.gather(*(server.now() for _ in range(20)))
    assert server.asked == 2


async def test_what_an_answer_may_be_off_by_does_not_turn_the_time_back() -> None:
    server = Server()
    before = await server.now()
    server.time -= 5 * MS
    await server.clock.set()
    assert await server.now() == before


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_server_that_is_set_anew_is_followed(hours: int) -> None:
    server = Server()
    await server.now()
    server.time += timedelta(hours=hours)
    await server.clock.set()
    assert await server.now() == server.time


async def test_after_a_failure_the_server_is_asked_again() -> None:
    server = Server()
    await server.now()
    server.clock.forget()
    server.time += timedelta(hours=1)
    assert await server.now() == server.time


async def test_the_machine_may_have_just_started() -> None:
    server = Server()
    server.ticks = 0.5
    assert await server.now() == server.time
    server.clock.forget()
    assert await server.now() == server.time
    assert server.asked == 2
