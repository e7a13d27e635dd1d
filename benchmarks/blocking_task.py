"""A plain Celery application to compare with: tasks that do nothing, or wait as a blocking client would."""

from __future__ import annotations

import os
import time

from celery import Celery

LATENCY = 2


def app_for(url: str) -> Celery:
    """The application for a broker `redis://…?prefix=…`; messages are acknowledged when their work is done, as ours."""
    broker, _, prefix = url.partition("?prefix=")
    app = Celery("blocking_task", broker=broker, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        broker_transport_options={"global_keyprefix": prefix},
    )
    return app


def left(app: Celery) -> int:
    """How many tasks are not done."""
    with app.connection_for_read() as connection:
        client = connection.default_channel.client
        return int(client.llen("celery")) + int(client.hlen("unacked"))


app = app_for(os.environ.get("BENCH_BROKER", "redis://127.0.0.1:1/0?prefix="))


@app.task(name="blocking_task.wait")  # type: ignore[untyped-decorator]
def wait() -> None:
    """Wait as long as a model does."""
    time.sleep(LATENCY)


@app.task(name="blocking_task.nothing")  # type: ignore[untyped-decorator]
def nothing() -> None:
    """Do nothing."""
