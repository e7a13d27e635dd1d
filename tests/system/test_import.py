from __future__ import annotations

import subprocess
import sys

import pytest

import cvscreen

HEAVY = {
    "aiosqlite",
    "alembic",
    "click",
    "dependency_injector",
    "httpx",
    "litestar",
    "pymupdf",
    "pypdf",
    "pypdfium2",
    "pypdfium2_raw",
    "rich",
    "sqlalchemy",
    "yaml",
}
USE_CASES = {"Screening", "screen"}


def loaded_after(code: str) -> set[str]:
    code += "\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_import_brings_in_nothing_heavy_nor_asyncio_nor_msgspec() -> None:
    assert not loaded_after("import cvscreen") & (HEAVY | {"asyncio", "msgspec"})


def test_no_public_name_but_the_use_cases_brings_in_anything_heavy() -> None:
    names = sorted(set(cvscreen.__all__) - USE_CASES)
    assert not loaded_after(f"import cvscreen\nfor name in {names}: getattr(cvscreen, name)") & HEAVY


def test_every_public_name_is_there_and_listed() -> None:
    for name in cvscreen.__all__:
        assert getattr(cvscreen, name) is not None
        assert name in dir(cvscreen)


def test_the_table_of_names_is_complete() -> None:
    assert {*cvscreen._HOMES, "__version__"} == set(cvscreen.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        cvscreen.nothing_like_it  # noqa: B018


def test_judging_does_without_masks_which_the_parsers_put_on() -> None:
    code = "import cvscreen.container.screening, cvscreen.adapters.scorers.lexical, sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "cvscreen.domain.masks" not in done.stdout.split()


@pytest.mark.parametrize("command", [["--help"], ["screen", "--help"], ["--version"]])
def test_help_comes_without_the_machinery(command: list[str]) -> None:
    code = f"from cvscreen.entrypoints.cli import main\ntry: main({command})\nexcept SystemExit: pass"
    assert not loaded_after(code) & (HEAVY | {"asyncio", "msgspec"}) - {"click"}
