"""The parser process masks what it reads; if that fails it says so, and the core's own attempt tells why."""

from __future__ import annotations

import pytest
from domain_builders import text_of

from cvscreen.adapters.extractors.frames import Request, take_reply
from cvscreen.adapters.extractors.parse_worker import answer_to
from cvscreen.domain.text import CVText

HEAD = "Jane Doe\njane@x.com\nNurse"


class HeadReader:
    """Reads the same text from every document."""

    name = "head"

    def read(self, content: bytes, max_pages: int) -> CVText:
        return text_of(HEAD)


def read_of(*, masked: bool) -> CVText:
    """What comes back of a document."""
    reply = take_reply(bytearray(answer_to(HeadReader(), Request(1, 1, masked, b"x"))))
    assert reply
    assert reply.text
    return reply.text


def test_it_masks_if_it_is_asked_to() -> None:
    assert read_of(masked=False) == text_of(HEAD)
    text = read_of(masked=True)
    assert text.masked
    assert text.pages[0].text == "████ ███\n██████████\nNurse"


def test_a_text_that_cannot_be_masked_is_not_called_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> CVText:
        raise RecursionError

    monkeypatch.setattr("cvscreen.domain.masks.masked", failing)
    assert read_of(masked=True) == text_of(HEAD)
