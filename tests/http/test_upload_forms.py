"""Forms that are wrong, or slow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from http_house import PDF, HttpHouse, code_of, http_house
from upload_forms import FILE, form, posted, text

from cvscreen.entrypoints.http.exchange import Patience

MB = 2**20


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\ada\cv.pdf", "cv.pdf"),
        ("/", "cv.pdf"),
        ("..", "cv.pdf"),
        ("  ", "cv.pdf"),
        ("a\x07b\x1b[31m.pdf", "ab[31m.pdf"),
        ("fdp.\u202etxt", "fdp.txt"),
        ("Lebenslauf für Zoë.pdf", "Lebenslauf für Zoë.pdf"),
        ("履歴書" * 100 + ".pdf", "履歴書" * 27 + "履歴" + ".pdf"),
    ],
    ids=["traversal", "windows path", "slash", "dots", "blank", "control", "bidi", "umlauts", "long"],
)
async def test_a_filename_is_made_harmless_in_storage_and_headers(
    house: HttpHouse, ada: dict[str, str], given: str, kept: str
) -> None:
    named = f'Content-Disposition: form-data; name="file"; filename="{given}"'
    answer = await posted(house, ada, form((named, PDF), text("prompt")))
    assert answer.json()["cv"]["filename"] == kept
    download = await house.client.get(f"{answer.headers['location']}cv/", headers=ada)
    assert download.content == PDF
    assert download.headers["content-disposition"].isascii()
    assert download.headers["content-disposition"].startswith("attachment; filename=")


async def test_a_prompt_of_1_mb_is_refused_and_nothing_stays(house: HttpHouse, ada: dict[str, str]) -> None:
    assert code_of(await house.sent(ada, prompt="x" * MB)) == (413, "prompt_too_long")
    late = form((FILE, PDF), text("prompt", b"x" * MB))
    assert code_of(await posted(house, ada, late)) == (413, "prompt_too_long")
    assert await house.files() == 0


@pytest.mark.parametrize(
    "part",
    [
        text("prompt", b"Py\0thon"),
        text("prompt", b"Py\xff\xfethon"),
        text("rubric", b"\xff"),
        ('Content-Disposition: form-data; name="file"; filename="c\0v.pdf"', PDF),
    ],
    ids=["NUL in the prompt", "invalid UTF-8 in the prompt", "invalid UTF-8 in the rubric", "NUL in the filename"],
)
async def test_nul_bytes_and_invalid_utf_8_are_refused_and_nothing_stays(
    house: HttpHouse, ada: dict[str, str], part: tuple[str, bytes]
) -> None:
    others = [other for other in ((FILE, PDF), text("prompt")) if other[0].split(";")[1] != part[0].split(";")[1]]
    status, code = code_of(await posted(house, ada, form(part, *others)))
    assert (status, code) in {(400, "invalid_text"), (400, "invalid_form")}
    assert await house.files() == 0


async def test_invalid_utf_8_in_the_filename_is_refused(house: HttpHouse, ada: dict[str, str]) -> None:
    body = form((FILE, PDF), text("prompt")).replace(b'"cv.pdf"', b'"c\xffv.pdf"')
    assert code_of(await posted(house, ada, body)) == (400, "invalid_form")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no form at all",
        form((FILE, PDF), text("prompt"), end=b""),
        form((FILE, PDF), end=b""),
        form(("X: " + "y" * 9000 + "\r\n" + FILE, PDF), text("prompt")),
        form(("\r\n".join(f"X-{n}: y" for n in range(20)) + "\r\n" + FILE, PDF), text("prompt")),
        form(("Content-Disposition: attachment", PDF), text("prompt")),
    ],
    ids="empty text cut-after-prompt cut-after-file header-bomb many-headers no-form-data".split(),
)
async def test_a_malformed_form_is_refused_and_nothing_stays(
    house: HttpHouse, ada: dict[str, str], body: bytes
) -> None:
    assert code_of(await posted(house, ada, body)) == (400, "invalid_form")
    assert await house.files() == 0


@pytest.mark.parametrize(
    "kind", ["application/json", "application/pdf", "multipart/form-data", "multipart/mixed; boundary=x", ""]
)
async def test_anything_but_a_form_is_a_415(house: HttpHouse, ada: dict[str, str], kind: str) -> None:
    answer = await posted(house, ada, form((FILE, PDF), text("prompt")), **{"Content-Type": kind})
    assert code_of(answer) == (415, "unsupported_media_type")


async def test_an_upload_that_pauses_too_long_is_a_408_and_nothing_stays(tmp_path: Path) -> None:
    async with http_house(tmp_path, Patience(idle=0.05)) as house:
        who = await house.signed_in()

        async def slow() -> AsyncIterator[bytes]:
            yield form((FILE, PDF))[:-40]
            await asyncio.sleep(60)

        assert code_of(await posted(house, who, slow())) == (408, "upload_timed_out")
        assert await house.files() == 0


async def test_an_upload_that_drips_for_ever_is_a_408(tmp_path: Path) -> None:
    async with http_house(tmp_path, Patience(idle=5, total=0.2)) as house:
        who = await house.signed_in()

        async def dripping() -> AsyncIterator[bytes]:
            yield form((FILE, PDF))[:-40]
            while True:
                await asyncio.sleep(0.01)
                yield b"x"

        assert code_of(await posted(house, who, dripping())) == (408, "upload_timed_out")
        assert await house.files() == 0
