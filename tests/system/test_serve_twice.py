"""Two servers on one data folder would not see each other's changes: the second one says so and does not start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Process
from http_service import Server, token_of

import cvscreen
from cvscreen import Settings
from cvscreen.container.serving import LOCK, only_server
from cvscreen.domain.errors import InvalidSetting, SettingsError

ON_MEMORY = dict.fromkeys(("users", "tokens", "evaluations", "files"), "memory:")
SHARED = {"cache": "none:", "limits": "acme:", "progress": "acme:"}


def of(folder: Path, **changes: str) -> Settings:
    return Settings(data_dir=str(folder), **changes)  # type: ignore[arg-type]


def test_the_second_server_says_who_is_there_and_does_not_start(tmp_path: Path, process: Process) -> None:
    with Server(tmp_path) as first:
        second = process("serve", "--port", "0", env=os.environ | {"CVSCREEN_DATA_DIR": str(first.folder)})
        assert (second.returncode, second.stdout) == (2, b"")
        assert second.stderr.startswith(b"Error: another server (process ")
        assert b"CVSCREEN_CACHE" in second.stderr
        assert b"Traceback" not in second.stderr
        with first.client() as client:
            assert client.get("/api/health/live/").status_code == 200


def test_what_a_killed_server_held_the_next_one_has(tmp_path: Path) -> None:
    server = Server(tmp_path)
    for end in (server.kill, server.stop, server.kill):
        with server.start().client() as client:
            token_of(client)
        end()


def test_other_commands_work_beside_a_server(tmp_path: Path, process: Process) -> None:
    with Server(tmp_path) as server:
        beside = os.environ | {"CVSCREEN_DATA_DIR": str(server.folder)}
        for command in (["check"], ["migrate"], ["create-admin", "--email", "root@example.com", "--password-stdin"]):
            ran = process(*command, env=beside, input=b"correct horse battery\n")
            assert ran.returncode == 0, ran.stderr


async def test_evaluations_are_embedded_beside_a_server(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        async with cvscreen.Screening(of(server.folder)) as screening:
            assert (await screening.list("ann")).count == 0


def test_a_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with only_server(of(tmp_path)):
            assert (tmp_path / LOCK).read_text() == f"{os.getpid()}\n"
            with pytest.raises(SettingsError, match=f"process {os.getpid()}"), only_server(of(tmp_path)):
                pass


def test_a_process_that_the_server_starts_does_not_keep_the_folder(tmp_path: Path) -> None:
    with only_server(of(tmp_path)):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False)
    try:
        with only_server(of(tmp_path)):
            assert child.poll() is None
    finally:
        child.communicate(b"\n")


@pytest.mark.parametrize("changes", [ON_MEMORY, SHARED], ids=["stores-in-memory", "shared-memory"])
def test_servers_that_cannot_harm_each_other_need_no_lock(tmp_path: Path, changes: dict[str, str]) -> None:
    with only_server(of(tmp_path / "data", **changes)), only_server(of(tmp_path / "data", **changes)):
        assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidSetting, match="CVSCREEN_DATA_DIR"), only_server(of(tmp_path / "file")):
        pass
