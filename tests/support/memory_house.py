"""A house of memory adapters, with all use cases in it, for tests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from cvscreen.adapters import assessments
from cvscreen.adapters.caches.memory import MemoryCache
from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.evaluations.memory import MemoryEvaluationStore
from cvscreen.adapters.events.recording import RecordingEventSink
from cvscreen.adapters.files.memory import MemoryFileStore
from cvscreen.adapters.queues.memory import MemoryQueue
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.scanners.eicar import EicarScanner
from cvscreen.adapters.scorers.scripted import ScriptedScorer, Step
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.assessment import Verdict
from cvscreen.domain.budgets import Budget
from cvscreen.domain.evaluations import Evaluation, Status
from cvscreen.domain.events import Event, StatusChanged
from cvscreen.domain.rubric import Criterion, DraftedRubric, Rubric
from cvscreen.ports.caches import Cache
from cvscreen.ports.clocks import Clock
from cvscreen.ports.evaluations import EvaluationStore
from cvscreen.ports.extractors import TextExtractor
from cvscreen.ports.files import FileStore
from cvscreen.ports.queues import EvaluationQueue
from cvscreen.ports.scanners import VirusScanner
from cvscreen.ports.scorers import Scorer
from cvscreen.testing.extractors_plain import PlainTextExtractor, plain_pdf
from cvscreen.testing.samples import chunks_of
from cvscreen.usecases.answers import RememberedAnswers
from cvscreen.usecases.assess import AssessForOwner
from cvscreen.usecases.owned import EraseEvaluation, ListEvaluations, ReadEvaluation, RetryEvaluation
from cvscreen.usecases.reading import DocumentLimits, ReadText
from cvscreen.usecases.rubrics import ForgetUnusedRubrics, KeepRubric
from cvscreen.usecases.run import AttemptLimits, RunEvaluation
from cvscreen.usecases.scan import ScanFile, ScanRules
from cvscreen.usecases.screen import ScreenCV
from cvscreen.usecases.spending import Spend
from cvscreen.usecases.submission import JobTerms, Submission, SubmissionLimits
from cvscreen.usecases.submit import SubmitEvaluation
from cvscreen.usecases.sweep import DeleteOrphanedFiles, ForgetOldKeys, SweepEvaluations

MAX_BYTES = 10 * 2**20
MAX_PROMPT_BYTES = 100 * 2**10
MAX_PAGES = 5
OWNER = "ada"
PROMPT = "Python\nPostgreSQL"
SECRET = "Backend developer in Lisbon, Python and PostgreSQL since 2015"
"""A line of the CV, which nobody may find in a log."""

PAGE = f"Jane Doe\njane.doe@example.com\n{SECRET}\n" + "Built web services for many customers in many towns. " * 6
CV = plain_pdf(PAGE)
LEASE = timedelta(minutes=1)
DRAFTED = DraftedRubric(Rubric((Criterion(id="python", text="Python"),)))


def a_submission(
    content: bytes = CV, owner: str = OWNER, prompt: str = PROMPT, rubric: Rubric | None = None, **changes: Any
) -> Submission:
    """A CV of one page, in one chunk."""
    whole = Submission(owner=owner, filename="cv.pdf", chunks=chunks_of(content), job=JobTerms(prompt, rubric))
    return replace(whole, **changes)


@dataclass(kw_only=True)
class House:
    """All parts, and the use cases made of them."""

    clock: Clock
    evaluations: EvaluationStore
    files: FileStore
    scorer: Scorer
    queue: EvaluationQueue = field(default_factory=MemoryQueue)
    scanner: VirusScanner = field(default_factory=EicarScanner)
    scan_rules: ScanRules = field(default_factory=ScanRules)
    cache: Cache = field(default_factory=lambda: MemoryCache(SystemClock()))
    budget: Budget | None = None
    extractor: TextExtractor = field(default_factory=PlainTextExtractor)
    events: RecordingEventSink = field(default_factory=RecordingEventSink)
    limits: AttemptLimits = field(default_factory=lambda: AttemptLimits(lease=LEASE, max_attempts=3))

    def __post_init__(self) -> None:
        limits = DocumentLimits(max_bytes=MAX_BYTES, max_pages=MAX_PAGES)
        self.read_text = ReadText(self.extractor, limits)
        self.screen = ScreenCV(self.read_text, self.scorer)
        self.answers = RememberedAnswers(self.cache, assessments.encoded, assessments.decoded)
        self.spend = Spend(self.evaluations, self.clock, self.budget)
        self.keep_rubric = KeepRubric(self.scorer, self.evaluations, self.spend, MAX_PROMPT_BYTES)
        self.accept = SubmitEvaluation(
            evaluations=self.evaluations,
            files=self.files,
            scan=ScanFile(files=self.files, scanner=self.scanner, events=self.events, rules=self.scan_rules),
            queue=self.queue,
            events=self.events,
            clock=self.clock,
            limits=SubmissionLimits(max_bytes=MAX_BYTES, max_prompt_bytes=MAX_PROMPT_BYTES),
        )
        self.run = RunEvaluation(
            evaluations=self.evaluations,
            files=self.files,
            rubrics=self.keep_rubric,
            read_text=self.read_text,
            assess=AssessForOwner(self.scorer, self.spend, self.answers),
            events=self.events,
            limits=self.limits,
        )
        self.sweep = SweepEvaluations(self.evaluations, self.queue, self.events)
        self.tidy = DeleteOrphanedFiles(self.evaluations, self.files, self.events)
        self.forget_old_keys = ForgetOldKeys(self.evaluations)
        self.forget_unused_rubrics = ForgetUnusedRubrics(self.evaluations)
        self.read = ReadEvaluation(self.evaluations)
        self.list = ListEvaluations(self.evaluations)
        self.retry = RetryEvaluation(self.read, self.evaluations, self.queue, self.events)
        self.erase = EraseEvaluation(
            read=self.read,
            evaluations=self.evaluations,
            files=self.files,
            answers=self.answers,
            events=self.events,
        )

    async def submit(self, submission: Submission) -> Evaluation:
        """The evaluation that is accepted."""
        return (await self.accept(submission)).evaluation

    async def submitted(self, content: bytes = CV, prompt: str = PROMPT) -> str:
        """The id of a pending evaluation."""
        return (await self.submit(a_submission(content, prompt=prompt))).id

    async def stored(self, evaluation_id: str) -> Evaluation:
        """The evaluation as it is now."""
        evaluation = await self.evaluations.get(evaluation_id)
        assert evaluation is not None
        return evaluation

    async def keys(self) -> set[str]:
        """The keys of all files."""
        return {file.key async for file in self.files.list(older_than=timedelta(0))}

    async def is_empty(self, owner: str = OWNER) -> bool:
        """Whether neither file nor record is left."""
        return not await self.keys() and (await self.list(owner)).count == 0

    def wait(self, by: timedelta) -> None:
        """Let time pass."""
        assert isinstance(self.clock, FixedClock)
        self.clock.advance(by)

    def told(self) -> list[Status]:
        """The status changes so far."""
        return [event.status for event in self.events.events if isinstance(event, StatusChanged)]

    def heard(self, kind: type[Event]) -> int:
        """How many events of a kind there were."""
        return sum(isinstance(event, kind) for event in self.events.events)


def house_with(*steps: Step, seconds: float = 0.0, **parts: Any) -> House:
    """One whose scorer takes those steps, with those parts instead of what is usual."""
    clock = parts.pop("clock", None) or FixedClock()
    usual: dict[str, Any] = {
        "evaluations": MemoryEvaluationStore(clock),
        "files": MemoryFileStore(clock),
        "scorer": ScriptedScorer(steps or (Verdict.MET,), seconds),
    }
    return House(clock=clock, **usual | parts)


def real_time_house(*steps: Step, seconds: float = 0.0, lease: float = 0.3) -> House:
    """One whose clock runs and whose leases are short, in seconds."""
    limits = AttemptLimits(lease=timedelta(seconds=lease), max_attempts=3)
    return house_with(*steps, seconds=seconds, clock=SystemClock(), limits=limits)


@asynccontextmanager
async def sqlite_house(folder: Path, scorer: Scorer | None = None) -> AsyncIterator[House]:
    """One that keeps evaluations in SQLite and files in a folder."""
    clock = SystemClock()
    database = Opening(url=AdapterURL(f"sqlite:///{folder}/house.db"), clock=clock)
    drive = Opening(url=AdapterURL(f"file://{folder}/files"), clock=clock)
    async with open_adapter("evaluations", database) as evaluations, open_adapter("files", drive) as files:
        yield house_with(evaluations=evaluations, files=files, clock=clock, scorer=scorer or ScriptedScorer())


async def cancelled_at(work: asyncio.Task[object], step: int) -> bool:
    """Cancel the task after so many rounds of the loop; whether that came before its end."""
    for _ in range(step):
        await asyncio.sleep(0)
        if work.done():
            break
    in_time = work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    return in_time


async def in_pieces(content: bytes, sizes: Iterable[int]) -> AsyncIterator[bytes]:
    """The content in chunks of those sizes, the rest in one."""
    start = 0
    for size in sizes:
        yield content[start : start + size]
        start += size
    yield content[start:]
