"""Text as words: tokens with their places, stems, and passages, for the prompt and for the CV alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+[+#]*")
_VERBS_OF_PRODUCTS = (
    "excelled excelling excels reacted reacting reacts sparked sparking sparks expressed expressing expresses sketched"
    " accessed accessing accesses teamed slacked sprung springing"
).split()
_VOWEL = re.compile(r"[aeiouyäöüéèà]")
_IRREGULAR = {
    "analysis": "analys",
    "analyses": "analys",
    "analyze": "analys",
    "analyzed": "analys",
    "analyzing": "analys",
    "taught": "teach",
    "led": "lead",
    "ran": "run",
    "built": "build",
    "wrote": "writ",
    "written": "writ",
    "sold": "sell",
    "bought": "buy",
    "kept": "keep",
    "held": "hold",
    "grew": "grow",
    "oversaw": "oversee",
    "overseen": "oversee",
    "children": "child",
    "people": "person",
    "data": "data",
    "specification": "specification",
    "specifications": "specification",
    "foundation": "foundation",
    "foundations": "foundation",
    "statement": "statement",
    "statements": "statement",
    "department": "department",
    "departments": "department",
} | {verb: verb for verb in _VERBS_OF_PRODUCTS}
LINKS = frozenset({"and", "of", "the", "for", "in", "to", "a"})
"""Words that may stand inside a phrase: "profit and loss" is "profit & loss"."""

_PHRASE_GAP = re.compile(r"[ \t\u00a0]*[-–/&.'’]?[ \t\u00a0]*\n?[ \t\u00a0]*")
_BULLET = re.compile(r"[ \t]*(?:[•·▪●■◆◦○‣∙➢➤►✓✔*\uf0b7\uf0a7-]|–|—|o(?= ))[ \t]+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9(“\"])")
_LONG_PASSAGE = 240


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without the endings of number, tense and -ation or -ment nouns, in lower case; British -ise is -ize."""
    folded = word.casefold()
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    if len(folded) < 4 or not folded.isalpha():
        return folded
    root = _singular(folded)
    for ending, least in (("ation", 8), ("ment", 8), ("ing", 5), ("ed", 5)):
        root = _without(root, ending, least) or root
    return _trimmed(root)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh|z)es$", word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _is_inflected(word: str, form_: str) -> bool:
    """Whether a single word is the form in another number or tense: "floor" is not "flooring", nor "inventory" "inventor"."""
    if form_.endswith("ing") or form_ in _IRREGULAR or word in _IRREGULAR:
        return _singular(word) == _singular(form_) or _IRREGULAR.get(word) == _IRREGULAR.get(form_, form_)
    return _base(word) == _base(form_)


def _base(word: str) -> str:
    root = _singular(word)
    for ending, least in (("ing", 5), ("ed", 5)):
        root = _without(root, ending, least) or root
    return root.removesuffix("e").replace("isation", "ization")


def _without(word: str, ending: str, least: int) -> str | None:
    if not word.endswith(ending) or len(word) < least:
        return None
    root = word[: -len(ending)]
    if not _VOWEL.search(root) or len(root) < 3:
        return None
    doubled = ending in {"ing", "ed"} and root[-1] == root[-2] and root[-1] not in "sz"
    return root[:-1] if doubled else root


def _trimmed(root: str) -> str:
    for ending in ("e", "at", "i", "y"):
        if root.endswith(ending) and len(root) - len(ending) >= 3:
            root = root[: -len(ending)]
    return root[:-1] + "z" if root.endswith("is") and len(root) > 5 else root


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a term.

    An `exact` one holds only in its case, a `noun` only in singular and plural, a `loose` one in all derivations.
    """

    text: str
    surfaces: tuple[str, ...]
    stems: tuple[str, ...]
    exact: bool
    noun: bool
    loose: bool


@lru_cache(maxsize=50_000)
def form(text: str, *, noun: bool = False, loose: bool = False) -> Form:
    """The form that a text spells, its linking words left out. One with a capital letter is exact."""
    surfaces = tuple(t for t in _TOKEN.findall(text) if t not in LINKS) or tuple(_TOKEN.findall(text))
    return Form(text, surfaces, tuple(stem(surface) for surface in surfaces), text != text.lower(), noun, loose)


class Words:
    """The words of one text, with where each starts and ends and which stems stand where."""

    def __init__(self, text: str) -> None:
        self.text = text
        tokens = list(_TOKEN.finditer(text))
        self.surfaces = [token.group() for token in tokens]
        self.starts = [token.start() for token in tokens]
        self.ends = [token.end() for token in tokens]
        self.stems = [stem(surface) for surface in self.surfaces]
        self.positions: dict[str, list[int]] = {}
        for position, stemmed in enumerate(self.stems):
            self.positions.setdefault(stemmed, []).append(position)

    def __len__(self) -> int:
        return len(self.surfaces)

    def find(self, sought: Form) -> Iterator[tuple[int, int]]:
        """First and last position of each occurrence of the form."""
        if not sought.stems:
            return
        for first in self.positions.get(sought.stems[0], ()):
            last = self.match(sought, first)
            if last is not None:
                yield first, last

    def match(self, sought: Form, first: int) -> int | None:
        """The last position of the form if it stands at `first`."""
        at = first
        for number in range(len(sought.stems)):
            if number:
                at = self._next(at)
            if at < 0 or at >= len(self.stems) or not self._is(sought, number, at):
                return None
        return at if self._stands_free(sought, first, at) else None

    def _is(self, sought: Form, number: int, at: int) -> bool:
        surface = sought.surfaces[number]
        if sought.exact:
            return self.surfaces[at] in {surface, surface + "s"}
        if self.stems[at] != sought.stems[number]:
            return False
        word = self.surfaces[at].casefold()
        if sought.noun:
            return _singular(word) == _singular(surface)
        return sought.loose or len(sought.stems) > 1 or _is_inflected(word, surface)

    def _next(self, at: int) -> int:
        """The position that continues a phrase after `at`, past one or two linking words, or -1."""
        for step in (1, 2, 3):
            if at + step >= len(self.stems) or not self._joined(at + step - 1):
                return -1
            if self.surfaces[at + step].lower() not in LINKS:
                return at + step
        return -1

    def _joined(self, at: int) -> bool:
        gap = self.text[self.ends[at] : self.starts[at + 1]]
        if gap == " ":
            return True
        if ". " in gap and len(self.surfaces[at]) > 2:
            return False
        return _PHRASE_GAP.fullmatch(gap) is not None

    def _stands_free(self, sought: Form, first: int, last: int) -> bool:
        """A form of one or two letters is no part of "C-level" or "R&D", and ".NET" needs its point."""
        start, end = self.starts[first], self.ends[last]
        if sought.text.startswith("."):
            return self.text[start - 1 : start] == "."
        if len(sought.text) > 2:
            return True
        return self.text[start - 1 : start] not in "-&'’." or start == 0 if not self._glued(end) else False

    def _glued(self, end: int) -> bool:
        return self.text[end : end + 1] in {"-", "&", "'", "’"} and self.text[end + 1 : end + 2].isalnum()


@dataclass(frozen=True, slots=True)
class Passage:
    """A bullet, sentence or line: its place in the text, and the positions of its first word and after its last."""

    start: int
    end: int
    first: int
    after: int


def passages(words: Words) -> list[Passage]:
    """The text cut into bullets, sentences and lines, where a line that runs on joins the next."""
    found: list[Passage] = []
    position = 0
    for start, end in _pieces(words.text):
        while position < len(words) and words.starts[position] < start:
            position += 1
        after = position
        while after < len(words) and words.starts[after] < end:
            after += 1
        if after > position:
            found.append(Passage(start, end, position, after))
        position = after
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _blocks(text):
        cut = start
        if end - start > _LONG_PASSAGE / 2:
            for gap in _SENTENCE_END.finditer(text, start, end):
                yield cut, gap.start()
                cut = gap.end()
        yield cut, end


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, each joined with the next where that goes on in lower case without a bullet."""
    start, end = -1, -1
    for line in re.finditer(r"[^\n]+", text):
        shown = line.group()
        if not shown.strip():
            continue
        bullet = _BULLET.match(shown)
        at = line.start() + (bullet.end() if bullet else len(shown) - len(shown.lstrip()))
        runs_on = start >= 0 and not bullet and shown.strip()[0].islower() and text[end - 1] not in ".!?:"
        if not runs_on:
            if start >= 0:
                yield start, end
            start = at
        end = line.start() + len(shown.rstrip())
    if start >= 0:
        yield start, end
