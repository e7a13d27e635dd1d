"""What is done once in a while, whichever worker gets the message."""

from __future__ import annotations

import contextlib

from prometheus_client import Gauge

from cvscreen.adapters.queues.celery import CeleryQueue
from cvscreen.adapters.queues.surviving import survived
from cvscreen.container.api import ApiContainer, ApiWork
from cvscreen.domain.errors import CvscreenError, QueueUnavailable
from cvscreen.entrypoints.gauges import queue_gauge
from cvscreen.entrypoints.worker.in_flight import InFlight


class Housekeeping:
    """The sweeper, the end of what is kept for a while, and figures."""

    def __init__(self, container: ApiContainer, queue: CeleryQueue, in_flight: InFlight) -> None:
        self._work = ApiWork(container)
        self._work.wired.set()
        self._evaluations = container.evaluations()
        self._queue = queue
        registry = container.registry()
        self._depth = queue_gauge(registry)
        self._stored = Gauge("cvscreen_evaluations_stored", "Evaluations in the store.", ("status",), registry=registry)
        Gauge("cvscreen_evaluations_in_flight", "Evaluations in work here.", registry=registry).set_function(
            in_flight.__len__
        )

    async def sweep(self) -> None:
        """Free what lost workers held, enqueue what is due, go on with erasures."""
        await survived(self._work.sweep)
        with contextlib.suppress(QueueUnavailable):
            await self._queue.swept()

    async def tidy(self) -> None:
        """Delete orphaned files, and let go of keys and sessions whose time is over."""
        await survived(self._work.tidy)

    async def gauge(self) -> None:
        """Measure how much waits and how much is stored."""
        with contextlib.suppress(CvscreenError):
            self._depth.set(await self._queue.depth())
            for status, count in (await self._evaluations.statistics()).items():
                self._stored.labels(status.value).set(count)
