"""Finding the JSON in what a model says."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

_BEGINNINGS = 200
"""An object is looked for from so many opening braces on: a model that thinks aloud writes some before its answer."""
_DECODER = json.JSONDecoder()
Shape = TypeVar("Shape", bound=msgspec.Struct)


class MisfitError(Exception):
    """An answer that cannot be used. The text tells the model why; it holds nothing that the model said."""


def read(said: str, shape: type[Shape]) -> Shape:
    """The answer in it: alone, in a Markdown fence, or with words around it. Raises MisfitError.

    It is the last object that has a field of the shape: before it a model may think aloud, or repeat what a CV has.
    """
    fields = set(shape.__struct_fields__)
    answers = [found for found in _objects(said) if found.keys() & fields]
    if not answers:
        raise MisfitError("something was missing" if any(True for _ in _objects(said)) else "it was not JSON")
    try:
        return msgspec.convert(_whole(answers[-1]), shape)
    except msgspec.ValidationError as error:
        raise MisfitError(_in_our_words(error)) from None


def _objects(said: str) -> Iterator[dict[str, Any]]:
    """The JSON objects in a text that stand in no other, in order."""
    end = 0
    for brace in itertools.islice(re.finditer(r"\{", said), _BEGINNINGS):
        if brace.start() < end:
            continue
        try:
            found, end = _DECODER.raw_decode(said, brace.start())
        except (ValueError, RecursionError):
            continue
        yield found


def _whole(value: Any) -> Any:
    """The same without halves of characters, which no store keeps: JSON may escape one of two alone (RFC 8259, 8.2)."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_whole(name): _whole(each) for name, each in value.items()}
    return [_whole(each) for each in value] if isinstance(value, list) else value


def _in_our_words(error: msgspec.ValidationError) -> str:
    """Msgspec tells the wrong value too, which the CV may have put there; the path has our own names only."""
    _, at, path = str(error).partition(" - at `")
    return f"something was missing or of the wrong type in {path.rstrip('`')}" if at else "something was missing"
