from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import Command

from cvscreen.testing.pdfs import pdf_of

KEYS = ["file", "score", "score_high", "rationale", "matches", "gaps", "flags", "cv", "rubric", "usage", "error"]
PROMPT = "- Python required\n- Kubernetes\n- COBOL"


def results(output: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(output)["results"]
    return found


def test_the_better_cv_comes_first(cvscreen: Command, cvs: Path) -> None:
    ran = cvscreen("screen", "cvs", "--prompt", PROMPT, "--json")
    assert ran.exit_code == 0
    assert [result["file"] for result in results(ran.stdout)] == ["cvs/ada.pdf", "cvs/bob.pdf"]


def test_json_has_every_key_in_order_and_the_shapes_that_are_promised(cvscreen: Command, cvs: Path) -> None:
    first = results(cvscreen("screen", "cvs", "--prompt", PROMPT, "--json").stdout)[0]
    assert list(first) == KEYS
    finding = first["matches"][0]
    assert list(finding) == ["id", "criterion", "verdict", "weight", "must_have", "evidence", "note", "question"]
    assert list(finding["evidence"][0]) == ["quote", "page", "start", "end", "boxes"]
    assert list(first["cv"]) == ["filename", "sha256", "size", "pages"]
    assert first["cv"]["filename"] == "ada.pdf"
    assert list(first["rubric"]) == ["version", "criteria"]
    assert {"scorer", "model", "prompt_version", "latency_ms"} <= first["usage"].keys()
    assert first["error"] is None


def test_flags_leave_out_the_place_they_do_not_have(cvscreen: Command, cvs: Path) -> None:
    first = results(cvscreen("screen", "cvs", "--prompt", PROMPT, "--json").stdout)[0]
    assert {"code", "detail"} in [flag.keys() for flag in first["flags"]]


def test_a_path_that_is_not_there_fails_and_stops_no_other(cvscreen: Command, cvs: Path) -> None:
    ran = cvscreen("screen", "nope.pdf", "cvs", "--prompt", PROMPT, "--json")
    assert ran.exit_code == 1
    *done, failed = results(ran.stdout)
    assert len(done) == 2
    assert list(failed) == KEYS
    assert failed["error"] == {
        "code": "file_not_readable",
        "detail": "there is no such file: check its path",
        "retryable": False,
    }
    assert all(failed[key] is None for key in KEYS if key not in {"file", "error"})


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"hello", "not_a_pdf"), (b"%PDF-1.4 nothing", "corrupt_pdf"), (pdf_of(()), "unreadable")],
)
def test_a_bad_cv_is_reported_with_its_code(cvscreen: Command, tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "bad.pdf").write_bytes(content)
    ran = cvscreen("screen", "bad.pdf", "--prompt", PROMPT, "--json")
    assert ran.exit_code == 1
    assert results(ran.stdout)[0]["error"]["code"] == code


def test_a_file_over_the_limit_is_not_read(cvscreen: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_MAX_UPLOAD_MB", "0.1")
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.truncate(2**40)
    assert results(cvscreen("screen", ".", "--prompt", PROMPT, "--json").stdout)[0]["error"]["code"] == "file_too_large"


def test_folders_are_searched_through_all_subfolders_but_hidden_ones(cvscreen: Command, cvs: Path) -> None:
    cv = (cvs / "ada.pdf").read_bytes()
    for path in ("deep/er/A.PDF", ".hidden/b.pdf", ".c.pdf", "notes.txt"):
        (cvs / path).parent.mkdir(parents=True, exist_ok=True)
        (cvs / path).write_bytes(cv)
    files = {result["file"] for result in results(cvscreen("screen", "./cvs", "--prompt", PROMPT, "--json").stdout)}
    assert files == {"./cvs/ada.pdf", "./cvs/bob.pdf", "./cvs/deep/er/A.PDF"}


def test_a_cv_named_twice_is_screened_once_under_its_first_name(cvscreen: Command, cvs: Path) -> None:
    (cvs / "link.pdf").symlink_to(cvs / "ada.pdf")
    ran = cvscreen("screen", "cvs/../cvs/ada.pdf", "cvs", "cvs/bob.pdf", "--prompt", PROMPT, "--json")
    assert [result["file"] for result in results(ran.stdout)] == ["cvs/../cvs/ada.pdf", "cvs/bob.pdf"]


def test_a_dead_link_in_a_folder_is_reported_and_a_pipe_is_left_alone(cvscreen: Command, cvs: Path) -> None:
    (cvs / "dead.pdf").symlink_to("gone.pdf")
    os.mkfifo(cvs / "pipe.pdf")
    found = results(cvscreen("screen", "cvs", "--prompt", PROMPT, "--json").stdout)
    assert [result["file"] for result in found if result["error"]] == ["cvs/dead.pdf"]
    assert len(found) == 3


def test_a_folder_without_a_pdf_is_bad_usage_unless_there_is_something_else(cvscreen: Command, cvs: Path) -> None:
    Path("empty").mkdir()
    alone = cvscreen("screen", "empty", "--prompt", PROMPT)
    assert alone.exit_code == 2
    assert "there is no PDF in empty" in alone.stderr
    beside = cvscreen("screen", "empty", "cvs", "--prompt", PROMPT)
    assert beside.exit_code == 0
    assert "Note: there is no PDF in empty" in beside.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no job to screen for"),
        (("--prompt", "x", "--job", "job.txt"), "exclude each other"),
        (("--prompt", "  "), "the job prompt is empty"),
        (("--prompt", "x" * 200_000), "larger than 100 KB"),
        (("--job", "nope.txt"), "nope.txt cannot be read"),
        (("--job", "empty.txt"), "empty.txt: the job prompt is empty"),
        (("--job", "latin.txt"), "latin.txt is not UTF-8"),
        (("--job", "huge.txt"), "huge.txt: the job prompt is larger"),
        (("--rubric", "nope.toml"), "nope.toml: the file cannot be read"),
        (("--rubric", "age.toml"), "asks for age"),
        (("--prompt", "Python", "--scorer", "nope:"), "no adapter for 'nope:'"),
        (("--prompt", "Python", "--scorer", "lexical:?x=1"), "unknown option 'x'"),
    ],
)
def test_bad_usage_exits_with_2_and_says_what_to_do(
    cvscreen: Command, cvs: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("Müller".encode("latin-1"))
    (tmp_path / "huge.txt").write_text("ä" * 2**20, encoding="utf-8")
    (tmp_path / "age.toml").write_text('[[criteria]]\ntext = "under 30 years of age"', encoding="utf-8")
    ran = cvscreen("screen", "cvs", *arguments)
    assert ran.exit_code == 2
    assert said in ran.stderr
    assert ran.stdout == ""
    assert ran.stderr.count("Error: ") == 1


def test_an_unknown_setting_is_bad_usage(cvscreen: Command, cvs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_SCORRER", "lexical:")
    ran = cvscreen("screen", "cvs", "--prompt", PROMPT)
    assert ran.exit_code == 2
    assert "did you mean CVSCREEN_SCORER?" in ran.stderr


def test_a_job_file_may_begin_with_a_byte_order_mark(cvscreen: Command, cvs: Path, tmp_path: Path) -> None:
    (tmp_path / "job.txt").write_bytes(b"\xef\xbb\xbf" + PROMPT.encode())
    marked = cvscreen("screen", "cvs", "--job", "job.txt", "--json").stdout
    plain = cvscreen("screen", "cvs", "--prompt", PROMPT, "--json").stdout
    assert [r["rubric"] for r in results(marked)] == [r["rubric"] for r in results(plain)]


@pytest.mark.parametrize("more", [(), ("--prompt", "anything")])
def test_a_rubric_goes_alone_or_with_a_prompt(
    cvscreen: Command, cvs: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    (tmp_path / "rubric.json").write_text('{"criteria": [{"text": "Python"}]}', encoding="utf-8")
    found = results(cvscreen("screen", "cvs", "--rubric", "rubric.json", "--json", *more).stdout)
    assert [c["text"] for c in found[0]["rubric"]["criteria"]] == ["Python"]


def test_the_scorer_option_overrides_the_setting_and_says_who_reads(
    cvscreen: Command, cvs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CVSCREEN_SCORER", "nope:")
    ran = cvscreen("screen", "cvs", "--prompt", PROMPT, "--json", "--scorer", "scripted:?verdict=partial")
    assert {result["score"] for result in results(ran.stdout)} == {50.0}
    assert "scripted:?verdict=partial reads the CVs" in ran.stderr


def test_the_table_shows_rank_score_range_matches_gaps_and_flags(
    cvscreen: Command, cvs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = cvscreen("screen", "cvs", "nope.pdf", "--prompt", PROMPT)
    lines = ran.stdout.splitlines()
    assert "\x1b" not in ran.stdout
    assert max(map(len, lines)) <= 80
    first = next(line for line in lines if "ada.pdf" in line)
    assert first.split()[0] == "1"
    assert "–" in first.split()[2]
    for part in ("+ * Python", "- COBOL", "! little_text", "Could not be screened: 1", "file_not_readable: "):
        assert part in ran.stdout


def test_csv_has_a_row_for_each_cv(cvscreen: Command, cvs: Path) -> None:
    ran = cvscreen("screen", "cvs", "nope.pdf", "--prompt", PROMPT, "--csv")
    rows = list(csv.DictReader(io.StringIO(ran.stdout_bytes.decode(), newline="")))
    assert [row["rank"] for row in rows] == ["1", "2", ""]
    assert "Kubernetes (met)" in rows[0]["matches"]
    assert rows[2]["error_code"] == "file_not_readable"


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system refuses such a name")
def test_a_name_that_is_no_text_and_wants_to_steer_the_terminal_is_shown_harmless(cvscreen: Command, cvs: Path) -> None:
    nasty = os.fsencode(cvs) + b"/\x1b[2J\xff\n.pdf"
    shutil.copy(os.fsencode(cvs / "ada.pdf"), nasty)
    table = cvscreen("screen", "cvs", "--prompt", PROMPT)
    assert table.exit_code == 0
    assert "\x1b" not in table.stdout
    assert any(
        result["file"].endswith("?\n.pdf")
        for result in results(cvscreen("screen", "cvs", "--prompt", PROMPT, "--json").stdout)
    )
