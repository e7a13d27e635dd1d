import importlib
import pkgutil
from pathlib import Path

import pytest

from cvscreen import adapters
from cvscreen.adapters.table import Adapter
from cvscreen.testing.table import CONTRACTS


def folders_with_schemes() -> dict[str, dict[str, Adapter]]:
    names = [module.name for module in pkgutil.iter_modules(adapters.__path__) if module.ispkg]
    modules = {name: importlib.import_module(f"cvscreen.adapters.{name}") for name in names}
    return {name: module.SCHEMES for name, module in modules.items() if hasattr(module, "SCHEMES")}


def test_every_port_that_is_picked_by_url_has_a_contract() -> None:
    assert set(folders_with_schemes()) == set(CONTRACTS)


@pytest.mark.parametrize("port", CONTRACTS)
def test_every_scheme_has_a_row_and_every_row_a_scheme(port: str) -> None:
    assert set(CONTRACTS[port].urls) == set(folders_with_schemes()[port])


@pytest.mark.parametrize("port", CONTRACTS)
def test_every_row_opens_the_adapter_of_its_scheme(port: str) -> None:
    for scheme, url in CONTRACTS[port].urls.items():
        assert url.partition(":")[0] == scheme


@pytest.mark.parametrize("port", CONTRACTS)
def test_every_contract_is_run(port: str) -> None:
    module, _, suite = CONTRACTS[port].suite.partition(":")
    assert isinstance(getattr(importlib.import_module(module), suite), type)
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    assert any(f"({suite})" in text and f'rows("{port}")' in text for text in texts)
