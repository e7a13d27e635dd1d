"""Sentences in a CV that speak to whoever screens it, instead of telling what somebody did.

Visible text is shown to scorers as it is: a model may obey it, so what it says is never evidence, and a person is told.
What the patterns know are orders to set rules aside or to give a verdict, claims to be a machine's own words, and the
marks of chats, in English, German, French, Spanish, Portuguese, Italian and Dutch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cvscreen.domain.masks.folding import plain
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.text import CVText, Page

LONGEST = 400
"""Characters of a sentence that are looked at, before and behind what gives it away."""

_NEAR = r"[^.!?]{0,60}?"
_BEGIN = r"(?:^|[.!?:;,()\[\]\"'“”‘’•*\n-]\s*|\b(?:please|must|should|to|and|then|bitte|veuillez)\s+)"
_WHOM = r"(?:this|the|her|him|them|me|my)\s?(?:candidate|applicant|cv|resume|profile|person|application)?"
_TOP = r"(?:100|10\s?/\s?10|5\s?/\s?5|maximum|max|highest|full|perfect|top|best)"
_WORTH = r"(?:score|rating|marks?|points?|grade|match|verdict|%)"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A sentence that speaks to the reader: `text[start:end]` of the page."""

    page: int
    start: int
    end: int
    sentence: str


def _pattern(pattern: str) -> Callable[[], re.Pattern[str]]:
    return when_needed(pattern, re.MULTILINE)


def _both(top: str, worth: str) -> str:
    """The one near the other, whichever comes first."""
    return rf"{_NEAR}\b(?:{top}\b{_NEAR}{worth}|{worth}{_NEAR}\b{top}\b)"


_GERMAN_TOP = _both(r"(?:100|hochst\w*|maximal\w*|voll\w*)", r"(?:punkt\w*|bewertung|score|note|prozent|%)")
_FRENCH_TOP = _both(r"(?:100|maximale?|meilleure|plus\s+haute?)", r"(?:note|score|points?|candidat|%)")
_SPANISH_TOP = _both(
    r"(?:100|maxim[ao]|mas\s+alt[ao]|mais\s+alt[ao])", r"(?:puntuacion|nota|pontuacao|puntos|pontos|calificacion)"
)
_ITALIAN_TOP = _both(r"(?:100|massim[oa])", r"(?:punteggio|voto|punti)")
_DUTCH_TOP = _both(r"(?:100|hoogste|maximale)", r"(?:score|punten|cijfer)")

_PATTERNS: tuple[tuple[tuple[str, ...], Callable[[], re.Pattern[str]]], ...] = (
    (
        ("ignore", "disregard", "forget", "override", "bypass"),
        _pattern(
            rf"\b(?:ignore|disregard|forget|override|bypass)\b{_NEAR}\b(?:previous|prior|above|earlier|preceding|all|any|your|other|system)\b"
            rf"{_NEAR}\b(?:instructions?|prompts?|rules?|directions?|guidelines?|criteria|requirements)\b"
        ),
    ),
    (
        ("candidate", "applicant", "cv", "resume", "profile", "score", "rating", "mark", "points", "%"),
        _pattern(
            rf"{_BEGIN}(?:give|assign|rate|score|grade|rank|mark|evaluate|set(?!\s+up)|return|output)\b(?:\s+{_WHOM}\b)?"
            rf"(?:{_both(_TOP, _WORTH)}|{_NEAR}\b(?:100|10\s?/\s?10)\s*(?:[.!\n]|$))"
        ),
    ),
    (
        ("candidate", "applicant", "resume", "this cv"),
        _pattern(
            rf"{_BEGIN}(?:recommend|hire|select|shortlist|accept|approve|rate|mark|consider|treat)\s+this\s+(?:candidate|applicant|cv|resume|profile|person)\b"
            r"|\b(?:this|the)\s+(?:candidate|applicant)\s+(?:fully\s+)?(?:meets|fulfill?s|satisfies|matches)\s+(?:all|every|each|100)\b"
        ),
    ),
    (
        ("criteri", "requirement", "verdict"),
        _pattern(
            r"\b(?:all|every|each)\s+(?:the\s+)?(?:criteri\w+|requirements?)\s+(?:is|are|as|must\s+be|should\s+be)\s+(?:considered\s+)?(?:fully\s+)?(?:met|satisfied|fulfilled)\b"
            r"|\b(?:answer|mark|set|return|output|consider)\b[^.!?]{0,40}\b(?:criteri\w+|verdicts?|requirements?)\b[^.!?]{0,20}\bmet\b"
            r"|[\"']verdict[\"']\s*:"
        ),
    ),
    (
        ("language model", " ai", "assistant", "chatgpt", "llm", "screening", "evaluator"),
        _pattern(
            r"\b(?:you\s+are|act\s+as|pretend\s+to\s+be|behave\s+as)\s+(?:now\s+)?(?:an?|the)\s+[^.!?\n]{0,30}\b(?:ai|assistant|language\s+model|llm|chatbot|evaluator|screening\s+\w+)\b"
            r"|\bas\s+an?\s+(?:ai\s+)?(?:large\s+)?language\s+model\b"
            r"|\b(?:note|message|attention|instructions?|notice)\s*(?:to|for|:)?\s+(?:the\s+|any\s+|all\s+)?(?:ai|llms?|chatgpt|language\s+models?|screening\s+(?:systems?|software|tools?|bots?)|ai\s+\w+)\b\s*[:,.!]"
        ),
    ),
    (
        ("do not", "don't", "never"),
        _pattern(
            r"\b(?:do\s+not|don't|never)\s+(?:mention|reveal|disclose|flag|report|repeat)\s+(?:this|these|the\s+above|any\s+of)\s*(?:instructions?|sentences?|text|prompt|note|line|paragraph|message)?"
        ),
    ),
    (
        ("<|", "[inst", "[/inst", "<<sys", "###", "</", "<system", "end of", "begin of", "beginning of"),
        _pattern(
            r"<\|[a-z_]{3,20}\|?>|\[/?inst\]|<</?sys>>|^\s*#{2,}\s*(?:system|instructions?|assistant|user)\b|</?(?:system|instructions?|assistant|cv|resume)>"
            r"|\b(?:begin(?:ning)?|end)\s+of\s+(?:the\s+)?(?:cv|resume|prompt|instructions|data)\b"
        ),
    ),
    (
        ("ignorier", "gib ", "geben sie", "vergib", "vergeben sie", "bewerte"),
        _pattern(
            rf"\bignorier(?:e|en\s+sie)\b{_NEAR}(?:anweisung|instruktion|vorgabe|regel)\w*"
            rf"|{_BEGIN}(?:gib|geben\s+sie|vergib|vergeben\s+sie|bewerte|bewerten\s+sie)\b{_GERMAN_TOP}"
        ),
    ),
    (
        ("ignore", "oublie", "donne", "attribue", "notez", "noter"),
        _pattern(
            rf"\b(?:ignore[rz]?|oublie[rz]?)\b{_NEAR}(?:instructions?|consignes?|regles?)\b"
            rf"|{_BEGIN}(?:donne[rz]?|attribue[rz]?|note[rz])\s+(?:a\s+|au\s+)?(?:cet?|cette|le|la|lui|moi|une?|candidat)\b{_FRENCH_TOP}"
        ),
    ),
    (
        ("ignora", "ignore ", "ignoren", "dale ", "asigna", "otorga", "califica", "atribua", "avalie"),
        _pattern(
            rf"\bignor(?:a|e|ar|en)\b{_NEAR}\b(?:instruccion|instruco|instrucoes|reglas|regras)\w*"
            rf"|{_BEGIN}(?:dale|asigna|otorga|califica|atribua|avalie)\b{_SPANISH_TOP}"
        ),
    ),
    (
        ("ignora", "negeer", "geef ", "assegna", "attribuisci", "valuta"),
        _pattern(
            rf"\bignora(?:re|te)?\b{_NEAR}istruzion\w+|\bnegeer\b{_NEAR}(?:instructies|aanwijzingen)\b"
            rf"|{_BEGIN}(?:assegna|attribuisci|valuta)\b{_ITALIAN_TOP}"
            rf"|{_BEGIN}geef\b{_DUTCH_TOP}"
        ),
    ),
)
"""What a text must hold for the pattern to be tried, and the pattern."""

_OBEYED = when_needed(
    r"\bas\s+(?:instructed|requested|told|asked|directed)\b|\b(?:cv|resume|candidate|text)\s+(?:instructs|asks|tells|orders|requests)\s+(?:me|us)\b"
    r"|\bfollowing\s+the\s+(?:cv|resume|candidate)(?:'s)?\s+instructions?\b"
)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|(?=[\n\r](?!\s*[a-zß-ÿ]))")
"""A line that goes on in small letters is the same sentence."""

_LEAD = re.compile(r"[\s.!?:;,()•*\-]*")


def suspicions(text: CVText) -> tuple[Suspicion, ...]:
    """The sentences of the CV that speak to its reader, in their order, none twice."""
    return tuple(suspicion for page in text.pages for suspicion in _on_page(page))


def obeys(words: str) -> bool:
    """Whether what a scorer says repeats such an order, or says that it follows one."""
    folded = plain(words)
    return any(True for _ in _found(folded)) or _OBEYED().search(folded) is not None


def _on_page(page: Page) -> Iterator[Suspicion]:
    last = 0
    for start, end in sorted(_sentence(page.text, *found) for found in _found(plain(page.text))):
        if end > last:
            yield Suspicion(page.number, start, end, page.text[start:end])
            last = end


def _found(folded: str) -> Iterator[tuple[int, int]]:
    for signs, pattern in _PATTERNS:
        if any(sign in folded for sign in signs):
            for found in pattern().finditer(folded):
                # What stands before an order belongs to the sentence before.
                yield _LEAD.match(folded, found.start()).end(), found.end()  # type: ignore[union-attr]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentence around what gives it away, over as many lines as it has."""
    earliest = max(0, start - LONGEST)
    before = max((text.rfind(mark, earliest, start) for mark in (". ", "! ", "? ", "\n", "\r")), default=-1)
    first = before + 1 if before >= 0 else earliest
    behind = _SENTENCE_END.search(text, max(first, end - 1), min(len(text), end + LONGEST))
    last = behind.end() if behind else min(len(text), end + LONGEST)
    whole = text[first:last]
    return first + len(whole) - len(whole.lstrip()), last - (len(whole) - len(whole.rstrip()))
