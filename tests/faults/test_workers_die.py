"""Whatever becomes of workers, what was accepted is done once."""

import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fault_extent import Extent
from fault_site import Site

pytestmark = pytest.mark.servers("redis", "mysql", "s3")

SHIFTED_CLOCK = """
from datetime import timedelta

from cvscreen.adapters.clocks import system

now = system.SystemClock.now
system.SystemClock.now = lambda self: now(self) + timedelta(minutes={minutes})
"""


def test_workers_that_are_killed_lose_nothing(site: Callable[..., Site], extent: Extent) -> None:
    here = site()
    here.open(workers=2)
    here.upload(extent.evaluations)
    for _ in range(extent.kills):
        time.sleep(random.uniform(0.3, 2.5))
        here.workers.pop(0).kill()
        here.start_worker()
        here.upload(2)
    here.assert_all_completed()


def test_a_worker_that_freezes_beyond_its_lease_cannot_finish(site: Callable[..., Site], extent: Extent) -> None:
    here = site(CVSCREEN_SCORER="counting:{log}?seconds=3")
    here.open(workers=1)
    frozen = here.workers[0]
    here.upload(extent.evaluations)
    # The last of them is with the scorer, so no connection is being opened when the worker freezes.
    here.wait_until_charged(extent.evaluations)
    frozen.send(signal.SIGSTOP)
    here.start_worker()
    time.sleep(6)
    frozen.send(signal.SIGCONT)
    here.assert_all_completed()
    assert "lease_lost" in here.logs[0].read_text()


@pytest.mark.parametrize("minutes", [5, -5])
def test_a_worker_whose_clock_is_wrong_does_no_harm(
    site: Callable[..., Site], extent: Extent, tmp_path: Path, minutes: int
) -> None:
    here = site()
    (tmp_path / "shifted").mkdir()
    (tmp_path / "shifted" / "sitecustomize.py").write_text(SHIFTED_CLOCK.format(minutes=minutes))
    here.open(workers=1)
    here.start_worker(PYTHONPATH=f"{tmp_path / 'shifted'}:{here.environment['PYTHONPATH']}")
    here.upload(extent.evaluations)
    here.assert_all_completed()


def test_a_worker_that_is_stopped_hands_back_what_it_has(site: Callable[..., Site], extent: Extent) -> None:
    here = site(CVSCREEN_LEASE_SECONDS="600")
    here.open(1, "--grace", "0")
    here.upload(extent.evaluations)
    here.wait_until_told("status=processing")
    assert here.workers[0].stop() == 0
    # Leases are so long that only what was handed back can be done by another one.
    here.start_worker()
    here.assert_all_completed()
