"""`cvscreen text`: what a scorer will see of a CV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cvscreen.domain.text import CVText


@click.command("text", short_help="Show what a scorer will see of a CV.")
@click.argument("path", metavar="CV.pdf")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(ctx: click.Context, path: str, *, as_json: bool) -> None:
    """Show the text of a CV as any scorer will see it: reading order, names and contact details masked.

    It is the same for every job. Hidden text and warnings follow. Exit status: 1 if the CV cannot be read.
    """
    from cvscreen.domain.errors import CVError
    from cvscreen.entrypoints.cli.terminal import write_json
    from cvscreen.entrypoints.cv_files import shown

    try:
        text = _read(path)
    except CVError as error:
        if not as_json:
            raise
        write_json({"file": shown(path), "error": error.failure()})
        ctx.exit(1)
    if as_json:
        write_json(_json(shown(path), text))
    else:
        click.echo(_readable(text))


def _read(path: str) -> CVText:
    import asyncio

    from cvscreen.container import open_reading
    from cvscreen.entrypoints.cv_files import load
    from cvscreen.settings import Settings, read_settings

    async def read(settings: Settings) -> CVText:
        document = load(path, settings.max_upload_bytes)
        async with open_reading(settings) as container:
            return await container.read_text()(document)

    return asyncio.run(read(read_settings()))


def _json(file: str, text: CVText) -> dict[str, Any]:
    pages = [{"number": page.number, "text": page.text} for page in text.pages]
    return {"file": file, "pages": pages, "hidden": text.hidden, "quality": text.quality}


def _readable(text: CVText) -> str:
    from cvscreen.entrypoints.cli.terminal import one_line, printable

    pages = [f"── page {page.number} ──\n{printable(page.text).rstrip()}" for page in text.pages]
    hidden = [f"hidden ({span.trick}, page {span.page}): {one_line(span.text)}" for span in text.hidden]
    warnings = [f"warning: {one_line(warning)}" for warning in text.quality.warnings]
    return "\n\n".join([*pages, *(["\n".join(hidden + warnings)] if hidden or warnings else [])])
