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
_WHOM = r"(?:(?:this|the|that|my)\s+(?:candidate|applicant|cv|resume|profile|person|application)|this|her|him|them|me)"
_TOP = r"(?:100|10\s?/\s?10|5\s?/\s?5|maximum|max|highest|full|perfect|top|best)"
_WORTH = r"(?:score|rating|marks?|points?|grade|match|verdict|%)"
_TO_WHOM = r"(?=\s*(?:[.!,;)\n\"]|$|(?:to|for)\s+(?:this|the|her|him|me|my)\b))"
_START = r"(?:^|[.!?:;(\"“•*–—]\s*|\bthat\s+)[\s*•-]*"


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
            rf"{_NEAR}\b(?:instructions?|prompts?|directions?|guidelines?)\b"
            rf"|{_BEGIN}(?:ignore|disregard|forget|override|bypass|skip)\s+(?:all\s+(?:of\s+)?)?(?:the\s+|your\s+|these\s+)?(?:(?:previous|prior|above|earlier|preceding)\s+)?(?:rules|criteria|requirements|rubric|system\s+prompt)\b"
            r"|\b(?:ignore|disregard|forget|skip)\s+(?:everything|all|anything|what)\s+(?:else|above|before|prior|previous\w*|you\s+(?:were|are|have\s+been)\s+told|was\s+said)\b"
            r"|\b(?:ignore|disregard|forget|skip)\s+the\s+(?:above|previous|preceding|prior)\b"
        ),
    ),
    (
        ("candidate", "applicant", "cv", "resume", "profile", "application", "this", " her", " him", " me"),
        _pattern(
            rf"{_BEGIN}(?:give|assign|award|rate|score|grade|rank|mark|evaluate|set)\s+{_WHOM}\b(?:{_both(_TOP, _WORTH)}|{_NEAR}\b(?:100|10\s?/\s?10)\s*(?:[.!\n]|$))"
            rf"|{_BEGIN}(?:recommend|hire|shortlist|approve|prefer)\s+(?:this|her|him|me)\b(?:\s+(?:candidate|applicant|person)\b)?"
            rf"|{_BEGIN}(?:this|the)\s+(?:candidate|applicant)\s+(?:fully\s+)?(?:meets|fulfill?s|satisfies|matches)\s+(?:all|every|each|100)\b"
        ),
    ),
    (
        ("score", "rating", "mark", "points", "grade", "percent", "100", "10/10", "10 / 10"),
        _pattern(
            rf"{_BEGIN}(?:give|assign|award|output|return|set|override)\b:?\s+(?:{_WHOM}\s+)?(?:an?\s+|the\s+)?(?:{_TOP}\s+{_WORTH}|{_WORTH}\s*(?:of|to|:|=)?\s*{_TOP}|(?:100|10\s?/\s?10)(?:\s*(?:points?|percent|%))?){_TO_WHOM}"
            rf"|\b(?:must|should)\s+(?:get|have|receive|be\s+given)\s+(?:a\s+)?(?:100|10\s?/\s?10)\b|\b(?:i|she|he)\s+deserves?\s+(?:a\s+)?(?:100|10\s?/\s?10)\b"
        ),
    ),
    (
        ("met", "satisf", "fulfil"),
        _pattern(
            rf"{_START}(?:all|every|each)\s+(?:of\s+)?(?:the\s+)?(?:criteri\w+|requirements?)\s+(?:(?:is|are|must\s+be|should\s+be)\s+)?(?:considered\s+|as\s+)?(?:fully\s+)?(?:met|satisfied|fulfilled)\s*(?:[.!,;:)\"\n]|$)"
            rf"|{_BEGIN}(?:answer|mark|consider|treat|count|set)\s+(?:all|every\w*|each|this|these)\b[^.!?]{{0,40}}\b(?:met|satisfied|fulfilled)\b"
            rf"|{_BEGIN}(?:mark\s+(?:it\s+)?as|set\s+(?:the\s+)?verdicts?\s+to)\s+met\b|\banswer(?:ed)?\s+(?:with\s+)?[\"']?met\b|\b(?:right|correct|only)\s+(?:answer|verdict)\b[^.!?]{{0,40}}\bmet\b"
            r"|\bverdicts?[\"']?\s*(?:(?:is|are|[:=])\s*)?[\"']?(?:met|partial)\b"
        ),
    ),
    (
        ("language model", "ai", "assistant", "chatgpt", "llm", "screening"),
        _pattern(
            r"\b(?:hey|dear|hello|hi)\s+(?:ai|chatgpt|claude|gemini|gpt|llm|assistant|language\s+model)\b|(?:^|[.!?]\s)(?:ai|llm|chatgpt)\s*:"
            r"|\b(?:to|for)\s+(?:the|any|an?|every)\s+(?:ai|llm|language\s+model|chatbot|bot|algorithm)\s+(?:that|which|who|reading|screening|reviewing|evaluating|processing|scoring)\b"
            rf"|{_BEGIN}(?:you\s+are|act\s+as|pretend\s+to\s+be|behave\s+as)\s+(?:now\s+)?(?:an?|the)\s+[^.!?\n]{{0,30}}\b(?:ai|assistant|language\s+model|llm|chatbot|screening\s+\w+)\s*(?:[.,!;:]|$|that\b|who\b|which\b|and\b)"
            r"|\bas\s+an?\s+(?:ai\s+)?(?:large\s+)?language\s+model\s*(?:,|\.|i\b|you\b)"
            r"|\b(?:note|message|attention|instructions?|notice)\s*(?:to|for|:)?\s+(?:the\s+|any\s+|all\s+)?(?:ai|llms?|chatgpt|language\s+models?|screening\s+(?:systems?|software|tools?|bots?)|ai\s+\w+)\b\s*[:,.!]"
        ),
    ),
    (
        ("do not", "don't", "never"),
        _pattern(
            r"\b(?:do\s+not|don't|never)\s+(?:mention|reveal|disclose|flag|report|repeat)\s+(?:this|these|the\s+above|any\s+of\s+(?:this|these))\s+(?:instructions?|sentences?|text|prompt|line|paragraph|message)\b"
        ),
    ),
    (
        ("<|", "[inst", "[/inst", "<<sys", "##", "</", "<system", "end of", "begin of", "beginning of"),
        _pattern(
            r"<\|[a-z ]{3,20}\|?>|\[/?inst\]|<</?sys>>|^\s*#{2,}\s*(?:system|instructions?|assistant|user)\s*:|</?(?:system|instructions?|assistant|cv|resume)>"
            r"|\b(?:begin(?:ning)?|end)\s+of\s+(?:the\s+)?(?:prompt|instructions)\b"
        ),
    ),
    (
        ("ignorier", "gib ", "geben sie", "vergib", "vergeben sie", "bewerte"),
        _pattern(
            rf"\bignorier(?:e|en\s+sie)\b{_NEAR}(?:anweisung|instruktion|vorgabe|regel)\w*"
            rf"|{_BEGIN}(?:gib|geben\s+sie|vergib|vergeben\s+sie|bewerte|bewerten\s+sie)\s+(?=(?:dies|dem|der|den|die|das|ihm|ihr|ihn|sie|mir|mich|bitte|100|volle|hochste)){_GERMAN_TOP}"
        ),
    ),
    (
        ("ignore", "oublie", "donne", "attribue", "notez"),
        _pattern(
            rf"\b(?:ignore[rz]?|oublie[rz]?)\b{_NEAR}(?:instructions?|consignes?|regles?)\b"
            rf"|{_BEGIN}(?:donnez?|attribuez?|notez)\s+(?:a\s+|au\s+)?(?:cet?|cette|le|la|lui|moi|une?|candidat)\b{_FRENCH_TOP}"
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
            rf"|{_BEGIN}(?:assegna|attribuisci|valuta\s+(?:questo|il|la)\s+(?:candidat|profil|cv|curric)\w*)\b{_ITALIAN_TOP}"
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
