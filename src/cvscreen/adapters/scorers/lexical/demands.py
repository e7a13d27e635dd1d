"""What a criterion demands, in parts that can be looked for: years, a degree, terms, and plain words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from cvscreen.adapters.scorers.lexical.common_words import COMMON_STEMS, EMPTY_WORDS, FLUENCY, FLUENT_LEVELS, LANGUAGES
from cvscreen.adapters.scorers.lexical.degrees import Level, level_asked
from cvscreen.adapters.scorers.lexical.homographs import everyday_words, in_any_case
from cvscreen.adapters.scorers.lexical.language_demands import LanguageAsked, languages_asked, places_of_languages
from cvscreen.adapters.scorers.lexical.lexicon import Lexicon, Term, TermFound
from cvscreen.adapters.scorers.lexical.mentions import Mention, is_plain, mention
from cvscreen.adapters.scorers.lexical.roles import Role, is_rank, role_asked
from cvscreen.adapters.scorers.lexical.stems import stem
from cvscreen.adapters.scorers.lexical.words import Form, Words, form
from cvscreen.adapters.scorers.lexical.years import YearsAsked, years_asked
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.traits import without_mark_of_all_sexes

_EXAMPLES = re.compile(
    r"(?:\b(?:such\s+as|like|including|for\s+example|e\.?g\.?|i\.?e\.?|ideally|preferably|any\s+of|one\s+of|with)\b|\()[\s,:]*$",
    re.IGNORECASE,
)
_OPEN_END = r"(?:(?:an?|any|another|other|some|similar|equivalent|comparable|related)\s+){0,2}"
_ALTERNATIVE = re.compile(rf"\s*,?\s*(?:\b(?:and/or|or)\b|/)\s*{_OPEN_END}", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,/]\s*")
_OR_SIMILAR = re.compile(
    r"\s*,?\s*(?:\bor\b|/)\s+(?:an?\s+|any\s+|some\s+)?(?:other|another|similar|equivalent|comparable|related|alike|such)",
    re.IGNORECASE,
)
_RELATED_FIELD = when_needed(
    r",?\s*\b(?:or|and)\s+(?:an?\s+|any\s+)?(?:other\s+)?(?:closely\s+)?(?:related|similar|relevant|equivalent|comparable)\s+(?:\w+\s+)?"
    r"(?:fields?|disciplines?|subjects?|areas?|degrees?|experience)\b",
    re.IGNORECASE,
)
"""What a degree criterion adds to its fields; judging the degree sees to it."""

_EITHER = re.compile(
    r"(?:degree|diploma|bachelor|master)[^.;]*\bor\b[^.;]*years?|years?[^.;]*\bor\b[^.;]*(?:degree|diploma|bachelor)",
    re.IGNORECASE,
)

PLAIN_BESIDE_TERMS, PLAIN_ALONE = 1.5, 4.0
"""The most that plain words weigh together, beside terms and where there are none."""

TERM_WEIGHT, _GENERAL_WEIGHT, _WORD_WEIGHT, _COMMON_WEIGHT = 3.0, 1.5, 1.0, 0.25


class Need(NamedTuple):
    """One thing to find in a CV: any of its forms, by the stem of their first word, proves it.

    A `plain` one is a common word, which proves little alone.
    """

    name: str
    forms: Mapping[str, tuple[Form, ...]]
    weight: float
    plain: bool


class Demand(NamedTuple):
    """A criterion taken apart. Its `everyday` words name a technology elsewhere, but not in it."""

    text: str
    needs: tuple[Need, ...]
    years: float | None
    level: Level | None
    role: Role | None
    languages: tuple[LanguageAsked, ...]
    everyday: frozenset[str]
    weight: float
    """What its needs weigh together."""

    either: bool
    """Whether years may stand for a degree."""


class _Item(NamedTuple):
    """A term or word of the criterion, with its place."""

    term: Term
    start: int
    end: int
    plain: bool


@lru_cache(maxsize=1_000)
def demand(criterion: str, lexicon: Lexicon) -> Demand:
    """The demand of a criterion's text. Drafting asks for it several times, and judging again."""
    text = without_mark_of_all_sexes(criterion)
    asked = years_asked(text)
    level = level_asked(text)
    words = Words(_RELATED_FIELD().sub(lambda found: " " * len(found.group()), text) if level else text)
    hits = lexicon.terms_in(words)
    unwanted = [] if is_plain(words.lowered) else [hit for hit in hits if not _is_asked(words, hit)]
    terms = [hit for hit in hits if hit not in unwanted and not _is_empty(words, hit, asked, level)]
    items = sorted(
        [*_terms(words, terms), *_words(words, [*terms, *unwanted], asked, lexicon)], key=lambda item: item.start
    )
    role = role_asked(text, lexicon)
    languages = languages_asked(words)
    named = [item for item in items if not (item.plain and is_rank(item.term.name, role))] or items
    if languages:
        named = _besides(named, list(places_of_languages(words)))
    needs = (_need(group) for group in _grouped(text, named))
    years = asked[0] if asked else None
    everyday = everyday_words(words, role.words if role else frozenset())
    different = tuple({need.name: need for need in needs}.values())
    either = _EITHER.search(text) is not None
    return Demand(text, different, years, level, role, languages, everyday, weight_of(different), either)


def weight_of(needs: Iterable[Need]) -> float:
    """What needs weigh together; plain words beyond a few add nothing, or nobody could meet a long sentence."""
    plain = terms = 0.0
    for need in needs:
        if need.plain:
            plain += need.weight
        else:
            terms += need.weight
    return terms + min(plain, PLAIN_BESIDE_TERMS if terms else PLAIN_ALONE)


def _besides(items: list[_Item], places: list[tuple[int, int]]) -> list[_Item]:
    """What is asked for besides languages: terms with the words around them; words alone are about the languages."""
    rest = [item for item in items if not any(item.start < end and start < item.end for start, end in places)]
    return rest if any(not item.plain for item in rest) else []


def _is_asked(words: Words, hit: TermFound) -> bool:
    """Whether a term is wanted: "Python but not Java" asks for one of the two."""
    return mention(words.text, words.starts[hit.first], words.ends[hit.last]) is not Mention.DENIED


def _is_empty(words: Words, hit: TermFound, asked: YearsAsked | None, level: Level | None) -> bool:
    """Whether a term says no more than "experience", or is covered by the years or the degree."""
    if level is not None and level_asked(hit.term.name) is not None:
        return True
    if asked is not None and words.starts[hit.first] < asked[2] and asked[1] < words.ends[hit.last]:
        return True
    surfaces = [words.surfaces[at].lower() for at in range(hit.first, hit.last + 1)]
    single_general = len(surfaces) == 1 and hit.term.general
    return single_general or all(surface in EMPTY_WORDS or surface.isdigit() for surface in surfaces)


def _terms(words: Words, terms: list[TermFound]) -> list[_Item]:
    return [_Item(hit.term, words.starts[hit.first], words.ends[hit.last], plain=False) for hit in terms]


def _words(words: Words, terms: list[TermFound], asked: YearsAsked | None, lexicon: Lexicon) -> list[_Item]:
    """The words that no term covers. An unknown one with a capital inside a sentence is a name, as good as a term."""
    covered = {at for hit in terms for at in range(hit.first, hit.last + 1)}
    titled = sum(surface[0].isupper() for surface in words.surfaces) > len(words) / 2
    items = []
    for at, surface in enumerate(words.surfaces):
        in_years = asked is not None and asked[1] <= words.starts[at] < asked[2]
        if at in covered or in_years or surface.lower() in EMPTY_WORDS or len(surface) < 3 or surface[0].isdigit():
            continue
        term = _word_term(surface.lower(), lexicon)
        inside = at > 0 and not titled and words.text[words.starts[at] - 2] not in ".!?:"
        named = inside and surface[0].isupper() and len(term.forms) == 1 and words.stems[at] not in COMMON_STEMS
        plain = not named and surface.lower() not in LANGUAGES
        items.append(_Item(term, words.starts[at], words.ends[at], plain=plain))
    return items


def _word_term(word: str, lexicon: Lexicon) -> Term:
    """A word with its general synonyms, such as the other verbs for "manage"; a trade's own meaning needs a term."""
    term = lexicon.term(word)
    forms = tuple(form(proof.text, loose=True) for proof in term.forms) if term.general else (form(word, loose=True),)
    if word in FLUENCY:
        forms += tuple(form(level) for level in FLUENT_LEVELS)
    return Term(word, forms, general=True)


def _grouped(text: str, items: list[_Item]) -> list[list[_Item]]:
    """Items that stand for one another, such as "AWS or GCP" or "databases (MySQL, PostgreSQL)", in one group."""
    joins = [_join(text, left, right) for left, right in itertools.pairwise(items)]
    last_gap = text[items[-1].end :] if items else ""
    joins.append("or" if _OR_SIMILAR.match(last_gap) else "")
    _spread_to_lists(text, items, joins)
    groups: list[list[_Item]] = []
    for at, item in enumerate(items):
        if at and joins[at - 1] == "or":
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _join(text: str, left: _Item, right: _Item) -> str:
    """What stands between two items: "or", "example", "comma", or nothing that joins them."""
    gap = text[left.end : right.start]
    if _ALTERNATIVE.fullmatch(gap):
        return "or"
    if len(gap) < 40 and _EXAMPLES.search(gap) and not left.plain:
        return "example" if not gap.strip().lower().endswith("with") else "with"
    return "comma" if _COMMA.fullmatch(gap) else ""


def _spread_to_lists(text: str, items: list[_Item], joins: list[str]) -> None:
    """Commas before an "or" mean "or" too, and so do those of a list of examples."""
    for at in range(len(items) - 1, 0, -1):
        similar = _OR_SIMILAR.match(text, items[at].end) is not None
        if joins[at - 1] == "comma" and (joins[at] == "or" or similar):
            joins[at - 1] = "or"
    inside = False
    for at, join in enumerate(joins[:-1]):
        inside = join == "example" or (inside and (join in {"comma", "or"} or _is_and(text, items, at)))
        if inside:
            joins[at] = "or"


def _is_and(text: str, items: list[_Item], at: int) -> bool:
    return text[items[at].end : items[at + 1].start].strip(" ,").lower() in {"and", "&"}


def _need(group: list[_Item]) -> Need:
    name = " or ".join(dict.fromkeys(item.term.name for item in group))
    if all(item.plain for item in group):
        if any(item.term.name in FLUENCY for item in group):
            return Need(name, _by_first_stem(group), _GENERAL_WEIGHT, plain=True)
        common = all(stem(item.term.name) in COMMON_STEMS for item in group)
        return Need(name, _by_first_stem(group), _COMMON_WEIGHT if common else _WORD_WEIGHT, plain=True)
    weight = _GENERAL_WEIGHT if all(_is_soft(item) for item in group) else TERM_WEIGHT
    return Need(name, _by_first_stem(group), weight, plain=False)


def _by_first_stem(group: list[_Item]) -> dict[str, tuple[Form, ...]]:
    forms: dict[str, dict[Form, None]] = {}
    for item in group:
        for proof in item.term.forms:
            forms.setdefault(proof.stems[0], {}).update(dict.fromkeys(in_any_case(proof)))
    return {first: tuple(found) for first, found in forms.items()}


def _is_soft(item: _Item) -> bool:
    """Whether a term is one that every trade asks for, such as "communication skills"."""
    return item.term.general and " " in item.term.name
