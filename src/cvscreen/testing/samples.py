"""Values of the domain for tests: whole ones, in which every field says something."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cvscreen.domain.accounts import User
from cvscreen.domain.assessment import Evidence, Finding, Flag, Usage, Verdict
from cvscreen.domain.documents import CVFacts
from cvscreen.domain.errors import Failure
from cvscreen.domain.evaluations import CV, Evaluation, Status, file_key
from cvscreen.domain.events import StatusChanged
from cvscreen.domain.report import Report, RubricUsed
from cvscreen.domain.rubric import Criterion, DraftedRubric, Rubric

AWKWARD = "Zoë Ünal 🧑🏽‍💻 – “naïve”\n\t\\ ' \" % _ ; -- 中文 عربى\x00\x7f"
"""Text that stores have lost or changed before."""

ALIKE = ("ada", "Ada", "ada ", " ada", "ada\x00", "ad\u00e4", "ada\u0308", "\uff41da", "ada🧑")
"""Names that stores have taken for one another: by case, accents, width, and what stands at the end."""

EXACT = 0.1 + 0.2
"""A float that needs all its seventeen digits."""

FAILURE = Failure("scorer_busy", f"too many calls: {AWKWARD}", retryable=True)
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def a_key() -> str:
    """A file key that nobody else has."""
    return uuid.uuid4().hex * 2


def a_rubric() -> Rubric:
    """Two criteria, one of them a must-have."""
    return Rubric(
        (
            Criterion(id="python", text=f"Python {AWKWARD}", weight=EXACT, must_have=True),
            Criterion(id="sql", text="SQL"),
        )
    )


def a_drafted_rubric(text: str = "Python") -> DraftedRubric:
    """One criterion of that text, and flags with a place and without."""
    flags = (Flag("protected_trait", AWKWARD), Flag("hidden_text", "white", page=1, box=(EXACT, 2.0, 3.0, 4.5)))
    return DraftedRubric(Rubric((Criterion(id="1", text=text, weight=EXACT),)), flags)


def a_report() -> Report:
    """A match with evidence, a gap with a question, flags and usage."""
    evidence = Evidence(AWKWARD, page=2, start=3, end=40, boxes=((EXACT, 1.0, 2.0, 3.0), (4.0, 5.0, 6.0, 7.0)))
    python, sql = a_rubric().criteria
    match = Finding(
        id=python.id,
        criterion=python.text,
        verdict=Verdict.PARTIAL,
        weight=python.weight,
        must_have=True,
        evidence=(evidence,),
        note=AWKWARD,
    )
    gap = Finding(
        id=sql.id,
        criterion=sql.text,
        verdict=Verdict.UNCLEAR,
        weight=sql.weight,
        must_have=False,
        question="Which databases?",
    )
    return Report(
        score=33.3,
        score_high=EXACT,
        rationale=AWKWARD,
        matches=(match,),
        gaps=(gap,),
        flags=a_drafted_rubric().flags,
        cv=CVFacts("zoë.pdf", SHA256, 2**40, 3),
        rubric=RubricUsed(a_rubric().version, a_rubric().criteria),
        usage=Usage(scorer="lexical", model="m", prompt_version="1", calls=2, prompt_tokens=10, cost=EXACT),
    )


def an_evaluation(**changes: Any) -> Evaluation:
    """A pending one that is due, with an id and an owner of its own unless `changes` names them."""
    evaluation_id = changes.get("id") or str(uuid.uuid4())
    owner = changes.get("owner") or f"ada-{uuid.uuid4()}"
    # A server's clock may differ from ours, and it must find that this was in the past.
    past = datetime.now(UTC) - timedelta(minutes=1)
    cv = CV(
        key=file_key(owner, evaluation_id),
        filename="zoë 🧑🏽‍💻.pdf",
        sha256=SHA256,
        size=2**40,
        media_type="application/pdf",
        uploaded_at=past,
        not_scanned=True,
    )
    whole = Evaluation(
        id=evaluation_id,
        owner=owner,
        cv=cv,
        prompt=f"Senior Python engineer {AWKWARD}",
        rubric=a_rubric(),
        status=Status.PENDING,
        created_at=past,
        updated_at=past,
        due_at=past,
    )
    return replace(whole, **changes)


def a_user(**changes: Any) -> User:
    """One with an id and an address of its own, unless `changes` names them."""
    user_id = str(uuid.uuid4())
    whole = User(
        id=user_id,
        email=f"Ada-{user_id}@Example.com",
        password_hash=f"$argon2id$v=19$m=19456,t=2,p=1$c2FsdA${AWKWARD}",
        first_name=f"Zoë {AWKWARD}",
        last_name="",
        created_at=datetime(2026, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC),
    )
    return replace(whole, **changes)


def a_change(**changes: Any) -> StatusChanged:
    """Something that happened to an evaluation of its own, unless `changes` names one."""
    whole = StatusChanged(evaluation_id=str(uuid.uuid4()), owner="ada", status=Status.FAILED, attempts=3, error=FAILURE)
    return replace(whole, **changes)


async def chunks_of(*chunks: bytes) -> AsyncIterator[bytes]:
    """The chunks as a stream."""
    for chunk in chunks:
        yield chunk
