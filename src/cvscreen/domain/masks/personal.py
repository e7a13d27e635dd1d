"""What a CV tells of the person and no job may ask: birth, age, nationality, family, sex; found by its label.

A label that can be nothing else, as "date of birth:", is one wherever it stands; "age" begins a field or a sentence, or
stands beside such a one. A value without a label is hidden only where it is a field of its own and the page tells of
its owner, as "Married, 2 children" or "34 years old".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.labels import (
    AGE,
    ASIDE,
    BIRTH,
    CHILD,
    CHILDREN,
    CIVIL,
    COLON,
    END,
    FAITH,
    HOW_MANY,
    MARRIED,
    NATION,
    NO_NATION,
    SEX,
    SEXES,
    SURE_SIGNS,
    TRAIT,
    VALUE,
    WITH_CHILDREN,
    YEARS,
)
from cvscreen.domain.masks.lines import line_end, lines_with_labels, lines_with_words
from cvscreen.domain.patterns import when_needed

_FIELD = r"(?:^|(?<=[|•·;,\t█(])|(?<=[\s.]\s))[ \t]{0,3}"
"""Where a field begins: with the line or a sentence, or behind what parts fields."""
_BELOW = r"(?:[ \t]+|[ \t]*\r?\n[ \t]*)"
"""Between a label and its value, where no colon stands: in the line, or with the value in the next."""

_NUMBER = r"\d{1,2}"
_PEOPLE = r"[^\W\d_]+(?:[ /-][^\W\d_]+)?"
_MONTH = r"(?:jan|feb|mar|apr|abr|avr|ma[iyj]|jun|jul|juin|juil|aug|aout|ago|sep|set|oct|okt|out|nov|de[czs]|ene|gen|fev|dic)"
_DAY = rf"(?:\d{{1,2}}[ ]?[./-][ ]?\d|\d{{1,2}}(?:st|nd|rd|th|\.)?[ ](?:(?:of|de|di)[ ])?{_MONTH}|{_MONTH}[a-z]{{0,9}}\.?[ ]\d|(?:19|20)\d\d(?:[./-]\d|{END}))"
_WORDS_OF_DAY = r"(?:\d{1,2}(?:st|nd|rd|th|er|\.)?|de|of|" + _MONTH + r"[^\W\d_]*,?)"
_BORN_ON = r"(?:(?:i[ ]was[ ])?born|birth|geboren|geb\.|ne(?:e|\(e\)|·e)?[ ](?:le|en)|nacid[oa]|nat[oa]|nascid[oa])"
_ON = r"(?:(?:on[ ]the|on|in|am|a|em|en|op|te|el|il|le|the|:)[ ])?"
_TOWN = r"(?!the\b)[^\W\d_][\w.'’-]{0,30}(?:[ ][^\W\d_][\w.'’-]{0,30})?"

_SURE = when_needed(
    rf"""(?P<field>{_FIELD}(?:(?:de|di|of|dual|double)[ ])?)?\b
    (?:(?P<birth>{BIRTH})|(?P<nation>{NATION})|(?P<civil>{CIVIL}|{FAITH}))
    (?:{ASIDE}(?:(?(field){COLON}|[ \t]*[:\uff1a](?:(?<!dob:)|(?=[ ]*\d))[ \t]*+(?(birth)|(?!\d|{NO_NATION})))
      | (?(birth)(?:{_BELOW}(?:is[ ])?|[ ]?[–-][ ]?)[(\[]?(?(field)(?=\d|{_DAY})|(?={_DAY}))|(?!)))(?P<value>{VALUE})
    | (?(nation)(?(field)|(?!))|(?!))(?:[ \t]+(?!{NO_NATION})(?P<people>{_PEOPLE}){END}|[ \t]*\r?\n[ \t]*(?P<below>{_PEOPLE})[ \t]*$)
    | (?(civil){_BELOW}|(?!))(?P<married>{MARRIED}{WITH_CHILDREN})\b
    )""",
    re.VERBOSE | re.MULTILINE,
)
"""Labels that can be nothing else, anywhere: with a colon, with a day behind it, or in a field of their own."""
_BESIDE = when_needed(
    rf"""\b(?:{NATION}[ ]+(?!{NO_NATION})(?P<nation>[^\W\d_]+)
    | {SEX}(?:{COLON}|[ ]+)(?P<sex>{SEXES})\b
    | {AGE}(?:{COLON}|[ ]+)(?P<age>{_NUMBER}(?:[ ]{YEARS})?)\b(?![%+-])
    | (?P<people>[^\W\d_]+e[rn]?[ ]staats(?:angehorig|burger)[a-z]*)
    | (?P<married>{MARRIED}{WITH_CHILDREN}){END}
    )""",
    re.VERBOSE | re.MULTILINE,
)
"""What needs no field of its own in a line that has told of the person."""
_LABELLED = when_needed(
    rf"""{_FIELD}(?:
      (?:(?:geb\.|fodd|fodt)(?:{COLON}|[ \t]+(?:den[ ])?(?=\d))|{SEX}{COLON}(?![ \t]*(?:education|studies|equality|work))
        |{CHILDREN}{COLON}(?=(?:\d|none?|no|one|two|three|four|keine?|zwei|drei|aucun|ninguno|nessuno){END}))(?P<value>{VALUE})
    | {_BORN_ON}[ ]?{_ON}(?P<born_on>(?:{_TOWN},?[ ]{_ON})??(?=\d|{_MONTH})(?:{_WORDS_OF_DAY}[ ./-]*){{0,6}}\b(?:19|20)\d\d\b(?:(?:,|[ ](?:in|a|en|em|te))[ ][^\W\d_][^|•·;,\t\r\n]{{0,30}})?)
    | {SEX}{_BELOW}(?P<sex>{SEXES})[ \t]*$
    | {TRAIT}{COLON}(?![ \t]*(?:formula|condition|learning|support|care|insurance|services|rights|studies))(?P<trait>[^|•·;,\t\r\n\d]{{2,25}})(?=[ \t]*(?:[|•·;,\t\r\n]|$))
    | {AGE}[ \t]*[:=][ \t]*(?P<age>{_NUMBER}(?:[ ]{YEARS})?)(?![\w%+-]|[.,]\d|[ ]*[–-][ ]*\d)
    | {AGE}(?:{COLON}|[ \t]+)(?P<years>{_NUMBER}(?:[ ]{YEARS})?)(?![%+-]|[.,]\d|[ ]*[–-][ ]*\d){END}
    | (?:status|famil(?:y|ie|le|ia)|famiglia){COLON}(?P<family>{MARRIED}{WITH_CHILDREN}){END}
    | jahrgang[ :]+(?P<cohort>(?:19|20)\d\d){END}
    )""",
    re.VERBOSE | re.MULTILINE,
)
_SIGNS = (
    *(
        "born",
        "birth",
        "geb.",
        "geboren",
        "fodd",
        "fodt",
        "ne le",
        "nee le",
        "ne en",
        "nee en",
        "ne(e)",
        "ne·e",
        "nacid",
    ),
    *("nascid", "nato", "nata", "gender", "sex", "sesso", "genero", "geschl", "geslacht", "ethnic", "sexual o"),
    *("pronouns", "jahrgang"),
)
_LABELS = (
    *("age", "alter", "edad", "eta", "idade", "leeftijd", "race", "ethnicity", "disability", "children", "kind"),
    *("kinder", "kinderen", "enfants", "hijos", "figli", "filhos", "status", "family", "familie", "famille", "familia"),
    "famiglia",
)
"""Without one of these a line holds none of those labels."""

_OLD = r"(?:aged[ ][1-8]\d|i(?:[ ]a|')m[ ][1-8]\d\.?|[1-8]\d[ -](?:years?[ -]old|yrs?\.?[ ]old|y/?o|jahre(?:[ ]alt)?|ans|anos|anni|jaar(?:[ ]oud)?)(?:[ ]de[ ]edad)?)"
_ALONE = when_needed(
    rf"""{MARRIED}{WITH_CHILDREN}|{HOW_MANY}[ ]{CHILD}|{_OLD}|(?:fe)?male|(?:mother|father|parent)[ ]of[ ]{HOW_MANY}(?:[ ]{CHILD})?
    |\*[ ]?\d{{1,2}}\.[ ]?\d{{1,2}}\.[ ]?(?:19|20)\d\d(?:[ ]in[ ][^\W\d_][\w .'-]*)?|(?:s?he|they)/(?:her|him|them)(?:/(?:hers|his|theirs))?
    |(?!senior|corporate)[a-z]+(?:[ ][a-z]+)?[ ](?:national|citizen)|citizen[ ]of[ ][a-z]+(?:[ ][a-z]+)?
    |[a-z]+e[rn]?[ ]staats(?:angehorig|burger)[a-z]*|(?:holder[ ]of[ ](?:an?[ ])?)?(?!(?:valid|own|current|international|digital|health|green|skills|vaccine)\b)[a-z]+[ ]passport(?:[ ]holder)?""",
    re.VERBOSE,
)
_SIGNS_ALONE = (
    *("married", "single", "engaged", "divorc", "widow", "separ", "verheirat", "ledig", "geschieden", "verwitwet"),
    *(
        "getrennt",
        "marie",
        "celib",
        "pacse",
        "veuf",
        "veuve",
        "casad",
        "solter",
        "viud",
        "sposat",
        "coniugat",
        "nubile",
    ),
    *("divorz", "vedov", "solteir", "viuv", "gehuwd", "gescheiden", "samenwon", "alleenst", "child", "kid", "kind"),
    *("enfant", "hijo", "hija", "figli", "filh", "aged ", "i am ", "i'm ", "old", "y/o", "yo", "jahre", "ans", "anos"),
    *("anni", "jaar", "male", "mother", "father", "parent", "*", "/her", "/him", "/them", "national", "citizen"),
    *("staats", "passport"),
)
"""Without one of these a place tells nothing of the person without a label."""
_PARTS = when_needed(rf"[^|•·;,\t\r\n()]+(?:,[ ](?:{HOW_MANY})[ ][^|•·;,\t\r\n()]+)?")
_LONGEST_ALONE = 40


def personal(folded: str, of_owner: Iterable[Place]) -> Iterator[Place]:
    """Start and end of each such value, in a page's text that is folded to lower case without accents.

    `of_owner` are the places where the page tells of its owner.
    """
    sure, labelled = (
        lines_with_words(SURE_SIGNS, folded),
        {*lines_with_words(_SIGNS, folded), *lines_with_labels(_LABELS, folded)},
    )
    for pattern, lines in ((_SURE, sure), (_LABELLED, sorted(labelled))):
        for start, end in lines:
            found = list(_values(pattern(), folded, start, line_end(folded, min(len(folded), end + 1))))
            yield from found
            if found:
                yield from _values(_BESIDE(), folded, start, end)
    for start, end in of_owner:
        if not any(sign in folded[start:end] for sign in _SIGNS_ALONE):
            continue
        for part in _PARTS().finditer(folded, start, end):
            if len(part.group()) <= _LONGEST_ALONE and _ALONE().fullmatch(part.group().strip()):
                yield part.span()


def _values(pattern: re.Pattern[str], folded: str, start: int, end: int) -> Iterator[Place]:
    """The last group of each match, which is the value."""
    for found in pattern.finditer(folded, start, end):
        kind = found.lastgroup
        if kind is not None and found.group(kind).strip():
            yield found.span(kind)
