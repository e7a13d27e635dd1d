"""The words of names: which there are, and whether a piece of text consists of them."""

from __future__ import annotations

import re
import unicodedata

TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame herr frau dipl ing".split())
SUFFIXES = frozenset(
    "jr sr ii iii iv phd mba md rn cpa esq msc bsc ma ba pmp cfa dds jd pe bsn dnp aprn lpn msn shrm phr sphr".split()
)
PARTICLES = frozenset(
    "de la las los van von der den del da das di do dos du el al bin ibn le ten ter zu zur y e d af av".split()
)
NO_NAMES = frozenset(
    """curriculum vitae resume résumé cv profile summary objective contact contacts address phone email e-mail mobile
    experience education skills employment history work career professional projects references personal details
    information about me languages interests certifications certificates awards achievements portfolio page expertise
    qualifications competencies hobbies publications training volunteer duties responsibilities availability relevant
    engineer developer manager analyst designer consultant specialist coordinator administrator assistant technician
    scientist architect accountant associate representative intern student graduate officer executive senior junior
    director supervisor operator programmer lead head chief registered certified licensed nurse teacher
    university college school institute inc llc ltd gmbh company street avenue road apt suite software marketing sales
    technical core key functional sample product project data business human resources financial customer graphic web
    full name first last surname forename given family nationality date birth born updated location functional
    secretary receptionist barista cashier electrician plumber therapist instructor trainer translator lawyer attorney
    paralegal physician pharmacist dentist mechanic welder machinist bookkeeper auditor recruiter researcher librarian
    journalist photographer illustrator bartender waiter waitress chef tutor machine learning public relations services
    and of the for with in at to""".split()
)
"""Words of headings, occupations and addresses: no name begins with one, and few hold one."""

_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD_OF_NAME = re.compile(rf"{_LETTER}(?:{_LETTER}|['’.-](?={_LETTER}))*\.?")
_SPACED = re.compile(rf"(?:{_LETTER} ){{3,}}{_LETTER}(?!\w)")
_PREFIX = re.compile(r"(?<=^d)['’]|(?<=^al)-|(?<=^el)-")

MOST_WORDS = 6


def name_words(shown: str) -> tuple[str, ...]:
    """The words of what may be a name, in lower case; none if it cannot be one."""
    tokens = _joined_letters(shown).split()
    if not 1 <= len(tokens) <= MOST_WORDS or not all(_WORD_OF_NAME.fullmatch(token) for token in tokens):
        return ()
    words = [folded(word) for token in tokens for word in re.split(r"[.-]", token) if word]
    words = [word for word in words if word not in TITLES and word not in SUFFIXES]
    if not words or words[0] in NO_NAMES or all(len(word) == 1 and word.upper() != word for word in words):
        return ()
    return tuple(words)


def has_capitals(shown: str) -> bool:
    """Whether a piece of text is written as names are, but for "de", "van" and "al-"; scripts without capitals are."""
    tokens = shown.split()
    small = [token for token in tokens if token[0].islower()]
    return len(small) < len(tokens) and all(_PREFIX.split(token, maxsplit=1)[0] in PARTICLES for token in small)


def folded(word: str) -> str:
    """A word as it is compared with others: composed, lower case, with the plain apostrophe."""
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


def _joined_letters(shown: str) -> str:
    """Letter-spaced words as words: J A N E   D O E is JANE DOE; with one space everywhere the words stay one."""
    if not _SPACED.fullmatch(re.sub(r"\s+", " ", shown)):
        return shown
    return " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", shown))
