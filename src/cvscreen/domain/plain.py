"""Words and texts as they are compared with others: without capitals and accents."""

from __future__ import annotations

import re
import unicodedata

MARK = r"[\u0300-\u036f]"
"""An accent that is a character of its own."""

_MARKS = re.compile(MARK)
_MAY_FOLD = re.compile(r"[^\x00-\x7f█•–]")
"""Not the three that CVs are full of: looking each of them up takes longer than all the rest."""


class _Letters(dict[str, str]):
    """Each character as one in lower case without its accent, worked out when it is first met."""

    def __missing__(self, letter: str) -> str:
        """Only what is one letter with marks loses them: a Korean syllable or a ligature stays whole."""
        parts = unicodedata.normalize("NFKD", letter)
        bare = parts[0] if all(map(unicodedata.combining, parts[1:])) else letter
        folded = bare.casefold() if len(bare.casefold()) == 1 else bare
        self[letter] = folded
        return folded


_LETTERS = _Letters(
    zip("łŁøØđĐıİ’‘", "llooddii''", strict=True),
)


def _folded(found: re.Match[str]) -> str:
    return _LETTERS[found.group()]


def plain(text: str) -> str:
    """The text in lower case and without accents, of the same length; accents on their own stay."""
    return text.lower() if text.isascii() else _MAY_FOLD.sub(_folded, text).lower()


def plain_word(word: str) -> str:
    """As `plain`, and without accents on their own."""
    return word.lower() if word.isascii() else _MARKS.sub("", plain(word))


def has_loose_marks(text: str) -> bool:
    """Whether accents stand there as characters of their own."""
    return not text.isascii() and _MARKS.search(text) is not None
