"""What a question about a CV costs in tokens beside one blob of advertisement, CV and "score it from 0 to 100".

No tokenizer is at hand without a network: four characters count as a token, on both sides. Blobs are counted without a
cache. The first CV of a job pays for the beginning that the others find cached.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from measuring import DATA, ROOT, Row

from cvscreen.adapters.scorers.openrouter.fence import marker_for
from cvscreen.adapters.scorers.openrouter.questions import assessment_question
from cvscreen.container import open_screening
from cvscreen.domain.documents import Document
from cvscreen.domain.errors import CVError
from cvscreen.domain.rubric import Rubric
from cvscreen.domain.text import CVText
from cvscreen.settings import Settings

CVS = 50
CACHED = 0.25
"""What a cached token costs beside another: providers ask for a tenth to a half."""

NAIVE = (
    "You are an experienced recruiter. Compare the CV with the job description, and answer with JSON: a score from "
    "0 to 100, a rationale, the matches and the gaps.\n\nJob description:\n{job}\n\nCV:\n{cv}\n"
)
NAIVE_SCHEMA = {
    "type": "object",
    "properties": {
        "score": {"type": "number"},
        "rationale": {"type": "string"},
        "matches": {"type": "array", "items": {"type": "string"}},
        "gaps": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["score", "rationale", "matches", "gaps"],
    "additionalProperties": False,
}
"""Most providers put the schema before the prompt, so it is counted on both sides."""


@dataclass(frozen=True)
class Prompt:
    """Tokens for one job: of each CV's blob, of each CV's question, and of what all questions begin with."""

    naive: list[int]
    ours: list[int]
    prefix: int


def rows() -> list[Row]:
    jobs = asyncio.run(_jobs())
    ours, naive = ([tokens for job in jobs for tokens in side(job)] for side in (_ours, _naive))
    ratio = statistics.median(mine / blob for mine, blob in zip(ours, naive, strict=True))
    both = f"{statistics.mean(ours):.0f} / {statistics.mean(naive):.0f} tokens on average, schemas included"
    whole, blobs = sum(ours), sum(naive)
    cached = sum(job.prefix * (len(job.ours) - 1) for job in jobs)
    counted = (whole - cached * (1 - CACHED)) / blobs
    others = f"{(whole - cached) / blobs:.2f} if cached ones are free, {whole / blobs:.2f} without a cache"
    beginnings = f"beginnings of {', '.join(str(job.prefix) for job in jobs)} tokens"
    return [
        Row("prompt tokens for one CV / one blob", f"{ratio:.2f}", "1.3 at most", both),
        Row(f"{CVS} CVs of a job, cached at {CACHED:g} / blobs", f"{counted:.2f}", "below 0.8", others),
        Row("share of the prompts that can be cached", f"{cached / whole:.0%}", "–", beginnings),
    ]


def _ours(job: Prompt) -> list[int]:
    return job.ours


def _naive(job: Prompt) -> list[int]:
    return job.naive


async def _jobs() -> list[Prompt]:
    async with open_screening(Settings()) as container:
        read, prepare = container.read_text(), container.prepare_rubric()
        texts = []
        for path in itertools.islice(itertools.cycle(_paths()), 3 * CVS):
            try:
                texts.append(await read(Document(path.name, path.read_bytes())))
            except CVError:
                continue
        return [_prompt(job, (await prepare(job, None)).rubric, texts[:CVS]) for job in _advertisements()]


def _prompt(job: str, rubric: Rubric, texts: list[CVText]) -> Prompt:
    ours = []
    for text in texts:
        question = assessment_question(rubric, text, marker_for(*(page.text for page in text.pages)))
        ours.append(_schema(question.schema) + "\n".join(message.content for message in question.messages()))
    blobs = (NAIVE.format(job=job, cv="\n".join(page.text for page in text.pages)) for text in texts)
    naive = [_schema(NAIVE_SCHEMA) + blob for blob in blobs]
    return Prompt(
        naive=[_tokens(text) for text in naive],
        ours=[_tokens(text) for text in ours],
        prefix=_tokens(_common_beginning(ours)),
    )


def _common_beginning(texts: list[str]) -> str:
    """What the first and the last in order have in common all between them have too."""
    first, last = min(texts), max(texts)
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return first[: sum(1 for _ in same)]


def _schema(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, separators=(",", ":"))


def _advertisements() -> list[str]:
    resumes = DATA / "bloomberg-gpt-hiring" / "data" / "intermediary" / "resumes_to_rank.json"
    if resumes.exists():
        return [job["jd"] for job in json.loads(resumes.read_text("utf-8")).values()]
    return [path.read_text("utf-8") for path in sorted((ROOT / "examples" / "jobs").glob("*.txt"))]


def _paths() -> list[Path]:
    fixtures = DATA / "offlinecv-pdf-fixtures"
    source = fixtures if fixtures.exists() else ROOT / "examples" / "cvs"
    return sorted(source.rglob("*.pdf"))


def _tokens(text: str) -> int:
    return -(-len(text) // 4)
