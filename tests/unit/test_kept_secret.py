"""The signing key that is made where none is given, and kept."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cvscreen.adapters.signers.secrets import kept_secret
from cvscreen.domain.errors import InvalidSetting

PRINTS = """
import sys
from pathlib import Path
from cvscreen.adapters.signers.secrets import kept_secret

sys.stdin.readline()
print(kept_secret(Path(sys.argv[1])).hex())
"""


def test_it_is_made_once_and_stays(tmp_path: Path) -> None:
    secret = kept_secret(tmp_path)
    assert len(secret) == 32
    assert kept_secret(tmp_path) == secret
    assert (tmp_path / "secret").read_bytes() == secret


def test_every_folder_has_its_own(tmp_path: Path) -> None:
    assert len({kept_secret(tmp_path / str(n)) for n in range(10)}) == 10


def test_the_file_and_a_new_folder_are_for_our_eyes_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    before = os.umask(0)
    try:
        kept_secret(folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    kept_secret(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_threads_that_ask_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(20) as threads:
        for n in range(20):
            asked = [tmp_path / str(n)] * 20
            assert len(set(threads.map(kept_secret, asked))) == 1


def test_processes_that_ask_at_once_get_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PRINTS, str(tmp_path / "data")]
    asking = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for process in asking:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    printed = [process.communicate(timeout=60)[0].strip() for process in asking]
    assert set(printed) == {(tmp_path / "data" / "secret").read_bytes().hex()}


@pytest.mark.parametrize("damaged", [b"", b"short", b"x" * 31, b"x" * 33])
def test_a_damaged_one_is_told_and_left_alone(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "secret").write_bytes(damaged)
    with pytest.raises(InvalidSetting, match="damaged"):
        kept_secret(tmp_path)
    assert (tmp_path / "secret").read_bytes() == damaged


def test_a_folder_that_cannot_be_made_is_a_settings_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidSetting, match="CVSCREEN_SECRET"):
        kept_secret(tmp_path / "file")


def test_a_folder_in_its_place_is_a_settings_error(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    with pytest.raises(InvalidSetting, match="CVSCREEN_SECRET"):
        kept_secret(tmp_path)
