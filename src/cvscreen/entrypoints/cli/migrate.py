"""`cvscreen migrate`: bring the stores up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cvscreen.settings import Settings

STORES = ("users", "tokens", "evaluations", "files")


@click.command("migrate", short_help="Bring the stores up to date.")
def command() -> None:
    """Create or update what the stores need: tables, indexes, buckets. Safe to repeat.

    Exit status: 1 if a store cannot be reached, 2 if the settings are wrong.
    """
    import asyncio

    from cvscreen.settings import read_settings

    settings = read_settings()
    for store in STORES:
        click.echo(f"{store}: {asyncio.run(_migrated(settings, store))}")


async def _migrated(settings: Settings, store: str) -> str:
    from cvscreen.container import open_port
    from cvscreen.domain.errors import CvscreenError
    from cvscreen.ports.health import Migrates

    url = settings.url(store).masked
    try:
        async with open_port(settings, store) as adapter:
            state = await adapter.migrate() if isinstance(adapter, Migrates) else "nothing to prepare"
    except CvscreenError as error:
        raise type(error)(f"{store}: {error.detail}") from None
    return f"{url}: {state}"
