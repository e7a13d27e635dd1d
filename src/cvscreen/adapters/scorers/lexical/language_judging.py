"""Judging languages that are asked for at a level."""

from __future__ import annotations

from cvscreen.adapters.scorers.lexical.evidence import Judgement
from cvscreen.adapters.scorers.lexical.language_demands import LanguageAsked
from cvscreen.adapters.scorers.lexical.language_levels import BASIC, LanguageFound
from cvscreen.adapters.scorers.lexical.mentions import Mention
from cvscreen.adapters.scorers.lexical.reading import PageReading, Reading
from cvscreen.domain.assessment import Quote, Verdict

_FAR = 2
"""So many steps of the framework below what is asked, a stated level contradicts it."""


def judge_language(asked: LanguageAsked, reading: Reading) -> Judgement:
    """Met by that level or above, partial by a lower one or none, not met where both are told and far apart."""
    named = [(page, found) for page in reading.pages for found in page.languages() if found.name in asked.names]
    meant = [(page.mention_at(found.start, found.end), page, found) for page, found in named]
    claimed = [(page, found) for how, page, found in meant if how is Mention.CLAIMED]
    denied = [(page, found) for how, page, found in meant if how is Mention.DENIED]
    names = " or ".join(name.title() for name in asked.names)
    if claimed:
        page, best = max(claimed, key=lambda entry: entry[1].level or 0)
        verdict, note = _by_level(asked, best)
        return Judgement(verdict, (_quote(page, best),), f"{names} is named {note}.")
    if denied:
        return Judgement(Verdict.NOT_MET, (_quote(*denied[0]),), f"The CV says otherwise about {names}.")
    return Judgement(Verdict.UNCLEAR, (), f"Not found: {names}.")


def _by_level(asked: LanguageAsked, best: LanguageFound) -> tuple[Verdict, str]:
    if best.level is None:
        return (Verdict.MET if asked.level <= BASIC else Verdict.PARTIAL), "without a level"
    if best.level >= asked.level:
        return Verdict.MET, "at the level asked for"
    far = asked.exact and best.exact and asked.level - best.level >= _FAR
    return (Verdict.NOT_MET if far else Verdict.PARTIAL), "at a lower level"


def _quote(page: PageReading, found: LanguageFound) -> Quote:
    return page.quote(page.passage_at(found.start), found.start, found.end)
