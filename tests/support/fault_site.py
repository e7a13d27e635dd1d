"""A distributed cvscreen on real servers, with processes to kill, and the count that must be right at the end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from counting_scorer import charges, installed
from http_service import Server, bearer, token_of
from real_servers import RealServer

from cvscreen.testing.extractors_plain import plain_pdf

PATIENCE_SECONDS = 240
SECRET = "only for these tests, but long enough"

_STARTED = re.compile(r"evaluation='([^']+)'.* status=processing")
_COMPLETED = re.compile(r"evaluation='([^']+)'.* status=completed")


class Worker:
    """`cvscreen worker --beat` in a process group of its own, so that its parsers go with it."""

    def __init__(self, environment: dict[str, str], log: Path, arguments: Iterable[str]) -> None:
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "cvscreen", "worker", "--beat", *arguments],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def send(self, with_signal: signal.Signals) -> None:
        """Signal it and its parsers."""
        os.killpg(self._process.pid, with_signal)

    def kill(self) -> None:
        """End it at once."""
        if self._process.poll() is None:
            self.send(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> int:
        """Ask it to end, and return its exit status."""
        self._process.terminate()
        return self._process.wait(60)

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None


class Site:
    """One API, some workers, and what was accepted.

    In settings, `{redis}` is the URL of a corner of Redis, `{log}` the file in which the scorer counts.
    """

    def __init__(self, folder: Path, server: Callable[[str], RealServer], **settings: str) -> None:
        self.folder = folder
        self.log = folder / "charges"
        redis = server("redis").fresh()
        usual = {
            "PYTHONPATH": installed(folder / "packages"),
            "CVSCREEN_ENV": "production",
            "CVSCREEN_SECRET": SECRET,
            "CVSCREEN_DATA_DIR": str(folder / "data"),
            "CVSCREEN_EXTRACTOR": "plain:",
            "CVSCREEN_SCORER": "counting:{log}?seconds=0.3",
            "CVSCREEN_QUEUE": "celery+{redis}&sweep_seconds=1&waiting_seconds=5&seconds=1",
            "CVSCREEN_LIMITS": "{redis}",
            "CVSCREEN_CACHE": "{redis}",
            "CVSCREEN_PROGRESS": "{redis}",
            "CVSCREEN_LEASE_SECONDS": "3",
            "CVSCREEN_RATE_LIMIT": "off",
            "CVSCREEN_LOGIN_LIMIT": "off",
        }
        filled = {name: value.format(redis=redis, log=self.log) for name, value in (usual | settings).items()}
        self.environment = os.environ | filled
        self.api = Server(folder, **self.environment)
        self.workers: list[Worker] = []
        self.logs: list[Path] = []
        self.accepted: dict[str, int] = {}
        self._numbers = iter(range(10**6))

    def open(self, workers: int = 1, *arguments: str, **settings: str) -> None:
        """Prepare the stores, start the API and so many workers."""
        migrated = subprocess.run(
            [sys.executable, "-m", "cvscreen", "migrate"], env=self.environment, capture_output=True, check=False
        )
        assert migrated.returncode == 0, migrated.stderr.decode()
        self.api.start()
        for _ in range(workers):
            self.start_worker(*arguments, **settings)

    def start_worker(self, *arguments: str, **settings: str) -> Worker:
        """Start one more."""
        self.logs.append(self.folder / f"worker-{len(self.logs)}.log")
        worker = Worker(self.environment | settings, self.logs[-1], arguments)
        self.workers.append(worker)
        return worker

    def upload(self, count: int, at_once: int = 4, contents: Callable[[int], bytes] | None = None) -> None:
        """Upload so many CVs; those that are accepted count from now on."""
        with httpx.Client(base_url=self.api.url, timeout=60) as client, ThreadPoolExecutor(at_once) as pool:
            headers = bearer(token_of(client))

            def upload_one(number: int) -> None:
                files = {"file": (contents or numbered_pdf)(number)}
                answer = client.post("/api/cv-evaluations/", files=files, data={"prompt": "Python"}, headers=headers)
                if answer.status_code == httpx.codes.ACCEPTED:
                    self.accepted[answer.json()["id"]] = number
                else:
                    assert answer.is_server_error, answer.text

            list(pool.map(upload_one, [next(self._numbers) for _ in range(count)]))

    def wait_until_told(self, words: str) -> None:
        """Wait until some worker has logged these words."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not any(words in path.read_text(errors="replace") for path in self.logs):
            assert time.monotonic() < end, self.last_words()
            time.sleep(0.05)

    def wait_until_charged(self, calls: int) -> None:
        """Wait until the scorer was called so often."""
        end = time.monotonic() + PATIENCE_SECONDS
        while charges(self.log).total() < calls:
            assert time.monotonic() < end, self.last_words()
            time.sleep(0.05)

    def statuses(self) -> dict[str, str]:
        """The status of everything, as a client reads it."""
        with httpx.Client(base_url=self.api.url, timeout=60) as client:
            client.headers.update(bearer(token_of(client)))
            found: dict[str, str] = {}
            page = "/api/cv-evaluations/?page_size=100"
            while page:
                answer = client.get(page)
                answer.raise_for_status()
                found |= {row["id"]: row["status"] for row in answer.json()["results"]}
                page = answer.json()["next"]
        return found

    def ended(self) -> dict[str, str]:
        """The statuses once nothing is under way any more."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            found = self.statuses()
            if not set(found.values()) & {"pending", "processing"}:
                return found
            assert time.monotonic() < end, f"still under way: {Counter(found.values())}\n{self.last_words()}"
            time.sleep(0.5)

    def assert_all_completed(self) -> None:
        """Everything has one result, and nothing was lost or done twice."""
        assert Counter(self.assert_counts().values()).keys() == {"completed"}

    def assert_counts(self) -> dict[str, str]:
        """Nothing that was accepted is lost or done twice, and the scorer was charged once per attempt at most."""
        found = self.ended()
        assert self.accepted.keys() <= found.keys()
        told = "".join(path.read_text(errors="replace") for path in self.logs)
        assert max(Counter(_COMPLETED.findall(told)).values(), default=0) <= 1
        claimed, charged = Counter(_STARTED.findall(told)), charges(self.log)
        too_many = {i: n for i, n in self.accepted.items() if charged[n] > claimed[i]}
        assert not too_many
        return found

    def last_words(self) -> str:
        """The end of what the processes logged."""
        logs = [path.read_text(errors="replace")[-1500:] for path in self.logs[-2:]]
        return "\n".join(["".join(self.api.output[-20:]), *logs])

    def close(self) -> None:
        """Kill all processes."""
        for worker in self.workers:
            worker.kill()
        self.api.kill()


def numbered_pdf(number: int) -> bytes:
    """A CV that says its number."""
    return plain_pdf(f"Jane Doe\nPython developer number {number}\n" + "x " * 500)
