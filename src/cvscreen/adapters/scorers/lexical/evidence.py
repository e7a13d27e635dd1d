"""What the judging of words, years and degrees has in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.demands import Need
from cvscreen.adapters.scorers.lexical.mentions import Mention
from cvscreen.adapters.scorers.lexical.reading import Hit, Reading
from cvscreen.adapters.scorers.lexical.words import Form
from cvscreen.domain.assessment import Quote, Verdict


class Judgement(NamedTuple):
    """A verdict on a demand or a part of it, with its quotes and a note for people."""

    verdict: Verdict
    quotes: tuple[Quote, ...] = ()
    note: str = ""


class NeedHits(NamedTuple):
    """A need, where the CV claims it, and where the CV says that it is not so."""

    need: Need
    claimed: tuple[Hit, ...]
    denied: tuple[Hit, ...]


def hits_meant(forms: Mapping[str, tuple[Form, ...]], everyday: frozenset[str], reading: Reading) -> Iterator[Hit]:
    """Where the CV names one of the forms: "I excel" is not Excel, unless that is how the criterion uses the word."""
    return (hit for hit in reading.hits(forms) if hit.everyday is None or hit.everyday in everyday)


def need_hits(need: Need, everyday: frozenset[str], reading: Reading) -> NeedHits:
    """What the CV says to a need. "Telling the nurse" claims nothing beside "I am not a registered nurse"."""
    hits = tuple(hits_meant(need.forms, everyday, reading))
    if not hits:
        return NeedHits(need, (), ())
    denied = tuple(hit for hit in hits if hit.mention is Mention.DENIED)
    least = max((hit.words for hit in denied), default=0)
    claimed = tuple(hit for hit in hits if hit.mention is Mention.CLAIMED and hit.words >= least)
    return NeedHits(need, claimed, denied)


def quotes_of(hits: Iterable[Hit]) -> tuple[Quote, ...]:
    """The passages of the hits, each once."""
    return tuple(dict.fromkeys(hit.page.quote(hit.passage, hit.start, hit.end) for hit in hits))
