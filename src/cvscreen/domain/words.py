"""The words of a text, each as it is compared and where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cvscreen.domain.patterns import when_needed

MASK_KEY = "█"
"""What all masked characters are compared as: however many, they stand for each other and for nothing else."""

_INKLESS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_RUN = rf"[^\W_](?:[^\W_]|[{_INKLESS}])*"
_WORD = when_needed(
    rf"""█(?:[\W_]*█)?
    |(?:[$€£¥<>≤≥][ ]?(?=\d) | (?<=[^\W\d_]\s)[-−](?=\d))?       # a currency, a bound, a sign
    {_RUN}
    (?:
        (?:(?<=\d)[.,:/'’](?=\d)                                   # 3.5  1,200  05/2019
          |(?<=[^\W\d_])['’\u02bc](?=[^\W\d_])                          # don't  driver's
          |(?<=[^\W\d_])[-‐‑\x02\ufffe][^\S\n]*\n\s*(?=[^\W\d_A-ZÀ-ÖØ-Þ])   # develop-\nment
          |(?<=\u00ad)[^\S\n]*\n\s*(?=[^\W\d_A-ZÀ-ÖØ-Þ])           # the same with a soft hyphen
        ){_RUN}
    )*
    (?:(?:\+\+?|\#)(?![^\W_])|(?<=\d)[ \u00a0]?[%‰])?              # C++  C#  5+  30 %
    """,
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word: what it is compared by, and its start and end (code points) in the text."""

    key: str
    start: int
    end: int


_SIGNIFICANT = frozenset(".,:/+#%‰$€£¥<>≤≥\u2044")
"""Marks within a word that are part of what it says."""


def words(text: str) -> Iterator[Word]:
    """The words of a text in their order; punctuation between them is left out.

    A number is one word with its sign, currency, decimals and per cent, a word divided at a line end is one, a compound
    with a hyphen is several, and so is all that is masked in a row, whatever marks are between.
    """
    for match in _WORD().finditer(text):
        yield Word(_key(match[0]), match.start(), match.end())


def _key(written: str) -> str:
    return written.lower() if written.isascii() and written.isalnum() else _plain(written)


@lru_cache(maxsize=4096)
def _plain(written: str) -> str:
    if written[0] == MASK_KEY:
        return MASK_KEY
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", written).casefold()).replace("−", "-")
    sign = "-" if folded[0] == "-" else ""
    return sign + "".join(character for character in folded if character.isalnum() or character in _SIGNIFICANT)
