"""The parsers themselves, called in the process of the tests."""

import pytest

from cvscreen.adapters.extractors import parsing
from cvscreen.adapters.extractors.parsing import Line, Parser, clean, page_of, text_of
from cvscreen.adapters.extractors.pdfium import PdfiumParser
from cvscreen.adapters.extractors.pymupdf import PyMuPDFParser
from cvscreen.domain.errors import CorruptPDF, NoPages, TooManyPages
from cvscreen.domain.text import CVText, Page, Span
from cvscreen.testing.pdfs import file_of, pdf_of, stream

BOTH = pytest.mark.parametrize("parser", [PdfiumParser(), PyMuPDFParser()], ids=["pdfium", "pymupdf"])


def page_with(content: bytes, font: bytes = b"/BaseFont/Helvetica", *more: bytes) -> bytes:
    return file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            stream(b"BT " + content + b" ET"),
            b"<</Type/Font/Subtype/Type1" + font + b">>",
            *more,
        ]
    )


def sizes(text: CVText) -> dict[str, float | None]:
    page = text.pages[0]
    return {page.text[span.start : span.end]: span.size for span in page.spans}


@BOTH
def test_the_size_of_a_line_is_the_one_that_is_seen(parser: Parser) -> None:
    content = page_with(
        b"/F 1 Tf 30 0 0 30 50 700 Tm (Scaled by the text matrix) Tj /F 12 Tf 1 0 0 1 50 600 Tm (As it is) Tj"
    )
    assert sizes(parser.read(content, 1)) == {"Scaled by the text matrix": 30, "As it is": 12}


@BOTH
def test_spans_cover_the_lines_of_the_first_pages_head(parser: Parser) -> None:
    lines = [f"Line {number}" for number in range(26)]
    text = parser.read(pdf_of(lines, lines), 2)
    assert sizes(text) == {line: 11.0 if place else 22.0 for place, line in enumerate(lines)}
    assert not text.pages[1].spans


def test_text_outside_the_page_is_left_out_and_does_not_shift_the_sizes() -> None:
    content = page_with(
        b"/F 20 Tf 1 0 0 1 50 900 Tm (above the page) Tj 1 0 0 1 50 700 Tm (Ada) Tj /F 10 Tf 1 0 0 1 50 600 Tm (Bob) Tj"
    )
    text = PdfiumParser().read(content, 1)
    assert text.pages[0].text == "Ada\nBob"
    assert sizes(text) == {"Ada": 20, "Bob": 10}


def test_a_line_after_an_emoji_keeps_its_size_and_place() -> None:
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <41> <D83DDCDE> <42> <0000> endbfchar "
        b"endcmap end end"
    )
    content = page_with(
        b"/F 20 Tf 50 700 Td (Ax ABphone) Tj /F 10 Tf 0 -50 Td (next) Tj",
        b"/BaseFont/Helvetica/ToUnicode 6 0 R",
        stream(to_unicode),
    )
    page = PdfiumParser().read(content, 1).pages[0]
    assert page.text == "\U0001f4dex \U0001f4dephone\nnext"
    assert page.spans == (Span(0, 9, 20.0), Span(10, 14, 10.0))


def test_a_hyphen_at_a_lines_end_is_kept_where_pdfium_joins_the_lines() -> None:
    content = page_with(b"/F 12 Tf 50 700 Td (a multi-) Tj 0 -14 Td (tenant service) Tj")
    assert PdfiumParser().read(content, 1).pages[0].text == "a multi-tenant service"


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        ("on\xadpremise", "on-premise"),
        ("555-\xad\u20105555", "555-5555"),
        ("La\t\r \xa0Verne", "La Verne"),
        ("tab\tand\xa0space", "tab and space"),
        ("line\u2028separator\x85next", "line separator next"),
        ("\x00nul\x07bell\ufffe\ud83d", "nulbell"),
        ("  inside  two  ", "inside  two"),
        ("\U0001f4de 中文 Zoë", "\U0001f4de 中文 Zoë"),
        ("\n\r\t", ""),
    ],
)
def test_lines_are_cleaned(line: str, cleaned: str) -> None:
    assert clean(line) == cleaned


def test_blank_lines_are_dropped_and_unknown_sizes_have_no_span() -> None:
    page = page_of(3, [Line(" \x00"), Line(" Ada ", 20.0), Line(""), Line("unknown"), Line("Bob", 9.5)])
    assert page == Page(3, "Ada\nunknown\nBob", (Span(0, 3, 20.0), Span(12, 15, 9.5)))


def test_reading_stops_at_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MAX_CHARACTERS", 10)
    pages = iter([Page(1, "12345"), Page(2, "12345"), Page(3, "1"), Page(4, "never read")])
    with pytest.raises(CorruptPDF, match="10 characters"):
        text_of(pages)
    assert next(pages).number == 4


@BOTH
def test_pages_are_counted_before_any_is_read(parser: Parser) -> None:
    broken_pages = file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 3 0 R 3 0 R]/Count 3>>",
            b"<</Type/Page/Parent 2 0 R>>",
        ]
    )
    with pytest.raises(TooManyPages):
        parser.read(broken_pages, 2)
    with pytest.raises(NoPages):
        parser.read(pdf_of(), 2)
