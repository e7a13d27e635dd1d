"""Where somebody lives: a street with its number, a post box, a postcode with its town.

They are looked for behind a label and where a page tells of its owner, as no employer's are there. The forms are those
of North America, the British Isles and India, and of German, Dutch, French, Spanish, Italian, Portuguese, Nordic and
Polish addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cvscreen.domain.masks.hiding import Place
from cvscreen.domain.masks.lines import lines_with_words
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.plain import plain

_FIELD = r"(?:^|(?<=[|•·;,\t█:])|(?<=\s\s))[ \t]{0,3}"
_END = r"(?=[ \t]*(?:[|•·;,\t\r\n]|[ ]{2}|$))"
_TOWN = r"[^\W\d_][^\W\d_.'’-]*(?:[ -][^\W\d_][^\W\d_.'’-]*){0,3}"

_WAYS = "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|pl|terrace|square|sq|highway|hwy|parkway|pkwy|crescent|close|mews|circle|gardens|grove|row|trail"
_ENGLISH = rf"(?!\d{{1,5}}[ ]\d{{1,2}}(?:st|nd|rd|th)[ ]place)\d{{1,5}}(?:/\d{{1,4}})?[a-z]?[ ](?:[nsew]\.?[ ])?(?:[^\W\d_][\w.'’-]*[ ]|\d{{1,3}}(?:st|nd|rd|th)[ ]){{1,4}}?(?:{_WAYS})\b\.?"
_UNIT_BEFORE = r"(?:(?:apt|apartment|unit|suite|flat)\.?[ ]\w{1,4},?[ ])?"
_UNIT = r"(?:,?[ ](?:apt|apartment|unit|suite|ste|flat|room|no|\#)\.?[ ]?\#?\w{1,6})?"
_GERMANIC = r"[^\W\d_][\w.'’-]*(?:[ -][^\W\d_][\w.'’-]*){0,2}?(?:strasse|straße|str\.|weg|platz|allee|gasse|damm|ufer|laan|straat|plein|kade|gracht|singel)[ ]?\d{1,4}[ ]?(?:[a-z]|bis|ter)?\b"
_GERMANIC_APART = (
    r"(?:[^\W\d_][\w.'’-]*[ -]){1,3}?(?:strasse|straße|str\.|weg|platz|allee|ring|damm|ufer)[ ]?\d{1,4}[ ]?[a-z]?\b"
)
_PREPOSITION = r"(?:am|an[ ]der|im|in[ ]der|zum|zur|auf[ ]der|unter[ ]den)[ ](?:[^\W\d_][\w.'’-]*[ ]){1,2}\d{1,3}[ ]?[a-z]?\b(?=[ ]*(?:[,|•·\r\n]|$))"
_FRENCH = r"\d{1,4}(?:[ ]?(?:bis|ter|quater))?,?[ ](?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allee|quai|cours|route|square)[ ][^\d,|•·;\t\r\n]{2,40}"
_ROMANCE = r"(?:calle|c/|avenida|avda\.?|plaza|paseo|via|viale|corso|piazza|rua|praca|travessa|av\.)[ ]?[^\d,|•·;\t\r\n]{2,40},?[ ](?:n[.ºo°]{0,2}[ ]?)?\d{1,4}(?:[ ]?[a-z]\b|[ ]\#[ ]?\d{1,4}[ ]?-[ ]?\d{1,4})?(?:,[ ]\d{1,2}[ºo°]?[ ]?[a-z]?\b)?"
_NUMBERED_STREET = r"(?:calle|carrera|cra\.?|avenida)[ ]\d{1,3}[a-z]?[ ](?:\#|no\.?)[ ]?\d{1,4}[a-z]?[ ]?-[ ]?\d{1,4}"
_NORDIC = r"[^\W\d_][\w'’-]*+(?=[ ]\d)(?:(?<=gata)|(?<=katu)|(?<=gatan|vagen|veien|vegen)|(?:(?<=tie|vej|vei)|(?<=gate|gade|alle)|(?<=grand)|(?<=torget|stigen))(?=[ ]\d{1,4}[ ]?[a-z]?,?[ ](?:\d{4,5}|\d{3}[ ]\d\d)[ ][^\W\d_]))[ ]\d{1,4}[ ]?[a-z]?\b"
_POLISH = r"(?:ul|al|os|pl)\.[ ]?[^\d,|•·;\t\r\n]{2,40}[ ]\d{1,4}[a-z]?(?:[ ]?(?:/|m\.?|lok\.?)[ ]?\d{1,4})?"
_INDIAN = r"(?:(?:h|house|flat|plot|door|d|shop)\.?[ ]?no\.?[ :]?[ ]?[\w/-]{1,10}(?:,[ ]?[^,|•·;\t\r\n█]{2,40}){1,7}|\#[ ]?\d[\w/-]{0,9}(?:,[ ]?[^,|•·;\t\r\n█]{2,40}){1,7}?(?<=\d{6}))"
"""From the number of the house to the end of the line; what begins with # must end with a postcode."""
_BOX = r"(?:p\.?[ ]?o\.?[ ]box|postfach|apartado(?:[ ]de[ ]correos)?|boite[ ]postale|bp)[ ]\d{1,6}(?:[ ]\d{1,4})*"
_STREET = rf"(?:{_GERMANIC}|{_GERMANIC_APART}|{_PREPOSITION}|{_FRENCH}|{_NUMBERED_STREET}|{_ROMANCE}|{_NORDIC}|{_POLISH}|{_INDIAN}|{_BOX})"

_US = rf"(?:{_TOWN},?[ ])?[a-z]{{2}}[ ]\d{{5}}(?:-\d{{4}})?"
_BRITISH = rf"(?:{_TOWN},?[ ])?[a-z]{{1,2}}\d[a-z\d]?[ ]\d[a-z]{{2}}(?:,[ ]{_TOWN})?"
_CANADIAN = rf"(?:{_TOWN},?[ ])?(?:[a-z]{{2}},?[ ])?[a-z]\d[a-z][ ]?\d[a-z]\d"
_CONTINENTAL = rf"(?:[a-z]{{1,2}}[ -])?(?!(?:19|20)\d\d[ ])\d{{4,5}}(?:-\d{{3}})?(?:[ ][a-z]{{2}})?[ ]{_TOWN}"
_ASIAN = rf"{_TOWN},?[ ]{{1,2}}(?:[-–][ ]?)?\d{{6}}"
_NORTHERN = rf"(?:(?:s|se)-)?\d{{3}}[ ]\d\d[ ]{_TOWN}|\d\d-\d{{3}}[ ]{_TOWN}"
_POSTCODE = rf"(?:{_NORTHERN}|{_US}|{_CANADIAN}|{_BRITISH}|{_CONTINENTAL}|{_ASIAN})\b"

_AND_POSTCODE = rf"(?:[ ]*[,|•·-]?[ ]*{_POSTCODE})?"
_AT_HOME = (
    (
        when_needed(rf"\b(?:{_WAYS})\b"),
        when_needed(rf"{_FIELD}(?P<at_home>{_UNIT_BEFORE}{_ENGLISH}{_UNIT}{_AND_POSTCODE})", re.VERBOSE | re.MULTILINE),
    ),
    (
        when_needed(
            r"(?:str|asse|aße|weg|platz|allee?|damm|ufer|ring|laan|straat|plein|kade|gracht|singel|gatan?|katu|vagen|veien|vegen|tie|vej|vei|gate|gade|grand|torget|stigen)\.?[ ]?\d"
            r"|\b(?:am|an[ ]der|im|in[ ]der|zum|zur|auf[ ]der|unter[ ]den|rue|avenue|av|boulevard|bd|place|chemin|impasse|allee|quai|cours|route|square|ul|al|os|pl|[phds][ .]*(?:no|o|box)|house|flat|plot|door|shop|box|postfach|apartado|boite|bp)\b|\#"
            r"|\b(?:c/|(?:calle|avenida|avda|av|plaza|paseo|via|viale|corso|piazza|rua|praca|travessa|carrera|cra)\b)[^\n\d]{1,44}\d"
        ),
        when_needed(rf"{_FIELD}(?P<at_home>{_STREET}{_AND_POSTCODE})", re.VERBOSE | re.MULTILINE),
    ),
    (
        when_needed(
            r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,6}|[a-z]\d[a-z\d]?[ ]?\d[a-z]|(?<!\d)\d{3}[ ]\d\d(?!\d)|(?<!\d)\d\d-\d{3}(?!\d)"
        ),
        when_needed(
            rf"""{_FIELD}(?P<at_home>
              (?:{_US}|{_CANADIAN}|{_BRITISH})\b{_END}
            | ^(?:{_NORTHERN})\b{_END}
            | (?:(?<=^)(?=[a-z]{{1,2}}[ -]?\d|\d{{5}}|\d{{4}}(?:-\d{{3}}|[ ][a-z]{{2}})[ ])|(?<=█[ ][|•·,]).?){_CONTINENTAL}(?:,[ ]{_TOWN})?(?=[ \t]*(?:[\r\n]|$|[|•·,][^\n]*█))
            )""",
            re.VERBOSE | re.MULTILINE,
        ),
    ),
)
"""English streets, those of other languages, and a postcode with its town; each with what a line of that form has."""
_LABELLED = when_needed(
    rf"""{_FIELD}(?:home[ ]|postal[ ]|permanent[ ]|current[ ])?(?:address|residence|adresse|anschrift|wohnort|wohnhaft[ ]in|domicile|direccion|domicilio|indirizzo|residenza|endereco|morada|adres|woonplaats)
    [ \t]*[:.–-][ \t]*\n?(?P<labelled>[^|•·;\t\r\n█]{{3,120}}(?:\r?\n(?:{_POSTCODE}))?)""",
    re.VERBOSE | re.MULTILINE,
)
_LINE_WITH_DIGIT = when_needed(r"^[^\r\n\d]*+\d[^\r\n]*", re.MULTILINE)
_POLISH_STREET = when_needed(r"(?:ul|al|os|pl)\.[ ]?[^\W\d_]")
_WORD = when_needed(r"\w+")
_SMALL = frozenset(
    "a an am bis ter de del della delle di da do dos das des du d la le les l el los las der den dem die und of the and"
    " van het rue avenue av boulevard bd place chemin impasse allee quai cours route square calle c avenida via viale"
    " corso piazza rua praca travessa st nd rd th apt flat unit p o box no n str strasse weg am an im in zum zur auf"
    " unter den carrera correos ul al os pl m lok h house plot door d shop".split()
)
_LABELS = (
    "adres",
    "address",
    "anschrift",
    "wohn",
    "residence",
    "residenza",
    "domicil",
    "direccion",
    "indirizzo",
    "enderec",
    "morada",
    "woonplaats",
)


def addresses(text: str, folded: str, of_owner: Iterable[Place]) -> Iterator[Place]:
    """Start and end of each address on a page; `folded` is its text in lower case without accents.

    `of_owner` are the places where the page tells of its owner.
    """
    for start, _ in lines_with_words(_LABELS, folded):
        found = _LABELLED().search(folded, start, min(len(folded), start + 300))
        if found:
            yield found.span("labelled")
    for start, end in of_owner:
        for line in _LINE_WITH_DIGIT().finditer(folded, start, end):
            for sign, form in _AT_HOME:
                if sign().search(folded, *line.span()):
                    places = (found.span("at_home") for found in form().finditer(folded, *line.span()))
                    yield from (place for place in places if _is_of_names(text[slice(*place)]))


def _is_of_names(address: str) -> bool:
    """Whether its words are written as names are: "3 times in first place" is nobody's home."""
    if address.lstrip()[0].islower() and not _POLISH_STREET().match(address.lstrip()):
        return False
    words = [word for word in _WORD().findall(address) if plain(word) not in _SMALL]
    return all(not word[0].islower() or not word.isalpha() for word in words)
