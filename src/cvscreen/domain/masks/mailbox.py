"""What an e-mail address says about the name of its owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

from cvscreen.domain.masks.contacts import emails
from cvscreen.domain.plain import plain

_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_AT = re.compile(r"[ \t]?(?:@|\(at\)|\[at\])")
_MOST_INITIALS = 3
"""A line with more single letters may be a letter-spaced name."""


class Mailbox:
    """The part before the @, as its pieces between dots and digits, without accents."""

    def __init__(self, parts: tuple[str, ...] = ()) -> None:
        self.parts = parts

    def names(self, word: str) -> bool:
        """Whether a word of a name is in it: as a piece, at an end of it, or inside if it is long enough."""
        form = _ascii(word)
        if word.isascii():
            return len(form) > 1 and self._has(form)
        return any(self._has(form) for form in (form, _ascii(word.translate(_UMLAUTS))) if len(form) > 1)

    def names_in_short(self, words: tuple[str, ...]) -> bool:
        """Whether it is made of one word and the initials of the others: janed, jdoe, doej."""
        joined = "".join(self.parts)
        forms = [_ascii(word) for word in words]
        initials = [form[:1] for form in forms]
        return len(forms) > 1 and any(
            joined
            in {"".join([*initials[:i], form, *initials[i + 1 :]]), form + "".join(initials[:i] + initials[i + 1 :])}
            for i, form in enumerate(forms)
            if len(form) > 1
        )

    def touches(self, words: Sequence[str]) -> bool:
        """Whether any of a line's words (lower case) can be one of it; a cheap look before the exact ones."""
        if not self.parts:
            return False
        spaced = len(words) > _MOST_INITIALS and [*map(len, words)].count(1) > _MOST_INITIALS
        return spaced or not self._pieces.isdisjoint(words) or not all(map(str.isascii, words))

    def words_of(self, word: str) -> tuple[str, ...]:
        """The words that run together in a letter-spaced name, if the mailbox has them apart."""
        return self.parts if len(self.parts) > 1 and "".join(self.parts) == _ascii(word) else (word,)

    def _has(self, form: str) -> bool:
        at_an_end = len(form) > 2 and self._at_an_end(form)
        return form in self.parts or at_an_end or (len(form) > 3 and form in "".join(self.parts))

    @cached_property
    def _pieces(self) -> frozenset[str]:
        """All that a word can be of it, three letters or more from anywhere, two from an end or between dots."""
        joined = "".join(self.parts)
        ends = range(len(joined) + 1)
        anywhere = {joined[start:end] for start in ends for end in ends[start + 3 :]}
        return frozenset(anywhere | {joined[:2], joined[-2:]} | {part for part in self.parts if len(part) > 1})

    def _at_an_end(self, form: str) -> bool:
        joined = "".join(self.parts)
        return form in self.parts or joined.startswith(form) or joined.endswith(form)


def mailbox_in(text: str) -> Mailbox:
    """That of the first e-mail address in the text, empty if there is none."""
    folded = plain(text)
    place = next(emails(folded), None)
    if place is None:
        return Mailbox()
    local = _AT.split(folded[slice(*place)], maxsplit=1)[0]
    return Mailbox(tuple(_ascii(part) for part in re.split(r"[\W\d_]+", local) if part))


def _ascii(word: str) -> str:
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(character for character in plain if character.isalpha())
