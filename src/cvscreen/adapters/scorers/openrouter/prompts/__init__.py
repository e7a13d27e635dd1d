"""What the model is told, as files that are shipped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

VERSION = "openrouter-1"
"""Changes whenever the same question would be put in other words, or its answer be read in another way."""


@cache
def instructions(name: str) -> str:
    """The instructions of that name, `assess` or `draft`."""
    return files(__name__).joinpath(f"{name}.md").read_text("utf-8").strip()
