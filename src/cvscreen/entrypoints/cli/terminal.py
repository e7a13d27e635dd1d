"""Writing to people and to pipes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click
import msgspec

from cvscreen.domain.patterns import when_needed

if TYPE_CHECKING:
    from cvscreen.domain.assessment import Flag

_CONTROL = when_needed("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey instead of showing: control characters, and those that turn the writing direction."""


def printable(text: str) -> str:
    """The text without what could take hold of a terminal; CVs and file names are foreign."""
    return _CONTROL().sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The same, on one line."""
    return printable(" ".join(text.split()))


def write_json(value: Any) -> None:
    """The value as indented JSON on standard output, in UTF-8 whatever the locale says."""
    write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


def write_bytes(content: bytes) -> None:
    """The bytes, as they are, on standard output."""
    sys.stdout.flush()
    stream = sys.stdout.buffer
    stream.write(content)
    stream.flush()


def note(text: str) -> None:
    """A remark beside the result, on standard error."""
    click.echo(f"Note: {one_line(text)}", err=True)


def flag_codes(flags: Iterable[Flag]) -> list[str]:
    """The codes, each once, in order."""
    return list(dict.fromkeys(flag.code for flag in flags))
