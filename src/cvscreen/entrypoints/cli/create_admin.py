"""`cvscreen create-admin`: the first account that may see others."""

from __future__ import annotations

import sys

import click


@click.command("create-admin", short_help="Make an account that may manage others.")
@click.option("--email", prompt="E-mail", help="Asked for if left out.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
def command(email: str, *, password_stdin: bool) -> None:
    """Make an admin: it can list accounts, deactivate one, and see counts, never other people's CVs.

    Exit status: 1 if the account cannot be made, 2 if the settings are wrong.
    """
    import asyncio
    import importlib

    from cvscreen.entrypoints.cli.extras import server_extra

    with server_extra("create-admin"):
        # The container imports it when it is opened, and by then the password has been asked for.
        importlib.import_module("cvscreen.container.api")
    asyncio.run(_create(email, _password(from_stdin=password_stdin)))
    click.echo(f"{email.strip()} is an admin and can log in.")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


async def _create(email: str, password: str) -> None:
    from cvscreen.container import open_accounts
    from cvscreen.settings import read_settings

    async with open_accounts(read_settings()) as container:
        await container.create_admin()(email, password)
