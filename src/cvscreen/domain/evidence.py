"""Quotes: where the words that a scorer names really stand in the CV, or that they do not."""

from __future__ import annotations

from cvscreen.domain.assessment import Evidence, Quote
from cvscreen.domain.folding import FoldedText, folded, is_cut
from cvscreen.domain.text import CVText, Page

_AROUND = " \t\r\n.,;:\"'•·"
"""What a scorer may add around the words that it quotes."""


class QuoteFinder:
    """Finds quotes in one CV; each page is folded once, when it is first searched."""

    def __init__(self, text: CVText) -> None:
        self._pages = text.pages
        self._folded: dict[int, FoldedText] = {}

    def find(self, quote: Quote) -> Evidence | None:
        """The evidence for a quote, or None if the CV does not say it: see `verified`."""
        if not any(character.isalnum() for character in quote.text):
            return None
        return self._at_named_place(quote) or self._anywhere(quote)

    def _at_named_place(self, quote: Quote) -> Evidence | None:
        if quote.start is None or quote.start < 0:
            return None
        start, end = quote.start, quote.start + len(quote.text)
        for page in self._pages:
            if page.number == quote.page and page.text[start:end] == quote.text and _is_whole(page.text, start, end):
                return _evidence(page, start, end)
        return None

    def _anywhere(self, quote: Quote) -> Evidence | None:
        needle = folded(quote.text)
        indexes = sorted(range(len(self._pages)), key=lambda index: self._pages[index].number != quote.page)
        for words in dict.fromkeys((needle, needle.strip(_AROUND))):
            for index in indexes:
                place = self._folded_page(index).find_words(words)
                if place:
                    return _evidence(self._pages[index], *place)
        return None

    def _folded_page(self, index: int) -> FoldedText:
        if index not in self._folded:
            self._folded[index] = FoldedText(self._pages[index].text)
        return self._folded[index]


def verified(quote: Quote, text: CVText) -> Evidence | None:
    """The evidence for a quote, or None if the CV does not say it.

    A quote holds if its words stand in one page in that order, whole, whatever the case, white space, ligatures,
    typographic quotes and dashes, and hyphens within words. One without a letter or digit never holds. The place that
    it names comes first, then the page. For many quotes of one CV, keep a `QuoteFinder`.
    """
    return QuoteFinder(text).find(quote)


def _evidence(page: Page, start: int, end: int) -> Evidence:
    boxes = tuple(s.box for s in page.spans if s.box is not None and s.start < end and start < s.end)
    return Evidence(page.text[start:end], page.number, start, end, boxes)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end: "java" is not in "javascript"."""
    cut_before = start > 0 and is_cut(text[start - 1], text[start])
    cut_after = end < len(text) and is_cut(text[end - 1], text[end])
    return not (cut_before or cut_after)
