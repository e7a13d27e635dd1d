"""Where a page says what a quote says, word for word, with slips of the pen and with what an ellipsis leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from cvscreen.domain.function_words import COMMON, NEGATIONS
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.similarity import edits
from cvscreen.domain.words import Word, words

_ELLIPSIS = when_needed(r"[(\[]\s*(?:…|\.{3,})\s*[)\]]|…|\.{3,}|\.\s\.\s\.")
_MOST_DIFFERING = 0.12
"""Of a piece's letters, as a share. With it `benchmarks/bench_quotes.py` finds 99 % of careless quotes."""

_LEAST_KNOWN = 0.3
"""Of a quote's words, as a share: with fewer it is not worth looking."""

_GAP = 200
"""Characters that an ellipsis may leave out. With it all of 300 real stretches of up to 20 words are found, and 21 % of
quotes that stitch together two lines of one CV in their order; with 400 it would be 42 %."""

_MOST_WORDS = 400
_MOST_PIECES = 6
_LEAST_WORDS_IN_PIECES = 3
_MOST_STARTS = 150
"""Places that are looked at in a page: what is not there costs little, however long and repetitive the page."""

_SHIFTS = (0, -1, 1, -2, 2)
_JOINS = ((1, 2), (2, 1), (1, 3), (3, 1))

Piece = Sequence[str]
"""Words of a quote as they are compared (`Word.key`), which must stand in a row."""


def readings(quote: str) -> list[list[Piece]]:
    """The ways to read a quote, each as pieces: as if its ellipses were not there, then divided by them.

    A quote of one word has none, as nothing around that word says that it is meant; nor has one too long to compare.
    """
    row: Piece = _keys(quote)
    if not 1 < len(row) <= _MOST_WORDS:
        return []
    pieces: list[Piece] = [piece for piece in map(_keys, _ELLIPSIS().split(quote)) if piece]
    if not 1 < len(pieces) <= _MOST_PIECES or len(row) < _LEAST_WORDS_IN_PIECES:
        return [[row]]
    return [[row], pieces]


class AlignedText:
    """The words of one page, where each stands, and what is said there.

    A piece of a quote stands where all its words do, in a row, nothing left out and nothing between. Words are the same
    as `similarity.edits` has it, at most 12 % of all letters differ, and one word that says something is exact: there
    the search begins. A word may be written as two or three, unless one of them is a little word: "in secure" is not
    "insecure". Pieces follow each other within 200 characters, and no negation is left out between them.
    """

    def __init__(self, original: str) -> None:
        self._words: list[Word] = list(words(original))
        self._keys = [word.key for word in self._words]
        self._places: dict[str, list[int]] = {}
        for index, key in enumerate(self._keys):
            self._places.setdefault(key, []).append(index)

    def find(self, pieces: Sequence[Piece]) -> tuple[int, int] | None:
        """Start and end, in the original, of the first place found where these pieces stand."""
        for start in islice(self._starts(pieces[0]), _MOST_STARTS):
            end = self._end_of_all(pieces, start)
            if end is not None:
                return self._words[start].start, self._words[end - 1].end
        return None

    def _starts(self, piece: Piece) -> Iterator[int]:
        """Where a piece may begin: rare words first, as they leave the fewest places to look at."""
        known = [at for at, key in enumerate(piece) if key in self._places]
        if len(known) < _LEAST_KNOWN * len(piece):
            return
        telling = [at for at in known if piece[at] not in COMMON] or known
        tried: set[int] = set()
        for at in sorted(telling, key=lambda at: len(self._places[piece[at]])):
            for place in self._places[piece[at]]:
                for start in self._starts_near(place - at, piece[0][0]):
                    if start not in tried:
                        tried.add(start)
                        yield start

    def _starts_near(self, start: int, letter: str) -> Iterator[int]:
        """This place and, as joined words before the anchor would shift it, those around that have the first letter."""
        for shift in _SHIFTS:
            near = start + shift
            if 0 <= near < len(self._keys) and (shift == 0 or self._keys[near][0] == letter):
                yield near

    def _end_of_all(self, pieces: Sequence[Piece], start: int) -> int | None:
        end = self._end(pieces[0], start)
        for piece in pieces[1:]:
            if end is None:
                return None
            end = self._end_of_next(piece, end)
        return end

    def _end_of_next(self, piece: Piece, begin: int) -> int | None:
        """The end of a piece that stands near behind a place, if nothing between turns what it says."""
        limit = self._words[begin - 1].end + _GAP
        for start in range(begin, len(self._keys)):
            if self._words[start].start > limit:
                return None
            end = self._end(piece, start)
            if end is not None:
                return end
            if self._keys[start] in NEGATIONS:
                return None
        return None

    def _end(self, piece: Piece, start: int) -> int | None:
        """Where a piece ends that begins at this word, or None if something else stands there."""
        at, place, differing = 0, start, 0
        while at < len(piece):
            step = self._step(piece, at, place) if place < len(self._keys) else None
            if step is None:
                return None
            at, place, differing = at + step[0], place + step[1], differing + step[2]
        return place if differing <= _MOST_DIFFERING * sum(map(len, piece)) else None

    def _step(self, piece: Piece, at: int, place: int) -> tuple[int, int, int] | None:
        """How many words of the piece and of the page go together here, and how many letters differ."""
        quoted, written = piece[at], self._keys[place]
        if quoted == written:
            return 1, 1, 0
        if quoted[0] == written[0]:
            for took, passed in _JOINS:
                if _are_one(piece[at : at + took], self._keys[place : place + passed]):
                    return took, passed, 0
        differing = edits(quoted, written)
        return None if differing is None else (1, 1, differing)


def _keys(text: str) -> list[str]:
    return [word.key for word in words(text)]


def _are_one(quoted: Piece, written: Piece) -> bool:
    """Whether one of them is a single word and the other the same, in several."""
    if "".join(quoted) != "".join(written):
        return False
    parts = max(quoted, written, key=len)
    within_number = any(left[-1].isdigit() and right[0].isdigit() for left, right in pairwise(parts))
    return not within_number and COMMON.isdisjoint(parts)
