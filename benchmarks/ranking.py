"""The blind check: four jobs with eight CVs each, as PDFs; do a job's own eight rank above the others?"""

# mypy: allow-untyped-calls
from __future__ import annotations

import io
import json
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from measuring import DATA
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.scorers.lexical import LexicalScorer
from cvscreen.adapters.scorers.lexical.lexicon import Lexicon, blocks
from cvscreen.container import open_screening
from cvscreen.domain.documents import Document
from cvscreen.ports.scorers import DraftRequest
from cvscreen.settings import Settings
from cvscreen.usecases.reading import ReadText
from cvscreen.usecases.screen import ScreenCV

RESUMES = DATA / "bloomberg-gpt-hiring" / "data" / "intermediary" / "resumes_to_rank.json"
OCCUPATION_OF = {
    "software engineer": "software_engineer",
    "HR specialist": "human_resources_specialist",
    "retail": "retail_manager",
    "financial analyst": "financial_analyst",
}
NAME = "Jordan Ashby"
TODAY = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Ranking:
    """One job: the chance that a CV of its own role scores above one of another role (ties count half)."""

    job: str
    auc: float


def pdf(text: str) -> bytes:
    """The text as a PDF, a line of text a line of the page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=LETTER, invariant=1)
    lines = [piece for line in text.splitlines() for piece in (textwrap.wrap(line, 95) or [""])]
    for start in range(0, len(lines), 52):
        cursor = canvas.beginText(60, 730)
        cursor.setFont("Helvetica", 10)
        for line in lines[start : start + 52]:
            cursor.textLine(line)
        canvas.drawText(cursor)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


async def rankings(*, without_own_terms: bool = False) -> list[Ranking]:
    """The ranking of each job; with its own role's block taken out of the synonym file, if asked."""
    roles = json.loads(RESUMES.read_text("utf-8"))
    cvs = [
        (role, Document(f"{role}-{number}.pdf", pdf(text.replace("{name}", NAME))))
        for role, data in roles.items()
        for number, text in enumerate(data["resumes"])
    ]
    async with open_screening(Settings()) as container:
        read = container.read_text()
        return [
            Ranking(job, await _auc(job, data["jd"], cvs, read, without_own_terms=without_own_terms))
            for job, data in roles.items()
        ]


async def _auc(
    job: str, prompt: str, cvs: Iterable[tuple[str, Document]], read: ReadText, *, without_own_terms: bool
) -> float:
    left_out = OCCUPATION_OF[job] if without_own_terms else ""
    lexicon = Lexicon({name: lines for name, lines in blocks().items() if name != left_out})
    scorer = LexicalScorer(FixedClock(TODAY), lexicon)
    drafted = await scorer.draft(DraftRequest(prompt=prompt))
    screen = ScreenCV(read, scorer)
    scores = [(role, (await screen(document, drafted)).score) for role, document in cvs]
    own = [score for role, score in scores if role == job]
    others = [score for role, score in scores if role != job]
    wins = sum((mine > other) + (mine == other) / 2 for mine in own for other in others)
    return wins / (len(own) * len(others))
