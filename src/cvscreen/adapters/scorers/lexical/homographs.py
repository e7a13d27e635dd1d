"""Words of every day that also name a technology: "I excel at" is not Excel, "go to market" is not Go.

Where such a word is in lower case, it names the technology only as an item of a list or where it is plainly worked
with; with a capital it does unless it stands in one of the turns below.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cvscreen.adapters.scorers.lexical.words import Form, Words, form
from cvscreen.domain.patterns import when_needed

_TURNS: dict[str, tuple[str, str]] = {
    "access": (
        "remote internet identity wheelchair patient venous vascular open easy full public gain market user network physical direct",
        "to control management right point road level badge permission code and for",
    ),
    "azure": ("", "blue tile sea sky"),
    "c": (
        "vitamin grade class category type hepatitis hep section schedule series plan block appendix part group team",
        "",
    ),
    "chef": (
        "head sous executive pastry private line junior commis assistant demi sushi personal",
        "de at in for patron",
    ),
    "dart": ("", "tournament player league board"),
    "driver": (
        """printer device graphics video audio network usb kernel gpu linux windows odbc jdbc database display key cost value
        growth business main primary major hard screw""",
        "update installation development code",
    ),
    "elm": ("", "tree street wood"),
    "excel": ("", "at as academically under beyond in"),
    "express": (
        "american inn pony orient polar federal panda airport dhl ups",
        """delivery mail shipping shipment service lane checkout post courier parcel train line freight myself yourself idea
        your my their our consent permission entry logistics store bus interest concern emotion sympathy""",
    ),
    "flask": ("vacuum hip erlenmeyer conical volumetric culture", ""),
    "go": (
        "let's pokemon pokémon ready you",
        "to above beyond the a an live ahead over out on into further through back home green viral kart",
    ),
    "hive": ("bee", "keeping"),
    "julia": ("", ""),
    "kafka": ("franz", "novel story stories"),
    "maya": ("", "civilization culture ruin"),
    "notion": ("the a", "of that"),
    "oracle": ("", "arena park bone of card"),
    "outlook": ("positive optimistic market economic financial global bright industry credit growth", "on for"),
    "pandas": ("giant red", "at in"),
    "puppet": ("", "theatre theater show maker master"),
    "r": ("", ""),
    "react": ("", "to fast under"),
    "ruby": ("", "wedding ring necklace red anniversary"),
    "rust": ("", "removal free proof prevention protection treatment repair damage stain belt resistant inhibitor"),
    "sage": ("", "and advice"),
    "scala": ("la alla", ""),
    "sketch": ("", "of artist book"),
    "slack": ("the some", ""),
    "spark": ("", "plug interest joy curiosity innovation conversation"),
    "spring": (
        "summer autumn winter fall early late last next every each this",
        "semester term break quarter campaign collection season sale cleaning menu water roll planting training summer fair",
    ),
    "swift": (
        "taylor",
        """response resolution action delivery turnaround service handling completion reaction decision recovery execution
        payment transfer message messaging gpi""",
    ),
    "teams": ("led managed functional sales of special small large across between", "of across in at led to"),
    "word": ("spoken written every each last key my your", "of for processing choice count game search order"),
}
"""Words that, before or after the word, tell that the technology is not meant; of nouns in singular or plural."""

_WORKED_WITH = frozenset("in with using via ms microsoft advanced basic apache through".split())
_TECHNICAL = frozenset(
    """developer developers engineer engineers programmer programming framework skills scripts scripting macros
    spreadsheets formulas pivot databases database apps applications microservices components native language certification
    certified sql cloud server dba erp hooks router redux packages shiny boot mvc security""".split()
)
_AND = frozenset({"and", "or"})
_GLUED = frozenset({"based", "certified", "powered", "driven", "native", "developer"})
_COMPANY = when_needed(
    r"\b(?:puppet|ansible|terraform|salt\w*|cookbooks?|docker|kubernetes|devops|infrastructure|configuration|jenkins|aws)\b",
    re.IGNORECASE,
)
"""Chef, the tool, hardly ever comes without one of these; the cook does."""
_YEAR = when_needed(r"\s+['’]?(?:(?:19|20)\d\d|\d\d)\b|\s*/\s*(?:summer|fall|autumn|winter)", re.IGNORECASE)
_PEOPLES = frozenset({"driver"})
"""Not a technology but a trade: its case tells nothing."""


def everyday_word(words: Words, at: int) -> str | None:
    """The word at a position, if it also names a technology and does not do so here."""
    surface = words.surfaces[at].lower()
    word = surface if surface in _TURNS else surface.removesuffix("s")
    return None if word not in _TURNS or _is_technology(words, at, word) else word


def everyday_words(criterion: Words, role: frozenset[str]) -> frozenset[str]:
    """The words that a criterion uses as those of every day. Chef is the cook only where the role asked for says so."""
    found = frozenset(filter(None, (everyday_word(criterion, at) for at in range(len(criterion)))))
    return found - {"chef"} | (found & role)


def in_any_case(proof: Form) -> tuple[Form, ...]:
    """A form and, where its case alone told a technology from a word of every day, that in lower case: "python, go"."""
    lower = proof.text.lower()
    return (proof, form(lower)) if proof.exact and lower in _TURNS and len(lower) > 1 else (proof,)


def _is_technology(words: Words, at: int, word: str) -> bool:
    if _in_turn(words, at, word) or _is_glued(words, at):
        return False
    if word in _PEOPLES or not words.surfaces[at].islower():
        return True
    return (
        _is_item(words, at) or _following(words, at) in _TECHNICAL or (word != "spring" and _is_worked_with(words, at))
    )


def _in_turn(words: Words, at: int, word: str) -> bool:
    before, after = _turns(word)
    following = _following(words, at)
    if _preceding(words, at) in before or following in after or (word == "react" and following.endswith("ly")):
        return True
    special = _SPECIAL.get(word)
    return special is not None and special(words, at)


def _is_initial(words: Words, at: int) -> bool:
    """Whether it is that of "R&D", "R. Smith" or "Robert R Smith", rather than of "in R. Wrote"."""
    rest = words.text[words.ends[at] : words.ends[at] + 6]
    if re.match(r"\s*&\s*D\b", rest):
        return True
    named = at + 1 < len(words) and words.surfaces[at + 1].istitle() and re.match(r"\.?\s[A-Z]", rest) is not None
    before = words.surfaces[at - 1] if at else ""
    return named and (not before or (before.istitle() and words.text[words.ends[at - 1] : words.starts[at]] == " "))


def _is_degree(words: Words, at: int) -> bool:
    start = words.starts[at]
    return words.text[max(0, start - 2) : start].rstrip()[-1:] in {"°", "º"}


def _is_season(words: Words, at: int) -> bool:
    start = words.starts[at]
    among = re.search(
        r"\b(?:summer|autumn|winter|fall)\s*(?:and|or|/|&)\s*$", words.text[max(0, start - 16) : start], re.IGNORECASE
    )
    return among is not None or _YEAR().match(words.text, words.ends[at]) is not None


def _lacks_company(words: Words, at: int) -> bool:
    start, end = words.starts[at], words.ends[at]
    return _COMPANY().search(words.text[max(0, start - 80) : start] + words.text[end : end + 80]) is None


def _is_name(words: Words, at: int) -> bool:
    following = _following(words, at)
    return following != "" and words.surfaces[at + 1].istitle()


_SPECIAL = {
    "r": _is_initial,
    "c": _is_degree,
    "spring": _is_season,
    "chef": _lacks_company,
    "julia": _is_name,
}


@lru_cache(maxsize=64)
def _turns(word: str) -> tuple[frozenset[str], frozenset[str]]:
    before, after = (part.split() for part in _TURNS[word])
    return frozenset(before), frozenset(form for one in after for form in (one, f"{one}s"))


def _preceding(words: Words, at: int) -> str:
    """The word right before, in lower case, if nothing but white space or a hyphen parts them."""
    return (
        words.surfaces[at - 1].lower() if at and words.text[words.ends[at - 1] : words.starts[at]] in {" ", "-"} else ""
    )


def _following(words: Words, at: int) -> str:
    plain = at + 1 < len(words) and words.text[words.ends[at] : words.starts[at + 1]] == " "
    return words.surfaces[at + 1].lower() if plain else ""


def _is_glued(words: Words, at: int) -> bool:
    glued = at + 1 < len(words) and words.text[words.ends[at] : words.starts[at + 1]] in {"-", "‑"}
    return glued and words.surfaces[at + 1].lower() not in _GLUED


def _is_item(words: Words, at: int) -> bool:
    """Whether it is all that stands between two commas, slashes, line ends or "and"."""
    before, after = _preceding(words, at), _following(words, at)
    return (before == "" or before in _AND) and (after == "" or after in _AND)


def _is_worked_with(words: Words, at: int) -> bool:
    following = _following(words, at)
    return _preceding(words, at) in _WORKED_WITH and (following == "" or following in _AND)
