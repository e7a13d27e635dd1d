"""Judging years of experience: by what the CV states, else by the dates of the work that speaks of it."""

from __future__ import annotations

from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.dates import DateRange, undated_years, years_covered
from cvscreen.adapters.scorers.lexical.evidence import Judgement, NeedHits, quotes_of
from cvscreen.adapters.scorers.lexical.passages import Passage
from cvscreen.adapters.scorers.lexical.reading import Hit, PageReading, Reading, period_texts
from cvscreen.adapters.scorers.lexical.sections import Section
from cvscreen.domain.assessment import Quote, Verdict

_MOST_QUOTES = 3
_LONGEST_CAREER = 60


class _Shown(NamedTuple):
    """How many years something shows, and where."""

    years: float
    quotes: tuple[Quote, ...]


_NOTHING = _Shown(0.0, ())


def judge_years(asked: float, found: list[NeedHits], coverage: Judgement, reading: Reading) -> Judgement:
    """Met with the years asked, partial with half of them; with less, not met only if the CV leaves no room for more."""
    hits = _scope(found)
    if found and not hits:
        return coverage if coverage.verdict is Verdict.NOT_MET else Judgement(Verdict.UNCLEAR, (), coverage.note)
    work = _all_work(reading)
    stated = _stated(hits, reading)
    dated = _dated(hits, reading) if found else work
    best = stated if stated.years else dated
    quotes = (*best.quotes, *(quotes_of(hits[:1]) if found else ()))[: _MOST_QUOTES + 1]
    note = f"{best.years:.1f} of {asked:g} years shown. {coverage.note if found else ''}".strip()
    if best.years >= asked:
        weak = found and coverage.verdict is not Verdict.MET
        return Judgement(Verdict.PARTIAL if weak else Verdict.MET, quotes, note)
    if stated.years and stated.years < asked / 2 and dated.years < asked / 2:
        return Judgement(Verdict.NOT_MET, stated.quotes, note)
    if work.quotes and work.years < asked / 2 and not stated.years and _is_fully_dated(reading):
        return Judgement(
            Verdict.NOT_MET, work.quotes, f"All dated work adds up to {work.years:.1f} of {asked:g} years."
        )
    if max(best.years, dated.years) >= asked / 2 or (hits and work.years >= asked):
        return Judgement(Verdict.PARTIAL, quotes or quotes_of(hits[:1]), note)
    return Judgement(Verdict.UNCLEAR, quotes, note)


def _scope(found: list[NeedHits]) -> list[Hit]:
    """The places that speak of what the years are asked for: its terms, or, if there are none, most of its words."""
    terms = [hit for needed in found if not needed.need.plain for hit in needed.claimed]
    if terms or any(not needed.need.plain for needed in found):
        return terms
    claimed = [needed for needed in found if needed.claimed]
    return [hit for needed in claimed for hit in needed.claimed] if len(claimed) * 2 >= len(found) else []


def _stated(hits: list[Hit], reading: Reading) -> _Shown:
    """The most years that the CV states: of each passage that speaks of it, the number that stands nearest to it."""
    if not hits:
        return max((_nearest(p, s, None) for p in reading.pages for s in p.passages), key=_years, default=_NOTHING)
    firsts = {(hit.page.number, hit.passage.start): hit for hit in reversed(hits)}
    return max((_nearest(hit.page, hit.passage, hit) for hit in firsts.values()), key=_years, default=_NOTHING)


def _nearest(page: PageReading, passage: Passage, hit: Hit | None) -> _Shown:
    found = [stated for stated in page.years(passage) if stated[0] < _LONGEST_CAREER]
    if not found:
        return _NOTHING
    years, start, end = max(found) if hit is None else min(found, key=lambda f: _distance(f[1], f[2], hit))
    return _Shown(years, (page.quote(passage, start, end),))


def _distance(start: int, end: int, hit: Hit) -> int:
    return start - hit.end if start >= hit.end else hit.start - end


def _years(shown: _Shown) -> float:
    return shown.years


def _dated(hits: list[Hit], reading: Reading) -> _Shown:
    """The years of the work whose own text speaks of it."""
    found: list[tuple[PageReading, DateRange]] = []
    for page in reading.pages:
        places = [hit.start for hit in hits if hit.page is page]
        for period, start, end in period_texts(page):
            worked = page.section_at(period.start) is not Section.EDUCATION
            if worked and any(start <= place < end for place in places):
                found.append((page, period))
    return _shown(found)


def _is_fully_dated(reading: Reading) -> bool:
    """Whether every year outside education lies in a period that was understood: else there may be more work."""
    return not any(
        page.section_at(offset) is not Section.EDUCATION
        for page in reading.pages
        for offset in undated_years(page.text, page.periods)
    )


def _all_work(reading: Reading) -> _Shown:
    return _shown(reading.work_periods())


def _shown(found: list[tuple[PageReading, DateRange]]) -> _Shown:
    longest = sorted(found, key=lambda entry: entry[1].first - entry[1].last)[:_MOST_QUOTES]
    quotes = tuple(Quote(page.text[r.start : r.end], page.number, r.start) for page, r in longest)
    return _Shown(years_covered(period for _, period in found), quotes)
