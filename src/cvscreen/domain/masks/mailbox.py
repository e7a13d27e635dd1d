"""What an e-mail address says about the name of its owner."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cvscreen.domain.masks.contacts import EMAIL

_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The part before the @, as its pieces between dots and digits, without accents."""

    parts: tuple[str, ...] = ()

    def names(self, word: str) -> bool:
        """Whether a word of a name is in it: as a piece, at an end of it, or inside if it is long enough."""
        return any(self._has(form) for form in {_ascii(word), _ascii(word.translate(_UMLAUTS))} if len(form) > 1)

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

    def words_of(self, word: str) -> tuple[str, ...]:
        """The words that run together in a letter-spaced name, if the mailbox has them apart."""
        return self.parts if len(self.parts) > 1 and "".join(self.parts) == _ascii(word) else (word,)

    def _has(self, form: str) -> bool:
        joined = "".join(self.parts)
        at_an_end = len(form) > 2 and (joined.startswith(form) or joined.endswith(form))
        return form in self.parts or at_an_end or (len(form) > 3 and form in joined)


def mailbox_in(text: str) -> Mailbox:
    """That of the first e-mail address in the text, empty if there is none."""
    found = EMAIL.search(text)
    if found is None:
        return Mailbox()
    local = re.split(r"[ \t]?(?:[@＠]|\(at\)|\[at\])", found.group(), maxsplit=1, flags=re.IGNORECASE)[0]
    return Mailbox(tuple(_ascii(part) for part in re.split(r"[\W\d_]+", local) if part))


def _ascii(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(character for character in plain if character.isalpha())
