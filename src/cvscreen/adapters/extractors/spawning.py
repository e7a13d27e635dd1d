"""Starting a parser process, and ending it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from typing import NamedTuple

from cvscreen.domain.errors import ParserCrashed

KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")
"""All of the environment that a parser process sees: enough to load its library, and no secret."""

# Neither the working directory (-P) nor the user's own packages (-s) decide what the child imports. It is given its
# parent's path instead, so that both run the same code, however that was installed.
_COMMAND = ("-P", "-s", "-m", "cvscreen.adapters.extractors.parse_worker")


PIPE_BYTES = 2**20
"""What Linux allows everybody, instead of the usual 64 KB."""


class Limits(NamedTuple):
    """What one document may cost: seconds of wall clock, and megabytes of address space of its process."""

    seconds: float
    memory_mb: int


async def spawn(protocol: asyncio.SubprocessProtocol, target: str, limits: Limits) -> None:
    """Start a process for the parser `module:name`, without waiting until it is ready. Raises ParserCrashed."""
    try:
        transport, _ = await asyncio.get_running_loop().subprocess_exec(
            lambda: protocol,
            *[sys.executable, *_COMMAND, target, str(limits.seconds), str(limits.memory_mb)],
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
        )
    except OSError as error:
        raise ParserCrashed(f"no parser process can be started: {error}") from error
    _widen(transport.get_pipe_transport(0))


def kill(transport: asyncio.SubprocessTransport) -> None:
    """End the process at once. Raises ProcessLookupError if it has ended."""
    if sys.platform == "win32":
        transport.kill()
    else:
        # Not transport.kill(): it polls the process, and takes its exit status from the loop if it is just ending.
        os.kill(transport.get_pid(), signal.SIGKILL)


def _widen(stdin: asyncio.BaseTransport | None) -> None:
    """Room for whole documents in the pipe, if the system gives it: a parent at work does not come to send the rest."""
    # uvloop does not tell the pipe; the rest of a large document is then sent by its loop.
    pipe = None if stdin is None else stdin.get_extra_info("pipe")
    if pipe is None or sys.platform != "linux":
        return
    import fcntl

    with contextlib.suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _environment() -> dict[str, str]:
    path = [os.path.abspath(entry) for entry in sys.path]  # noqa: PTH100 # an empty entry is the working directory
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path)}
