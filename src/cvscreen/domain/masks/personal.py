"""What a CV tells of the person and no job may ask: birth, age, nationality, family, sex; found by its label.

The labels are English, German, French, Spanish, Italian, Portuguese and Dutch. A value without a label is hidden only
where it is a field of its own and the page tells of its owner, as "Married, 2 children" or "34 years old".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.lines import line_end, lines_with
from cvscreen.domain.patterns import when_needed

_FIELD = r"(?:^|(?<=[|•·;,\t█(])|(?<=\s\s))[ \t]*"
"""Where a field begins: with the line, or behind what parts fields."""

_COLON = r"[ \t]*[:.\-–—][ \t]*"
_VALUE = r"[^|•·;\t\r\n]*?(?=[ ]{2,}|[|•·;\t\r\n)]|,[ ]*[^\W\d_]+[ ]?:|,[ ]*(?:permanent|settled|valid|work|unlimited|unbefristet\w*)\b|$)"
"""Up to where the field ends, or another label begins, or what tells of the right to work."""
_BELOW = r"(?:[ ]+|[ ]*\r?\n[ ]*)"
"""Between a label and its value, where no colon stands: in the line, or with the value in the next."""

_NUMBER = r"\d{1,2}"
_BORN = r"(?:(?:date|place)(?:[ ](?:and|&)[ ](?:place|date))?[ ]of[ ]birth|birth[ ]?date|birthday|birth[ ]?place|d\.?[ ]?o\.?[ ]?b\b\.?|geburts(?:datum|tag|ort)(?:[ ]?(?:/|und|u\.|&)[ ]?-?(?:ort|datum|geburtsort))?|geb\.|(?:date|lieu)(?:[ ]et[ ](?:lieu|date))?[ ]de[ ]naissance|(?:fecha|lugar)(?:[ ]y[ ](?:lugar|fecha))?[ ]de[ ]nacimiento|(?:data|luogo)(?:[ ]e[ ](?:luogo|data))?[ ]di[ ]nascita|(?:data|local)(?:[ ]e[ ](?:local|data))?[ ]de[ ]nascimento|naturalidade|geboortedatum|geboorteplaats)"
_MONTH = r"(?:jan|feb|mar|apr|abr|avr|ma[iyj]|jun|jul|juin|juil|aug|aout|ago|sep|set|oct|okt|out|nov|de[czs]|ene|gen|fev|dic)"
_WORDS_OF_DAY = r"(?:\d{1,2}(?:st|nd|rd|th|er|\.)?|de|" + _MONTH + r"[^\W\d_]*,?)"
_BORN_ON = r"(?:(?:i[ ]was[ ])?born|birth|geboren|geb\.|ne(?:e|\(e\)|·e)?[ ](?:le|en)|nacid[oa]|nat[oa]|nascid[oa])"
_ON = r"(?:(?:on|in|am|a|em|en|op|te|el|il|le|:)[ ])?"
_TOWN = r"(?!the\b)[^\W\d_][\w.'’-]{0,30}(?:[ ][^\W\d_][\w.'’-]{0,30})?"
_STATUS = r"(?:nationality|citizenship|marital[ ]status|civil[ ]status|family[ ]status|zivilstand|staatsangehorigkeit|staatsburgerschaft|nationalitat|familienstand|nationalite|etat[ ]civil|situation[ ](?:de[ ]famille|familiale|matrimoniale)|nacionalidad|estado[ ]civil|nazionalita|cittadinanza|stato[ ]civile|nacionalidade|nationaliteit|burgerlijke[ ]staat)"
_SEX = r"(?:gender|sex|geschlecht|sexe|sexo|genero|sesso|geslacht)"
_TRAIT = r"(?:race|ethnicity|ethnic[ ](?:origin|group)|disability|sexual[ ]orientation|pronouns)"
_SEXES = r"(?:(?:fe)?male|woman|man|weiblich|mannlich|divers|femme|homme|mujer|hombre|femenino|masculino|donna|uomo|femmina|maschio|feminino|vrouw|[mfwvdx])"
_AGE = r"(?:age|alter|edad|eta|idade|leeftijd)"
_YEARS = r"(?:years?[ ]?(?:old)?|yrs?\.?|jahre?(?:[ ]alt)?|ans|anos|anni|jaar(?:[ ]oud)?)"

_LABELLED = when_needed(
    rf"""{_FIELD}(?:
      {_BORN}(?:{_COLON}|[ \t]+(?=\d))(?P<born>{_VALUE})
    | {_BORN_ON}[ ]?{_ON}(?P<born_on>(?:{_TOWN},?[ ]{_ON})??(?=\d|{_MONTH})(?:{_WORDS_OF_DAY}[ ./-]*){{0,5}}\b(?:19|20)\d\d\b(?:(?:,|[ ](?:in|a|en|em|te))[ ][^\W\d_][^|•·;,\t\r\n]{{0,30}})?)
    | {_BORN}{_BELOW}(?P<born_below>(?=\d){_VALUE})
    | (?:{_STATUS}|{_SEX}|religion|konfession){_COLON}(?P<person>{_VALUE})
    | {_STATUS}{_BELOW}(?P<status>[^\W\d_]+(?:[ ][^\W\d_]+)?)[ \t]*$
    | {_SEX}{_BELOW}(?P<sex>{_SEXES})[ \t]*$
    | {_TRAIT}{_COLON}(?P<trait>[^|•·;,\t\r\n\d]{{2,25}})(?=[ \t]*(?:[|•·;,\t\r\n]|$))
    | (?:children|kind(?:er|eren)|enfants|hijos|figli|filhos){_COLON}(?P<children>(?:\d|none?|one|two|three|keine?|aucun|ninguno|nessuno){_VALUE})
    | {_AGE}(?:{_COLON}|[ \t]+)(?P<age>{_NUMBER}(?:[ ]{_YEARS})?)(?![\w%+-]|[.,]\d|[ ]*[–-][ ]*\d)
    )""",
    re.VERBOSE | re.MULTILINE,
)

_MARRIED = r"(?:(?:un)?married|single|engaged|divorced|widowed|verheiratet|ledig|geschieden|verwitwet|mariee?|celibataire|divorcee?|pacsee?|casad[oa]|solter[oa]|divorciad[oa]|sposat[oa]|coniugat[oa]|celibe|nubile|solteir[oa]|(?:on)?gehuwd)"
_HOW_MANY = r"(?:no|\d|one|two|three|keine?|ein|zwei|drei|deux|trois|sans|dos|tres|due|tre|dois|duas|twee|drie)"
_CHILD = r"(?:child(?:ren)?|kids|kind(?:er|eren)?|enfants?|hij[oa]s?|figli[oa]?|filh[oa]s?)"
_CHILDREN = rf"(?:,?[ ](?:and[ ]|with[ ]|und[ ]|et[ ]|y[ ]|e[ ]|en[ ])?{_HOW_MANY}[ ]{_CHILD})?"
_OLD = r"(?:aged[ ][1-8]\d|[1-8]\d[ -](?:years?[ -]old|yrs?\.?[ ]old|y/?o|jahre[ ]alt|ans|anos|anni|jaar(?:[ ]oud)?)(?:[ ]de[ ]edad)?)"
_ALONE = when_needed(
    rf"""{_MARRIED}{_CHILDREN}|{_OLD}|(?:fe)?male|(?:mother|father|parent)[ ]of[ ]{_HOW_MANY}(?:[ ]{_CHILD})?
    |\*[ ]?\d{{1,2}}\.[ ]?\d{{1,2}}\.[ ]?(?:19|20)\d\d|(?:s?he|they)/(?:her|him|them)(?:/(?:hers|his|theirs))?
    |(?!senior|corporate)[a-z]+(?:[ ][a-z]+)?[ ](?:national|citizen)|citizen[ ]of[ ][a-z]+(?:[ ][a-z]+)?""",
    re.VERBOSE,
)
_PARTS = when_needed(rf"[^|•·;,\t\r\n()]+(?:,[ ](?:{_HOW_MANY})[ ][^|•·;,\t\r\n()]+)?")
_LONGEST_ALONE = 40

_SIGNS = (
    *("birth", "born", "dob", "d.o.b", "d. o. b", "geb", "naiss", "ne le", "nee le", "nac", "nasc", "nato ", "nata "),
    *("natural", "age:", "age ", "age-", "alter", "edad", "eta", "idade", "leeftijd", "national", "nazional"),
    *("citizen", "staats", "cittadin", "marital", "civil", "famil", "matrimon", "burgerlijk", "gender", "sex"),
    *("zivil", "race:", "ethnic", "disability:", "pronouns", "ne(e)", "ne en", "nee en"),
    *("sesso", "genero", "geschl", "geslacht", "religion", "konfession", "child", "kinder", "enfants", "hijos"),
    *("figli", "filhos"),
)
"""Without one of these a line holds no label."""


def personal(folded: str, of_owner: Iterable[Place]) -> Iterator[Place]:
    """Start and end of each such value, in a page's text that is folded to lower case without accents.

    `of_owner` are the places where the page tells of its owner.
    """
    for start, end in lines_with(_SIGNS, folded):
        below = line_end(folded, min(len(folded), end + 1))
        for found in _LABELLED().finditer(folded, start, below):
            kind = found.lastgroup
            if kind is not None and found.group(kind).strip():
                yield found.span(kind)
    for start, end in of_owner:
        for part in _PARTS().finditer(folded, start, end):
            if len(part.group()) <= _LONGEST_ALONE and _ALONE().fullmatch(part.group().strip()):
                yield part.span()
