"""The worker in a process of its own: Celery brings ids, one event loop does all the work.

A model answers after seconds, so what is in flight waits, and a hundred evaluations need no hundred processes. Celery's
threads pool takes the messages; each of its threads only waits until the loop is done with its message, so that
Celery takes no more of them than are worked on.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging.config
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from celery import Celery, signals
from celery.beat import EmbeddedService
from prometheus_client import start_http_server

from cvscreen.adapters.queues.celery_app import EVALUATIONS, GAUGES, HOUSEKEEPING, RUN, SWEEP, TIDY, celery_app
from cvscreen.container import open_worker
from cvscreen.container.api import ApiContainer
from cvscreen.domain.errors import InvalidSetting, SettingsError
from cvscreen.entrypoints.logs import logging_config
from cvscreen.entrypoints.readers import who_reads
from cvscreen.entrypoints.worker.broker_lines import broker_lines
from cvscreen.entrypoints.worker.housekeeping import Housekeeping
from cvscreen.entrypoints.worker.in_flight import InFlight
from cvscreen.entrypoints.worker.loop_thread import LoopThread, loop_thread
from cvscreen.settings import PREFIX, Settings

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions:
    """`at_once`: evaluations in flight; `queues`: what it takes messages from; `beat`: whether it is the clock too.

    `grace_seconds`: so long what is in flight may take to end at a shutdown. `metrics`: where Prometheus may ask.
    """

    at_once: int = 100
    queues: tuple[str, ...] = (EVALUATIONS, HOUSEKEEPING)
    beat: bool = False
    grace_seconds: float = 20.0
    metrics: tuple[str, int] | None = None


def work(settings: Settings, options: WorkerOptions) -> int:
    """Work until SIGTERM or SIGINT, hand back what is unfinished, and return the exit status.

    Raises SettingsError, also for a queue that has no workers, and StorageError.
    """
    url = settings.url("queue")
    if not url.scheme.startswith("celery+"):
        raise InvalidSetting(
            f"{PREFIX}QUEUE is {url.masked!r}, which `cvscreen serve` works off itself: "
            "for workers of their own set it to celery+redis://…"
        )
    logging.config.dictConfig(logging_config(settings))
    app = celery_app(url)
    with broker_lines(app.conf.broker_url), loop_thread(open_worker(settings)) as loop:
        container, queue = loop.opened, loop.opened.queue()
        in_flight = InFlight(container.run(), queue)
        housekeeping = Housekeeping(container, queue, in_flight)
        _add_tasks(app, loop, in_flight, housekeeping)
        loop.run(_ready(container))
        loop.begin(housekeeping.sweep())
        # What is here now stays: whoever looks for cycles need not go through it each time.
        gc.freeze()
        with _metrics(container, options), _clock(app, options), _handing_back(loop, in_flight, options):
            return _consume(app, options)


async def _ready(container: ApiContainer) -> None:
    """Connect and start what the first evaluations would wait for; what is away now may be there when they come."""
    ports = (container.evaluations(), container.files(), container.extractor())
    await asyncio.gather(*(port.ping() for port in ports), return_exceptions=True)


def _add_tasks(app: Celery, loop: LoopThread[ApiContainer], in_flight: InFlight, housekeeping: Housekeeping) -> None:
    @_task(app, RUN)
    def run(evaluation_id: str) -> None:
        loop.run(in_flight.work_off(evaluation_id))

    @_task(app, SWEEP)
    def sweep() -> None:
        loop.run(housekeeping.sweep())

    @_task(app, TIDY)
    def tidy() -> None:
        loop.run(housekeeping.tidy())

    @_task(app, GAUGES)
    def gauge() -> None:
        loop.run(housekeeping.gauge())


def _task(app: Celery, name: str) -> Callable[[Callable[..., None]], object]:
    """Celery's decorator has no types."""
    register: Callable[[Callable[..., None]], object] = app.task(name=name)
    return register


def _consume(app: Celery, options: WorkerOptions) -> int:
    worker = app.Worker(
        pool="threads",
        concurrency=options.at_once,
        queues=options.queues,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        loglevel="WARNING",
        quiet=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


@contextlib.contextmanager
def _handing_back(loop: LoopThread[ApiContainer], in_flight: InFlight, options: WorkerOptions) -> Iterator[None]:
    """When Celery begins to shut down, let what is in flight end for a while, then hand it back."""

    def begin(**_: object) -> None:
        loop.begin(in_flight.close(options.grace_seconds))

    def tell_ready(**_: object) -> None:
        if told := who_reads(loop.opened.scorer().identity):
            _log.info("%s", told)
        beat = " and is the clock" if options.beat else ""
        _log.info("cvscreen worker is ready: %d at once, from %s%s", options.at_once, ", ".join(options.queues), beat)

    signals.worker_ready.connect(tell_ready, weak=False)
    # Our own formatters stay.
    signals.setup_logging.connect(_keep_logging, weak=False)
    signals.worker_shutting_down.connect(begin, weak=False)
    try:
        yield
    finally:
        signals.worker_ready.disconnect(tell_ready)
        signals.worker_shutting_down.disconnect(begin)
        signals.setup_logging.disconnect(_keep_logging)
        loop.run(in_flight.close(0))


def _keep_logging(**_: object) -> None:
    """Whoever listens keeps Celery from setting up logging its own way."""


@contextlib.contextmanager
def _clock(app: Celery, options: WorkerOptions) -> Iterator[None]:
    """The clock that asks for housekeeping, in a thread. Two clocks ask twice, which does no harm."""
    if not options.beat:
        yield
        return
    clock = EmbeddedService(app, thread=True, scheduler_cls="celery.beat:Scheduler")
    clock.start()
    try:
        yield
    finally:
        clock.stop()


@contextlib.contextmanager
def _metrics(container: ApiContainer, options: WorkerOptions) -> Iterator[None]:
    if options.metrics is None:
        yield
        return
    host, port = options.metrics
    try:
        server, thread = start_http_server(port, host, container.registry())
    except OSError as error:
        raise SettingsError(f"{host}:{port} cannot be listened on ({error.strerror}): choose another port") from None
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
