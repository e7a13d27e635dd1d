"""Words without their endings."""

from __future__ import annotations

import re
from functools import lru_cache

_VERBS_OF_PRODUCTS = (
    "excelled excelling excels reacted reacting reacts sparked sparking sparks expressed expressing expresses sketched"
    " accessed accessing accesses teamed slacked sprung springing"
).split()
_DERIVATIONS = (("ation", 8), ("ment", 8), ("ing", 5), ("ed", 5))
"""Endings, and the length from which a word may have each."""
_DERIVED = tuple(ending for ending, _ in _DERIVATIONS)
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


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without the endings of number, tense and -ation or -ment nouns, in lower case; British -ise is -ize."""
    folded = word.casefold()
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    if len(folded) < 4 or not folded.isalpha():
        return folded
    root = singular(folded)
    if root.endswith(_DERIVED):
        for ending, least in _DERIVATIONS:
            root = _without(root, ending, least) or root
    return _trimmed(root)


def singular(word: str) -> str:
    """A noun in the singular, as far as its ending tells."""
    if not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]


def is_inflected(word: str, form_: str) -> bool:
    """Whether a single word is the form in another number or tense: "floor" is not "flooring", nor "inventory" "inventor"."""
    if form_.endswith("ing") or form_ in _IRREGULAR or word in _IRREGULAR:
        return singular(word) == singular(form_) or _IRREGULAR.get(word) == _IRREGULAR.get(form_, form_)
    return _base(word) == _base(form_)


def _base(word: str) -> str:
    root = singular(word)
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
