"""Prompts have a version, which is stored with every result."""

import hashlib
import json

import pytest

from cvscreen.adapters.scorers.openrouter.asking import FIRST_SEED, SHORTER
from cvscreen.adapters.scorers.openrouter.prompts import VERSION
from cvscreen.adapters.scorers.openrouter.questions import Question, assessment_question, draft_question
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.domain.text import CVText, Page

RECORDED = {"openrouter-1": "afe61cb9ffae7eb2"}
"""What the questions of each version come to. A version that was released keeps its line."""

RUBRIC = Rubric((Criterion(id="c1", text="Bakes “bread”"), Criterion(id="c2", text="Gets up early")))
TEXT = CVText((Page(1, "Baker"), Page(2, "Up at three")))


def hash_of(*questions: Question) -> str:
    told = [[[m.role, m.content] for m in question.messages("Again.")] for question in questions]
    whole = [told, [question.schema for question in questions], FIRST_SEED, SHORTER]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:16]


def test_the_version_changes_when_the_questions_do() -> None:
    found = hash_of(assessment_question(RUBRIC, TEXT, "0" * 16), draft_question("A baker", "0" * 16))
    assert RECORDED[VERSION] == found, f"the questions changed: give them a new VERSION, and record it as {found}"


@pytest.mark.parametrize("name", ["assess", "draft"])
def test_the_instructions_are_files_of_the_package(name: str) -> None:
    from importlib.resources import files

    told = files("cvscreen.adapters.scorers.openrouter.prompts").joinpath(f"{name}.md").read_text("utf-8")
    question = assessment_question(RUBRIC, TEXT, "0" * 16) if name == "assess" else draft_question("A", "0" * 16)
    assert question.messages()[0].content == told.strip()


@pytest.mark.parametrize("question", [assessment_question(RUBRIC, TEXT, "0" * 16), draft_question("A", "0" * 16)])
def test_schemas_keep_to_what_all_providers_take(question: Question) -> None:
    unseen: list[object] = [question.schema]
    while unseen:
        schema = unseen.pop()
        assert isinstance(schema, dict)
        assert schema.keys() <= {"type", "properties", "required", "additionalProperties", "items", "enum"}
        if schema["type"] == "object":
            assert schema["required"] == list(schema["properties"])
            assert schema["additionalProperties"] is False
            unseen += schema["properties"].values()
        unseen += [schema["items"]] if "items" in schema else []
