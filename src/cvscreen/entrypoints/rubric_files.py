"""Rubrics from files, TOML or JSON."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

import msgspec

from cvscreen.domain.documents import MEGABYTE
from cvscreen.domain.errors import InvalidRubric, RubricError
from cvscreen.domain.rubric import Criterion, Rubric, given_rubric

MAX_BYTES = MEGABYTE
_UNKNOWN = re.compile(r"unknown field `(.*?)`")


class _CriterionEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    id: str | None = None
    weight: float = 1.0
    must_have: bool = False


class _RubricFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    criteria: list[_CriterionEntry]


def load_rubric(path: str | os.PathLike[str]) -> Rubric:
    """The rubric in a file: TOML with `[[criteria]]` tables, or JSON `{"criteria": [...]}`.

    A criterion has `text` and may have `id` (c1, c2, … by its place if left out), `weight` (above 0, 1 if left
    out) and `must_have` (false if left out). Raises InvalidRubric, which names the file and says what to do, or
    ProtectedTrait if a criterion asks for one.
    """
    try:
        return _rubric(_entries(Path(path)))
    except RubricError as error:
        raise type(error)(f"{os.fspath(path)}: {error.detail}") from None


def rubric_from_json(text: str) -> Rubric:
    """The rubric in a JSON text, as in a file. Raises InvalidRubric or ProtectedTrait."""
    return _rubric(_decoded(text, "json"))


def _rubric(entries: list[_CriterionEntry]) -> Rubric:
    return given_rubric(_criterion(entry, number) for number, entry in enumerate(entries, 1))


def _criterion(entry: _CriterionEntry, number: int) -> Criterion:
    id_ = f"c{number}" if entry.id is None else entry.id
    return Criterion(id=id_, text=entry.text, weight=entry.weight, must_have=entry.must_have)


def _entries(path: Path) -> list[_CriterionEntry]:
    kind = path.suffix.lower()
    if kind not in {".toml", ".json"}:
        raise InvalidRubric("a rubric is a TOML or JSON file: let its name end in .toml or .json")
    return _decoded(_text(path), kind[1:])


def _decoded(text: str, kind: str) -> list[_CriterionEntry]:
    decode = msgspec.toml.decode if kind == "toml" else msgspec.json.decode
    try:
        return decode(text, type=_RubricFile).criteria
    except msgspec.ValidationError as error:
        raise InvalidRubric(_hint(str(error))) from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise InvalidRubric(f"this is not valid {kind.upper()}: {error}") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidRubric(f"the file cannot be read ({reason}): check its path") from None
    if len(content) > MAX_BYTES:
        raise InvalidRubric(f"the file is larger than {MAX_BYTES // MEGABYTE} MB: this is no rubric")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidRubric("the file is not UTF-8 text: save it as UTF-8") from None


def _hint(message: str) -> str:
    """Msgspec's "Object contains unknown field `wieght` - at `$.criteria[0]`", with the name that was meant."""
    unknown = _UNKNOWN.search(message)
    if unknown is None:
        return message
    known = (_CriterionEntry if " - at " in message else _RubricFile).__struct_fields__
    near = difflib.get_close_matches(unknown[1].lower(), known, 1)
    return f"{message}: did you mean {near[0]}?" if near else f"{message}: there are {', '.join(known)}"
