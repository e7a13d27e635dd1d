"""`cvscreen check`: whether everything is there that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cvscreen.entrypoints.cli.pings import Pinged
    from cvscreen.settings import Settings

_COLOURS = {"ok": "green", "degraded": "yellow", "down": "red"}


@click.command("check", short_help="Ping every configured part and say what to fix.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Open and ping every part that the settings name, and show the settings, passwords masked.

    Exit status: 1 if a part is down that the work cannot go on without.
    """
    import asyncio
    import logging

    from cvscreen.entrypoints.cli.pings import ping_all
    from cvscreen.entrypoints.cli.terminal import write_json
    from cvscreen.settings import read_settings

    settings = read_settings()
    # What adapters log of an outage is told below.
    logging.getLogger("cvscreen").addHandler(logging.NullHandler())
    pinged = asyncio.run(ping_all(settings))
    status = _worst(pinged)
    if as_json:
        write_json({"status": status, "ports": pinged, "settings": settings.shown()})
    else:
        _show(pinged, settings)
    ctx.exit(1 if status == "down" else 0)


def _worst(pinged: list[Pinged]) -> str:
    found = {ping.status for ping in pinged}
    return next(status for status in ("down", "degraded", "ok") if status in found)


def _show(pinged: list[Pinged], settings: Settings) -> None:
    from cvscreen.entrypoints.cli.terminal import one_line

    for ping in pinged:
        status = click.style(f"{ping.status:<9}", fg=_COLOURS[ping.status])
        latency = "" if ping.latency_ms is None else f" ({ping.latency_ms:.0f} ms)"
        click.echo(f"{ping.port:<12} {status} {one_line(ping.url)}{latency}")
        for line in filter(None, (ping.detail, ping.advice and f"→ {ping.advice}")):
            click.echo(f"{'':<22} {one_line(line)}")
    without = ", ".join(ping.port for ping in pinged if not ping.needed)
    click.echo(f"\nWork goes on without {without}; all others are needed." if without else "\nAll are needed.")
    click.echo()
    for name, value in settings.shown().items():
        click.echo(f"{name}={one_line(value)}")
