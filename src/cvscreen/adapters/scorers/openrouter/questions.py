"""What is sent: first what is the same for all CVs of a job, last the CV, fenced."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvscreen.adapters.scorers.openrouter.fence import fenced
from cvscreen.adapters.scorers.openrouter.fitting import estimated_tokens
from cvscreen.adapters.scorers.openrouter.prompts import instructions
from cvscreen.adapters.scorers.openrouter.schemas import ASSESSMENT, DRAFT
from cvscreen.domain.rubric import Rubric
from cvscreen.domain.text import CVText

if TYPE_CHECKING:  # it comes with an extra
    from cvscreen.adapters.scorers.openrouter.client import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Instructions, and what they are about, whose answer has the form of the schema."""

    name: str
    content: str
    schema: Mapping[str, object]

    def messages(self, objection: str = "") -> tuple[Message, ...]:
        """What to send; with what was wrong with an earlier answer, once there was one.

        That answer is not sent back: asking anew takes fewer tokens, all of which but the objection's were sent
        before and are cached, and what a CV made the model say is not said to it again.
        """
        from cvscreen.adapters.scorers.openrouter.client import Message

        content = f"{self.content}\n\n{objection}" if objection else self.content
        system = Message(role="system", content=instructions(self.name))
        return (system, Message(role="user", content=_sendable(content)))

    def tokens(self) -> int:
        """How many it has, rather too many than too few."""
        return estimated_tokens(instructions(self.name) + self.content + json.dumps(self.schema))


def assessment_question(rubric: Rubric, text: CVText, marker: str) -> Question:
    """About one CV. Neither weights nor must-haves are told: a verdict does not depend on what it is worth."""
    asked = ",\n".join(f"{_quoted(criterion.id)}: {_quoted(criterion.text)}" for criterion in rubric.criteria)
    pages = [(f"page {page.number}", page.text) for page in text.pages]
    return Question(name="assess", content=f"{{{asked}}}\n\n{fenced(pages, marker)}", schema=ASSESSMENT)


def draft_question(prompt: str, marker: str) -> Question:
    """About one job prompt."""
    return Question(name="draft", content=fenced([("job", prompt)], marker), schema=DRAFT)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _sendable(text: str) -> str:
    """Halves of characters, as broken fonts give them, cannot be written in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")
