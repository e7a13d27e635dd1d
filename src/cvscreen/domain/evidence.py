"""Quotes: where the words that a scorer names really stand in the CV, or that they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvscreen.domain.assessment import Evidence, Quote
from cvscreen.domain.denials import is_denied
from cvscreen.domain.folding import FoldedText, divides_number, folded, is_cut
from cvscreen.domain.function_words import COMMON
from cvscreen.domain.text import CVText, Page

if TYPE_CHECKING:
    from cvscreen.domain.alignment import AlignedText

_AROUND = " \t\r\n.,;:\"'•·*()[]"
"""What a scorer may add around the words that it quotes."""


class QuoteFinder:
    """Finds quotes in one CV; each page is folded once, when it is first searched, and its words are listed once."""

    def __init__(self, text: CVText) -> None:
        self._pages = text.pages
        self._folded: dict[int, FoldedText] = {}
        self._aligned: dict[int, AlignedText] = {}

    def find(self, quote: Quote) -> Evidence | None:
        """The evidence for a quote, or None if the CV does not say it: see `verified`."""
        if not _says_something(quote.text):
            return None
        return self._at_named_place(quote) or self._exactly(quote) or self._word_for_word(quote)

    def is_denied(self, evidence: Evidence) -> bool:
        """Whether the CV says the opposite, by a word before those that are quoted."""
        return any(is_denied(page.text, evidence.start) for page in self._pages if page.number == evidence.page)

    def _at_named_place(self, quote: Quote) -> Evidence | None:
        if quote.start is None or quote.start < 0:
            return None
        start, end = quote.start, quote.start + len(quote.text)
        for page in self._pages:
            if page.number == quote.page and page.text[start:end] == quote.text and _is_whole(page.text, start, end):
                return _evidence(page, start, end)
        return None

    def _exactly(self, quote: Quote) -> Evidence | None:
        needle = folded(quote.text)
        for said in dict.fromkeys((needle, needle.strip(_AROUND))):
            for index in self._order(quote):
                place = self._folded_page(index).find_words(said)
                if place:
                    return _evidence(self._pages[index], *place)
        return None

    def _word_for_word(self, quote: Quote) -> Evidence | None:
        from cvscreen.domain.alignment import readings

        for pieces in readings(quote.text):
            for index in self._order(quote):
                place = self._aligned_page(index).find(pieces)
                if place:
                    return _evidence(self._pages[index], *place)
        return None

    def _order(self, quote: Quote) -> list[int]:
        """The pages by index, the one that the quote names first."""
        return sorted(range(len(self._pages)), key=lambda index: self._pages[index].number != quote.page)

    def _folded_page(self, index: int) -> FoldedText:
        if index not in self._folded:
            self._folded[index] = FoldedText(self._pages[index].text)
        return self._folded[index]

    def _aligned_page(self, index: int) -> AlignedText:
        from cvscreen.domain.alignment import AlignedText

        if index not in self._aligned:
            self._aligned[index] = AlignedText(self._pages[index].text)
        return self._aligned[index]


def verified(quote: Quote, text: CVText) -> Evidence | None:
    """The evidence for a quote, or None if the CV does not say it.

    A quote holds if its words stand in one page in that order, whole, nothing between them. Looked for are, in turn:

    1. the place that it names, character by character;
    2. its characters, whatever the case, white space, ligatures, typographic quotes, dashes and hyphens within words;
    3. its words, whatever stands between them, with slips of the pen and other spellings, and with what an ellipsis in
       the quote leaves out (`AlignedText`). Numbers, negations and words under 4 letters are never taken for others.

    The page that it names comes first. One that is masked altogether, or of words such as "the" only, never holds; nor
    does one that goes on over two pages. For many quotes of one CV, keep a `QuoteFinder`. The thresholds are measured:
    `benchmarks/bench_quotes.py`.
    """
    return QuoteFinder(text).find(quote)


def _evidence(page: Page, start: int, end: int) -> Evidence:
    boxes = tuple(s.box for s in page.spans if s.box is not None and s.start < end and start < s.end)
    return Evidence(page.text[start:end], page.number, start, end, boxes)


def _says_something(quote: str) -> bool:
    """Whether a word is more than a mask or as "the". Mostly one of the first is, and plain to see."""
    first = quote.split(maxsplit=8)[:8]
    if any(word.isascii() and word.isalpha() and word.lower() not in COMMON for word in first):
        return True
    from cvscreen.domain.words import MASK_KEY, words

    return any(word.key not in COMMON and word.key != MASK_KEY for word in words(quote))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end: "java" is not in "javascript"."""
    cut_before = start > 0 and is_cut(text[start - 1], text[start])
    cut_after = end < len(text) and is_cut(text[end - 1], text[end])
    return not (cut_before or cut_after or divides_number(text, start) or divides_number(text, end))
