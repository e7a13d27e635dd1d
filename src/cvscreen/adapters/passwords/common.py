"""The passwords that anybody would try first, from what leaks have shown."""

from __future__ import annotations

from functools import cache

_ROWS = ("1234567890" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUNS = (*_ROWS, *(row[::-1] for row in _ROWS))
"""What fingers and minds run along, either way."""

SHORTEST_RUN = 4


class CommonPasswords:
    """Contains frequent passwords, words and names, in lower case: the 90,000 of the lists that zxcvbn ships.

    One that only has digits and signs around it, or is said again and again, is as common, and so is a run such as
    `0987654321`: whoever guesses tries these next.
    """

    def __contains__(self, password: object) -> bool:
        if not isinstance(password, str):
            return False
        return any(_is_listed(form) or _is_run(form) for form in (password, _core(password), _unit(password)))


def _is_listed(password: str) -> bool:
    return password in _passwords()


def _is_run(password: str) -> bool:
    return len(password) >= SHORTEST_RUN and any(password in run for run in _RUNS)


def _core(password: str) -> str:
    """What is left without the digits and signs before and after it, if it is a third or more: else they matter."""
    letters = [place for place, character in enumerate(password) if character.isalpha()]
    core = password[letters[0] : letters[-1] + 1] if letters else ""
    return core if 3 * len(core) >= len(password) else ""


def _unit(password: str) -> str:
    """The shortest text that it repeats, itself if it repeats none."""
    return password[: (password + password).find(password, 1)]


@cache
def _passwords() -> frozenset[str]:
    # It takes a while and some megabytes, and only who sets a password needs it.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    # A password that is a word or a name too stands in one list only, so it takes all of them.
    return frozenset().union(*FREQUENCY_LISTS.values())
