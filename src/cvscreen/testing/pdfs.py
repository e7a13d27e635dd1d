"""Small PDFs, written by hand: text pages, locked, broken, empty."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

NAME_SIZE = 22
BODY_SIZE = 11
CORRUPT = b"%PDF-1.4\n" + b"this is not what follows such a line\n" * 40
"""Says that it is a PDF, and is not."""
_LEADING = 30
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""ISO 32000-1, 7.6.3.3, algorithm 2, step a."""
_NO_RESTRICTION = b"\xfc\xff\xff\xff"


def pdf_of(*pages: Sequence[str], password: str | None = None) -> bytes:
    """A PDF with a page for each sequence of lines: Helvetica, Latin-1, the first line of a page in the larger size.

    With a password, even an empty one, it is encrypted (RC4, 40 bits: ISO 32000-1, 7.6.3).
    """
    key = None if password is None else _key(password)
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in zip(numbers, pages, strict=True):
        content = _content(lines)
        if key is not None:
            content = _rc4(hashlib.md5(key + (number + 1).to_bytes(3, "little") + b"\0\0").digest()[:10], content)  # noqa: S324
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (number + 1),
            stream(content),
        ]
    return file_of(objects, b"" if key is None else _encryption(key))


def file_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalog."""
    parts, offsets, end = [b"%PDF-1.4\n"], [], 9
    for number, body in enumerate(objects, 1):
        offsets.append(end)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        end += len(parts[-1])
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, entries))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, end))
    return b"".join(parts)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body, with further entries for its dictionary."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def _content(lines: Sequence[str]) -> bytes:
    shown = []
    for place, line in enumerate(lines):
        text = line.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        size = BODY_SIZE if place else NAME_SIZE
        shown.append(b"/F %d Tf 1 0 0 1 50 %d Tm (%s) Tj" % (size, 780 - _LEADING * place, text))
    return b"BT\n%s\nET" % b"\n".join(shown)


def _owner_entry() -> bytes:
    return _rc4(hashlib.md5(_PADDING).digest()[:5], _PADDING)  # noqa: S324 # the algorithm of the format


def _key(password: str) -> bytes:
    """Algorithm 2, for a file without an ID."""
    padded = (password.encode("latin-1") + _PADDING)[:32]
    return hashlib.md5(padded + _owner_entry() + _NO_RESTRICTION).digest()[:5]  # noqa: S324


def _encryption(key: bytes) -> bytes:
    user_entry = _rc4(key, _PADDING)
    owner, user = _owner_entry().hex().encode(), user_entry.hex().encode()
    return b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (owner, user)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
