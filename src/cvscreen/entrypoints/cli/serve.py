"""`cvscreen serve`: the HTTP service, with its worker inside unless the queue is somebody else's."""

from __future__ import annotations

import gc

import click

USUAL_COLLECTIONS = (700, 10, 10)
"""How often the interpreter looks for cycles unless it is told otherwise."""

GRACE_SECONDS = 20
"""So long requests that are under way may take to end at a shutdown."""


@click.command("serve", short_help="Run the HTTP service.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def command(host: str, port: int) -> None:
    """Serve accounts, uploads and results over HTTP, and do the work too (CVSCREEN_QUEUE=inline:).

    Stop it with Ctrl-C or SIGTERM: requests under way end, work under way is handed back for the next start.

    Exit status: 1 if a port or a store cannot be opened, 2 if the settings are wrong.
    """
    from cvscreen.entrypoints.cli.extras import server_extra
    from cvscreen.settings import read_settings

    with server_extra("serve"):
        from cvscreen.entrypoints.http.server import serve
    # Short commands collect seldom; this one lives long, and must not gather what it no longer needs.
    gc.set_threshold(*USUAL_COLLECTIONS)
    serve(read_settings(), host, port, GRACE_SECONDS)
