"""What people get who install cvscreen: an environment with the wheel and what it requires, and nothing more.

In the development environment the libraries find others to import, so that a command takes a third longer.
"""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "base-install"


def python() -> str:
    """Its interpreter. The environment is made once; the wheel is built and installed anew each time."""
    executable = FOLDER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not executable.exists():
        venv.create(FOLDER, with_pip=True)
    wheels = FOLDER / "wheels"
    for old in wheels.glob("*.whl"):
        old.unlink()
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(ROOT))
    (wheel,) = wheels.glob("*.whl")
    install = [str(executable), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(*install, "--constraint", str(_pinned()), str(wheel))
    _run(*install, "--force-reinstall", "--no-deps", str(wheel))
    return str(executable)


def _pinned() -> Path:
    """The versions of requirements.txt, without hashes and extras, which constraints may not have."""
    found = re.findall(r"^([\w.-]+)(?:\[.*?\])?(==\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    pinned = FOLDER / "constraints.txt"
    pinned.write_text("\n".join(map("".join, found)))
    return pinned


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} ended with {done.returncode}: {done.stderr[-500:]}")
