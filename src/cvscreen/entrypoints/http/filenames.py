"""Filenames as clients send them, and as they may be stored, shown and sent back."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from cvscreen.entrypoints.http.refusals import Refusal

MAX_BYTES = 255
"""As long as a name can be on most file systems."""

NAMELESS = "cv.pdf"
_SEPARATORS = re.compile(r"[/\\]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories that show nothing, or change how the rest is shown, as marks for the writing direction do."""


def sanitised(filename: str) -> str:
    """The last part of a path, without what cannot be seen, at most 255 bytes of UTF-8 with its ending kept.

    Raises a Refusal for a NUL, which no client sends by accident.
    """
    if "\0" in filename:
        raise Refusal("invalid_text", "the filename holds a NUL character: rename the file")
    base = _SEPARATORS.split(unicodedata.normalize("NFC", filename))[-1]
    shown = "".join(c for c in base if unicodedata.category(c) not in _UNSEEN).strip()
    return _shortened(shown) if shown.strip(". ") else NAMELESS


def attachment(filename: str) -> str:
    """The Content-Disposition of a download (RFC 6266): a plain name, and the real one in UTF-8 (RFC 8187)."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 16:
        return name.encode()[:MAX_BYTES].decode(errors="ignore")
    room = MAX_BYTES - len(ending.encode()) - 1
    return f"{stem.encode()[:room].decode(errors='ignore')}.{ending}"
