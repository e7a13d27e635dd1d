"""Documents as they come in, and the checks that need no parser."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cvscreen.domain.errors import EmptyFile, EmptyPrompt, FileTooLarge, NotAPDF, PromptTooLong

PDF = "application/pdf"
MEGABYTE = 2**20
KILOBYTE = 2**10
_SIGNATURE = b"%PDF-"
SIGNATURE_WITHIN = 1024
"""Readers accept the signature anywhere in the first 1024 bytes (ISO 32000-1, implementation note 13)."""


@dataclass(frozen=True, slots=True)
class CVFacts:
    """What is known of the document itself: original name, SHA-256 (hexadecimal), bytes, pages."""

    filename: str
    sha256: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF in memory with the name that its owner gave it."""

    filename: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The content's SHA-256, hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    def facts(self, pages: int) -> CVFacts:
        """What a report says of it, once it is known how many pages it has."""
        return CVFacts(self.filename, self.sha256, len(self.content), pages)


def check_size(size: int, max_bytes: int) -> None:
    """Raise FileTooLarge above the limit."""
    if size > max_bytes:
        raise FileTooLarge(f"the file is larger than {max_bytes / MEGABYTE:g} MB: send a smaller PDF")


def check_signature(head: bytes) -> None:
    """Raise EmptyFile or NotAPDF unless the first 1024 bytes look like a PDF's."""
    if not head:
        raise EmptyFile("the file is empty: export the CV again")
    if _SIGNATURE not in head[:SIGNATURE_WITHIN]:
        raise NotAPDF("the file is not a PDF: export the CV as PDF")


def check_prompt(prompt: str, max_bytes: int) -> None:
    """Raise EmptyPrompt or PromptTooLong."""
    if not prompt.strip():
        raise EmptyPrompt("the job prompt is empty: say what the job needs")
    size = len(prompt.encode(errors="replace"))
    if size > max_bytes:
        raise PromptTooLong(f"the job prompt is larger than {max_bytes / KILOBYTE:g} KB: keep what the job needs")
