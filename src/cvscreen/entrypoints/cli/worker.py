"""`cvscreen worker`: works off what other processes enqueue."""

from __future__ import annotations

import gc

import click

from cvscreen.entrypoints.cli.serve import USUAL_COLLECTIONS

QUEUES = ("evaluations", "housekeeping")


@click.command("worker", short_help="Work off evaluations that others enqueue.")
@click.option("--at-once", default=100, show_default=True, type=click.IntRange(1, 1000), help="Evaluations in flight.")
@click.option("--only", type=click.Choice(QUEUES), help="Take messages of one queue; both without it.")
@click.option("--beat", is_flag=True, help="Be the clock of the sweeper too; at least one worker must be.")
@click.option("--grace", default=20.0, show_default=True, type=click.FloatRange(0), help="Seconds to end at a stop.")
@click.option("--metrics-host", default="127.0.0.1", show_default=True, help="Where Prometheus may ask.")
@click.option("--metrics-port", type=click.IntRange(1, 65535), help="Its port; nobody may ask without it.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    at_once: int,
    only: str | None,
    beat: bool,
    grace: float,
    metrics_host: str,
    metrics_port: int | None,
) -> None:
    """Work off what `cvscreen serve` enqueues in a broker (CVSCREEN_QUEUE=celery+redis://…), in one process.

    Stop it with SIGTERM or Ctrl-C: what is in flight may end for a while, the rest is handed back for others.

    Exit status: 1 if a port or a store cannot be opened, 2 if the settings are wrong.
    """
    from cvscreen.entrypoints.cli.extras import server_extra
    from cvscreen.settings import read_settings

    settings = read_settings()
    with server_extra("worker", "server,celery"):
        from cvscreen.entrypoints.worker import WorkerOptions, work
    gc.set_threshold(*USUAL_COLLECTIONS)
    options = WorkerOptions(
        at_once=at_once,
        queues=QUEUES if only is None else (only,),
        beat=beat,
        grace_seconds=grace,
        metrics=None if metrics_port is None else (metrics_host, metrics_port),
    )
    ctx.exit(work(settings, options))
