"""Adapter URLs: one URL configures one port, and its scheme picks the adapter."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl

import msgspec

from cvscreen.domain.errors import InvalidSetting
from cvscreen.domain.patterns import when_needed

_USER_PASSWORD = when_needed(r"((?:^\w[\w+.-]*:|//)[^/?#@:]*:)[^\s]*@")
_USER_ALONE = when_needed(r"((?<=[?&=])https?://)[^/?#@:\s]+@")
_SECRET_OPTION = when_needed(r"([?&][^=&]*(?:password|passwd|pwd|secret|token|key)[^=&]*=)[^&#]*", re.IGNORECASE)

Options = TypeVar("Options", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class AdapterURL:
    """A URL such as `pdfium:?processes=2`: its scheme, what follows up to the `?`, and its options."""

    text: str

    def __repr__(self) -> str:
        return f"AdapterURL({self.masked!r})"

    @property
    def scheme(self) -> str:
        """What stands before the first colon, lower case. Raises InvalidSetting if nothing does."""
        scheme, colon, _ = self.text.partition(":")
        if not colon or not scheme:
            raise InvalidSetting(f"{self.masked!r} is not an adapter URL: it needs a scheme, such as memory:")
        return scheme.lower()

    @property
    def location(self) -> str:
        """What stands between the scheme's colon and the options."""
        return self.text.partition(":")[2].partition("?")[0]

    @property
    def masked(self) -> str:
        """The URL as it may be shown: what is or may be a password in it reads `***`."""
        shown = _SECRET_OPTION().sub(r"\1***", self.text)
        return _USER_ALONE().sub(r"\1***@", _USER_PASSWORD().sub(r"\1***@", shown))

    def options(self, kind: type[Options]) -> Options:
        """The part after the `?` as a Struct. Raises InvalidSetting for an unknown name or a value out of range."""
        given = dict(parse_qsl(self.text.partition("?")[2], keep_blank_values=True))
        known = [field.encode_name for field in msgspec.structs.fields(kind)]
        for name in given.keys() - set(known):
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known) or 'none'}"
            raise InvalidSetting(f"{self.masked!r} has an unknown option {name!r}: {hint}")
        try:
            return msgspec.convert(given, kind, strict=False)
        except msgspec.ValidationError as error:
            raise InvalidSetting(f"{self.masked!r}: {error}") from None
