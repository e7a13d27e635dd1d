"""The event loop of a command."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from typing import Any, TypeVar

import click

from cvscreen.entrypoints.cli import INTERRUPTED

Result = TypeVar("Result")


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Do the work. Ctrl-C cancels it, which ends the parsers, and then the process, whatever a thread still does."""
    with asyncio.Runner() as runner:
        try:
            return runner.run(work)
        except KeyboardInterrupt:
            # Closing the loop would wait for the thread that masks or judges a CV.
            click.echo("Interrupted.", err=True)
            os._exit(INTERRUPTED)
