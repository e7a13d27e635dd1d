"""`cvscreen worker` as a process."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from fault_site import Worker
from real_servers import RealServer
from real_servers.server import free_port


def environment(folder: Path, **settings: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CVSCREEN_")}
    return ours | {"CVSCREEN_DATA_DIR": str(folder / "data")} | settings


def refused(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cvscreen", "worker", *arguments]
    return subprocess.run(
        command, env=environment(folder, **settings), capture_output=True, text=True, timeout=60, check=False
    )


def test_a_queue_that_serve_works_off_itself_has_no_workers(tmp_path: Path) -> None:
    done = refused(tmp_path)
    assert done.returncode == 2
    assert "celery+redis://" in done.stderr


def test_a_worker_needs_no_key_to_sign_tokens_and_says_what_else_is_wrong(tmp_path: Path) -> None:
    done = refused(tmp_path, CVSCREEN_ENV="production", CVSCREEN_QUEUE="celery+redis://127.0.0.1:1/0")
    assert done.returncode == 2
    assert "CVSCREEN_CACHE" in done.stderr


@pytest.mark.servers("redis")
def test_a_worker_tells_prometheus_what_it_does_and_ends_when_it_is_asked_to(
    tmp_path: Path, server: Callable[[str], RealServer]
) -> None:
    redis, port = server("redis").fresh(), free_port()
    settings = environment(
        tmp_path,
        CVSCREEN_QUEUE=f"celery+{redis}&gauge_seconds=0.2",
        CVSCREEN_CACHE="none:",
        CVSCREEN_LIMITS=redis,
        CVSCREEN_PROGRESS=redis,
    )
    worker = Worker(settings, tmp_path / "log", ["--metrics-port", str(port)])
    try:
        figures = figures_of(port, worker)
        assert "cvscreen_evaluations_in_flight 0.0" in figures
        assert 'cvscreen_evaluations_stored{status="pending"} 0.0' in figures
        assert worker.stop() == 0
    finally:
        worker.kill()


def figures_of(port: int, worker: Worker) -> str:
    """What it tells once the clock has ticked."""
    for _ in range(300):
        assert worker.is_alive(), worker.log.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                told: str = answer.read().decode()
        except OSError:
            told = ""
        if "cvscreen_evaluations_stored{" in told:
            return told
        time.sleep(0.1)
    raise AssertionError(worker.log.read_text())
