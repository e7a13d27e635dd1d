"""Loading the CVs of a batch: a few documents in memory at a time."""

import asyncio

import pytest
from memory_house import CV

from cvscreen.domain.documents import Document
from cvscreen.domain.errors import FileNotReadable, InternalError
from cvscreen.usecases.loading import LoadedTogether, Source


def a_source(name: str) -> Source:
    return Source(name, lambda: Document(name, CV))


def missing() -> Document:
    raise FileNotReadable("it is not there")


async def test_the_next_ones_are_loaded_when_none_of_those_before_is_needed_any_more() -> None:
    room = asyncio.Semaphore(1)
    first = LoadedTogether([a_source("a"), a_source("b")], room)
    second = LoadedTogether([a_source("c")], room)
    assert (await first.document(0)).filename == "a"
    first.done()
    assert (await first.document(1)).filename == "b"
    assert not second.loading.done()
    first.done()
    assert (await second.document(0)).filename == "c"


async def test_a_document_is_given_out_once_and_not_kept() -> None:
    loaded = LoadedTogether([a_source("a")], asyncio.Semaphore(1))
    await loaded.document(0)
    with pytest.raises(InternalError):
        await loaded.document(0)


async def test_one_that_cannot_be_loaded_spoils_none_beside_it() -> None:
    loaded = LoadedTogether([Source("a", missing), a_source("b")], asyncio.Semaphore(1))
    with pytest.raises(FileNotReadable):
        await loaded.document(0)
    assert (await loaded.document(1)).filename == "b"
