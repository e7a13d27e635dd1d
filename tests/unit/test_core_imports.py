"""The core knows the standard library only: what import-linter forbids by name, this forbids altogether."""

import ast
import sys
from pathlib import Path

import pytest

import cvscreen

PACKAGE = Path(cvscreen.__file__).parent
CORE = [path for room in ("domain", "ports", "usecases") for path in sorted((PACKAGE / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The top-level names of all that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_core_imports_the_standard_library_and_itself_only(path: Path) -> None:
    assert imported(path) <= sys.stdlib_module_names | {"cvscreen"}
