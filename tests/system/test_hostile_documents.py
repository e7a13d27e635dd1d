import asyncio
import contextlib
import importlib.util
import subprocess
import sys
import zlib

import pytest
from parser_pools import linux_only, opening

from cvscreen.adapters.extractors.pool import PoolOptions, usable_cores
from cvscreen.adapters.extractors.pymupdf import LicenceWarning
from cvscreen.adapters.registry import open_adapter
from cvscreen.domain.errors import InvalidSetting, MissingExtra, ParserCrashed, ParserTimedOut
from cvscreen.ports.extractors import ExtractionRequest
from cvscreen.testing.pdfs import file_of, pdf_of, stream


def test_as_many_processes_as_usable_cores_are_the_default() -> None:
    assert PoolOptions().processes == usable_cores() >= 1


@pytest.mark.parametrize(
    "url",
    ["pdfium:?processes=0", "pdfium:?seconds=0", "pdfium:?memory_mb=1", "pdfium:?proceses=2", "pdfium:processes=2"],
)
async def test_options_that_make_no_sense_are_refused(url: str) -> None:
    with pytest.raises(InvalidSetting):
        async with open_adapter("extractors", opening(url)):
            pass


async def test_the_licence_of_pymupdf_is_said_when_it_opens() -> None:
    with pytest.warns(LicenceWarning, match=r"AGPL-3\.0 or commercial"):
        adapter = open_adapter("extractors", opening("pymupdf:?processes=1"))
    async with adapter as extractor:
        assert "AGPL-3.0 or commercial" in (await extractor.ping()).detail


@pytest.mark.parametrize("scheme", ["pymupdf", "pypdf"])
def test_a_missing_library_names_its_extra(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, f"cvscreen.adapters.extractors.{scheme}", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=rf"needs {scheme}: pip install 'cvscreen\[{scheme}\]'"):
        open_adapter("extractors", opening(f"{scheme}:"))


def hostile(content: bytes, *more: bytes) -> bytes:
    packed = stream(zlib.compress(content, 9), b"/Filter/FlateDecode")
    resources = b"/Resources<</XObject<</X 6 0 R>>/Font<</F 4 0 R>>>>"
    return file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R" + resources + b">>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            packed,
            *more,
        ]
    )


def forms_in_forms(depth: int) -> bytes:
    """Each draws the next one twice: two to the depth are drawn."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>/Font<</F 4 0 R>>>>"
    inner = [stream(b"/X Do /X Do", form % (7 + number)) for number in range(depth)]
    return hostile(b"/X Do", *inner, stream(b"BT /F 9 Tf (x) Tj ET", form % 4))


@linux_only
async def test_documents_that_kill_pdfium_are_typed_errors_and_the_next_one_is_read() -> None:
    async with open_adapter("extractors", opening("pdfium:?processes=1&memory_mb=256")) as extractor:
        for content in (hostile(b"q " * 10_000_000), forms_in_forms(30)):
            with pytest.raises(ParserCrashed, match=r"SIG.*256 MB"):
                await extractor.extract(ExtractionRequest(content=content, max_pages=1))
            good = await extractor.extract(ExtractionRequest(content=pdf_of(["Ada"]), max_pages=1))
            assert good.pages[0].text == "Ada"


@pytest.mark.parametrize("scheme", ["pdfium", "pymupdf", "pypdf"])
@pytest.mark.filterwarnings("ignore:PyMuPDF")
async def test_a_document_of_endless_forms_is_over_in_time(scheme: str) -> None:
    async with open_adapter("extractors", opening(f"{scheme}:?processes=1&seconds=0.5")) as extractor:
        async with asyncio.timeout(30):
            with contextlib.suppress(ParserTimedOut, ParserCrashed):  # or it is read: pypdf may be quick enough
                await extractor.extract(ExtractionRequest(content=forms_in_forms(30), max_pages=1))
        good = await extractor.extract(ExtractionRequest(content=pdf_of(["Ada"]), max_pages=1))
        assert good.pages[0].text == "Ada"


def test_opening_an_adapter_loads_no_pdf_library() -> None:
    script = (
        "import sys, cvscreen.adapters.extractors.pdfium, cvscreen.adapters.extractors.pypdf, "
        "cvscreen.adapters.extractors.pymupdf, cvscreen.adapters.extractors.parse_worker; "
        "heavy = {'pypdfium2', 'pypdfium2_raw', 'pypdf', 'pymupdf', 'asyncio', 'sqlalchemy', 'click'}; "
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
