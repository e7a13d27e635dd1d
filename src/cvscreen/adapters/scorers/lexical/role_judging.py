"""Judging a title: the trade's word alone is no role, and a trainee is no senior."""

from __future__ import annotations

from cvscreen.adapters.scorers.lexical.evidence import Judgement, NeedHits, hits_meant, quotes_of
from cvscreen.adapters.scorers.lexical.mentions import Mention
from cvscreen.adapters.scorers.lexical.reading import Hit, Reading
from cvscreen.adapters.scorers.lexical.roles import Role
from cvscreen.adapters.scorers.lexical.seniority import RANKS, Rank, phrase_after, phrase_before, rank_of
from cvscreen.adapters.scorers.lexical.year_judging import judge_years
from cvscreen.domain.assessment import Verdict

YEARS_OF_A_SENIOR = 5.0
"""So many years in a role are as good as the word "senior"; no number of them makes a head of anything."""

_OTHERS = frozenset("the our their his her with for to under assisting supporting assisted supported of".split())
"""After these a role is somebody else's: "kitchen porter for the head chef"."""
_MOST_QUOTES = 4


def judge_role(
    role: Role, everyday: frozenset[str], found: list[NeedHits], coverage: Judgement, reading: Reading
) -> Judgement:
    """What the words show, but met only where the CV names the role at its rank, or long enough for a senior."""
    if coverage.verdict not in {Verdict.MET, Verdict.PARTIAL}:
        return coverage
    held = [(_rank(hit, role), hit) for hit in hits_meant(role.forms, everyday, reading) if _is_own(hit)]
    if not held:
        return Judgement(Verdict.PARTIAL, coverage.quotes, f"{coverage.note} The role itself is not named.")
    rank, hit = max(held, key=lambda entry: entry[0])
    quotes = tuple(dict.fromkeys((*quotes_of([hit]), *coverage.quotes)))[:_MOST_QUOTES]
    least = role.rank if role.rank > Rank.PLAIN else min(role.rank, Rank.JUNIOR)
    if rank >= least:
        return Judgement(coverage.verdict, quotes, coverage.note)
    if role.rank is Rank.SENIOR and rank is Rank.PLAIN:
        years = judge_years(YEARS_OF_A_SENIOR, found, coverage, reading)
        if years.verdict is Verdict.MET:
            return Judgement(coverage.verdict, years.quotes, years.note)
    note = f"{coverage.note} Named as {rank.name.lower()}, asked for as {role.rank.name.lower()}."
    return Judgement(Verdict.PARTIAL, quotes, note)


def _rank(hit: Hit, role: Role) -> Rank:
    words, last = hit.page.words, hit.first + hit.words - 1
    *inside, noun = (surface.lower() for surface in words.surfaces[hit.first : last + 1])
    lowered = [noun] if RANKS.get(noun, Rank.PLAIN) < Rank.PLAIN else []
    beside = [*phrase_before(words, hit.first), *inside, *lowered, *phrase_after(words, last)]
    return rank_of([surface for surface in beside if role.rank is not Rank.PLAIN or surface not in role.words])


def _is_own(hit: Hit) -> bool:
    """Whether the CV says it of the candidate: not of "the head chef", whom a porter helps, nor of "engineers"."""
    words = hit.page.words
    if hit.mention is not Mention.CLAIMED or words.surfaces[hit.first + hit.words - 1].endswith("ers"):
        return False
    before = phrase_before(words, hit.first)
    return "as" in before or not _OTHERS & set(before)
