"""What the judging of words, years and degrees has in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cvscreen.adapters.scorers.lexical.demands import Need
from cvscreen.adapters.scorers.lexical.mentions import Mention
from cvscreen.adapters.scorers.lexical.reading import Hit, Reading
from cvscreen.domain.assessment import Quote, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on a demand or a part of it, with its quotes and a note for people."""

    verdict: Verdict
    quotes: tuple[Quote, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class NeedHits:
    """A need, where the CV claims it, and where the CV says that it is not so."""

    need: Need
    claimed: tuple[Hit, ...]
    denied: tuple[Hit, ...]


def need_hits(need: Need, reading: Reading) -> NeedHits:
    """What the CV says to a need. "Telling the nurse" claims nothing beside "I am not a registered nurse"."""
    hits = tuple(reading.hits(need.forms))
    denied = tuple(hit for hit in hits if hit.mention is Mention.DENIED)
    least = max((hit.words for hit in denied), default=0)
    claimed = tuple(hit for hit in hits if hit.mention is Mention.CLAIMED and hit.words >= least)
    return NeedHits(need, claimed, denied)


def quotes_of(hits: Iterable[Hit]) -> tuple[Quote, ...]:
    """The passages of the hits, each once."""
    return tuple(dict.fromkeys(hit.page.quote(hit.passage, hit.start, hit.end) for hit in hits))
