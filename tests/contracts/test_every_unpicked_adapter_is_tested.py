"""Clocks, listeners, hashers, signers … are not picked by URL, so they have no row in the table of contracts.

A module that has an adapter of its folder's port is named in the tests of that port's contract; one that has none, such
as a list or a key that the adapters need, has unit tests of its own.
"""

import importlib
import inspect
from pathlib import Path

import pytest

import cvscreen.adapters
from cvscreen.ports.clocks import Clock
from cvscreen.ports.events import EventSink
from cvscreen.ports.passwords import PasswordHasher
from cvscreen.ports.phones import PhoneFinder
from cvscreen.ports.signers import TokenSigner
from cvscreen.testing.table import CONTRACTS

HERE = Path(__file__).parent
ADAPTERS = Path(cvscreen.adapters.__file__).parent
PORTS: dict[str, type] = {
    "clocks": Clock,
    "events": EventSink,
    "passwords": PasswordHasher,
    "phones": PhoneFinder,
    "signers": TokenSigner,
}
SHARED = {"mongo", "redis", "sql"}
"""Folders of what adapters of several ports have in common."""
MODULES = [f"{port}.{path.stem}" for port in PORTS for path in sorted((ADAPTERS / port).glob("[a-z]*.py"))]


def methods(kind: type) -> set[str]:
    """The names of what can be called from outside."""
    return {name for name, _ in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")}


def has_adapter(module: str) -> bool:
    """Whether one of the classes that the module defines has all the methods of its folder's port."""
    found = importlib.import_module(f"cvscreen.adapters.{module}")
    classes = [kind for _, kind in inspect.getmembers(found, inspect.isclass) if kind.__module__ == found.__name__]
    wanted = methods(PORTS[module.partition(".")[0]])
    return any(wanted <= methods(kind) for kind in classes)


def test_every_port_is_picked_by_url_or_named_here() -> None:
    folders = {path.parent.name for path in ADAPTERS.glob("*/__init__.py")}
    assert folders == set(CONTRACTS) | set(PORTS) | SHARED


@pytest.mark.parametrize("port", PORTS)
def test_every_port_has_an_adapter(port: str) -> None:
    assert any(has_adapter(module) for module in MODULES if module.startswith(f"{port}."))


@pytest.mark.parametrize("module", MODULES)
def test_each_module_is_tested(module: str) -> None:
    contract = [HERE / f"test_{module.partition('.')[0]}_contract.py"]
    tests = contract if has_adapter(module) else sorted((HERE.parent / "unit").rglob("test_*.py"))
    assert any(f"from cvscreen.adapters.{module} import" in path.read_text("utf-8") for path in tests)
