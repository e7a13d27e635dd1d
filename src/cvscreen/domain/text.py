"""What can be read in a CV, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the top left corner of the page as it is shown."""

SHORT = 10_000
"""Most CVs have fewer characters: an event loop that masks or judges so many at a stretch misses nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a page's text of which more is known than its characters.

    `start` and `end` are code points in the page's text, `size` is the font size in points and `box`
    the place on the page; both are None where the extractor does not supply them.
    """

    start: int
    end: int
    size: float | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number, counted from 1, its text in reading order, and its spans."""

    number: int
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class HiddenSpan:
    """Text that is in the file but that nobody sees on the page, with the trick that hid it."""

    trick: str
    page: int
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the text can be trusted.

    `confidence` runs from 0 to 1 and `layout` names the arrangement found (such as "two columns");
    both are None where the extractor does not judge them. `warnings` are sentences for people.
    """

    confidence: float | None = None
    layout: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CVText:
    """What a human can see in a CV, page by page, and apart from it what was hidden there.

    `masked` tells that names and what else no scorer may see are hidden already.
    """

    pages: tuple[Page, ...]
    hidden: tuple[HiddenSpan, ...] = ()
    quality: Quality = Quality()
    masked: bool = False

    def is_short(self) -> bool:
        """Whether it has at most `SHORT` characters: handing it to a thread takes longer than working on it."""
        return sum(len(page.text) for page in self.pages) <= SHORT

    def is_blank(self) -> bool:
        """Whether there is no letter or digit on any page."""
        return not any(character.isalnum() for page in self.pages for character in page.text)
