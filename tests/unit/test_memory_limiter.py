"""What the rate limiter in memory promises besides the contract: exact moments, and bounded memory."""

import asyncio
import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.limits.memory import MemoryRateLimiter
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting
from cvscreen.domain.limits import Allowance, Rate

MINUTE, SECOND, NONE = timedelta(minutes=1), timedelta(seconds=1), timedelta(0)
MICROSECOND = timedelta(microseconds=1)
RATE = Rate(3, MINUTE)


async def used_up(limiter: MemoryRateLimiter, key: str) -> None:
    for _ in range(RATE.times):
        assert (await limiter.hit(key, RATE)).allowed
    assert not (await limiter.hit(key, RATE)).allowed


async def flooded(limiter: MemoryRateLimiter, count: int) -> None:
    """So many calls, each under a key of its own."""
    for n in range(count):
        await limiter.hit(f"fresh {n}", RATE)


async def test_it_says_exactly_when_the_next_call_and_all_are_allowed() -> None:
    clock = FixedClock()
    limiter = MemoryRateLimiter(clock)
    for seconds in (0, 10, 20):
        said = await limiter.hit("ada", RATE)
        assert said == Allowance(allowed=True, rate=RATE, remaining=2 - seconds // 10, reset_after=MINUTE)
        clock.advance(10 * SECOND)
    refused = await limiter.hit("ada", RATE)
    assert refused == Allowance(allowed=False, rate=RATE, remaining=0, reset_after=50 * SECOND, retry_after=30 * SECOND)
    clock.advance(refused.retry_after - MICROSECOND)
    assert (await limiter.hit("ada", RATE)).retry_after == MICROSECOND
    clock.advance(MICROSECOND)
    assert (await limiter.hit("ada", RATE)).allowed
    assert (await limiter.hit("ada", RATE)).retry_after == 10 * SECOND


@given(
    st.integers(1, 5),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["ada", "bob"])), max_size=60),
)
def test_no_period_ever_has_more_calls_than_the_rate_and_none_is_refused_without_need(
    times: int, calls: list[tuple[int, str]]
) -> None:
    clock, rate = FixedClock(), Rate(times, 20 * SECOND)
    limiter = MemoryRateLimiter(clock, max_keys=2)
    allowed: dict[str, list[float]] = {"ada": [], "bob": []}
    now = 0

    async def run() -> None:
        nonlocal now
        for seconds, key in calls:
            clock.advance(seconds * SECOND)
            now += seconds
            recent = [moment for moment in allowed[key] if moment > now - 20]
            said = await limiter.hit(key, rate)
            assert said.allowed == (len(recent) < times)
            assert said.remaining == max(times - len(recent) - 1, 0)
            if said.allowed:
                allowed[key].append(now)

    asyncio.run(run())


async def test_keys_that_nobody_uses_any_more_are_forgotten() -> None:
    clock = FixedClock()
    limiter = MemoryRateLimiter(clock)
    await flooded(limiter, 1_000)
    clock.advance(MINUTE)
    for n in range(600):
        await limiter.hit(f"later {n}", RATE)
    assert len(limiter._keys[RATE]) == 600


async def test_no_more_keys_are_counted_than_it_may_hold() -> None:
    limiter = MemoryRateLimiter(FixedClock(), max_keys=10)
    await flooded(limiter, 1_000)
    assert len(limiter._keys[RATE]) == 10


async def test_a_key_that_is_used_up_stays_so_while_there_is_room_for_the_others() -> None:
    limiter = MemoryRateLimiter(FixedClock(), max_keys=10)
    await used_up(limiter, "ada")
    await flooded(limiter, 9)
    assert not (await limiter.hit("ada", RATE)).allowed


async def test_a_key_that_is_used_up_is_had_back_by_calls_under_as_many_others_as_fit_and_no_sooner() -> None:
    """What an attacker must pay: a call for each key that there is room for, 100,000 by default."""
    limiter = MemoryRateLimiter(FixedClock(), max_keys=10)
    await used_up(limiter, "ada")
    await flooded(limiter, 10)
    assert (await limiter.hit("ada", RATE)).remaining == RATE.times - 1


async def test_the_key_whose_last_allowed_call_lies_back_furthest_makes_way() -> None:
    limiter = MemoryRateLimiter(FixedClock(), max_keys=2)
    said = [(await limiter.hit(key, RATE)).remaining for key in ("ada", "bob", "ada", "eve", "ada", "bob")]
    assert said == [2, 2, 1, 2, 0, 2]


async def test_calls_under_the_same_few_keys_free_nothing() -> None:
    limiter = MemoryRateLimiter(FixedClock(), max_keys=10)
    await used_up(limiter, "ada")
    for _ in range(1_000):
        await flooded(limiter, 9)
    assert not (await limiter.hit("ada", RATE)).allowed


async def test_calls_under_another_rate_free_nothing() -> None:
    limiter = MemoryRateLimiter(FixedClock(), max_keys=10)
    await used_up(limiter, "ada")
    for n in range(1_000):
        await limiter.hit(f"fresh {n}", Rate(RATE.times + 1, RATE.period))
    assert not (await limiter.hit("ada", RATE)).allowed


def test_threads_that_call_at_once_get_no_more_than_the_rate() -> None:
    limiter, rate = MemoryRateLimiter(SystemClock()), Rate(500, timedelta(hours=1))
    said: list[Allowance] = []
    start = threading.Barrier(8)

    def call() -> None:
        start.wait()
        said.extend(asyncio.run(limiter.hit("ada", rate)) for _ in range(100))

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.allowed for one in said) == 500
    assert sorted(one.remaining for one in said if one.allowed) == list(range(500))


@pytest.mark.parametrize("url", ["memory:?keys=9", "memory:?mb=1"])
async def test_an_unknown_option_is_a_settings_error(url: str) -> None:
    with pytest.raises(InvalidSetting):
        await open_adapter("limits", Opening(url=AdapterURL(url), clock=FixedClock())).__aenter__()
