"""The checks that need no parser, and what is blank."""

from __future__ import annotations

import pytest
from domain_builders import text_of

from cvscreen.domain.documents import Document, check_prompt, check_signature, check_size
from cvscreen.domain.errors import EmptyFile, EmptyPrompt, FileTooLarge, NotAPDF, PromptTooLong


def test_a_document_knows_its_sha256() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Document("cv.pdf", b"").sha256 == empty


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    check_size(10, 10)
    with pytest.raises(FileTooLarge, match="10 MB"):
        check_size(10 * 2**20 + 1, 10 * 2**20)


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"\n" * 1019 + b"%PDF-"])
def test_the_signature_may_stand_anywhere_in_the_first_kilobyte(head: bytes) -> None:
    check_signature(head)


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\n" * 1020 + b"%PDF-", b" "])
def test_anything_else_is_not_a_pdf(head: bytes) -> None:
    with pytest.raises(NotAPDF):
        check_signature(head)


def test_no_bytes_are_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        check_signature(b"")


@pytest.mark.parametrize("prompt", ["", " \n\t\u00a0"])
def test_a_blank_prompt_is_refused(prompt: str) -> None:
    with pytest.raises(EmptyPrompt):
        check_prompt(prompt, 100)


def test_a_prompt_is_measured_in_bytes() -> None:
    check_prompt("ä" * 50, 100)
    with pytest.raises(PromptTooLong):
        check_prompt("ä" * 51, 100)


@pytest.mark.parametrize(
    ("page", "blank"), [("", True), (" \n█ – •", True), ("█ a", False), ("1", False), ("字", False)]
)
def test_a_text_without_letters_and_digits_is_blank(page: str, *, blank: bool) -> None:
    assert text_of("", page).is_blank() is blank
