"""Whether a question fits into what a model holds at once, before it is asked."""

from __future__ import annotations

_ASCII_PER_TOKEN = 3
"""Tokenizers put four to five characters of English prose into a token, three of a list of names and numbers."""

UNKNOWN_ROOM = 10**9
"""Tokens: whoever does not tell how much fits will tell when something does not."""


def estimated_tokens(text: str) -> int:
    """How many tokens a text has, rather too many than too few: in other scripts one for each character."""
    plain = len(text.encode("ascii", "ignore"))
    return -(-plain // _ASCII_PER_TOKEN) + len(text) - plain


def needed_for_answers(criteria: int) -> int:
    """How many tokens an answer about a CV takes, quotes and notes included."""
    return 300 + 120 * criteria


NEEDED_FOR_DRAFT = 1_000
"""How many tokens fifteen criteria take."""

USUAL_ANSWER = 4_000
"""How many tokens an answer may have: some models write no more at once, and none should write on and on."""
