"""What a port's table of schemes is made of; small, as parser processes import such a table too."""

from __future__ import annotations

from typing import NamedTuple


class Adapter(NamedTuple):
    """Where an adapter is opened (`module:function`), and the extra that brings its driver."""

    target: str
    extra: str | None = None
