from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from command_line import ADA, BOB, Command, Process
from parser_pools import naughty

from cvscreen.adapters.extractors.pool import ParserPool
from cvscreen.entrypoints.cli import main
from cvscreen.testing.pdfs import pdf_of


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every test stands in an empty folder of its own, with no settings."""
    for name in os.environ:
        if name.startswith(("CVSCREEN_", "OPENROUTER_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def cvs(tmp_path: Path) -> Path:
    """A folder with two CVs."""
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / "ada.pdf").write_bytes(pdf_of(ADA))
    (folder / "bob.pdf").write_bytes(pdf_of(BOB))
    return folder


@pytest.fixture
def cvscreen() -> Command:
    """Runs the command line in this process."""

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments), prog_name="cvscreen")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def process() -> Process:
    """Runs the command line in a process of its own."""

    def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "cvscreen", *arguments]
        return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)

    return run


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    """Parsers that do as the document says."""
    async with naughty() as opened:
        yield opened
