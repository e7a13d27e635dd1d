"""Loading the CVs of a batch: a few documents in memory at a time."""

import pytest
from memory_house import CV

from cvscreen.domain.documents import Document
from cvscreen.domain.errors import FileNotReadable, InternalError
from cvscreen.usecases.loading import LoadedTogether, Room, Source


def a_source(name: str) -> Source:
    return Source(name, lambda: Document(name, CV))


def missing() -> Document:
    raise FileNotReadable("it is not there")


async def test_the_next_ones_are_loaded_when_there_is_room_for_all_of_them() -> None:
    room = Room(3)
    first = LoadedTogether([a_source("a"), a_source("b")], room)
    second = LoadedTogether([a_source("c"), a_source("d")], room)
    assert [(await first.document(number)).filename for number in range(2)] == ["a", "b"]
    assert not second.loading.done()
    first.done()
    assert [(await second.document(number)).filename for number in range(2)] == ["c", "d"]


async def test_one_that_is_needed_for_long_takes_no_more_room_than_its_own() -> None:
    room = Room(4)
    groups = [LoadedTogether([a_source("a"), a_source("b")], room) for _ in range(5)]
    for group in groups:
        await group.document(0)
        group.done()
        if group is not groups[0]:
            group.done()
    assert all(group.loading.done() for group in groups)


async def test_a_document_is_given_out_once_and_not_kept() -> None:
    loaded = LoadedTogether([a_source("a")], Room(1))
    await loaded.document(0)
    with pytest.raises(InternalError):
        await loaded.document(0)


async def test_one_that_cannot_be_loaded_spoils_none_beside_it() -> None:
    loaded = LoadedTogether([Source("a", missing), a_source("b")], Room(2))
    with pytest.raises(FileNotReadable):
        await loaded.document(0)
    assert (await loaded.document(1)).filename == "b"
