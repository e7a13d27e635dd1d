"""How tests run the command line, in this process or in one of its own, and the people whose CVs they give it."""

from __future__ import annotations

import subprocess
from typing import Any, Protocol

from click.testing import Result

ADA = ("Ada Example", "ada@example.org", "Python engineer since 2015", "PostgreSQL and Kubernetes in production")
BOB = ("Bob Sample", "bob@example.org", "Nurse in intensive care", "Night shifts, patient care and triage")


class Command(Protocol):
    """Runs it in this process."""

    def __call__(self, *arguments: str) -> Result: ...


class Process(Protocol):
    """Runs it in a process of its own; options are those of subprocess.run."""

    def __call__(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]: ...
