"""From a job prompt to criteria: which of its statements make one, and what each weighs."""

from __future__ import annotations

import re

from cvscreen.adapters.scorers.lexical.demands import TERM_WEIGHT, Demand, demand
from cvscreen.adapters.scorers.lexical.lexicon import Lexicon
from cvscreen.adapters.scorers.lexical.obligations import requires, requires_nothing, wishes
from cvscreen.adapters.scorers.lexical.statements import Part, Statement, statements
from cvscreen.adapters.scorers.lexical.titles import is_company, job_title, without_title_sought
from cvscreen.domain.patterns import when_needed
from cvscreen.domain.rubric import MAX_CRITERION_LENGTH, Criterion
from cvscreen.domain.traits import protected_trait, without_mark_of_all_sexes

MOST_CRITERIA = 40
MUST_WEIGHT = 2.0
WEIGHTS = {Part.TITLE: 2.0, Part.ASIDE: 1.0, Part.OPEN: 1.0, Part.REQUIRED: 1.0, Part.DUTIES: 0.75, Part.WISHED: 0.5}
"""What a statement weighs by the part it stands in, unless it is a must. Of asides, only a protected trait is heard."""

_OFFER = re.compile(
    r"""\b(?:we\s+(?:offer|provide|pay)|we\s+(?:are|were)\s+(?:a|an|the|one)\b(?!\s*(?:looking|seeking|hiring))
    |our\s+(?:company|clients?|customers|mission|office|headquarters|culture)\s+(?:is|are|has|have|spans?|serves?)|founded\s+in
    |401\s?\(?k|paid\s+(?:time\s+off|leave)|PTO|vacation\s+days|health\s+insurance|dental|salary\s+(?:range|is|of)
    |competitive\s+(?:salary|pay|compensation)|per\s+(?:hour|annum|year)\b(?=.*[$€£])|(?:apply|send)\s+(?:now|today|your|to)
    |submit\s+(?:your|a)\s+(?:resume|cv|application)|cover\s+letter|click\s+here|join\s+(?:us|our\s+team)
    |equity\s+(?:package|grant)|bonus(?:es)?\s+(?:scheme|programme|program|plan))\b|[$€£]\s?\d{2}""",
    re.IGNORECASE | re.VERBOSE,
)
"""What the firm is and gives: it makes a criterion only if something tangible is demanded in the same breath."""

_CONDITION = re.compile(
    r"""\b(?:job\s+type|full[\s-]time|part[\s-]time|hybrid|on-?site\s+position|remote(?:\s+(?:work|position|friendly))?
    |background\s+check|drug\s+(?:test|screen)|visa\s+sponsorship|relocation|stock\s+options)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""The terms of work: beside nothing tangible they make no criterion."""

_DEMAND = re.compile(
    r"\b(?:must|requires?|required|needs?|needed|experience\s+(?:in|with|of)|knowledge)\b", re.IGNORECASE
)
_NOT_NEEDED = re.compile(
    r"\b(?:not|n['’]t)\s+need\b|\bmust\s+not\b|\bno\s+(?:longer\s+)?(?:\w+\s+){0,3}(?:needed|required|necessary)\b",
    re.IGNORECASE,
)

_CUE = when_needed(
    r"""\b(?:
        must | require\w* | need | prefer\w* | plus | nice\s+to\s+have
        | experience\w* | years? | knowledge | proficien\w* | skill\w* | expert\w* | understanding | background
        | degree | diploma | certif\w* | licen[cs]e\w* | able | ability | familiar\w* | responsib\w* | fluent
        | you(?:['’]ll|\s+(?:will|have|can|know|are|bring)) | looking\s+for | seeking
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def criteria(prompt: str, lexicon: Lexicon) -> tuple[list[Criterion], list[Criterion]]:
    """The criteria of a prompt in its order, each text once, its title first; and those beyond the most, left out.

    Musts and protected traits are never left out for others.
    """
    found: dict[str, Criterion] = {}
    said = re.sub(r"(?<=\S) {2,}", " ", without_mark_of_all_sexes(prompt))
    for statement in _telling(said, lexicon):
        key = re.sub(r"\W+", " ", statement.text).strip().lower()
        if key and key not in found:
            found[key] = _criterion(f"c{len(found) + 1}", statement, lexicon)
    listed = list(found.values())
    kept = sorted(listed, key=lambda c: not (c.must_have or protected_trait(c.text)))[:MOST_CRITERIA]
    return [c for c in listed if c in kept], [c for c in listed if c not in kept]


def _telling(prompt: str, lexicon: Lexicon) -> list[Statement]:
    title = job_title(prompt, lexicon)
    said = list(statements(prompt))
    if title is None:
        return [statement for statement in said if _says_something(statement, lexicon)]
    rest = [s._replace(text=_without_title(s.text, title)) for s in said]
    asked = Statement(f"Experience as {title}", Part.TITLE, bullet=True)
    return [asked, *(statement for statement in rest if _says_something(statement, lexicon))]


def _without_title(text: str, title: str) -> str:
    """What a statement says besides the title, which is a criterion of its own."""
    if text.startswith(title):
        return text[len(title) :].strip(" ,.;:|–—-()")
    return without_title_sought(text, title)


def _criterion(id_: str, statement: Statement, lexicon: Lexicon) -> Criterion:
    must = _is_must(statement)
    wished = not must and (statement.part is Part.WISHED or wishes(statement.text))
    weight = MUST_WEIGHT if must else WEIGHTS[Part.WISHED if wished else statement.part]
    if not _is_tangible(demand(statement.text, lexicon)):
        weight /= 2
    return Criterion(id=id_, text=statement.text[:MAX_CRITERION_LENGTH], weight=weight, must_have=must)


def _is_must(statement: Statement) -> bool:
    """Whether it says so itself, or its heading does and it does not say otherwise."""
    if statement.part is Part.WISHED or requires_nothing(statement.text):
        return False
    return requires(statement.text) or (statement.must and not wishes(statement.text))


def _says_something(statement: Statement, lexicon: Lexicon) -> bool:
    """Whether a statement is about what the candidate should be or do, rather than about the firm or the offer."""
    if protected_trait(statement.text):
        return True
    if statement.part is Part.ASIDE or is_company(statement.text) or _NOT_NEEDED.search(statement.text):
        return False
    if _is_offer(statement.text, lexicon):
        return False
    taken = demand(statement.text, lexicon)
    words = len(statement.text.split())
    asks = statement.part is not Part.OPEN or _CUE().search(statement.text) is not None
    if statement.bullet or (asks and words > 2):
        return _is_tangible(taken) or taken.needs != ()
    return _is_tangible(taken) and words <= 12


def _is_offer(text: str, lexicon: Lexicon) -> bool:
    """Whether it tells what the firm is, gives or takes for granted, and demands nothing tangible besides."""
    if _OFFER.search(text):
        return not (_DEMAND.search(text) and _is_tangible(demand(text, lexicon)))
    rest = _CONDITION.sub(" ", text)
    asks = _DEMAND.search(rest) is not None or len(rest.split()) <= 4
    return rest != text and not (asks and _is_tangible(demand(rest, lexicon)))


def _is_tangible(taken: Demand) -> bool:
    """Whether a CV can show it by words: years, a degree, or a term of some trade. Soft skills weigh half."""
    named = taken.years is not None or taken.level is not None or taken.languages != ()
    return named or any(need.weight >= TERM_WEIGHT for need in taken.needs)
