"""What somebody is also called, beside the name: in quotes or brackets, or in another script."""

from __future__ import annotations

import re

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.name_words import NO_NAMES, folded
from cvscreen.domain.patterns import when_needed

Nicknames = dict[str, Place]
"""Nicknames in lower case, and where they stand in the line."""

_SIGNS = frozenset("\"“„«'‘([")
_OTHER_SCRIPT = when_needed(r"[^\x00-\u303f]{2,5}")
_EASTERN = "\u3040"
_LATIN = re.compile(r"[A-Za-z]{2}")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_BEFORE = 3
_QUOTED = when_needed(
    r"""(?P<open>["“„«'‘(\[])(?P<nickname>[^\W\d_][\w.-]*(?:[ ][^\W\d_][\w.-]*)?)["“”»'’)\]]
        (?=(?P<inside>[ ]+[^\W\d_])|[ ]*(?:[|,•·–—-]|$))""",
    re.VERBOSE,
)


def nicknames_in(line: str) -> tuple[str, Nicknames]:
    """The line with its nicknames blanked, of the same length, and the nicknames."""
    found = {}
    if not _SIGNS.isdisjoint(line):
        for quoted in _QUOTED().finditer(line):
            if _stands_in_name(line, quoted):
                found[folded(quoted["nickname"])] = quoted.span()
    if max(line) >= _EASTERN and _LATIN.search(line):
        others = (other for other in _OTHER_SCRIPT().finditer(line) if other.group().isalpha())
        found |= {other.group(): other.span() for other in others}
    for start, end in found.values():
        line = line[:start] + " " * (end - start) + line[end:]
    return line, found


def _stands_in_name(line: str, quoted: re.Match[str]) -> bool:
    """Between two words that may be those of a name; or behind them, if in quotes: brackets hold much else there."""
    before = _WORD.findall(line[: quoted.start()])
    behind = _WORD.search(line, quoted.end()) if quoted["inside"] else None
    if not 1 <= len(before) <= _MOST_BEFORE or not (behind or quoted["open"] not in "(["):
        return False
    around = [*before, *_WORD.findall(quoted["nickname"]), *([behind.group()] if behind else [])]
    return NO_NAMES.isdisjoint(map(folded, around)) and line[quoted.start() - 1] == " "
