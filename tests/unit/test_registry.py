"""From a URL to an open adapter, our own or somebody else's."""

import subprocess
import sys
from pathlib import Path

import pytest
from third_party import install

from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter, schemes
from cvscreen.adapters.scorers.scripted import ScriptedScorer
from cvscreen.adapters.table import Adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.container import open_screening
from cvscreen.domain.documents import Document
from cvscreen.domain.errors import InvalidSetting, UnknownScheme
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.settings import Settings, read_settings
from cvscreen.testing.extractors_plain import plain_pdf

MISSING_DRIVER = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[1]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocked())
from cvscreen.adapters.clocks.system import SystemClock
from cvscreen.adapters.registry import Opening, open_adapter
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import MissingExtra

try:
    open_adapter(sys.argv[2], Opening(url=AdapterURL(sys.argv[3]), clock=SystemClock()))
except MissingExtra as error:
    print(error.detail)
"""


def opening(url: str) -> Opening:
    return Opening(url=AdapterURL(url), clock=SystemClock())


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's package is installed."""
    monkeypatch.syspath_prepend(install(tmp_path / "site-packages"))
    monkeypatch.delitem(sys.modules, "acme_cvscreen", raising=False)


async def test_our_own_adapter_is_found_by_its_scheme() -> None:
    async with open_adapter("scorers", opening("SCRIPTED:?verdict=partial")) as scorer:
        assert isinstance(scorer, ScriptedScorer)


def test_an_unknown_scheme_lists_what_there_is() -> None:
    with pytest.raises(UnknownScheme) as error:
        open_adapter("scorers", opening("acme://ada:hunter2@host"))
    assert error.value.detail == "no adapter for 'acme://ada:***@host': scorers has lexical:, openrouter:, scripted:"


@pytest.mark.parametrize(
    ("driver", "port", "url", "extra"),
    [
        ("pypdf", "extractors", "pypdf:", "pypdf"),
        ("pymongo", "evaluations", "mongodb://db", "mongodb"),
        ("motor", "evaluations", "mongodb+motor://db", "motor"),
    ],
)
def test_a_missing_driver_names_the_extra_to_install(driver: str, port: str, url: str, extra: str) -> None:
    command = [sys.executable, "-c", MISSING_DRIVER, driver, port, url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{url!r} needs {driver}: pip install 'cvscreen[{extra}]'"


async def test_another_package_adds_a_scheme(acme: None) -> None:
    assert schemes("scorers")["acme"] == Adapter("acme_cvscreen:open")
    async with open_adapter("scorers", opening("acme:somewhere")) as scorer:
        assert (type(scorer).__name__, scorer.location) == ("AcmeScorer", "somewhere")


async def test_another_packages_adapters_are_used_through_settings(acme: None) -> None:
    settings = read_settings({"CVSCREEN_SCORER": "acme:", "CVSCREEN_EXTRACTOR": "plain:"})
    async with open_screening(settings) as container:
        drafted = await container.prepare_rubric()(None, Rubric((Criterion(id="1", text="Python"),)))
        report = await container.screen()(Document("cv.pdf", plain_pdf("Jane Doe\nPython since 2015")), drafted)
    assert (report.score, report.matches[0].evidence[0].quote) == (100, "Python since 2015")


async def test_another_package_cannot_take_the_place_of_ours(acme: None) -> None:
    assert "acme" not in schemes("scorers")["lexical"].target
    async with open_adapter("scorers", opening("lexical:")) as scorer:
        assert type(scorer).__name__ == "LexicalScorer"


def test_an_unknown_scheme_lists_also_what_others_add(acme: None) -> None:
    with pytest.raises(UnknownScheme, match="acme:, broken:, lexical:, lost:, openrouter:, scripted:"):
        open_adapter("scorers", opening("xyzzy:"))


def test_a_package_that_cannot_be_imported_is_a_settings_error(acme: None) -> None:
    with pytest.raises(InvalidSetting, match="acme_cvscreen_lost"):
        open_adapter("scorers", opening("lost:"))


async def test_a_setting_with_an_unknown_scheme_is_told_on_opening() -> None:
    with pytest.raises(UnknownScheme):
        async with open_screening(Settings(scorer="xyzzy:")):
            pass
