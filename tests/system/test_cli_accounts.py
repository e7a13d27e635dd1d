"""`cvscreen create-admin` and `cvscreen serve`, as whoever runs the house calls them."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Process

PASSWORD = b"four words are enough\n"
WITHOUT_THE_EXTRA = """
import sys
for name in ("litestar", "uvicorn", "prometheus_client", "pwdlib", "jwt", "multipart", "zxcvbn"):
    sys.modules[name] = None
from cvscreen.entrypoints.cli import main
main()
"""


def created(process: Process, email: str, password: bytes = PASSWORD) -> subprocess.CompletedProcess[bytes]:
    return process("create-admin", "--email", email, "--password-stdin", input=password)


def test_an_admin_is_made_once(process: Process) -> None:
    first = created(process, "root@example.com")
    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout == b"root@example.com is an admin and can log in.\n"
    again = created(process, "ROOT@example.com")
    assert (again.returncode, again.stdout) == (1, b"")
    assert b"there is an account with that e-mail address" in again.stderr


@pytest.mark.parametrize("password", [b"", b"short\n", b"password123\n"])
def test_an_admin_needs_a_good_password_too(process: Process, password: bytes) -> None:
    refused = created(process, "root@example.com", password)
    assert refused.returncode == 1
    assert refused.stderr.startswith(b"Error: ")
    assert b"Traceback" not in refused.stderr


@pytest.mark.parametrize("command", ["create-admin", "serve"])
def test_without_the_extra_a_command_says_which_it_needs(command: str, tmp_path: Path) -> None:
    arguments = ["--email", "root@example.com", "--password-stdin"] if command == "create-admin" else ["--port", "0"]
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_EXTRA, command, *arguments],
        input=PASSWORD,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith(f"Error: cvscreen {command} needs ")
    assert ran.stderr.endswith(b"pip install 'cvscreen[server]'\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CVSCREEN_SECRET", ""),
        ("CVSCREEN_SECRET", "too short"),
        ("CVSCREEN_SECRET", "changeme" * 4),
        ("CVSCREEN_DEBUG", "true"),
    ],
)
def test_production_does_not_start_without_a_good_secret_or_with_debug_on(
    process: Process, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("CVSCREEN_ENV", "production")
    monkeypatch.setenv("CVSCREEN_SECRET", "wV3uJ8qYtE2mZ6xNcR9bLs5aPd7fGh1k")
    monkeypatch.setenv(name, value)
    ran = process("serve", "--port", "0")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(f"Error: {name} ".encode()) or ran.stderr.startswith(f"Error: {name}:".encode())


def test_an_address_that_is_taken_is_said_in_one_line(process: Process) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = process("serve", "--port", str(taken.getsockname()[1]))
    assert ran.returncode == 2
    assert b"cannot be listened on" in ran.stderr
    assert b"Traceback" not in ran.stderr
