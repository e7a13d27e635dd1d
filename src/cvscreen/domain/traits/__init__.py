"""Protected traits: what nobody may be screened by.

The list follows Article 21 of the EU Charter of Fundamental Rights and the grounds that the US Equal
Employment Opportunity Commission enforces (Title VII, ADEA, ADA, GINA). The patterns ask what the criterion
wants of the *candidate*: work with children, pregnant women or patients of any age is work like any other.
They are written for English, German, French, Spanish, Portuguese, Italian and Dutch.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cvscreen.domain.traits import dutch, english, french, german, italian, portuguese, spanish
from cvscreen.domain.traits.pattern import PatternIndex, folded

_ELSEWHERE = (german, french, spanish, portuguese, italian, dutch)
_SENTENCE_END = re.compile(r"(?<=[^\d.][.;!])\s+|\n")
_ALL_SEXES = r"(?:[mwfhv]\s*[/|]\s*[mwfdxvhk*](?:\s*[/|]\s*[mwfdxvhk*]){0,2})"
_MARK = re.compile(rf"[(\[]\s*{_ALL_SEXES}\s*[)\]]|(?<![\w/]){_ALL_SEXES}(?![\w/])", re.IGNORECASE)


def protected_trait(text: str) -> str | None:
    """The trait that a criterion asks for, such as "age", or None.

    "10 years of age" asks for one and "10 years of experience" does not.
    """
    plain = folded(text)
    found = next(_english().matching(plain), None)
    if found:
        return found.name
    for sentence in _SENTENCE_END.split(plain):
        asked = next(_other_languages().matching(sentence), None)
        if asked and not is_equal_opportunity_text(sentence):
            return asked.name
    return None


def is_equal_opportunity_text(text: str) -> bool:
    """Whether a sentence is about not discriminating, rather than about what the job needs."""
    if _MARK.fullmatch(text.strip()):
        return True
    return next(_equal_opportunity().matching(folded(text)), None) is not None


def without_mark_of_all_sexes(text: str) -> str:
    """The text with "(m/w/d)", "(H/F)" and the like blanked, which say that a job is for all: offsets hold."""
    return _MARK.sub(lambda mark: " " * len(mark.group()), text)


@lru_cache(maxsize=1)
def _english() -> PatternIndex:
    return PatternIndex(english.TRAITS)


@lru_cache(maxsize=1)
def _other_languages() -> PatternIndex:
    return PatternIndex(pattern for language in _ELSEWHERE for pattern in language.TRAITS)


@lru_cache(maxsize=1)
def _equal_opportunity() -> PatternIndex:
    return PatternIndex(language.EQUAL_OPPORTUNITY for language in (english, *_ELSEWHERE))
