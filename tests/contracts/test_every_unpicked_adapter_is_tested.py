"""Clocks and listeners are not picked by URL, so they have no row; each is named in the tests of its contract."""

from pathlib import Path

import pytest

import cvscreen.adapters

ADAPTERS = Path(cvscreen.adapters.__file__).parent
MODULES = [path for port in ("clocks", "events") for path in sorted((ADAPTERS / port).glob("[a-z]*.py"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_contract_is_run_over_each_module(path: Path) -> None:
    tests = Path(__file__).with_name(f"test_{path.parent.name}_contract.py").read_text("utf-8")
    assert f"cvscreen.adapters.{path.parent.name}.{path.stem} import" in tests
