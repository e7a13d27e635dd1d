"""The form parser's laws: how a body is cut into pieces changes nothing, and no bytes break it."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.errors import CvscreenError
from cvscreen.entrypoints.http.filenames import MAX_BYTES, attachment, sanitised
from cvscreen.entrypoints.http.refusals import Refusal
from cvscreen.entrypoints.http.uploads import FormLimits, UploadForm

LIMITS = FormLimits(file=2000, prompt=500)
KIND = "multipart/form-data; boundary=x"
CONTENT = b"%PDF-1.7\r\n--\r\n--y\r\n-" + bytes(range(256))
PARTS = [
    b'Content-Disposition: form-data; name="prompt"\r\n\r\nPython\r\nand "Kafka" --x',
    b'Content-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n' + CONTENT,
    b'Content-Disposition: form-data; name="rubric"\r\n\r\n{"criteria": [{"text": "Python"}]}',
]


async def _pieces(body: bytes, cuts: list[int]) -> AsyncIterator[bytes]:
    places = sorted({0, len(body), *(cut % (len(body) + 1) for cut in cuts)})
    for start, end in itertools.pairwise(places):
        yield body[start:end]


async def _read(body: bytes, cuts: list[int]) -> tuple[str, bytes, str, bool]:
    form = UploadForm(KIND, _pieces(body, cuts), LIMITS)
    name = await form.filename()
    content = b"".join([piece async for piece in form.file()])
    job = await form.job()
    return name, content, job.prompt, job.rubric is not None


@given(st.permutations(PARTS), st.lists(st.integers(0, 10_000)))
def test_a_form_reads_the_same_in_whatever_order_and_pieces_it_comes(parts: list[bytes], cuts: list[int]) -> None:
    body = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
    assert asyncio.run(_read(body, cuts)) == ("cv.pdf", CONTENT, 'Python\r\nand "Kafka" --x', True)


_SNIPPETS = st.sampled_from([*PARTS, b"--x", b"--x--", b"\r\n", b"\r\n\r\n", b"\n", b'name="file"', b"--", b"\0", b":"])


@given(st.lists(_SNIPPETS | st.binary(max_size=20)), st.lists(st.integers(0, 10_000), max_size=5))
def test_no_bytes_end_in_anything_but_a_form_or_an_error_of_ours(snippets: list[bytes], cuts: list[int]) -> None:
    with suppress(CvscreenError, Refusal):
        asyncio.run(_read(b"".join(snippets), cuts))


@pytest.mark.parametrize(
    "kind", ["", "multipart/form-data; boundary=", 'multipart/form-data; boundary="a\nb"', "x" * 10_000]
)
def test_no_content_type_breaks_the_parser(kind: str) -> None:
    with pytest.raises(Refusal):
        asyncio.run(UploadForm(kind, _pieces(b"", []), LIMITS).filename())


@given(st.text())
def test_a_sanitised_filename_can_stand_anywhere(given_name: str) -> None:
    try:
        name = sanitised(given_name)
    except Refusal:
        assert "\0" in given_name
        return
    assert 0 < len(name.encode()) <= MAX_BYTES
    assert not set(name) & set("/\\\r\n\0\u202e")
    assert attachment(name).isascii()
    assert "\r" not in attachment(name)
    assert sanitised(name) == name
