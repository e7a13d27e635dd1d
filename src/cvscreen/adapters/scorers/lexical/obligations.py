"""How much a job prompt wants a thing: whether its words require it, or only wish for it."""

from __future__ import annotations

import re

_REQUIRES = re.compile(
    r"""\b(?:
        must
        | required? | mandatory | essential | minimum | at\s+least
        | prerequisite | compulsory | obligatory | indispensable | non-negotiable
        | (?:is|are)\s+necessary
        | needs?\s+to | have\s+to
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_REQUIRES_NOTHING = re.compile(
    r"""\b(?:
        (?:not|n['’]t)\s+(?:strictly\s+)?(?:required|mandatory|essential|necessary)
        | as\s+(?:required|necessary|needed)
        | if\s+(?:required|necessary)
        | required\s+(?:to|by|for)\s+(?:the\s+)?(?:clients?|customers?)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_WISHES = re.compile(
    r"""\b(?:
        nice[\s-]to[\s-]have | good[\s-]to[\s-]have
        | (?:is|are|would\s+be|considered)?\s*(?:a\s+|an\s+)?(?:(?:big|strong|definite|huge)\s+)?
          (?:plus|bonus|advantage|asset)\b
        | advantageous
        | would\s+be\s+(?:great|nice|helpful|welcome|good|ideal|useful|appreciated)
        | (?:is|are)\s+(?:helpful|welcome|useful|appreciated|recommended)
        | not\s+(?:strictly\s+)?(?:required|mandatory|essential|necessary)
        | preferred | preferably | prefer\b
        | desirable | desired | ideally | optional(?:ly)? | beneficial
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def requires(text: str) -> bool:
    """Whether a text says that the thing it names must be there: "required" does, "as required" does not."""
    return _REQUIRES.search(text) is not None and not requires_nothing(text)


def requires_nothing(text: str) -> bool:
    """Whether a text says that the thing it names need not be there, or speaks of need in passing."""
    return _REQUIRES_NOTHING.search(text) is not None


def wishes(text: str) -> bool:
    """Whether a text says that the thing it names would be welcome."""
    return _WISHES.search(text) is not None
