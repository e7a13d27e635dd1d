"""What some commands need beyond the base install."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cvscreen.domain.errors import MissingExtra


@contextmanager
def server_extra(command: str, extra: str = "server") -> Iterator[None]:
    """Import inside what the extra brings. Raises MissingExtra, which says how to get it."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(f"cvscreen {command} needs {error.name}: pip install 'cvscreen[{extra}]'") from None
