"""A CV as the scorer reads it: words, passages, sections and periods of each page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.dates import DateRange, date_ranges
from cvscreen.adapters.scorers.lexical.degrees import DegreeFound, degrees
from cvscreen.adapters.scorers.lexical.homographs import everyday_word
from cvscreen.adapters.scorers.lexical.language_levels import LanguageFound, languages_in
from cvscreen.adapters.scorers.lexical.mentions import Mention, is_plain, mention
from cvscreen.adapters.scorers.lexical.passages import Passage, passages
from cvscreen.adapters.scorers.lexical.sections import Section, SectionSpan, sections
from cvscreen.adapters.scorers.lexical.words import Form, Words
from cvscreen.adapters.scorers.lexical.years import YearsAsked, all_years
from cvscreen.domain.assessment import Quote
from cvscreen.domain.text import CVText, Page

LONGEST_QUOTE = 240


class Hit(NamedTuple):
    """An occurrence of a form: its page and passage, its place, the position of its first word, and how it is meant."""

    page: PageReading
    passage: Passage
    start: int
    end: int
    first: int
    words: int
    mention: Mention
    everyday: str | None
    """The word, if it also names a technology and does not do so here."""


class PageReading:
    """One page. The section that the page before ended in goes on until a heading comes."""

    def __init__(self, page: Page, section: Section, now: datetime) -> None:
        self.number = page.number
        self.text = page.text
        self.words = Words(page.text)
        self.passages = passages(self.words)
        self.sections = _continued(sections(page.text), section)
        self.periods = date_ranges(self.words, now)
        self._languages: list[LanguageFound] | None = None
        self._degrees: list[DegreeFound] | None = None
        self._years: dict[int, list[YearsAsked]] = {}
        self._plain: dict[int, bool] = {}
        self._passage_of = [at for at, p in enumerate(self.passages) for _ in range(p.first, p.after)]

    def hits(self, forms: Mapping[str, tuple[Form, ...]]) -> Iterator[Hit]:
        """Every occurrence of any of the forms, which are given by the stem of their first word."""
        there = [sought for first in filter(self.words.positions.__contains__, forms) for sought in forms[first]]
        for first, last in sorted({place for sought in there for place in self.words.find(sought)}):
            passage = self.passages[self._passage_of[first]]
            start, end = self.words.starts[first], self.words.ends[last]
            meant = self.mention_in(passage, start, end)
            everyday = everyday_word(self.words, first) if first == last else None
            yield Hit(self, passage, start, end, first, last - first + 1, meant, everyday)

    def languages(self) -> list[LanguageFound]:
        """The languages that the page names, each with its level."""
        if self._languages is None:
            self._languages = languages_in(self.words)
        return self._languages

    def passage_at(self, offset: int) -> Passage:
        """The passage that the word at an offset stands in."""
        return self.passages[self._passage_of[bisect_right(self.words.starts, offset) - 1]]

    def passage_around(self, offset: int) -> Passage | None:
        """The passage that a character stands in, if it stands in one."""
        at = bisect_right(self.passages, offset, key=_start) - 1
        return self.passages[at] if at >= 0 and offset < self.passages[at].end else None

    def mention_at(self, start: int, end: int) -> Mention:
        """How the page speaks of what stands from `start` to `end`."""
        return self.mention_in(self.passage_at(start), start, end)

    def degrees(self) -> list[DegreeFound]:
        """The degrees that the page names."""
        if self._degrees is None:
            self._degrees = list(degrees(self.text))
        return self._degrees

    def years(self, passage: Passage) -> list[YearsAsked]:
        """The numbers of years that a passage states, with offsets into the page."""
        if passage.first not in self._years:
            stated = all_years(self.text[passage.start : passage.end])
            self._years[passage.first] = [(years, passage.start + a, passage.start + b) for years, a, b in stated]
        return self._years[passage.first]

    def mention_in(self, passage: Passage, start: int, end: int) -> Mention:
        """How a passage speaks of what stands from `start` to `end` of the page."""
        plain = self._plain.get(passage.first)
        if plain is None:
            plain = self._plain[passage.first] = is_plain(self.words.lowered[passage.first : passage.after])
        if plain:
            return Mention.CLAIMED
        return mention(self.text[passage.start : passage.end], start - passage.start, end - passage.start)

    def section_at(self, offset: int) -> Section:
        """The section that a character stands in."""
        return next((s.section for s in reversed(self.sections) if s.start <= offset), Section.HEAD)

    def quote(self, passage: Passage, start: int, end: int) -> Quote:
        """The passage as a quote, or, of a long one, what stands around `start` to `end`, cut between words."""
        first, last = passage.start, passage.end
        if last - first > LONGEST_QUOTE:
            room = max(0, LONGEST_QUOTE - (end - start)) // 2
            first = self._word_start(max(first, start - room), first)
            last = self._word_end(min(last, max(end, start) + room), last)
        return Quote(self.text[first:last], self.number, first)

    def _word_start(self, offset: int, least: int) -> int:
        while offset > least and not self.text[offset - 1].isspace():
            offset -= 1
        return offset

    def _word_end(self, offset: int, most: int) -> int:
        while offset < most and not self.text[offset].isspace():
            offset += 1
        return offset


class Reading:
    """The whole CV."""

    def __init__(self, text: CVText, now: datetime) -> None:
        self.pages: list[PageReading] = []
        section = Section.HEAD
        for page in text.pages:
            read = PageReading(page, section, now)
            self.pages.append(read)
            section = read.sections[-1].section if read.sections else section

    def hits(self, forms: Mapping[str, tuple[Form, ...]]) -> Iterator[Hit]:
        """Every occurrence of any of the forms, page after page, in the order of the text."""
        for page in self.pages:
            if not page.words.positions.keys().isdisjoint(forms):
                yield from page.hits(forms)

    def work_periods(self) -> list[tuple[PageReading, DateRange]]:
        """The periods of work: those that do not stand under education, courses and the like."""
        found = [(page, period) for page in self.pages for period in page.periods]
        work = [(p, r) for p, r in found if p.section_at(r.start) is Section.EXPERIENCE]
        return work or [(p, r) for p, r in found if p.section_at(r.start) is not Section.EDUCATION]


def _start(passage: Passage) -> int:
    return passage.start


def _continued(found: list[SectionSpan], section: Section) -> list[SectionSpan]:
    if found and found[0].section is Section.HEAD and section is not Section.HEAD:
        return [SectionSpan(section, found[0].start, found[0].end), *found[1:]]
    return found


def period_texts(page: PageReading) -> Iterator[tuple[DateRange, int, int]]:
    """Each period with the start and end of the text that belongs to it: from the lines that head it to the next one's."""
    starts = [_block_start(page.text, period.start) for period in page.periods]
    for at, period in enumerate(page.periods):
        section_end = next((s.end for s in page.sections if s.start <= period.start < s.end), len(page.text))
        following = next((start for start in starts[at + 1 :] if start > period.start), len(page.text))
        yield period, starts[at], min(section_end, following)


def _block_start(text: str, offset: int) -> int:
    """Where the entry begins whose dates stand at `offset`: their line, or a short line above it that is no bullet."""
    start = text.rfind("\n", 0, offset) + 1
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    line = text[above : max(0, start - 1)].strip()
    heads = 0 < len(line) < 80 and line[0].isupper() and line[-1] not in ".;:"
    return above if heads else start
