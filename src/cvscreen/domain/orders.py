"""How sentences go that speak to whoever screens a CV: orders, claims of authority, the marks of chats.

They are looked for in lower case and without accents, in English, German, French, Spanish, Portuguese, Italian and
Dutch; the order to set earlier ones aside in a dozen languages more. Each pattern begins with words, so that most of a
text is passed over at little cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cvscreen.domain.patterns import when_needed

_LIKE = dict(
    zip(
        "\u0430\u0435\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u0455\u0501\u04cf\u03bf\u03b1\u03b5\u03c1\u03c4\u03c5\u03b9\u03ba\u03bd“”„’‘",
        'aeijopcyxsdloaeptuikv"""\'\'',
        strict=True,
    )
)
_UNLIKE = re.compile(f"[{''.join(_LIKE)}]")


def latin(folded: str) -> str:
    """The text with letters of other alphabets that look like Latin ones as those: the patterns know these alone."""
    return folded if folded.isascii() else _UNLIKE.sub(lambda found: _LIKE[found.group()], folded)


_NEAR = r"[^.!?]{0,60}?"
_WHOM = r"(?:(?:this|the|that|my)\s+(?:candidate|applicant|cv|resume|profile|person|application)|this|her|him|them|me)"
_TOP = r"(?:100|10\s?/\s?10|5\s?/\s?5|maximum|max|highest|full|perfect|top|best)"
_WORTH = r"(?:score|rating|marks?|points?|grade|match|verdict|%)"
_FULL = r"(?:100|10\s?/\s?10)"
_TO_WHOM = r"(?=\s*(?:[.!,;)\n\"]|$|(?:to|for)\s+(?:this|the|her|him|me|my)\b))"
_POINTS = r"(?=\s*(?:points?\b|marks?\b|out\s+of\b|[.!,;)\"]|$))"
_MET = r"(?:met|satisfied|fulfilled)"
_AI = r"(?:ai|llms?|chatgpt|language\s+models?|chatbots?|screening\s+(?:systems?|software|tools?|bots?))"


class Order(NamedTuple):
    """A way to speak to the reader; `begins` says that a clause begins so.

    Of each group of `signs` one stands in a text that has such an order, in which white space is one space each.
    """

    signs: tuple[tuple[str, ...], ...]
    pattern: Callable[[], re.Pattern[str]]
    begins: bool


def _clause(signs: tuple[str, ...], *alternatives: str, beside: tuple[str, ...] = ()) -> Order:
    return Order((signs, beside) if beside else (signs,), _pattern(alternatives), begins=True)


def _anywhere(signs: tuple[str, ...], *alternatives: str, beside: tuple[str, ...] = ()) -> Order:
    return Order((signs, beside) if beside else (signs,), _pattern(alternatives), begins=False)


def _pattern(alternatives: tuple[str, ...]) -> Callable[[], re.Pattern[str]]:
    """With an end to each repetition: in a long row of spaces or letters each place would look at all behind it."""
    written = "|".join(alternatives)
    for endless, bounded in ((r"\s+", r"\s{1,5}"), (r"\s*", r"\s{0,5}"), (r"\w+", r"\w{1,20}"), (r"\w*", r"\w{0,20}")):
        written = written.replace(endless, bounded)
    return when_needed(written, re.MULTILINE)


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

ORDERS: tuple[Order, ...] = (
    _anywhere(
        ("ignore", "disregard", "forget", "override", "bypass"),
        rf"(?:ignore|disregard|forget|override|bypass)\b{_NEAR}\b(?:previous|prior|above|earlier|preceding|all|any|your|other|system)\b{_NEAR}\b(?:instructions?|prompts?|directions?|guidelines?)\b",
    ),
    _anywhere(
        ("ignore", "disregard", "forget", "skip"),
        r"(?:ignore|disregard|forget|skip)\s+(?:everything|all|anything|what)\s+(?:else|above|before|prior|previous\w*|you\s+(?:were|are|have\s+been)\s+told|was\s+said)\b",
        r"(?:ignore|disregard|forget|skip)\s+the\s+(?:above|previous|preceding|prior)\b",
    ),
    _clause(
        ("ignore", "disregard", "forget", "override", "bypass", "skip"),
        r"(?:ignore|disregard|forget|override|bypass|skip)\s+(?:all\s+(?:of\s+)?)?(?:the\s+|your\s+|these\s+)?(?:(?:previous|prior|above|earlier|preceding)\s+)?(?:rules|criteria|requirements|rubric|system\s+prompt)\b",
    ),
    _clause(
        (" this", "the candidate", " her", " him", " them", " me", " cv", "applica", "resume", "profile", "person"),
        rf"(?:give|assign|award|rate|score|grade|rank|mark|evaluate|set)\s+{_WHOM}\b(?:{_both(_TOP, _WORTH)}|{_NEAR}\b{_FULL}\s*(?:[.!\n]|$))",
        beside=("give ", "assign ", "award ", "rate ", "score ", "grade ", "rank ", "mark ", "evaluate ", "set "),
    ),
    _clause(
        ("recommend ", "hire ", "shortlist ", "approve ", "prefer "),
        r"(?:recommend|hire|shortlist|approve|prefer)\s+(?:this\s+(?:candidate|applicant|person)|her|him|me)\b",
        beside=(" this", " her", " him", " me"),
    ),
    _clause(
        ("meets", "fulfils", "fulfills", "satisfies", "matches"),
        r"(?:this|the)\s+(?:candidate|applicant)\s+(?:fully\s+)?(?:meets|fulfill?s|satisfies|matches)\s+(?:all|every|each|100)\b",
    ),
    _clause(
        ("100", "10/", "10 /", "highest", "maximum", "full", "perfect", "top", "best", "max"),
        rf"(?:give|assign|award|output|return|set|override)\b:?\s+(?:{_WHOM}\s+)?(?:an?\s+|the\s+)?(?:{_TOP}\s+{_WORTH}|{_WORTH}\s*(?:of|to|:|=)?\s*{_TOP}|{_FULL}(?:\s*(?:points?|percent|%))?){_TO_WHOM}",
        beside=("give", "assign", "award", "output", "return", "set ", "override"),
    ),
    _anywhere(
        ("100", "10/10", "10 / 10"),
        rf"(?:must|should)\s+(?:get|have|receive|be\s+given)\s+(?:a\s+)?{_FULL}{_POINTS}",
        rf"(?:i|she|he)\s+deserves?\s+(?:a\s+)?{_FULL}{_POINTS}",
        beside=("must ", "should ", "deserve"),
    ),
    _clause(
        ("met", "satisfied", "fulfilled"),
        rf"(?:answer|mark|consider|treat|count|set)\s+(?:everything|(?:all|every|each|this|these|any)(?:\s+(?:the|of|them))?(?:\s+(?:criteri\w+|requirements?|verdicts?|questions?|items?))?)\s+(?:as\s+|with\s+|to\s+)?(?:be\s+|being\s+)?(?:fully\s+)?[\"']?{_MET}\b",
        r"(?:mark\s+(?:it\s+)?as|set\s+(?:the\s+)?verdicts?\s+to)\s+met\b",
        rf"(?:all|every|each)\s+(?:of\s+)?(?:the\s+)?(?:criteri\w+|requirements?\s+of\s+(?:this|the)\s+(?:job|role|position|post))\s+(?:(?:is|are|must\s+be|should\s+be)\s+)?(?:considered\s+|as\s+)?(?:fully\s+)?{_MET}\s*(?:[.!,;:)\"\n]|$)",
        beside=("answer", "mark ", "consider ", "treat ", "count ", "set ", "criteri", "requirement"),
    ),
    _anywhere(
        ("answer", "verdict"),
        r"answer(?:ed)?\s+(?:with\s+)?[\"']?met\b",
        r"(?:right|correct|only)\s+(?:answer|verdict)\b[^.!?]{0,40}\bmet\b",
        r"verdicts?[\"']?\s*(?:(?:is|are|[:=])\s*)?[\"']?met\b",
    ),
    _anywhere(
        ("hey ", "dear ", "hello ", "hi "),
        r"(?:hey|dear|hello|hi)\s+(?:ai|chatgpt|claude|gemini|gpt|llm|assistant|language\s+model)\b",
        beside=(" ai", "chatgpt", "claude", "gemini", "gpt", "llm", "assistant", "language model"),
    ),
    _anywhere(
        (" this", " these", " my"),
        rf"(?:to|for)\s+(?:the|any|an?|every)\s+(?:{_AI}|bot|algorithm)\s+(?:(?:that|which|who)\s+(?:is\s+|reads|screens|scores|evaluates)\s*)?(?:reading|screening|reviewing|evaluating|processing|scoring)?\s*(?:this|these|my)\b",
        beside=(
            " ai ",
            "llm",
            "chatgpt",
            "language model",
            "chatbot",
            " bot ",
            "algorithm ",
            "screening s",
            "screening t",
        ),
    ),
    _clause(
        ("you are", "act as", "pretend", "behave as"),
        rf"(?:you\s+are|act\s+as|pretend\s+to\s+be|behave\s+as)\s+(?:now\s+)?(?:an?|the)\s+[^.!?\n]{{0,30}}\b(?:assistant|{_AI})\s*(?:[.,!;:]|$|that\b|who\b|which\b|and\b)",
    ),
    _clause(
        ("ai:", "ai :", "llm:", "llm :", "chatgpt:", "chatgpt :"),
        r"(?:ai|llm|chatgpt)\s*:\s*(?:please|be|mark|give|rate|score|grade|ignore|recommend|hire|you|answer|do|consider|treat|note)\b",
    ),
    _anywhere(
        ("language model",),
        r"as\s+an?\s+(?:ai\s+)?(?:large\s+)?language\s+model\s*(?:,|\.|i\b|you\b)",
    ),
    _anywhere(
        (" ai", "chatgpt", "llm", "language model", "chatbot", "screening "),
        rf"(?:note|message|attention|instructions?|notice)\s*:?\s*(?:to|for)\s+(?:the\s+|any\s+|all\s+)?(?:ai\s+\w+|{_AI})\b\s*[:.!]",
        beside=("note", "message", "attention", "instruction", "notice"),
    ),
    _anywhere(
        ("do not", "don't", "never"),
        r"(?:do\s+not|don't|never)\s+(?:mention|reveal|disclose|flag|report|repeat)\s+(?:this|these|the\s+above|any\s+of\s+(?:this|these))\s+(?:instructions?|sentences?|text|prompt|line|paragraph|message)\b",
    ),
    _anywhere(
        ("<|", "[inst", "[/inst", "<<sys", "##", "</", "<system", "end of", "begin of", "beginning of"),
        r"<\|[a-z ]{3,20}\|?>|\[/?inst\]|<</?sys>>|</?(?:system|instructions?|assistant|cv|resume)>",
        r"(?<!#)#{2,6}\s*(?:system|instructions?|assistant|user)\s*:",
        r"(?:begin(?:ning)?|end)\s+of\s+(?:the\s+)?(?:prompt|instructions)\b",
    ),
    _anywhere(
        ("ignorier",),
        rf"ignorier(?:e|en\s+sie)\b{_NEAR}(?:anweisung|instruktion|vorgabe|regel)\w*|ignorier\w*\s+(?:sie\s+)?alles\b",
    ),
    _clause(
        ("gib ", "geben sie", "vergib", "vergeben sie", "bewerte"),
        rf"(?:gib|geben\s+sie|vergib|vergeben\s+sie|bewerte|bewerten\s+sie)\s+(?=(?:dies|dem|der|den|die|das|ihm|ihr|ihn|sie|mir|mich|bitte|100|volle|hochste)){_GERMAN_TOP}",
    ),
    _anywhere(("ignore", "oublie"), rf"(?:ignore[rz]?|oublie[rz]?)\b{_NEAR}(?:instructions?|consignes?|regles?)\b"),
    _clause(
        ("donne", "attribue", "notez"),
        rf"(?:donnez?|attribuez?|notez)\s+(?:a\s+|au\s+)?(?:cet?|cette|le|la|lui|moi|une?|candidat)\b{_FRENCH_TOP}",
    ),
    _anywhere(
        ("ignor",),
        rf"ignor(?:a|e|ar|en)\b{_NEAR}\b(?:instruccion|instruco|instrucoes|reglas|regras)\w*",
        rf"ignora(?:re|te)?\b{_NEAR}istruzion\w+",
        r"ignorera\b[^.!?]{0,30}\b(?:instruktion|anvisning)\w*|ignorer\b[^.!?]{0,30}\b(?:instruks|instruktion|anvisning)\w*",
    ),
    _clause(
        ("dale ", "asigna", "otorga", "califica", "atribua", "avalie", "assegna", "attribuisci", "valuta", "geef "),
        rf"(?:dale|asigna|otorga|califica|atribua|avalie)\b{_SPANISH_TOP}",
        rf"(?:assegna|attribuisci|valuta\s+(?:questo|il|la)\s+(?:candidat|profil|cv|curric)\w*)\b{_ITALIAN_TOP}",
        rf"geef\b{_DUTCH_TOP}",
    ),
    _anywhere(
        ("negeer", "zignoruj", "忽略", "无视", "無視", "무시", "yok say", "تجاهل", "התעלם", latin("игнорир")),
        rf"negeer\b{_NEAR}(?:instructies|aanwijzingen)\b|zignoruj\b[^.!?]{{0,30}}\b(?:instrukcj|polecen)\w*",
        latin(r"игнорир\w+[^.!?]{0,30}(?:инструкци|указани)\w*"),
        r"(?:忽略|无视)[^。\n]{0,12}(?:指令|指示|说明|规则)|指示を無視|無視[^。]{0,12}指示|지시[^.]{0,8}무시",
        r"talimat\w*\s+yok\s+say|تجاهل[^.]{0,20}التعليمات|התעלם[^.]{0,20}הוראות",
    ),
)
