"""Quotes: where the words that a scorer names really stand in the CV, or that they do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from cvscreen.domain.assessment import Evidence, Quote
from cvscreen.domain.text import CVText, Page

_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}
)
_SOFT_HYPHEN = "\u00ad"


def verified(quote: Quote, text: CVText) -> Evidence | None:
    """The evidence for a quote, or None if the CV does not say it.

    A quote holds if its words stand in one page in that order, whole, whatever the case, white space, ligatures,
    typographic quotes and dashes, and hyphenation at line ends. One without a letter or digit never holds.
    """
    if not any(character.isalnum() for character in quote.text):
        return None
    return _at_named_place(quote, text) or next(_found(quote, text), None)


def _at_named_place(quote: Quote, text: CVText) -> Evidence | None:
    if quote.start is None or quote.start < 0:
        return None
    start, end = quote.start, quote.start + len(quote.text)
    for page in text.pages:
        if page.number == quote.page and page.text[start:end] == quote.text and _is_whole(page.text, start, end):
            return _evidence(page, start, end)
    return None


def _found(quote: Quote, text: CVText) -> Iterator[Evidence]:
    needle = _folded(quote.text)[0].strip()
    for page in text.pages:
        haystack, origin = _folded(page.text)
        at = haystack.find(needle)
        while at >= 0:
            start, end = origin[at], origin[at + len(needle) - 1] + 1
            if _is_whole(page.text, start, end):
                yield _evidence(page, start, end)
            at = haystack.find(needle, at + 1)


def _evidence(page: Page, start: int, end: int) -> Evidence:
    boxes = tuple(s.box for s in page.spans if s.box is not None and s.start < end and start < s.end)
    return Evidence(page.text[start:end], page.number, start, end, boxes)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end: "java" is not in "javascript"."""
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (cut_before or cut_after)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the offset that it comes from."""
    characters: list[str] = []
    origin: list[int] = []
    for offset in _spoken_offsets(text):
        for character in unicodedata.normalize("NFKC", text[offset].translate(_PLAIN)).casefold():
            if character.isspace() and (not characters or characters[-1] == " "):
                continue
            characters.append(" " if character.isspace() else character)
            origin.append(offset)
    return "".join(characters), origin


def _spoken_offsets(text: str) -> Iterator[int]:
    """Offsets of all characters but soft hyphens and the hyphen and break of a word divided at a line end."""
    offset = 0
    while offset < len(text):
        divided = text[offset] in "-‐\ufffe" and text[offset + 1 : offset + 3].strip("\r\n ") == ""
        after = _next_word(text, offset + 1) if divided else offset
        if divided and _divides_word(text, offset, after):
            offset = after
            continue
        if text[offset] != _SOFT_HYPHEN:
            yield offset
        offset += 1


def _next_word(text: str, offset: int) -> int:
    while offset < len(text) and text[offset] in "\r\n ":
        offset += 1
    return offset


def _divides_word(text: str, hyphen: int, after: int) -> bool:
    broken = "\n" in text[hyphen:after] or "\r" in text[hyphen:after]
    return broken and hyphen > 0 and text[hyphen - 1].isalpha() and after < len(text) and text[after].islower()
