"""Documents that wait in a parser process, behind another one, and those that wait for a process."""

import asyncio
import random
import signal

import pytest
from parser_pools import naughty, opening, posix_only, told

from cvscreen.adapters.extractors import pool as pool_module
from cvscreen.adapters.extractors.pool import ParserPool, open_pool
from cvscreen.domain.errors import CVError, ParserCrashed, ParserTimedOut


@posix_only
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_documents_are_read_on_every_loop_that_the_service_runs_on(loop: str) -> None:
    factory = pytest.importorskip(loop).new_event_loop
    small, large = "say it", f"say {'x' * 3_000_000}"

    async def read() -> list[str]:
        async with naughty() as pool:
            return list(await asyncio.gather(*(told(pool, what) for what in [small, large] * 4)))

    with asyncio.Runner(loop_factory=factory) as runner:
        assert [len(text) for text in runner.run(read())] == [2, 3_000_000] * 4


async def test_documents_that_are_soon_read_start_no_further_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "START_AFTER_SECONDS", 60)
    async with open_pool(opening("naughty:?processes=4"), "naughty_parser:NaughtyParser") as pool:
        assert len(set(await asyncio.gather(*(told(pool, "pid") for _ in range(20))))) == 1


async def test_documents_that_wait_start_further_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "START_AFTER_SECONDS", 0.01)
    async with open_pool(opening("naughty:?processes=3"), "naughty_parser:NaughtyParser") as pool:
        await asyncio.gather(*(told(pool, f"slowly {n}") for n in range(12)))
        assert len(pool._processes) == 3


async def test_a_document_behind_one_that_hangs_is_read_elsewhere() -> None:
    async with open_pool(opening("naughty:?processes=2"), "naughty_parser:NaughtyParser") as pool:
        hanging = asyncio.create_task(told(pool, "hang"))
        await asyncio.sleep(0)
        assert await asyncio.gather(*(told(pool, f"say {n}") for n in range(9))) == [str(n) for n in range(9)]
        assert not hanging.done()
        hanging.cancel()


@posix_only
@pytest.mark.parametrize("what", ["leave 3", f"die {int(signal.SIGKILL)}", "hang"])
async def test_what_one_document_does_is_never_blamed_on_the_one_behind_it(what: str) -> None:
    async with naughty("seconds=1") as pool:
        await pool.ping()
        bad = asyncio.create_task(told(pool, what))
        await asyncio.sleep(0)
        assert await asyncio.gather(*(told(pool, f"say {n}") for n in (1, 2))) == ["1", "2"]
        with pytest.raises((ParserCrashed, ParserTimedOut)):
            await bad


async def test_a_document_behind_a_cancelled_one_is_read(pool: ParserPool) -> None:
    await pool.ping()
    cancelled = asyncio.create_task(told(pool, "hang"))
    await asyncio.sleep(0)
    behind = asyncio.create_task(told(pool, "say behind"))
    await asyncio.sleep(0.05)
    cancelled.cancel()
    assert await behind == "behind"


async def test_the_answer_for_a_call_cancelled_in_the_queue_is_given_to_nobody(pool: ParserPool) -> None:
    await pool.ping()
    first = asyncio.create_task(told(pool, "slowly first"))
    await asyncio.sleep(0)
    cancelled = asyncio.create_task(told(pool, "say cancelled"))
    await asyncio.sleep(0.05)
    cancelled.cancel()
    assert await first == "first"
    assert [await told(pool, f"say {n}") for n in range(3)] == ["0", "1", "2"]


@pytest.mark.parametrize("loaded", [True, False])
async def test_those_behind_a_call_cancelled_in_the_queue_get_their_own_answers(
    pool: ParserPool, *, loaded: bool
) -> None:
    if loaded:
        await pool.ping()
    first = asyncio.create_task(told(pool, "slowly first"))
    await asyncio.sleep(0)
    cancelled = asyncio.create_task(told(pool, "say cancelled"))
    await asyncio.sleep(0)
    behind = [asyncio.create_task(told(pool, f"say {n}")) for n in range(4)]
    await asyncio.sleep(0.05)
    cancelled.cancel()
    assert await asyncio.gather(first, *behind) == ["first", "0", "1", "2", "3"]


@pytest.mark.parametrize("seed", range(5))
async def test_documents_of_every_kind_at_once_each_get_their_own_answer(seed: int) -> None:
    chance = random.Random(seed)
    good = [f"{how} {n}" for n in range(60) for how in chance.choices(["say", "slowly"], [9, 1])]
    bad = chance.choices(["hang", "leave 3", "fail it"], k=6)
    calls = chance.sample([*good, *bad], k=66)
    async with open_pool(opening("naughty:?processes=2&seconds=1"), "naughty_parser:NaughtyParser") as pool:
        answers = await asyncio.gather(*(told(pool, what) for what in calls), return_exceptions=True)
    for what, answer in zip(calls, answers, strict=True):
        assert isinstance(answer, CVError) if what in bad else answer == what.split()[1]
