"""How far two words may differ and still be the same word: a slip of the pen, or another country's spelling."""

from __future__ import annotations

from cvscreen.domain.function_words import NEGATIONS, NUMERALS

_EXACT_BELOW = 4
_LETTERS_AN_EDIT = 5
_MOST_EDITS = 2
_PREFIXES = frozenset(
    """un in im il ir dis non mis de ex des anti ante macro micro hyper hypo inter intra pre pro post sub super over
    under semi mono multi bi tri uni extra infra ultra auto up down out under re""".split()
)
_LONG_NUMERALS = tuple(word for word in NUMERALS if len(word) > 6)
_ROLES = (("er", "ee"), ("or", "ee"))


def edits(left: str, right: str) -> int | None:
    """How many letters two words differ by, or None if they are different words.

    A letter more, fewer, another one, or two that changed places count 1 (optimal string alignment); what makes a
    programme a program and a catalogue a catalog counts nothing. Words agree in 80 % of their letters and in all but
    two. Words under 4 letters, with digits or marks, numerals and negations are equal or different; and so are words
    that rhyme ("hired" and "fired": the first letter may move, but not be another), and those that differ by what turns
    their meaning: "qualified" and "unqualified", "macroeconomics" and "microeconomics", "employer" and "employee".
    """
    left, right = (word.replace("mme", "m").replace("ogue", "og") for word in (left, right))
    if left == right:
        return 0
    if left[0] not in right[:2] and right[0] not in left[:2]:
        return None
    shorter, longer = sorted((left, right), key=len)
    most = min(len(longer) // _LETTERS_AN_EDIT, _MOST_EDITS)
    if len(shorter) < _EXACT_BELOW or len(longer) - len(shorter) > most:
        return None
    if not (left.isalpha() and right.isalpha()) or _is_exact(left) or _is_exact(right):
        return None
    distance = _distance(left, right, most)
    return None if distance > most or _turns_meaning(left, right) else distance


def _is_exact(word: str) -> bool:
    return word in NEGATIONS or word in NUMERALS or word.startswith(_LONG_NUMERALS)


def _distance(left: str, right: str, most: int) -> int:
    """The distance of two words, or more than `most` as soon as that is certain."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, 1):
        older, before, row = before, row, [at]
        for to, other in enumerate(right, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if to > 1 and older and letter == right[to - 2] and left[at - 2] == other:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return row[-1]


def _turns_meaning(left: str, right: str) -> bool:
    return any(_has_other_role(*pair) or _has_other_prefix(*pair) for pair in ((left, right), (right, left)))


def _has_other_role(one: str, other: str) -> bool:
    """Whether one does what the other has done to it."""
    return any(one.endswith(role) and other == one.removesuffix(role) + done for role, done in _ROLES)


def _has_other_prefix(one: str, other: str) -> bool:
    """Whether one begins with a prefix that the other lacks, or has another of."""
    for length in range(2, 6):
        head, rest = one[:length], one[length:]
        if head in _PREFIXES and len(rest) > 2 and other.endswith(rest):
            start = other.removesuffix(rest)
            return not start or (start in _PREFIXES and not start.startswith(head) and not head.startswith(start))
    return False
