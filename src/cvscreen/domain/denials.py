"""Words that turn round what follows them: what is quoted without them says the opposite of the CV."""

from __future__ import annotations

import re

from cvscreen.domain.patterns import when_needed

_REACH = 60
_NOT = (
    r"not|never|(?<!never )without|cannot|\w+n['’]t|lack(?:s|ing)?(?:[ ]of)?|kein\w*|nicht|ohne|sans|jamais|aucune?|sin"
    r"|jamas|nunca|ningun\w*|senza|nessun\w*|zonder|geen|niet|sem"
)
_BETWEEN = (
    r"any|much|prior|previous|formal|real|direct|professional|practical|relevant|further|own|yet|an?|the|been|have|hold"
    r"|having|know|speak|used?|worked|work|done|de|d['’]|experiences?|experienced|knowledge|familiar|familiarity|skills?|skilled"
    r"|proficien\w+|expertise|with|in|of|erfahrung(?:en)?|kenntnisse?|mit|experience|experiencia|connaissances?|en|con|com"
)
_DENIED = when_needed(rf"(?<![\w'’-])(?:{_NOT}|(?P<no>no))[ \t]+(?:(?:{_BETWEEN})[ \t]+){{0,4}}$", re.IGNORECASE)
_PORTUGUESE = when_needed(r"[ãõ]", re.IGNORECASE)
"""In which `no` is "in the"."""


def is_denied(page: str, start: int) -> bool:
    """Whether what begins there stands behind such a word: "experience with X" in "no experience with X"."""
    found = _DENIED().search(page[max(0, start - _REACH) : start])
    if found is None:
        return False
    return found["no"] is None or _PORTUGUESE().search(page) is None
