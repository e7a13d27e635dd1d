"""A server that is killed at any moment loses no upload that it accepted, and does none twice."""

import random
import re
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest
from http_service import Server, bearer, token_of
from third_party import install

from cvscreen.testing.extractors_plain import plain_pdf

KILLS = 5
LATEST_KILL = 1.5
"""Seconds after the first upload."""

SETTINGS = {
    "CVSCREEN_EXTRACTOR": "plain:",
    "CVSCREEN_SCORER": "scripted:?seconds=0.03",
    "CVSCREEN_QUEUE": "inline:?at_once=4&sweep_seconds=0.2",
    "CVSCREEN_LEASE_SECONDS": "0.6",
    "CVSCREEN_RATE_LIMIT": "off",
}


class Uploading(threading.Thread):
    """Uploads one CV after the other until the server is gone, and keeps what was accepted."""

    def __init__(self, server: Server, token: str, first: int) -> None:
        super().__init__(daemon=True)
        self._server, self._token, self._number = server, token, first
        self.accepted: list[str] = []

    def run(self) -> None:
        with self._server.client(headers=bearer(self._token)) as client:
            while True:
                self._number += 1
                pdf = plain_pdf(f"Jane Doe\nPython developer number {self._number}\n" + "x " * 5000)
                try:
                    answer = client.post("/api/cv-evaluations/", files={"file": pdf}, data={"prompt": "Python"})
                except httpx.HTTPError:
                    return
                assert answer.status_code == 202, answer.text
                self.accepted.append(answer.json()["id"])


def uploaded_until_killed(server: Server, first: int, seconds: float) -> list[str]:
    """The ids of what was accepted by a server that is killed so many seconds after the first upload."""
    with server.start().client() as client:
        token = token_of(client)
    uploading = [Uploading(server, token, first + 10_000 * number) for number in range(2)]
    for thread in uploading:
        thread.start()
    time.sleep(seconds)
    server.kill()
    for thread in uploading:
        thread.join(timeout=30)
    return [evaluation for thread in uploading for evaluation in thread.accepted]


def statuses(client: httpx.Client) -> dict[str, str]:
    """The status of every evaluation of the account."""
    found: dict[str, str] = {}
    page = "/api/cv-evaluations/?page_size=100"
    while page:
        answer = client.get(page).json()
        found |= {row["id"]: row["status"] for row in answer["results"]}
        page = answer["next"]
    return found


def all_ended(client: httpx.Client) -> dict[str, str]:
    """The statuses once nothing is under way any more."""
    for _ in range(600):
        found = statuses(client)
        if not set(found.values()) & {"pending", "processing"}:
            return found
        time.sleep(0.1)
    raise AssertionError(Counter(found.values()))


def test_every_upload_that_was_accepted_is_completed_exactly_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(install(tmp_path / "site-packages")), prepend=":")
    server = Server(tmp_path, **SETTINGS)
    moments = [random.uniform(0.0, LATEST_KILL) for _ in range(KILLS)]
    accepted = [
        evaluation
        for number, seconds in enumerate(moments)
        for evaluation in uploaded_until_killed(server, 100_000 * number, seconds)
    ]
    with server, server.client() as client:
        client.headers.update(bearer(token_of(client)))
        found = all_ended(client)
    output = "".join(server.output)
    completed = Counter(re.findall(r"evaluation='(\S+?)'.*status=completed", output))
    assert accepted
    assert len(accepted) == len(set(accepted))
    assert set(accepted) <= set(found), moments
    assert set(found.values()) == {"completed"}, moments
    assert set(completed.values()) == {1}, moments
    assert set(completed) <= set(found), moments
    assert "Traceback" not in output
