"""Text as it is compared: what a reader takes for the same is the same, and every character knows where it stood."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile

_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚\u201b\u2032\u00b4`", "'")
    | dict.fromkeys("“”„\u201f\u2033«»", '"')
    | dict.fromkeys("‐‑\u2012–—\u2015−\ufffe\x02", "-")
    | {"…": "...", "\u2044": "/"}
)


class FoldedText:
    """A text without regard to case, white space, ligatures, typographic quotes and dashes, and divided words.

    `text` is what is compared. A hyphen between letters is left out, with the white space behind it, as nobody
    can tell the one of a compound from the one of a word divided at a line end.
    """

    def __init__(self, original: str) -> None:
        self._original = original
        characters: list[str] = []
        self._origin = array("L")
        for offset, character in _spoken(original):
            if character == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(character)
            self._origin.append(offset)
        self.text = "".join(characters)

    def find_words(self, needle: str) -> tuple[int, int] | None:
        """Start and end, in the original, of the first place where a folded text stands in whole words."""
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            last = at + len(needle) - 1
            if not self._cut_between(at - 1, at):
                if not self._cut_between(last, last + 1):
                    return self._origin[at], self._origin[last] + 1
                at += 1
            else:
                at = self._next_start(at)
            at = self.text.find(needle, at)
        return None

    def _cut_between(self, left: int, right: int) -> bool:
        """Whether a boundary at these two neighbours would divide a word, or a single character of the original."""
        if left < 0 or right >= len(self.text):
            return False
        start, end = self._origin[left], self._origin[right]
        if start == end or divides_number(self.text, right):
            return True
        if not is_cut(self.text[left], self.text[right]):
            return False
        return _divides_word(self._original[start + 1 : end], self._original[end])

    def _next_start(self, at: int) -> int:
        """The next place where a word can begin: scanning on from inside one would take forever in a long run."""
        while at < len(self.text) and self.text[at].isalnum():
            at += 1
        return at


def folded(text: str) -> str:
    """A quote as it is compared with a `FoldedText`, without white space around it."""
    return FoldedText(text).text.strip()


def is_cut(left: str, right: str) -> bool:
    """Whether a word goes on from one character to the next: "java" in "javascript", "C" in "C++"."""
    if not left.isalnum() and not unicodedata.combining(left):
        return False
    return right.isalnum() or unicodedata.combining(right) > 0 or (left.isalpha() and right in "+#")


def divides_number(text: str, at: int) -> bool:
    """Whether a boundary before this offset would leave a part of a number: "5" of "3.5", "1" of "1,200".

    A part of four digits may be a year, as in "05.2019", and stands alone.
    """
    if not 0 < at < len(text):
        return False
    mark = at - 1 if text[at - 1] in ".," else at
    if text[mark] not in ".," or not 0 < mark < len(text) - 1:
        return False
    before, after = text[max(0, mark - 5) : mark], text[mark + 1 : mark + 6]
    digits = _digits(reversed(before)), _digits(after)
    return all(digits) and 4 not in digits


def _digits(characters: Iterable[str]) -> int:
    return len(list(takewhile(str.isdigit, characters)))


def _spoken(text: str) -> Iterator[tuple[int, str]]:
    """Offset and folded characters, without those that have no ink, nor hyphens within words."""
    offset, end = 0, len(text)
    while offset < end:
        forms = "-" if _is_soft_hyphen_at_line_end(text, offset) else _forms(text[offset])
        if forms == "-" and offset > 0 and text[offset - 1].isalpha():
            after = _next_word(text, offset + 1)
            if after < end and text[after].isalpha():
                offset = after
                continue
        for character in forms:
            yield offset, character
        offset += 1


def _is_soft_hyphen_at_line_end(text: str, offset: int) -> bool:
    return text[offset] == "\u00ad" and text[offset + 1 : offset + 2] in {"\n", "\r"}


def _divides_word(between: str, after: str) -> bool:
    """Whether what was left out between two letters is inside a word: soft hyphens only, or a hyphen at a line end."""
    if "\n" in between or "\r" in between:
        return after.islower()
    return not any(character.isspace() or _forms(character) for character in between)


def _next_word(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


@lru_cache(maxsize=4096)
def _forms(character: str) -> str:
    """One character as it is compared; the empty text for one without ink, such as the soft hyphen."""
    plain = character.translate(_PLAIN)
    if unicodedata.category(plain[0]) == "Cf":
        return ""
    if plain.isspace():
        return " "
    folded_form = unicodedata.normalize("NFKD", plain).casefold().translate(_PLAIN)
    return unicodedata.normalize("NFKD", folded_form)
