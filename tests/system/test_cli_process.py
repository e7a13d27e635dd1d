"""The command line as a process of its own: its streams, its signals, its end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import Process

PROMPT = "- Python required\n- Kubernetes\n- COBOL"


def test_two_runs_give_the_same_bytes_apart_from_the_latency(process: Process, cvs: Path) -> None:
    def run() -> str:
        out = json.loads(process("screen", "cvs", "--prompt", PROMPT, "--json").stdout)
        for result in out["results"]:
            result["usage"]["latency_ms"] = None
        return json.dumps(out)

    assert run() == run()


def test_an_ascii_terminal_gets_utf_8_json_and_a_table_without_a_traceback(process: Process, cvs: Path) -> None:
    (cvs / "ada.pdf").rename(cvs / "Äda.pdf")
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    out = process("screen", "cvs", "--prompt", PROMPT, "--json", env=env)
    assert json.loads(out.stdout.decode("utf-8"))["results"][0]["file"] == "cvs/Äda.pdf"
    table = process("screen", "cvs", "--prompt", PROMPT, env=env)
    assert (table.returncode, table.stderr) == (0, b"")
    assert b"?da.pdf" in table.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_on_the_terminal_shows_how_far_it_is_and_the_output_stays_clean(cvs: Path) -> None:
    terminal, end = os.openpty()
    command = [sys.executable, "-m", "cvscreen", "screen", "cvs", "--prompt", PROMPT, "--csv"]
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=end, check=False, timeout=120)
    os.close(end)
    shown = os.read(terminal, 100_000).decode()
    os.close(terminal)
    assert "Screening" in shown
    assert "2/2" in shown
    assert len(ran.stdout.splitlines()) == 3


def test_a_closed_pipe_is_no_matter(process: Process, cvs: Path) -> None:
    for index in range(40):
        shutil.copy(cvs / "ada.pdf", cvs / f"{index}.pdf")
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "cvscreen", "screen", "cvs", "--prompt", PROMPT, "--json"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=120,
    )
    os.close(writing)
    assert ran.stderr == b""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for children in /proc")
def test_ctrl_c_ends_it_quietly_with_130_and_leaves_no_child(cvs: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "cvscreen",
        "screen",
        "cvs",
        "--prompt",
        PROMPT,
        "--scorer",
        "scripted:?seconds=60",
    ]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    children: list[str] = []
    while not children:
        time.sleep(0.05)
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text(encoding="ascii").split()
    time.sleep(0.7)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert out == b""
    assert err.endswith(b"Interrupted.\n")
    assert b"Traceback" not in err
    assert not [child for child in children if Path(f"/proc/{child}").exists()]
