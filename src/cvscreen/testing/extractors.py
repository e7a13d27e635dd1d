"""What every text extractor promises."""

from __future__ import annotations

import asyncio

import pytest

from cvscreen.domain.errors import CorruptPDF, EncryptedPDF, NoPages, TooManyPages
from cvscreen.domain.masks import masked
from cvscreen.domain.text import CVText
from cvscreen.ports.extractors import ExtractionRequest, TextExtractor
from cvscreen.testing.pdfs import CORRUPT, file_of, pdf_of, stream

FIRST = ["Ada Lovelace", "Analyst", "ada@example.com"]
SECOND = ["Experience", "Notes on the engine (1843)"]


async def read(extractor: TextExtractor, content: bytes, max_pages: int = 100) -> CVText:
    """The content's text."""
    return await extractor.extract(ExtractionRequest(content=content, max_pages=max_pages))


def pdf_with_awkward_characters() -> bytes:
    """A page whose font says that its glyphs mean NUL, half a character, no character, a bell, and an emoji."""
    meanings = b"5 beginbfchar <41> <0000> <42> <D83D> <43> <FFFE> <44> <0007> <45> <D83DDCDE> endbfchar"
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"1 begincodespacerange <00> <FF> endcodespacerange " + meanings + b" endcmap end end"
    )
    return file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            stream(b"BT /F 12 Tf 50 700 Td (begin xAyBzCwDvE end) Tj ET"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
            stream(to_unicode),
        ]
    )


@pytest.mark.asyncio
class TextExtractorContract:
    """Needs a fixture `extractor` that is a TextExtractor."""

    async def test_it_reads_the_pages_in_order(self, extractor: TextExtractor) -> None:
        text = await read(extractor, pdf_of(FIRST, SECOND, ["Third"]))
        assert [page.number for page in text.pages] == [1, 2, 3]
        assert [page.text.split("\n") for page in text.pages] == [FIRST, SECOND, ["Third"]]

    async def test_it_masks_as_the_core_does_or_leaves_it_to_the_core(self, extractor: TextExtractor) -> None:
        raw = await read(extractor, pdf_of(FIRST, SECOND))
        assert not raw.masked
        asked = await extractor.extract(ExtractionRequest(content=pdf_of(FIRST, SECOND), max_pages=2, masked=True))
        assert asked == (masked(raw) if asked.masked else raw)

    async def test_a_page_without_text_is_there_and_empty(self, extractor: TextExtractor) -> None:
        text = await read(extractor, pdf_of(FIRST, [], SECOND))
        assert [bool(page.text) for page in text.pages] == [True, False, True]
        assert (await read(extractor, pdf_of([]))).is_blank()

    async def test_spans_lie_within_their_page(self, extractor: TextExtractor) -> None:
        for page in (await read(extractor, pdf_of(FIRST, SECOND))).pages:
            for span in page.spans:
                assert 0 <= span.start < span.end <= len(page.text)
                assert page.text[span.start : span.end].strip()

    async def test_where_sizes_are_known_the_largest_line_is_known(self, extractor: TextExtractor) -> None:
        page = (await read(extractor, pdf_of(FIRST))).pages[0]
        sizes = {span.start: span.size for span in page.spans if span.size is not None}
        if sizes:
            assert max(sizes, key=lambda start: sizes[start]) == 0

    async def test_accents_are_kept(self, extractor: TextExtractor) -> None:
        text = await read(extractor, pdf_of(["Zoë Ünal", "Zürich – né à l'été".replace("–", "-")]))
        assert text.pages[0].text == "Zoë Ünal\nZürich - né à l'été"

    async def test_the_text_is_valid_unicode_without_control_characters(self, extractor: TextExtractor) -> None:
        text = (await read(extractor, pdf_with_awkward_characters())).pages[0].text
        assert text.encode()
        assert not [character for character in text if character < " " and character != "\n"]
        assert text.startswith("begin x")
        assert text.endswith("end")

    async def test_an_encrypted_pdf_without_password_is_read(self, extractor: TextExtractor) -> None:
        text = await read(extractor, pdf_of(FIRST, password=""))
        assert text.pages[0].text.split("\n") == FIRST

    async def test_a_pdf_that_needs_a_password_is_an_error(self, extractor: TextExtractor) -> None:
        with pytest.raises(EncryptedPDF):
            await read(extractor, pdf_of(FIRST, password="secret"))

    @pytest.mark.parametrize(
        "content", [CORRUPT, b"%PDF-1.7", b"", b"\x00" * 5000], ids=["words", "head", "none", "zeros"]
    )
    async def test_what_cannot_be_parsed_is_an_error(self, extractor: TextExtractor, content: bytes) -> None:
        with pytest.raises(CorruptPDF):
            await read(extractor, content)

    async def test_a_pdf_without_pages_is_an_error(self, extractor: TextExtractor) -> None:
        with pytest.raises(NoPages):
            await read(extractor, pdf_of())

    async def test_the_page_limit_is_kept(self, extractor: TextExtractor) -> None:
        content = pdf_of(FIRST, SECOND, [])
        assert len((await read(extractor, content, max_pages=3)).pages) == 3
        with pytest.raises(TooManyPages, match="3"):
            await read(extractor, content, max_pages=2)

    async def test_it_reads_on_after_an_error(self, extractor: TextExtractor) -> None:
        for _ in range(3):
            with pytest.raises(CorruptPDF):
                await read(extractor, CORRUPT)
            assert (await read(extractor, pdf_of(FIRST))).pages[0].text.split("\n") == FIRST

    async def test_many_at_once_get_their_own_text(self, extractor: TextExtractor) -> None:
        names = [f"Candidate {number}" for number in range(40)]
        texts = await asyncio.gather(*(read(extractor, pdf_of([name])) for name in names))
        assert [text.pages[0].text for text in texts] == names

    async def test_a_cancelled_call_does_not_disturb_the_next(self, extractor: TextExtractor) -> None:
        for _ in range(3):
            task = asyncio.create_task(read(extractor, pdf_of(SECOND)))
            await asyncio.sleep(0.01)
            task.cancel()
            assert (await read(extractor, pdf_of(FIRST))).pages[0].text.split("\n") == FIRST
            await asyncio.gather(task, return_exceptions=True)

    async def test_it_answers_a_ping(self, extractor: TextExtractor) -> None:
        assert (await extractor.ping()).detail
