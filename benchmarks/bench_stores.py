"""Claims, results and lists of each store of evaluations, and what a long list costs.

MongoDB is left out: the server that the tests speak its protocol with is slow when many fight for one document.
"""

from __future__ import annotations

import asyncio
import statistics
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from measuring import Row
from real_servers import SERVERS
from real_servers.house import temporary_house
from sqlalchemy import insert

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.rows import columns
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.sql.tables import evaluations
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.evaluations import Completed, Status
from cvscreen.ports.evaluations import PageRequest
from cvscreen.testing.samples import a_report, an_evaluation

AT_ONCE = (1, 4, 8)
CALLS = 200
FEW, MANY = 1_000, 100_000
LEASE = timedelta(minutes=1)


def rows() -> list[Row]:
    with temporary_house(SERVERS) as house, TemporaryDirectory() as folder:
        mysql = house.server("mysql")
        urls = {"memory": ["memory:"] * 2, "SQLite": [_file(folder) for _ in range(2)]}
        urls["MySQL"] = [mysql.fresh() for _ in range(2)]
        found = [row for name, (first, _) in urls.items() for row in asyncio.run(_rates(name, first))]
        return found + [asyncio.run(_pages(name, urls[name][1])) for name in ("SQLite", "MySQL")]


def _file(folder: str) -> str:
    return f"sqlite:///{Path(folder) / uuid.uuid4().hex}.db"


async def _rates(name: str, url: str) -> list[Row]:
    async with AsyncExitStack() as stack:
        store = await _opened(stack, url)
        found: dict[str, list[float]] = {"claim": [], "finish": [], "list": []}
        for at_once in AT_ONCE:
            ids = await _added(store)
            claims: list[Any] = []
            found["claim"].append(await _rate(at_once, ids, partial(_claimed, store, claims)))
            found["finish"].append(await _rate(at_once, claims, partial(_finished, store)))
            found["list"].append(await _rate(at_once, ids, partial(_listed, store)))
    return [_row(f"{name}, {call}", rates) for call, rates in found.items()]


async def _opened(stack: AsyncExitStack, url: str) -> Any:
    store = await stack.enter_async_context(
        open_adapter("evaluations", Opening(url=AdapterURL(url), clock=SystemClock()))
    )
    if hasattr(store, "migrate"):
        await store.migrate()
    return store


async def _added(store: Any) -> list[str]:
    made = [an_evaluation(id=str(uuid.uuid4()), owner="ann") for _ in range(CALLS)]
    await asyncio.gather(*(store.add(evaluation) for evaluation in made))
    return [evaluation.id for evaluation in made]


async def _claimed(store: Any, claims: list[Any], evaluation_id: str) -> None:
    claims.append(await store.claim(evaluation_id, LEASE))


async def _finished(store: Any, claim: Any) -> None:
    await store.finish(claim, Completed(a_report()))


async def _listed(store: Any, _: str) -> None:
    await store.summaries(PageRequest(owner="ann", page=1, size=20))


async def _rate(at_once: int, things: list[Any], call: Callable[[Any], Awaitable[object]]) -> float:
    """Calls a second, so many of them at a time."""
    waiting = iter(things)

    async def some() -> None:
        for thing in waiting:
            await call(thing)

    begun = time.perf_counter()
    await asyncio.gather(*(some() for _ in range(at_once)))
    return len(things) / (time.perf_counter() - begun)


def _row(name: str, rates: list[float]) -> Row:
    shown = ", ".join(f"{rate:.0f}/s" for rate in rates)
    return Row(f"{name}: {AT_ONCE[-1]} at a time / one", f"{rates[-1] / rates[0]:.1f}x", "", f"{shown} by {AT_ONCE}")


async def _pages(name: str, url: str) -> Row:
    async with AsyncExitStack() as stack:
        store = await _opened(stack, url)
        engine = store._database._engine  # noqa: SLF001 - to fill it in one transaction
        for owner, count in (("few", FEW), ("many", MANY)):
            await _insert(engine, owner, count)
        runs = [[await _page_seconds(store, owner) for owner in ("few", "many")] for _ in range(100)]
    few, many = (statistics.median(run[n] for run in runs) for n in range(2))
    return Row(
        f"{name}, page of {MANY:,} / of {FEW:,}", f"{many / few:.2f}x", "", f"{many * 1000:.2f} / {few * 1000:.2f} ms"
    )


async def _insert(engine: Any, owner: str, count: int) -> None:
    clock = SystemClock().now()
    async with engine.connect() as connection:
        await connection.exec_driver_sql("BEGIN")
        for start in range(0, count, 1_000):
            made = [
                columns(
                    an_evaluation(
                        id=str(uuid.uuid4()),
                        owner=owner,
                        status=Status.COMPLETED,
                        report=a_report(),
                        created_at=clock + timedelta(seconds=start + number),
                    )
                )
                for number in range(1_000)
            ]
            await connection.execute(insert(evaluations), made)
        await connection.exec_driver_sql("COMMIT")


async def _page_seconds(store: Any, owner: str) -> float:
    begun = time.perf_counter()
    await store.summaries(PageRequest(owner=owner, page=1, size=20))
    return time.perf_counter() - begun
