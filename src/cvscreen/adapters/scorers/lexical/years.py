"""Years as numbers: how many a criterion asks for, or a CV states, in digits or in the words of seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvscreen.domain.patterns import when_needed

_WORDS = """
    0 zero
    1 one ein eine einem einer un une uno um uma een één
    2 two couple zwei deux dos dois duas due twee
    3 three several drei mehrere trois plusieurs tres varios três vários tre diversi drie meerdere
    4 four vier quatre cuatro quatro quattro
    5 five fünf fuenf cinq cinco cinque vijf
    6 six sechs seis sei zes
    7 seven sieben sept siete sete sette zeven
    8 eight acht huit ocho oito otto
    9 nine neun neuf nueve nove negen
    10 ten zehn dix diez dez dieci tien
    11 eleven elf onze once undici
    12 twelve zwölf douze doce doze dodici twaalf
    13 thirteen dreizehn treize trece treze tredici dertien
    14 fourteen vierzehn quatorze catorce catorze quattordici veertien
    15 fifteen fünfzehn quinze quince quindici vijftien
    20 twenty zwanzig vingt veinte vinte venti twintig
    30 thirty dreißig trente treinta trinta trenta dertig
"""
_NUMBERS = {word: int(row.split()[0]) for row in _WORDS.strip().splitlines() for word in row.split()[1:]}

_UNIT = re.compile(
    r"""(?=[mdjya])(?<![^\W\d_])(?:
        (?P<months>months?|monate?n?|mois|mes(?:es|i|e)?|maand(?:en)?)
        | (?P<decades>decades?|jahrzehnte?n?|décennies?|d[eé]cadas?|decenni(?:o|um|a)?)
        | years?|yrs?|yoe|jahren?|jährige[mnrs]?|ans|années?|años?|anos?|ann[io]|jaar|jaren
    )\b(?!\s+(?:
        old|young|ago|of\s+age|degree|college|program|alt|fa|geleden|oud|d['’]âge|de\s+(?:edad|idade)|di\s+età
    )\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = r"\d{1,3}(?:[.,]\d)?(?!\d)|[^\W\d_]{1,10}"
_IN_OTHER_WORDS = r"(?:\s*\(\s*\w+\s*\))?"
_OR_MORE = r"(?:\s*\+|\s*plus\b|\s*(?:or|oder|ou|o|of)\s+(?:more|mehr|plus|más|mais|più|meer)\b)?"
_COUNT = when_needed(
    rf"""(?<![\w.,])
    (?:(?P<least>{_NUMBER}){_IN_OTHER_WORDS}{_OR_MORE}\s*(?:-|–|\b(?:to|bis|à|a|tot|até)\b)\s*)?
    (?P<number>{_NUMBER})(?P<half>\s+and\s+a\s+half|\s?½)?{_IN_OTHER_WORDS}{_OR_MORE}[\s-]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_A = re.compile(r"\ban?\s+$", re.IGNORECASE)
_OF_IT = re.compile(r"\s+of\b|['’]s\b", re.IGNORECASE)
_FULL_COUNT = 60
"""A number of years is said in at most so many characters."""

_ELSEWHERE = when_needed(
    r"""\b(?:
        within|next|every|per|after|following|(?:no\s+more|less|fewer)\s+than|up\s+to|at\s+most|maximum(?:\s+of)?|max\.?
        | alle|innerhalb\s+von|binnen|vor|dans|il\s+y\s+a|tous\s+les|hace|cada|dentro\s+de|há|entro|ogni|elke
        | (?:alter|age|âge|edad|idade|età|leeftijd)\s*:? | âgée?\s+de
    )\s*(?:the\s+|les\s+|den\s+)?(?:first\s+|next\s+|last\s+|nächsten\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Before a number it tells of a limit, an age or a moment, not of the least experience: "within six months"."""

_HAVING = re.compile(r"(?:\bho|\bj['’]ai|\btengo|\btenho)\s+$", re.IGNORECASE)
_OF_WORK = re.compile(r"\s+(?:di\b|de\b|d['’])", re.IGNORECASE)
"""In French, Spanish, Portuguese and Italian one has one's age in years, and experience in years "of" something."""

YearsAsked = tuple[float, int, int]
"""A number of years, and the start and end of the words that say so."""


def years_asked(text: str) -> YearsAsked | None:
    """The first of `all_years`, the least number of years that a text asks for."""
    return next(all_years(text), None)


def all_years(text: str) -> Iterator[YearsAsked]:
    """Every number of years that a text asks for or states, the least where it names two, and where it says so."""
    for unit in _UNIT.finditer(text):
        counted = _counted(text, unit)
        if counted and not _is_elsewhere(text, counted[1], unit.end()):
            number, start = counted
            years = number / 12 if unit["months"] else number * 10 if unit["decades"] else number
            if years < 100:
                yield years, start, unit.end()


def _counted(text: str, unit: re.Match[str]) -> tuple[float, int] | None:
    """The number before a unit, and where it begins."""
    first = max(0, unit.start() - _FULL_COUNT)
    before = text[first : unit.start()]
    one = _A.search(before)
    if one and (unit["decades"] or _OF_IT.match(text, unit.end())):
        return 1.0, first + one.start()
    found = _COUNT().search(before)
    for group in ("least", "number") if found else ():
        number = _number(found[group]) if found and found[group] else None
        if found and number is not None:
            return number + (0.5 if found["half"] else 0.0), first + found.start(group)
    return None


def _number(text: str) -> float | None:
    return float(text.replace(",", ".")) if text[0].isdigit() else _NUMBERS.get(text.lower())


def _is_elsewhere(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 24) : start]
    if _HAVING.search(before):
        return _OF_WORK.match(text, end) is None
    return _ELSEWHERE().search(before) is not None
