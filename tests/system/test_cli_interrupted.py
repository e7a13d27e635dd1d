"""Ctrl-C while a thread is at work that nothing can stop."""

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, signal, time
from cvscreen.entrypoints.cli.loop import run

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to Ctrl-C

async def work():
    print("begun", flush=True)
    await asyncio.to_thread(time.sleep, 600)

run(work())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_does_not_wait_for_a_thread() -> None:
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "Interrupted.\n")
