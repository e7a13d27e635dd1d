"""CV screening you can run, embed and defend.

    import cvscreen

    report = cvscreen.screen("cv.pdf", prompt="Senior Python engineer, 5+ years, PostgreSQL required")
    print(report.score, [finding.criterion for finding in report.gaps])

Every public name is imported when it is first used, so that `import cvscreen` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvscreen.adapters.scorers.openrouter.place import OpenRouterOptions
    from cvscreen.adapters.scorers.openrouter.scorer import OpenRouterScorer
    from cvscreen.domain.assessment import Evidence, Finding, Flag, Usage, Verdict
    from cvscreen.domain.budgets import Budget, MonthlyUsage, Spending
    from cvscreen.domain.documents import CVFacts
    from cvscreen.domain.errors import (
        CVError,
        CvscreenError,
        EvaluationError,
        EvaluationNotFound,
        Failure,
        FileNotReadable,
        IdempotencyError,
        InvalidRubric,
        PromptError,
        ProtectedTrait,
        RubricError,
        ScorerError,
        SettingsError,
        StorageError,
        Unreadable,
    )
    from cvscreen.domain.evaluations import CV, Evaluation, Status
    from cvscreen.domain.report import Report, RubricUsed
    from cvscreen.domain.rubric import Criterion, Rubric
    from cvscreen.domain.text import CVText, HiddenSpan, Page, Quality, Span
    from cvscreen.entrypoints.library import Screening, screen
    from cvscreen.entrypoints.rubric_files import load_rubric
    from cvscreen.ports.evaluations import EvaluationPage
    from cvscreen.settings import Settings, read_settings

    __version__: str

__all__ = [
    "CV",
    "Budget",
    "CVError",
    "CVFacts",
    "CVText",
    "Criterion",
    "CvscreenError",
    "Evaluation",
    "EvaluationError",
    "EvaluationNotFound",
    "EvaluationPage",
    "Evidence",
    "Failure",
    "FileNotReadable",
    "Finding",
    "Flag",
    "HiddenSpan",
    "IdempotencyError",
    "InvalidRubric",
    "MonthlyUsage",
    "OpenRouterOptions",
    "OpenRouterScorer",
    "Page",
    "PromptError",
    "ProtectedTrait",
    "Quality",
    "Report",
    "Rubric",
    "RubricError",
    "RubricUsed",
    "ScorerError",
    "Screening",
    "Settings",
    "SettingsError",
    "Span",
    "Spending",
    "Status",
    "StorageError",
    "Unreadable",
    "Usage",
    "Verdict",
    "__version__",
    "load_rubric",
    "read_settings",
    "screen",
]

_NAMES = {
    "cvscreen.adapters.scorers.openrouter.place": "OpenRouterOptions",
    "cvscreen.adapters.scorers.openrouter.scorer": "OpenRouterScorer",
    "cvscreen.domain.assessment": "Evidence Finding Flag Usage Verdict",
    "cvscreen.domain.budgets": "Budget MonthlyUsage Spending",
    "cvscreen.domain.documents": "CVFacts",
    "cvscreen.domain.errors": (
        "CVError CvscreenError EvaluationError EvaluationNotFound Failure FileNotReadable IdempotencyError"
        " InvalidRubric PromptError ProtectedTrait RubricError ScorerError SettingsError StorageError Unreadable"
    ),
    "cvscreen.domain.evaluations": "CV Evaluation Status",
    "cvscreen.domain.report": "Report RubricUsed",
    "cvscreen.domain.rubric": "Criterion Rubric",
    "cvscreen.domain.text": "CVText HiddenSpan Page Quality Span",
    "cvscreen.entrypoints.library": "Screening screen",
    "cvscreen.entrypoints.rubric_files": "load_rubric",
    "cvscreen.ports.evaluations": "EvaluationPage",
    "cvscreen.settings": "Settings read_settings",
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    value = _version() if name == "__version__" else _public(name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _public(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)


def _version() -> str:
    import importlib.metadata

    return importlib.metadata.version("cvscreen")
