"""Sentences that require one thing and wish for another: "Java required, Kubernetes nice to have"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from cvscreen.domain.patterns import when_needed

_MARK = re.compile(
    r"""\b(?:
        (?P<wish>
            (?:not\s+(?:strictly\s+)?(?:required|mandatory|essential|necessary|needed))
            | nice(?:[\s-]to[\s-]haves?)? | good[\s-]to[\s-]have
            | (?:(?:big|strong|definite|huge)\s+)?(?:plus|bonus(?:\s+points)?|advantage|asset)
            | advantageous | beneficial | appreciated | recommended
            | (?:would\s+be|is|are)\s+(?:great|good|ideal|helpful|welcome|useful)
            | preferred | preferably | prefer | desirable | desired | ideally | optional(?:ly)?
        )
        | (?P<aside>(?:as|if)\s+(?:required|necessary|needed))
        | (?P<must>
            must(?:[\s-]haves?)? | requires? | required | requirements? | mandatory | essential | minimum | at\s+least
            | prerequisite | compulsory | obligatory | indispensable | non-negotiable | imperative
            | necessary | needed | needs?\s+to | have\s+to
        )
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SEPARATOR = re.compile(
    r"""\s*(?:
        ,(?!\d|\s*or\b) | ; | [()\[\]] | :(?=\s) | \s[-–—|](?=\s)
        | \s(?:and|but|while|whereas|although)(?=\s)
        | \swith(?=\s[^,;]{0,60}\b(?:as|being)\s+an?\s+(?:\w+\s+)?(?:plus|bonus|advantage|asset)\b)
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_FILLER = re.compile(
    r"""\b(?:an? | the | is | are | be | being | as | would | will | also | strictly | absolutely | only | definitely | it
        | you | we | they | i | candidates? | applicants? | this | role | position | job | have | has | knowing | points
        | for | but | and | skills? | qualifications? | experience)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_QUALIFIER = when_needed(
    r"\s*(?:ideally|preferably)\s+(?:with|in|from|at|including|within|as|for|on|of)\b", re.IGNORECASE
)
"""It narrows what stands before it: "5 years of Python, ideally with Django" is one demand."""
_LEADING_WASTE = when_needed(r"^[\s,;:|–—-]*(?:\b(?:and|but)\s+)?")
_TRAILING_WASTE = when_needed(r"[\s,;:|(\[–—-]*(?:\b(?:and|but|while|whereas|with)\s*)?$")


class Obligation(Enum):
    """What a part of a sentence says of what it names."""

    REQUIRED = auto()
    WISHED = auto()


class Clause(NamedTuple):
    """A part of a sentence, and its obligation if it has one of its own."""

    text: str
    obligation: Obligation | None


class _Segment(NamedTuple):
    """What stands between two separators. Its mark leads if what it is said of follows, as in "must have Java"."""

    start: int
    end: int
    mark: Obligation | None = None
    leads: bool = False
    bare: bool = False
    enclosed: bool = False


class _Cluster(NamedTuple):
    """Segments that share a mark."""

    segments: list[_Segment]
    mark: Obligation | None = None
    leads: bool = False


class _Clusters:
    """What was read of a sentence so far: clusters, and segments that wait for a mark behind them."""

    def __init__(self) -> None:
        self.done: list[_Cluster] = []
        self.waiting: list[_Segment] = []

    def take(self, segment: _Segment) -> None:
        """Put a segment where it belongs."""
        if segment.mark is None:
            self._take_unmarked(segment)
        elif segment.leads:
            self.close()
            self.done.append(_Cluster([segment], segment.mark, leads=True))
        else:
            self._take_trailing(segment)

    def close(self) -> None:
        """What waits has no mark of its own."""
        if self.waiting:
            self.done.append(_Cluster(self.waiting))
            self.waiting = []

    def _take_unmarked(self, segment: _Segment) -> None:
        if self.done and self.done[-1].leads:
            self.done[-1].segments.append(segment)
        else:
            self.waiting.append(segment)

    def _take_trailing(self, segment: _Segment) -> None:
        """A mark alone, such as "(optional)", is said of the item before it, also where that seemed to be in a list."""
        if segment.bare and not self.waiting and self.done and len(self.done[-1].segments) > 1:
            self.waiting = [self.done[-1].segments.pop()]
        if segment.enclosed and len(self.waiting) > 1:
            *others, last = self.waiting
            self.done.append(_Cluster(others))
            self.waiting = [last]
        self.done.append(_Cluster([*self.waiting, segment], segment.mark))
        self.waiting = []


def contrasted(sentence: str) -> list[Clause]:
    """The clauses of a sentence that both requires and wishes; any other sentence is one clause, without obligation."""
    clusters = _Clusters()
    for segment in _segments(sentence):
        clusters.take(segment)
    clusters.close()
    marks = {cluster.mark for cluster in clusters.done}
    if not {Obligation.REQUIRED, Obligation.WISHED} <= marks:
        return [Clause(sentence, None)]
    return [Clause(text, mark) for text, mark in _cut(sentence, clusters.done) if text]


def _cut(sentence: str, clusters: list[_Cluster]) -> Iterator[tuple[str, Obligation | None]]:
    ends = [cluster.segments[0].start for cluster in clusters[1:]] + [len(sentence)]
    for cluster, end in zip(clusters, ends, strict=True):
        text = _TRAILING_WASTE().sub("", _LEADING_WASTE().sub("", sentence[cluster.segments[0].start : end]))
        yield (text.rstrip(")] ") if not re.search(r"[(\[]", text) else text), cluster.mark


def _segments(sentence: str) -> Iterator[_Segment]:
    """The segments in order. Where the first is a mark alone, as in "Required - Java, optional - Go", all such lead."""
    start, enclosed, heads = 0, False, None
    for separator in [*_SEPARATOR.finditer(sentence), None]:
        end = separator.start() if separator else len(sentence)
        if sentence[start:end].strip() and not _QUALIFIER().match(sentence, start, end):
            segment = _segment(sentence, start, end)
            heads = segment.bare if heads is None else heads
            leads = segment.leads or (segment.bare and heads)
            yield segment._replace(leads=leads and not enclosed, enclosed=enclosed)
        if separator:
            start = separator.end()
            enclosed = separator.group().strip() in {"(", "["}


def _segment(sentence: str, start: int, end: int) -> _Segment:
    text = sentence[start:end]
    mark = next((found for found in _MARK.finditer(text) if not found["aside"]), None)
    if mark is None:
        return _Segment(start, end)
    obligation = Obligation.WISHED if mark["wish"] else Obligation.REQUIRED
    before, after = _is_empty(text[: mark.start()]), _is_empty(text[mark.end() :])
    return _Segment(start, end, obligation, leads=before and not after, bare=before and after)


def _is_empty(text: str) -> bool:
    return re.search(r"\w", _FILLER.sub(" ", text)) is None
