"""How much of real CVs is hidden, and how little too much."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from shared_data import DATA, FIXTURES, needs_data, plain_text

from cvscreen.adapters.extractors.pdfium import PdfiumParser
from cvscreen.adapters.phones.number_plans import NumberPlans
from cvscreen.domain.masks import MASK, masked, without_contacts
from cvscreen.domain.masks.names import find_name
from cvscreen.domain.masks.values import recurring, telling
from cvscreen.domain.plain import plain
from cvscreen.domain.text import CVText

pytestmark = needs_data

TRUTHS = sorted(FIXTURES.rglob("*.truth.json"))
OTHERS = [DATA / "hiring-agent" / "sample.pdf", *sorted((DATA / "resume-matcher").glob("*.pdf"))]

LEAST = 7
"""Shorter ones, letters and digits alone, may be parts of other words."""

Record = Callable[[str, object], None]


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def whole(text: CVText) -> str:
    return squeezed(" ".join(page.text for page in text.pages))


def with_sizes(pdf: Path) -> CVText:
    return PdfiumParser().read(pdf.read_bytes(), 50)


def leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | dict):
        for each in node.values() if isinstance(node, dict) else node:
            yield from leaves(each)


@pytest.mark.parametrize("read", [plain_text, with_sizes], ids=["plain text", "with sizes"])
def test_no_name_email_or_phone_remains(read: Any, record_property: Record) -> None:
    hidden = dict.fromkeys(("full_name", "email", "phone"), 0)
    for truth in TRUTHS:
        contact = json.loads(truth.read_text(encoding="utf-8"))["contact"]
        rest = whole(masked(read(truth.with_name(truth.name.replace(".truth.json", ".pdf"))), NumberPlans().find))
        for kind in hidden:
            hidden[kind] += squeezed(contact[kind]) not in rest
    record_property("hidden", f"{hidden} of {len(TRUTHS)}")
    assert hidden == dict.fromkeys(hidden, len(TRUTHS))


@pytest.mark.parametrize("read", [plain_text, with_sizes], ids=["plain text", "with sizes"])
def test_nothing_that_was_hidden_and_tells_somebody_apart_remains_anywhere(read: Any, record_property: Record) -> None:
    values: list[str] = []
    for truth in TRUTHS:
        text = read(truth.with_name(truth.name.replace(".truth.json", ".pdf")))
        seen = masked(text, NumberPlans().find)
        rest = whole(seen)
        assert MASK not in whole(text)
        hidden = [squeezed(value) for value in hidden_values(text, seen) if len(squeezed(value)) >= LEAST]
        assert [value for value in hidden if value in rest] == []
        told = telling(hidden_values(text, seen))
        assert not [place for page in seen.pages for place in recurring(told, plain(page.text))]
        values += hidden
    record_property("hidden values", f"{len(values)} in {len(TRUTHS)} CVs")
    assert len(values) >= 3 * len(TRUTHS)


def hidden_values(text: CVText, seen: CVText) -> list[str]:
    """What was hidden, each row of marks one value."""
    return [
        page.text[place.start() : place.end()]
        for page, after in zip(text.pages, seen.pages, strict=True)
        for place in re.finditer(rf"{MASK}+(?: {MASK}+)*", after.text)
    ]


def test_hardly_any_field_of_experience_education_or_skills_is_touched(record_property: Record) -> None:
    fields = touched = 0
    for truth in TRUTHS:
        content = json.loads(truth.read_text(encoding="utf-8"))
        text = plain_text(truth.with_name(truth.name.replace(".truth.json", ".pdf")))
        before, after = whole(text), whole(masked(text, NumberPlans().find))
        for field in leaves([content.get(kind, []) for kind in ("experience", "education", "skills")]):
            fields += squeezed(field) in before
            touched += squeezed(field) in before and squeezed(field) not in after
    record_property("touched", f"{touched} of {fields} fields")
    assert fields > 150
    assert touched <= 0.02 * fields


@pytest.mark.parametrize("pdf", OTHERS, ids=lambda pdf: str(pdf.name))
@pytest.mark.parametrize("read", [plain_text, with_sizes], ids=["plain text", "with sizes"])
def test_the_name_agrees_with_the_mailbox_of_other_cvs(pdf: Path, read: Any) -> None:
    text = read(pdf)
    name = find_name(text, without_contacts(text))
    mailbox = re.search(r"(\w+)\.?(\w*)@", text.pages[0].text)
    assert name is not None
    assert mailbox is not None
    assert "".join(name.words) == mailbox[1] + mailbox[2]
    assert mailbox[0] not in masked(text).pages[0].text
