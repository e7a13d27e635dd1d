"""The name in handles, link texts and paths: marisolquispe, @mquispe, /home/marisol.

Two of its words run together are the name wherever they stand. One with the initial of another is where a handle is
meant, and one alone in a path to somebody's home: CSharp is no C. Sharp, and @Oracle is no Jane Oracle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.lines import lines_with
from cvscreen.domain.masks.runs import Parts
from cvscreen.domain.patterns import when_needed

_FEWEST = 5
"""Fewer letters of two words run together may be any word."""
_JOINED = r"(?<![^\W\d_])(?:{})(?=(?:resume|cv|coverletter)?(?![^\W\d_]))"
_FIRST_EASTERN, _LAST_EASTERN = "\u3040", "\ud7af"
"""Scripts without spaces between words: the name is hidden inside of longer rows of letters too."""

_SITE = (
    r"(?:skype|telegram|github|gitlab|bitbucket|linkedin|twitter|instagram|facebook|kaggle|leetcode|hackerrank|discord"
    r"|xing|behance|dribbble|stack[ ]?overflow)"
)
_HANDLE = when_needed(
    rf"""(?:(?<![\w@./])@
      | (?P<home>[/\\](?:home|users)[/\\])
      | \b{_SITE}(?:\.com)?[ ]?[:/–-]?[ ]?@?
      | \b(?:user[ ]?name|user|handle|login|nick[ ]?name|id)[ ]?[:=][ ]?@?
      )(?P<handle>[^\W_][\w.-]*)""",
    re.VERBOSE,
)
_SIGNS = (
    *("@", "home", "users", "user", "handle", "login", "nick", "id:", "id :", "id=", "skype", "telegram", "git"),
    *("bitbucket", "linkedin", "twitter", "instagram", "facebook", "kaggle", "leetcode", "hackerrank", "discord"),
    *("xing", "behance", "dribbble", "overflow"),
)
"""Without one of these a line holds no handle that is said to be one."""
_PIECES = when_needed(r"[^\W\d_]+")


def run_together(parts: Parts, folded: str) -> Iterator[Place]:
    """Start and end of two of its words or all of them without a space between, in a text that is folded alike."""
    for joined in {"".join(parts.words), *_pairs(parts)}:
        if joined not in folded:
            continue
        if _is_eastern(joined):
            yield from (found.span() for found in re.finditer(re.escape(joined), folded))
        elif len(joined) >= _FEWEST:
            yield from (found.span() for found in re.finditer(_JOINED.format(re.escape(joined)), folded))


def handles(parts: Parts, folded: str) -> Iterator[Place]:
    """Start and end of each handle that is made of the name, where the text says that it is one."""
    for start, end in lines_with(_SIGNS, folded):
        for found in _HANDLE().finditer(folded, start, end):
            pieces = tuple(_PIECES().findall(found["handle"]))
            if _is_short_form("".join(pieces), parts) or (found["home"] and parts.telling.issuperset(pieces)):
                yield found.start("handle"), found.start("handle") + len(found["handle"].rstrip(".-"))


def _pairs(parts: Parts) -> Iterator[str]:
    words = [word for word in parts.words if word in parts.telling and len(word) > 1]
    yield from ("".join(pair) for pair in permutations(words, 2))


def _is_short_form(letters: str, parts: Parts) -> bool:
    """Whether it is a word of the name with the initial of another before or behind it."""
    return any(
        letters in {other[0] + word, word + other[0]}
        for word in parts.telling
        for other in parts.words
        if len(word) > 1 and other != word
    )


def _is_eastern(joined: str) -> bool:
    return len(joined) > 1 and all(_FIRST_EASTERN <= letter <= _LAST_EASTERN for letter in joined)
