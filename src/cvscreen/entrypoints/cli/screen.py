"""`cvscreen screen`: rank CVs for a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from cvscreen.settings import Settings
    from cvscreen.usecases.batch import Screened

Form = Literal["table", "json", "csv"]


@click.command("screen", short_help="Rank CVs for a job.")
@click.argument("paths", nargs=-1, required=True, metavar="CV.pdf|FOLDER…")
@click.option("--prompt", metavar="TEXT", help="The job in plain words.")
@click.option("--job", "job_file", metavar="FILE", help="A UTF-8 text file that holds the job in plain words.")
@click.option("--rubric", "rubric_file", metavar="FILE", help="Criteria as TOML or JSON, instead of drafted ones.")
@click.option("--scorer", metavar="URL", help="Who judges the CVs, instead of CVSCREEN_SCORER (lexical:).")
@click.option("--json", "form", flag_value="json", type=str, help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", type=str, help="Print CSV.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    *,
    prompt: str | None,
    job_file: str | None,
    rubric_file: str | None,
    scorer: str | None,
    form: Form | None,
) -> None:
    """Screen CVs for a job and rank them, best first. Nothing is kept.

    Folders are searched for PDFs, subfolders too. The job is given by --prompt, --job or --rubric; a rubric
    may go with either of the others.

    Exit status: 0 if all CVs were screened, 1 if some could not be, 2 if the call was wrong.
    """
    from cvscreen.entrypoints.cli.batch import Named, screen_all
    from cvscreen.entrypoints.cli.loop import run

    results = run(screen_all(Named(paths, prompt, job_file, rubric_file), _settings(scorer)))
    _print(results, form or "table")
    ctx.exit(0 if all(result.report for result in results) else 1)


def _settings(scorer: str | None) -> Settings:
    import msgspec

    from cvscreen.settings import read_settings

    settings = read_settings()
    return settings if scorer is None else msgspec.structs.replace(settings, scorer=scorer)


def _print(results: list[Screened], form: Form) -> None:
    if form == "json":
        from cvscreen.entrypoints.cli.json_results import json_results
        from cvscreen.entrypoints.cli.terminal import write_json

        write_json(json_results(results))
    elif form == "csv":
        from cvscreen.entrypoints.cli.csv_results import csv_results
        from cvscreen.entrypoints.cli.terminal import write_bytes

        write_bytes(csv_results(results).encode())
    else:
        from rich.console import Console

        from cvscreen.entrypoints.cli.table import print_table

        print_table(results, Console(highlight=False, markup=False, emoji=False))
