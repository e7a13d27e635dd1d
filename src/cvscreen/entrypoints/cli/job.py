"""The job: prompt and rubric as the command line gives them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from cvscreen.domain.documents import check_prompt
from cvscreen.domain.errors import PromptError
from cvscreen.entrypoints.cv_files import shown

if TYPE_CHECKING:
    from cvscreen.domain.rubric import Rubric


class Job(NamedTuple):
    """What the CVs are judged by: a prompt, a rubric, or both."""

    prompt: str | None
    rubric: Rubric | None


def read_job(prompt: str | None, job_file: str | None, rubric_file: str | None, max_prompt_bytes: int) -> Job:
    """The job that the options name. Raises UsageError, PromptError or RubricError."""
    if prompt is not None and job_file is not None:
        raise click.UsageError("--prompt and --job exclude each other: give one of them.")
    if prompt is None and job_file is None and rubric_file is None:
        raise click.UsageError("there is no job to screen for: give --prompt TEXT, --job FILE or --rubric FILE.")
    rubric = None if rubric_file is None else _rubric(rubric_file)
    text = _job_text(job_file, max_prompt_bytes) if job_file is not None else prompt
    return Job(None if text is None else shown(text), rubric)


def _rubric(path: str) -> Rubric:
    from cvscreen.entrypoints.rubric_files import load_rubric

    return load_rubric(path)


def _job_text(path: str, max_bytes: int) -> str:
    try:
        with Path(path).open("rb") as file:
            content = file.read(max_bytes + 4)  # one more than fits, behind a byte order mark
        text = content.decode("utf-8-sig", errors="strict" if len(content) <= max_bytes else "replace")
        check_prompt(text, max_bytes)
    except OSError as error:
        raise click.UsageError(f"the job file {path} cannot be read ({error.strerror}): check its path.") from None
    except UnicodeDecodeError:
        raise click.UsageError(f"the job file {path} is not UTF-8 text: save the job prompt as plain text.") from None
    except PromptError as error:
        raise type(error)(f"{path}: {error.detail}") from None
    return text
