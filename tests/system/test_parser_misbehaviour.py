"""What a document or a parser does wrong is a typed error, and the next document is read."""

import json
import signal
import sys

import pytest
from parser_pools import ended, linux_only, naughty, opening, outcome, posix_only, told

from cvscreen.adapters.extractors.pool import ParserPool, open_pool
from cvscreen.domain.errors import CorruptPDF, ParserCrashed, ParserTimedOut


async def test_a_document_that_takes_too_long_is_stopped_and_the_next_is_read() -> None:
    async with naughty("seconds=0.5") as pool:
        pid = int(await told(pool, "pid"))
        with pytest.raises(ParserTimedOut, match=r"0\.5 s"):
            await told(pool, "hang")
        assert await told(pool, "say next") == "next"
        assert await ended(pid)


@posix_only
async def test_a_crash_names_the_signal_and_the_next_document_is_read(pool: ParserPool) -> None:
    with pytest.raises(ParserCrashed, match="SIGSEGV"):
        await told(pool, f"die {int(signal.SIGSEGV)}")
    with pytest.raises(ParserCrashed, match="exit status 3"):
        await told(pool, "leave 3")
    assert await told(pool, "say next") == "next"


async def test_what_a_library_prints_does_not_meet_the_answers(pool: ParserPool) -> None:
    assert await told(pool, "chatter well") == "well"
    assert await told(pool, "say next") == "next"


async def test_a_process_sees_no_secret(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {"CVSCREEN_SECRET": "a", "OPENROUTER_API_KEY": "b", "AWS_SECRET_ACCESS_KEY": "c", "HOME": "/home"}
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    assert not secrets.keys() & json.loads(await told(pool, "environment")).keys()


async def test_any_exception_is_a_corrupt_pdf_without_the_documents_words(pool: ParserPool) -> None:
    with pytest.raises(CorruptPDF, match="LookupError") as caught:
        await told(pool, "fail words")
    assert "words" not in caught.value.detail
    with pytest.raises(CorruptPDF, match="UnicodeEncodeError"):
        await told(pool, "half_a_character")
    assert await told(pool, "say next") == "next"


@linux_only
async def test_a_document_that_eats_memory_is_a_crash() -> None:
    async with naughty("memory_mb=512") as pool:
        pid = await told(pool, "pid")
        with pytest.raises(ParserCrashed, match="512 MB"):
            await told(pool, "eat")
        assert await told(pool, "pid") != pid


async def test_too_much_text_is_a_corrupt_pdf(pool: ParserPool) -> None:
    with pytest.raises(CorruptPDF, match="too much text"):
        await told(pool, "write_much")
    assert await told(pool, "say next") == "next"


@linux_only
@pytest.mark.parametrize("what", ["write_garbage", "announce_much"])
async def test_a_process_that_leaves_the_protocol_is_a_crash(pool: ParserPool, what: str) -> None:
    with pytest.raises(ParserCrashed, match="protocol"):
        await told(pool, what)
    assert await told(pool, "say next") == "next"


@linux_only
async def test_a_second_answer_is_never_given_to_the_next_document(pool: ParserPool) -> None:
    assert await told(pool, "answer_twice first") == "first"
    answers = [await outcome(pool, "say next") for _ in range(3)]
    assert answers in (["next"] * 3, ["parser_crashed", "next", "next"])


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("naughty_parser:Broken", "LookupError: no library"),
        ("naughty_parser:Missing", "AttributeError"),
        ("no_such_module:Parser", "no_such_module"),
    ],
)
async def test_a_parser_that_does_not_load_says_why(target: str, reason: str) -> None:
    async with open_pool(opening("x:?processes=1"), target) as pool:
        for _ in range(2):
            with pytest.raises(ParserCrashed, match=reason):
                await pool.ping()
            with pytest.raises(ParserCrashed, match=reason):
                await told(pool, "say anything")


async def test_a_process_that_cannot_be_started_is_a_typed_error(
    pool: ParserPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(ParserCrashed, match="no parser process can be started"):
        await told(pool, "say anything")
