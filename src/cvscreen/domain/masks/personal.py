"""What a CV tells of the person and no job may ask: birth, age, nationality, family, sex; found by its label.

The labels are English, German, French, Spanish, Italian, Portuguese and Dutch. A value without a label is hidden only
where it is a field of its own in a page's head, as "Married, 2 children" or "34 years old".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.lines import lines_with
from cvscreen.domain.patterns import when_needed

HEAD = 800
"""So many characters of a page hold what stands there without a label."""

_FIELD = r"(?:^|(?<=[|•·;,\t█(])|(?<=\s\s))[ \t]*"
"""Where a field begins: with the line, or behind what parts fields."""

_COLON = r"[ \t]*[:.\-–—][ \t]*"
_VALUE = r"[^|•·;\t\r\n]*?(?=[ ]{2,}|[|•·;\t\r\n)]|,[ ]*[^\W\d_]+[ ]?:|$)"
"""Up to where the field ends, or another label begins."""

_NUMBER = r"\d{1,2}"
_BORN = r"(?:date[ ]of[ ]birth|birth[ ]?date|birthday|place[ ]of[ ]birth|birth[ ]?place|d\.?[ ]?o\.?[ ]?b\b\.?|geburtsdatum|geburtstag|geburtsort|geb\.|date[ ]de[ ]naissance|lieu[ ]de[ ]naissance|fecha[ ]de[ ]nacimiento|lugar[ ]de[ ]nacimiento|data[ ]di[ ]nascita|luogo[ ]di[ ]nascita|data[ ]de[ ]nascimento|naturalidade|geboortedatum|geboorteplaats)"
_MONTH = r"(?:jan|feb|mar|apr|abr|avr|ma[iyj]|jun|jul|juin|juil|aug|aout|ago|sep|set|oct|okt|out|nov|de[czs]|ene|gen|fev|dic)"
_BORN_ON = r"(?:born|geboren|nee?[ ]le|nacid[oa]|nat[oa][ ](?:il|a)|nascid[oa])"
_PERSON = r"(?:nationality|citizenship|marital[ ]status|civil[ ]status|family[ ]status|gender|sex|religion|staatsangehorigkeit|staatsburgerschaft|nationalitat|familienstand|geschlecht|konfession|nationalite|etat[ ]civil|situation[ ](?:de[ ]famille|familiale|matrimoniale)|sexe|nacionalidad|estado[ ]civil|sexo|genero|nazionalita|cittadinanza|stato[ ]civile|sesso|nacionalidade|nationaliteit|burgerlijke[ ]staat|geslacht)"
_AGE = r"(?:age|alter|edad|eta|idade|leeftijd)"
_YEARS = r"(?:years?[ ]?(?:old)?|yrs?\.?|jahre?(?:[ ]alt)?|ans|anos|anni|jaar(?:[ ]oud)?)"

_LABELLED = when_needed(
    rf"""{_FIELD}(?:
      {_BORN}(?:{_COLON}|[ \t]+(?=\d))(?P<born>{_VALUE})
    | {_BORN_ON}[ ]?(?:on|in|am|a|em|op|:)?[ ](?P<born_on>(?=\d|{_MONTH})[^|•·;\t\r\n]{{0,30}}?\b(?:19|20)\d\d\b(?:[ ](?:in|a|en|em)[ ][^\W\d_][^|•·;,\t\r\n]{{0,30}})?)
    | {_PERSON}{_COLON}(?P<person>{_VALUE})
    | (?:children|kind(?:er|eren)|enfants|hijos|figli|filhos){_COLON}(?P<children>(?:\d|none?|one|two|three|keine?|aucun|ninguno|nessuno){_VALUE})
    | {_AGE}(?:{_COLON}|[ \t]+)(?P<age>{_NUMBER}(?:[ ]{_YEARS})?)(?![\w%+-]|[.,]\d|[ ]*[–-][ ]*\d)
    )""",
    re.VERBOSE | re.MULTILINE,
)

_MARRIED = r"(?:(?:un)?married|single|divorced|widowed|verheiratet|ledig|geschieden|verwitwet|mariee?|celibataire|divorcee?|pacsee?|casad[oa]|solter[oa]|divorciad[oa]|sposat[oa]|celibe|nubile|solteir[oa]|(?:on)?gehuwd)"
_CHILDREN = r"(?:,?[ ](?:and[ ]|with[ ]|und[ ]|et[ ]|y[ ]|e[ ]|en[ ])?(?:no|\d|one|two|three|keine?|zwei|drei)[ ](?:child(?:ren)?|kids|kind(?:er|eren)?|enfants?|hij[oa]s?|figli[oa]?|filh[oa]s?))?"
_OLD = r"(?:[1-8]\d)[ -](?:years?[ -]old|yrs?\.?[ ]old|jahre[ ]alt|ans|anos|anni|jaar(?:[ ]oud)?)(?:[ ]de[ ]edad)?"
_ALONE = when_needed(
    rf"{_MARRIED}{_CHILDREN}|{_OLD}|(?:fe)?male|(?:british|german|french|italian|spanish|dutch|indian|american)[ ](?:national|citizen)",
    re.VERBOSE,
)
_PARTS = when_needed(r"[^|•·;,\t\r\n()]+(?:,[ ](?:\d|no|one|two|three|zwei|drei|keine?)[ ][^|•·;,\t\r\n()]+)?")
_LONGEST_ALONE = 40

_SIGNS = (
    *("birth", "born", "dob", "d.o.b", "d. o. b", "geb", "naiss", "ne le", "nee le", "nac", "nasc", "nato ", "nata "),
    *("natural", "age:", "age ", "age-", "alter", "edad", "eta", "idade", "leeftijd", "national", "nazional"),
    *("citizen", "staats", "cittadin", "marital", "civil", "famil", "matrimon", "burgerlijk", "gender", "sex"),
    *("sesso", "genero", "geschl", "geslacht", "religion", "konfession", "child", "kinder", "enfants", "hijos"),
    *("figli", "filhos"),
)
"""Without one of these a line holds no label."""


def personal(folded: str) -> Iterator[Place]:
    """Start and end of each such value, in a page's text that is folded to lower case without accents."""
    for start, end in lines_with(_SIGNS, folded):
        for found in _LABELLED().finditer(folded, start, end):
            kind = found.lastgroup
            if kind is not None and found.group(kind).strip():
                yield found.span(kind)
    for part in _PARTS().finditer(folded, 0, min(HEAD, len(folded))):
        if len(part.group()) <= _LONGEST_ALONE and _ALONE().fullmatch(part.group().strip()):
            yield part.span()
