"""How sentences begin that speak to whoever screens a CV: orders, claims of authority, the marks of chats.

They are looked for in lower case and without accents, in English, German, French, Spanish, Portuguese, Italian and
Dutch; the order to set earlier ones aside in a dozen languages more.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cvscreen.domain.patterns import when_needed

_NEAR = r"[^.!?]{0,60}?"
_BEGIN = r"(?:^|[.!?:;,()\[\]\"'“”‘’•*\n-]\s*|\b(?:please|must|should|to|and|then|bitte|veuillez)\s+)"
_WHOM = r"(?:this|the|her|him|them|me|my)\s?(?:candidate|applicant|cv|resume|profile|person|application)?"
_TOP = r"(?:100|10\s?/\s?10|5\s?/\s?5|maximum|max|highest|full|perfect|top|best)"
_WORTH = r"(?:score|rating|marks?|points?|grade|match|verdict|%)"


LIKE = str.maketrans(
    "\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0455\u0501\u04cf\u03bf\u03b1\u03b5\u03c1\u03c4\u03c5\u03b9\u03ba\u03bd_“”„’‘",
    'aeijopcyxsdloaeptuikv """\'\'',
)
"""Letters of other alphabets that look like Latin ones, and marks: the patterns know these alone."""


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

ORDERS: tuple[tuple[tuple[str, ...], Callable[[], re.Pattern[str]]], ...] = (
    (
        ("ignore", "disregard", "forget", "override", "bypass", "skip"),
        _pattern(
            rf"\b(?:ignore|disregard|forget|override|bypass)\b{_NEAR}\b(?:previous|prior|above|earlier|preceding|all|any|your|other|system)\b"
            rf"{_NEAR}\b(?:instructions?|prompts?|rules?|directions?|guidelines?|criteria|requirements)\b"
            r"|\b(?:ignore|disregard|forget|skip)\s+(?:everything|all|anything|what)\s+(?:else|above|before|prior|previous\w*|you\s+(?:were|are|have\s+been)\s+told|was\s+said)\b"
            r"|\b(?:ignore|disregard|forget|skip)\s+the\s+(?:above|previous|preceding|prior|rubric|system\s+prompt)\b"
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
        ("100", "10/10", "10 / 10"),
        _pattern(
            rf"{_BEGIN}(?:give|award|assign|score|rate|grade|override)\b:?\s+(?:{_WHOM}\s+)?(?:an?\s+)?(?:100|10\s?/\s?10)(?=\s*(?:points?|percent|%|out\s+of|to\s+(?:this|the|him|her|me)|[.!,;)]|$))"
            rf"|\b(?:must|should)\s+(?:get|have|receive|be\s+given)\s+(?:a\s+)?(?:100|10\s?/\s?10)\b|\b(?:i|she|he)\s+deserves?\s+(?:a\s+)?(?:100|10\s?/\s?10)\b"
        ),
    ),
    (
        ("met", "satisf", "fulfil"),
        _pattern(
            r"\b(?:answer|answered)\s+(?:with\s+)?[\"']?met\b|\bmark\s+(?:all|each|every\w*|this|as)\b[^.!?]{0,30}\b(?:met|satisfied|fulfilled)\b"
            r"|\bverdicts?[\"']?\s*(?:(?:is|are|[:=])\s*)?[\"']?met\b|\b(?:right|correct|only)\s+(?:answer|verdict)\b[^.!?]{0,40}\bmet\b"
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
        ("language model", "ai", "assistant", "chatgpt", "llm", "screening", "evaluator"),
        _pattern(
            r"\b(?:hey|dear|hello|hi)\s+(?:ai|chatgpt|claude|gemini|gpt|llm|assistant|language\s+model)\b|(?:^|[.!?]\s)(?:ai|llm|chatgpt)\s*:"
            r"|\b(?:to|for)\s+(?:the|any|an?|every)\s+(?:ai|llm|language\s+model|chatbot|bot|algorithm)\s+(?:that|which|who|reading|screening|reviewing|evaluating|processing|scoring)\b|"
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
            r"<\|[a-z ]{3,20}\|?>|\[/?inst\]|<</?sys>>|^\s*#{2,}\s*(?:system|instructions?|assistant|user)\b|</?(?:system|instructions?|assistant|cv|resume)>"
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
    (
        ("ignor", "игнорир".translate(LIKE), "zignoruj", "忽略", "无视", "無視", "무시", "yok say", "تجاهل", "התעלם"),
        _pattern(
            r"\bignorier\w*\s+(?:sie\s+)?alles\b|\bignorera\b[^.!?]{0,30}\b(?:instruktion|anvisning)\w*|\bignorer\b[^.!?]{0,30}\b(?:instruks|instruktion|anvisning)\w*"
            + r"|игнорир\w+[^.!?]{0,30}(?:инструкци|указани)\w*".translate(LIKE)
            + r"|\bzignoruj\b[^.!?]{0,30}\b(?:instrukcj|polecen)\w*|(?:忽略|无视)[^。\n]{0,12}(?:指令|指示|说明|规则)|指示を無視|無視[^。]{0,12}指示"
            r"|지시[^.]{0,8}무시|talimat\w*\s+yok\s+say|تجاهل[^.]{0,20}التعليمات|התעלם[^.]{0,20}הוראות"
        ),
    ),
)
"""What a text must hold for the pattern to be tried, and the pattern."""
