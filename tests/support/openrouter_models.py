"""What models on the scripted server say: they read what they are sent as a model would, and answer by simple rules."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]
Says = Callable[["Asked"], JSON]


@dataclass(frozen=True)
class Asked:
    """A question as the model sees it: criteria by id (none in a draft), the marker, and what is fenced in."""

    criteria: dict[str, str]
    marker: str
    parts: tuple[str, ...]
    objection: str

    @property
    def lines(self) -> list[str]:
        """What stands in the fence, without its own lines."""
        return [line.strip() for part in self.parts for line in part.splitlines() if line.strip()]


def asked_of(request: JSON) -> Asked:
    """What a request asks."""
    content: str = request["messages"][-1]["content"]
    told = re.search(r"(?:\A|\n\n)The marker is (\w+)\.", content)
    assert told
    marker = told[1]
    before = content[: told.start()]
    fenced, _, objection = content[told.end() :].partition(f"\n{marker} end")
    parts = re.split(rf"^{marker} .*$", fenced, flags=re.MULTILINE)[1:]
    return Asked(json.loads(before) if before else {}, marker, tuple(parts), objection.strip())


def saying(says: Says) -> Callable[[JSON], str]:
    """A model for the server."""
    return lambda request: json.dumps(says(asked_of(request)))


def plain(asked: Asked) -> JSON:
    """Drafts a criterion from each line, or list item if there are any; one is met if the CV has its last word."""
    if not asked.criteria:
        return drafted(*([line[2:] for line in asked.lines if line.startswith("- ")] or asked.lines))
    return {"answers": [_looked_up(*item, asked) for item in asked.criteria.items()], "rationale": "As found."}


def drafted(*criteria: str) -> JSON:
    """An answer to a job prompt."""
    return {"criteria": [{"text": text, "weight": 3, "must_have": False} for text in criteria]}


def answered(asked: Asked, verdict: str = "unclear", *quotes: str, note: str = "", rationale: str = "") -> JSON:
    """The same answer to all criteria."""
    answers = [{"id": id_, "quotes": list(quotes), "verdict": verdict, "note": note} for id_ in asked.criteria]
    return {"answers": answers, "rationale": rationale}


def _looked_up(id_: str, criterion: str, asked: Asked) -> JSON:
    word = criterion.rsplit(maxsplit=1)[-1].casefold()
    found = [line for line in asked.lines if word in line.casefold()][:1]
    return {"id": id_, "quotes": found, "verdict": "met" if found else "unclear", "note": ""}
