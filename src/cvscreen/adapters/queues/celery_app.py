"""The Celery application, as whoever sends and whoever works needs it: names, routes, and how messages are kept.

There is no result backend: the store of evaluations is the truth, a message is only a hint to look.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import msgspec
from celery import Celery

from cvscreen.adapters.urls import AdapterURL

RUN = "cvscreen.run"
SWEEP = "cvscreen.sweep"
TIDY = "cvscreen.tidy"
GAUGES = "cvscreen.gauges"

EVALUATIONS = "evaluations"
HOUSEKEEPING = "housekeeping"

QUEUES = {RUN: EVALUATIONS, SWEEP: HOUSEKEEPING, TIDY: HOUSEKEEPING, GAUGES: HOUSEKEEPING}
"""Which queue carries the tasks of each type, so that a worker can be kept for one of them."""

TRANSPORT = "cvscreen.adapters.queues.celery_transport:Transport"

POLL_SECONDS = 10.0
"""A read from the broker that takes longer has failed; kombu's own polls take one second."""


class CeleryOptions(msgspec.Struct, frozen=True):
    """`prefix`: what all keys in Redis begin with; `seconds`: how long the broker may take to connect and to answer.

    `visible_seconds`: after so long a message that no worker has acknowledged is delivered again. It must be longer
    than the longest attempt (15 minutes): else every long attempt makes a second message. `waiting_seconds`: for so
    long an id that waits is not put in line again; its message may have been lost, and doubles do no harm.
    `sweep_seconds`, `tidy_seconds`, `gauge_seconds`: how often the clock asks for housekeeping.
    """

    prefix: str = "cvscreen:"
    seconds: Annotated[float, msgspec.Meta(gt=0, le=60)] = 2.0
    visible_seconds: Annotated[int, msgspec.Meta(ge=1)] = 1800
    waiting_seconds: Annotated[int, msgspec.Meta(ge=1)] = 60
    sweep_seconds: Annotated[float, msgspec.Meta(gt=0)] = 10.0
    tidy_seconds: Annotated[float, msgspec.Meta(gt=0)] = 3600.0
    gauge_seconds: Annotated[float, msgspec.Meta(gt=0)] = 15.0


def broker_url(url: AdapterURL) -> str:
    """The broker's own URL: `celery+redis://host/0?prefix=…` is `redis://host/0`."""
    return f"{url.scheme.removeprefix('celery+')}:{url.location}"


def celery_app(url: AdapterURL) -> Celery:
    """The application for that broker; nothing is connected. Raises InvalidSetting for an unknown option."""
    options = url.options(CeleryOptions)
    app = Celery("cvscreen", broker=broker_url(url), set_as_current=False)
    app.conf.update(_configuration(options))
    return app


def _configuration(options: CeleryOptions) -> dict[str, Any]:
    return {
        "broker_transport": TRANSPORT,
        "result_backend": None,
        "task_ignore_result": True,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_default_queue": EVALUATIONS,
        "task_routes": {task: {"queue": queue} for task, queue in QUEUES.items()},
        # A message is acknowledged when its work is done; until then another worker may get it.
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_send_task_events": False,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "broker_connection_timeout": options.seconds,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {
            "global_keyprefix": options.prefix,
            "visibility_timeout": options.visible_seconds,
            "socket_connect_timeout": options.seconds,
            "socket_timeout": POLL_SECONDS,
            "socket_keepalive": True,
            "health_check_interval": 30,
            "max_retries": 0,
        },
        "timezone": "UTC",
        "beat_schedule": _schedule(options),
    }


def _schedule(options: CeleryOptions) -> dict[str, Any]:
    """What nobody has taken before the next of its kind comes is not needed any more."""
    every = {SWEEP: options.sweep_seconds, TIDY: options.tidy_seconds, GAUGES: options.gauge_seconds}
    return {
        task: {"task": task, "schedule": timedelta(seconds=seconds), "options": {"expires": seconds}}
        for task, seconds in every.items()
    }
