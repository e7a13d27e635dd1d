"""Quotes as a model gives them: true ones that it copied carelessly, and ones that it made up."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from shared_data import plain_text

from cvscreen.domain.function_words import NEGATIONS
from cvscreen.domain.text import CVText

Change = Callable[[str, random.Random], str]

LEAST_WORDS, MOST_WORDS = 5, 18
_SPELLINGS = (
    ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("colour", "color"), ("behaviour", "behavior"),
    ("labour", "labor"), ("favour", "favor"), ("centre", "center"), ("programme", "program"), ("licence", "license"),
    ("analyse", "analyze"), ("modelling", "modeling"), ("catalogue", "catalog"), ("defence", "defense"),
    ("labelled", "labeled"), ("fulfilment", "fulfillment"),
)  # fmt: skip
_NEGATIONS = "not no never without nicht kein ohne pas sans jamais nunca sin não sem non senza niet geen".split()
_BULLETS = "•●▪·*–"


class Case(NamedTuple):
    """A quote, the CV that it is said of, and how it came about."""

    kind: str
    quote: str
    text: CVText


def readable(pdfs: Sequence[Path]) -> list[CVText]:
    """The texts of the PDFs that have enough words to quote from, each text once."""
    found: dict[str, CVText] = {}
    for pdf in pdfs:
        try:
            text = plain_text(pdf)
        except Exception:  # noqa: BLE001 - samples include encrypted and broken files
            continue
        if len(_words(text)) > 80:
            found.setdefault(" ".join(page.text for page in text.pages), text)
    return list(found.values())


def true_quotes(texts: Sequence[CVText], count: int, chance: random.Random) -> list[Case]:
    """Stretches of the CVs, each perturbed in one way, now and then in two."""
    cases: list[Case] = []
    while len(cases) < count:
        text = chance.choice(texts)
        kind = chance.choice(list(PERTURBATIONS))
        quote = _stretch(text, chance)
        if len(_bare(quote).split()) < LEAST_WORDS - 1:
            continue
        changed = PERTURBATIONS[kind](quote, chance)
        if chance.random() < 0.25 and kind != "ellipsis":
            kind, changed = f"{kind} and case", changed.lower()
        if changed != quote:
            cases.append(Case(kind, changed, text))
    return cases


def invented_quotes(texts: Sequence[CVText], count: int, chance: random.Random) -> list[Case]:
    """Quotes that no CV among these bears out, though most of their words do stand in it."""
    cases: list[Case] = []
    while len(cases) < count:
        text, other = chance.sample(list(texts), 2)
        kind = chance.choice(list(INVENTIONS))
        quote = INVENTIONS[kind](text, other, chance)
        if quote and not _stands(quote, text):
            cases.append(Case(kind, quote, text))
    return cases


def _stands(quote: str, text: CVText) -> bool:
    """Whether the words do stand in the CV after all, in a row but for what an ellipsis leaves out."""
    pieces = [re.escape(_bare(piece)) for piece in quote.split("…")]
    return re.search(".*?".join(pieces), _bare(" ".join(page.text for page in text.pages))) is not None


def _words(text: CVText) -> list[str]:
    return " ".join(page.text for page in text.pages).split()


def _bare(text: str) -> str:
    """Words only, in spaces: what a quote of other typography still has."""
    return " ".join(["", *re.findall(r"[^\W_]+", text.casefold()), ""])


def _stretch(text: CVText, chance: random.Random) -> str:
    """A few words in a row of one page, with the white space and line ends between them."""
    page = chance.choice([page for page in text.pages if len(page.text.split()) > MOST_WORDS])
    words = list(re.finditer(r"\S+", page.text))
    length = chance.randint(LEAST_WORDS, MOST_WORDS)
    first = chance.randrange(len(words) - length)
    return page.text[words[first].start() : words[first + length - 1].end()]


def _typo(quote: str, chance: random.Random) -> str:
    words = [word for word in re.finditer(r"[^\W\d_]{5,}", quote) if word[0].casefold() not in _NEGATIONS]
    if not words:
        return quote
    word = chance.choice(words)
    at = chance.randrange(word.start(), word.end() - 1)
    letter = quote[at]
    swapped, other = quote[at + 1] + letter, chance.choice("etaoinsrhl")
    wrong, length = chance.choice([(letter * 2, 1), ("", 1), (other, 1), (swapped, 2)])
    return quote[:at] + wrong + quote[at + length :]


def _without_mark(quote: str, _chance: random.Random) -> str:
    return re.sub(rf"(?<=\s)[{_BULLETS}]\s|,(?=\s)|;(?=\s)", "", quote, count=1)


def _spelling(quote: str, _chance: random.Random) -> str:
    """The British spelling made American or the other way round, where a word has one."""
    for old, new in (*_SPELLINGS, *((american, british) for british, american in _SPELLINGS)):
        changed = quote.replace(old, new, 1)
        if changed != quote:
            return changed
    return quote


def _with_ellipsis(quote: str, chance: random.Random) -> str:
    words = quote.split()
    start = chance.randint(2, len(words) - 3)
    end = chance.randint(start + 1, len(words) - 2)
    before, left_out, after = (" ".join(part) for part in (words[:start], words[start:end], words[end:]))
    says_little = min(len(_bare(part).split()) for part in (before, after)) < 2
    if says_little or NEGATIONS.intersection(_bare(left_out).split()):
        return quote
    return f"{before} {chance.choice(['…', '...', '[...]', '[…]'])} {after}"


PERTURBATIONS: dict[str, Change] = {
    "case": lambda quote, chance: chance.choice([str.upper, str.lower, str.title])(quote),
    "white space": lambda quote, _chance: re.sub(r" ", "  ", quote),
    "line breaks joined": lambda quote, _chance: " ".join(quote.split()),
    "hyphen removed": lambda quote, _chance: re.sub(r"(?<=[^\W\d_])-\s*(?=[^\W\d_])", "", quote),
    "hyphen to space": lambda quote, _chance: re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", quote),
    "typographic quotes": lambda quote, _chance: (
        "“" + quote.replace("'", "’").replace('"', "”").replace("-", "–") + "”"
    ),
    "typo": _typo,
    "mark dropped": _without_mark,
    "ellipsis": _with_ellipsis,
    "spelling": _spelling,
    "full stop": lambda quote, _chance: " ".join(quote.split()).rstrip(".,;") + ".",
    "bullet": lambda quote, chance: f"{chance.choice('•-*')} {' '.join(quote.split())}",
}


def _of_other_cv(_text: CVText, other: CVText, chance: random.Random) -> str:
    return " ".join(_stretch(other, chance).split())


def _two_halves(text: CVText, other: CVText, chance: random.Random) -> str:
    own, foreign = _stretch(text, chance).split(), _stretch(other, chance).split()
    return " ".join([*own[: len(own) // 2], *foreign[len(foreign) // 2 :]])


def _shuffled(text: CVText, _other: CVText, chance: random.Random) -> str:
    words = _stretch(text, chance).split()
    chance.shuffle(words)
    return " ".join(words)


def _words_of_the_same(text: CVText, _other: CVText, chance: random.Random) -> str:
    return " ".join(chance.sample(_words(text), chance.randint(3, 10)))


def _two_lines(text: CVText, _other: CVText, chance: random.Random) -> str:
    lines = [line.strip() for page in text.pages for line in page.text.splitlines() if len(line.split()) > 3]
    return " ".join(chance.sample(lines, 2)) if len(lines) > 1 else ""


def _other_number(text: CVText, _other: CVText, chance: random.Random) -> str:
    quote = " ".join(_stretch(text, chance).split())
    numbers = list(re.finditer(r"\d", quote))
    if not numbers:
        return ""
    at = chance.choice(numbers).start()
    return quote[:at] + chance.choice([digit for digit in "123456789" if digit != quote[at]]) + quote[at + 1 :]


def _negated(text: CVText, _other: CVText, chance: random.Random) -> str:
    words = _stretch(text, chance).split()
    words.insert(chance.randint(1, len(words) - 1), chance.choice(_NEGATIONS))
    return " ".join(words)


def _name_swapped(text: CVText, other: CVText, chance: random.Random) -> str:
    """A word with a capital, as employers, towns and products have, replaced by one of another CV."""
    words = _stretch(text, chance).split()
    own = [at for at, word in enumerate(words) if re.fullmatch(r"[A-Z][^\W\d_]{3,}[,.]?", word)]
    names = [word for word in _words(other) if re.fullmatch(r"[A-Z][^\W\d_]{3,}", word)]
    if not own or not names:
        return ""
    words[chance.choice(own)] = chance.choice(names)
    return " ".join(words)


def _far_pieces(text: CVText, _other: CVText, chance: random.Random) -> str:
    """Two pieces in the wrong order, as if an ellipsis had left out what is between."""
    words = " ".join(_stretch(text, chance).split()).split()
    half = len(words) // 2
    return " ".join([*words[half:], "…", *words[:half]])


def _left_out(text: CVText, _other: CVText, chance: random.Random) -> str:
    """Words in the middle left out without a sign."""
    words = _stretch(text, chance).split()
    del words[2 : chance.randint(3, len(words) - 1)]
    return " ".join(words)


INVENTIONS: dict[str, Callable[[CVText, CVText, random.Random], str]] = {
    "of another CV": _of_other_cv,
    "half of another CV": _two_halves,
    "its words shuffled": _shuffled,
    "words of the same CV": _words_of_the_same,
    "two lines of the same CV": _two_lines,
    "another number": _other_number,
    "a negation slipped in": _negated,
    "a name of another CV": _name_swapped,
    "pieces in the wrong order": _far_pieces,
    "words left out": _left_out,
}
