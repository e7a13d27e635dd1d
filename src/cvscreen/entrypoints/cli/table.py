"""Results as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cvscreen.domain.assessment import Finding, Verdict
from cvscreen.domain.report import Report
from cvscreen.entrypoints.cli.terminal import flag_codes, one_line
from cvscreen.usecases.batch import Screened

TOP = 2
"""How many matches and how many gaps are shown."""

LEGEND = "* must-have · range: up to the score if all that the CV leaves open is met"

_MARKS = {Verdict.PARTIAL: "in part: ", Verdict.NOT_MET: "not met: "}


def print_table(results: Sequence[Screened], console: Console) -> None:
    """The ranking, then the CVs that could not be screened, each with the reason and what to do."""
    done = [(result.name, result.report) for result in results if result.report is not None]
    if done:
        console.print(_ranking(done))
        console.print(Text(LEGEND, style="dim"))
    failed = [result for result in results if result.report is None]
    if done and failed:
        console.print()
    if failed:
        _print_failures(failed, console)


def _ranking(done: Iterable[tuple[str, Report]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 1, 0, 0))
    for name in ("#", "score", "range"):
        table.add_column(name, justify="left" if name == "range" else "right", no_wrap=True)
    table.add_column("CV: + top matches, - top gaps, ! flags", ratio=1, no_wrap=True, overflow="ellipsis")
    for rank, (name, report) in enumerate(done, 1):
        interval = f"{report.score:.1f}–{report.score_high:.1f}"
        table.add_row(str(rank), Text(f"{report.score:.1f}", style="bold"), interval, _cv(name, report))
    return table


def _cv(name: str, report: Report) -> Text:
    lines = [Text(one_line(name), style="bold")]
    lines += [Text(f"+ {item}", style="green") for item in _top(report.matches)]
    lines += [Text(f"- {item}", style="yellow") for item in _top(report.gaps)]
    lines += [Text(f"! {', '.join(flag_codes(report.flags))}", style="red")] if report.flags else []
    return Text("\n").join(lines)


def _top(findings: Sequence[Finding]) -> list[str]:
    by_weight = sorted(findings, key=lambda finding: (not finding.must_have, -finding.weight))
    return [_named(finding) for finding in by_weight[:TOP]]


def _named(finding: Finding) -> str:
    must_have = "* " if finding.must_have else ""
    return f"{must_have}{_MARKS.get(finding.verdict, '')}{one_line(finding.criterion)}"


def _print_failures(failed: Sequence[Screened], console: Console) -> None:
    console.print(Text(f"Could not be screened: {len(failed)}", style="bold"))
    for result in failed:
        console.print(Text(f"  {one_line(result.name)}"), soft_wrap=True)
        if result.error is not None:
            reason = Text.assemble((result.error.code, "red"), f": {one_line(result.error.detail)}")
            console.print(Padding(reason, (0, 0, 0, 4)))
