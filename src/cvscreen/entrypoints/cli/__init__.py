"""The command line. Each command is a module of its own, imported when it is asked for."""

from __future__ import annotations

import atexit
import gc
import importlib
import sys

import click

from cvscreen.domain.errors import CvscreenError, PromptError, RubricError, ScorerMisconfigured, SettingsError

COMMANDS = ("screen", "text", "serve", "worker", "create-admin", "check", "migrate")
OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""A command keeps most of what it makes until it ends: looking for cycles as often as usual takes 40 ms for nothing."""
BAD_USAGE = 2
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


def _exception(error: CvscreenError) -> click.ClickException:
    """The error as click shows it: one line, and the exit code."""
    shown = click.ClickException(" ".join(error.detail.split()))
    if isinstance(error, PromptError | RubricError | SettingsError | ScorerMisconfigured):
        vars(shown)["exit_code"] = BAD_USAGE
    return shown


class _Commands(click.Group):
    """Finds the commands by their modules, and turns our errors into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CvscreenError as error:
            raise _exception(error) from None
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            raise click.ClickException(f"the output cannot be written: {error.strerror or error}") from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cvscreen", message="%(package)s %(version)s")
def main() -> None:
    """Screen CVs for a job: scores that code computes, with the words in the CV behind every point.

    Settings come from CVSCREEN_… variables; cvscreen check lists them.
    """
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    # At its end the interpreter looks for cycles in all that is left, 50 ms for nothing: what is frozen it skips.
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets a question mark, not a traceback.
        if stream is not None:
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
