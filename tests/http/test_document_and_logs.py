"""Asking for the API's document, which is made by an app of its own, changes nothing else."""

from __future__ import annotations

import logging

from http_house import HttpHouse


async def test_whoever_asks_for_the_document_leaves_the_log_as_it_was(house: HttpHouse) -> None:
    handler = logging.NullHandler()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = [handler]
    try:
        await house.client.get("/api/schema/openapi.json")
        assert (root.handlers, root.level) == ([handler], level)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
