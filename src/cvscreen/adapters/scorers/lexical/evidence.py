"""What the judging of words, years and degrees has in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cvscreen.adapters.scorers.lexical.demands import Need
from cvscreen.adapters.scorers.lexical.mentions import Mention
from cvscreen.adapters.scorers.lexical.reading import Hit
from cvscreen.domain.assessment import Quote, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on a demand or a part of it, with its quotes and a note for people."""

    verdict: Verdict
    quotes: tuple[Quote, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class NeedHits:
    """A need and every place in the CV that speaks of it."""

    need: Need
    hits: tuple[Hit, ...]

    @cached_property
    def claimed(self) -> tuple[Hit, ...]:
        """Where the CV claims it. "Telling the nurse" claims nothing beside "I am not a registered nurse"."""
        least = max((hit.words for hit in self.denied), default=0)
        return tuple(hit for hit in self.hits if hit.mention is Mention.CLAIMED and hit.words >= least)

    @cached_property
    def denied(self) -> tuple[Hit, ...]:
        """Where the CV says that it is not so."""
        return tuple(hit for hit in self.hits if hit.mention is Mention.DENIED)


def quotes_of(hits: Iterable[Hit]) -> tuple[Quote, ...]:
    """The passages of the hits, each once."""
    return tuple(dict.fromkeys(hit.page.quote(hit.passage, hit.start, hit.end) for hit in hits))
