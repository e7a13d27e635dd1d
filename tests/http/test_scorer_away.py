"""A scorer that is away for a while: evaluations wait, the service tells, and all goes on by itself."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from http_house import PROMPT, SECRET, HttpHouse, http_house

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.scorers import SCHEMES
from cvscreen.adapters.table import Adapter
from cvscreen.domain.evaluations import Evaluation, Status

EVALUATIONS = 9


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
async def away(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[HttpHouse]:
    """A service whose scorer fails five times, then works, behind a breaker."""
    monkeypatch.setitem(SCHEMES, "away", Adapter("breakers:open"))
    async with http_house(tmp_path, clock=clock, scorer="away:") as house:
        yield house


async def tried(house: HttpHouse) -> list[Evaluation]:
    """All evaluations, after each has been run once."""
    ada = await house.signed_in()
    ids = [await house.pending(ada) for _ in range(EVALUATIONS)]
    return await ran(house, ids)


async def ran(house: HttpHouse, ids: list[str]) -> list[Evaluation]:
    """Those evaluations as they are after one more run of each."""
    house.container.queue().drain()
    for evaluation_id in ids:
        await house.container.run()(evaluation_id)
    found = [await house.stored(evaluation_id) for evaluation_id in ids]
    return [evaluation for evaluation in found if evaluation is not None]


async def scorer_health(house: HttpHouse) -> tuple[str, dict[str, Any]]:
    """The status of the whole, and the scorer's health."""
    found = (await house.client.get("/api/health/")).json()
    return found["status"], found["ports"]["scorer"]


async def metrics(house: HttpHouse) -> dict[str, str]:
    """Figures of the breaker."""
    lines = (await house.client.get("/metrics/")).text.splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if line.startswith("cvscreen_scorer_breaker"))
    return {name: value for name, value in pairs if not name.endswith("_created")}


def breaker_figures(state: str, openings: int) -> dict[str, str]:
    states = {f'cvscreen_scorer_breaker_state{{state="{each}"}}': "0.0" for each in ("closed", "open", "half_open")}
    now = {f'cvscreen_scorer_breaker_state{{state="{state}"}}': "1.0"}
    return states | now | {"cvscreen_scorer_breaker_openings_total": f"{openings}.0"}


async def test_those_that_come_while_it_is_left_alone_wait_and_are_not_counted_as_attempts(away: HttpHouse) -> None:
    evaluations = await tried(away)
    assert [evaluation.attempts for evaluation in evaluations] == [1] * 5 + [0] * 4
    assert {evaluation.status for evaluation in evaluations} == {Status.PENDING}
    assert {evaluation.error.code for evaluation in evaluations if evaluation.error} == {"scorer_unavailable"}


async def test_they_are_not_due_before_the_scorer_is_tried_again_and_then_complete(
    away: HttpHouse, clock: FixedClock
) -> None:
    evaluations = await tried(away)
    clock.advance(timedelta(seconds=59))
    await away.container.sweep()()
    assert set(away.container.queue().drain()) == {evaluation.id for evaluation in evaluations[:5]}
    clock.advance(timedelta(seconds=31))
    await away.container.sweep()()
    due = list(away.container.queue().drain())
    assert len(due) == EVALUATIONS
    done = await ran(away, due)
    assert {evaluation.status for evaluation in done} == {Status.COMPLETED}
    assert sorted(evaluation.attempts for evaluation in done) == [0] * 4 + [1] * 5


async def test_health_and_figures_tell_of_it_until_it_is_over(away: HttpHouse, clock: FixedClock) -> None:
    assert await metrics(away) == breaker_figures("closed", 0)
    evaluations = await tried(away)
    status, scorer = await scorer_health(away)
    assert (status, scorer["status"]) == ("degraded", "degraded")
    assert scorer["advice"].endswith("(scorer_unavailable): it is tried again in 60 s")
    assert await metrics(away) == breaker_figures("open", 1)
    clock.advance(timedelta(seconds=60))
    await ran(away, [evaluation.id for evaluation in evaluations])
    assert await metrics(away) == breaker_figures("closed", 1)
    away.container.health.reset()
    assert (await away.container.health()()).ports["scorer"].status == "ok"


async def test_opening_and_closing_are_one_line_each_without_words_of_a_cv(
    away: HttpHouse, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    evaluations = await tried(away)
    clock.advance(timedelta(seconds=60))
    await ran(away, [evaluation.id for evaluation in evaluations])
    lines = [(record.levelname, record.getMessage()) for record in caplog.records if "scorer_" in record.getMessage()]
    assert [line for line in lines if "evaluation=" not in line[1]] == [
        ("WARNING", "scorer_paused scorer='scripted' seconds=60.0 error='scorer_unavailable'"),
        ("INFO", "scorer_probed scorer='scripted'"),
        ("INFO", "scorer_resumed scorer='scripted'"),
    ]
    assert SECRET not in caplog.text
    assert PROMPT not in caplog.text
