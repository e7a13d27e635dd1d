"""A service that is killed at any moment loses nothing that it accepted, and does nothing twice."""

import asyncio
import itertools
import os
import random
import re
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import crashing_service
import pytest
from crashing_service import OWNER
from third_party import install

from cvscreen.container import open_service
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.settings import Settings, read_settings

KILLS = 5
LATEST_KILL = 0.8
"""Seconds after the service started."""

ENDLESS = 10_000
SERVICE = str(crashing_service.__file__)


def settings_of(folder: Path) -> dict[str, str]:
    return {
        "CVSCREEN_DATA_DIR": str(folder / "data"),
        "CVSCREEN_EXTRACTOR": "plain:",
        "CVSCREEN_SCORER": "scripted:?seconds=0.03",
        "CVSCREEN_QUEUE": "inline:?at_once=4&sweep_seconds=0.2",
        "CVSCREEN_LEASE_SECONDS": "0.6",
    }


def environment(folder: Path) -> dict[str, str]:
    path = [str(folder / "site-packages"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | settings_of(folder) | {"PYTHONPATH": os.pathsep.join(path)}


def killed(folder: Path, seconds: float) -> str:
    """What the service printed until it was killed, so long after it had started."""
    command = [sys.executable, SERVICE, str(ENDLESS)]
    with subprocess.Popen(command, env=environment(folder), stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        first = service.stdout.readline()
        try:
            printed, _ = service.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            service.kill()
            printed, _ = service.communicate()
    return first + printed


async def evaluations_in(settings: Settings) -> dict[str, Evaluation]:
    """All records, each of which has its file."""
    found: dict[str, Evaluation] = {}
    async with open_service(settings) as container:
        for number in itertools.count(1):
            page = (await container.list()(OWNER, page=number, size=100)).evaluations
            found |= {evaluation.id: evaluation for evaluation in page}
            if not page:
                break
        files = {file.key async for file in container.files().list(older_than=timedelta(0))}
    assert {evaluation.cv.key for evaluation in found.values()} <= files
    return found


def finished(folder: Path) -> str:
    """What the service prints until all that was left is done."""
    command = [sys.executable, SERVICE, "0"]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=True, timeout=60)
    assert "Traceback" not in done.stderr
    return done.stdout


def test_what_was_accepted_is_completed_exactly_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(install(tmp_path / "site-packages"))
    moments = [random.uniform(0.0, LATEST_KILL) for _ in range(KILLS)]
    output = "".join(killed(tmp_path, seconds) for seconds in moments) + finished(tmp_path)
    accepted = re.findall(r"^accepted (\S+)$", output, re.MULTILINE)
    completed = Counter(re.findall(r"evaluation='(\S+)' .*status=completed", output))
    idle = read_settings(settings_of(tmp_path) | {"CVSCREEN_QUEUE": "memory:"})
    evaluations = asyncio.run(evaluations_in(idle))
    assert set(accepted) <= set(evaluations), moments
    assert len(accepted) == len(set(accepted))
    assert {evaluation.status for evaluation in evaluations.values()} == {Status.COMPLETED}, moments
    assert {evaluation.attempts for evaluation in evaluations.values()} == {0}, moments
    assert set(completed.values()) == {1}, moments
    assert set(completed) <= set(evaluations)
