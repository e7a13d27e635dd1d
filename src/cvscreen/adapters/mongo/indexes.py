"""Indexes: which a collection should have, and has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pymongo import IndexModel
from pymongo.asynchronous.collection import AsyncCollection

from cvscreen.adapters.mongo.driver import Document


@dataclass(frozen=True, slots=True)
class Index:
    """An index over fields, all ascending, since it is read in both directions.

    `only` limits it to documents that match. `expire_seconds` lets documents be removed so long after the date in
    the field.
    """

    name: str
    fields: tuple[str, ...]
    unique: bool = False
    only: Mapping[str, Any] | None = None
    expire_seconds: int | None = None

    def model(self) -> IndexModel:
        """As the driver takes it."""
        return IndexModel([(field, 1) for field in self.fields], name=self.name, **self._options())

    def is_like(self, found: Mapping[str, Any] | None) -> bool:
        """Whether what the server tells of the index of that name is this one."""
        if found is None:
            return False
        options = {name: found.get(name) for name in ("partialFilterExpression", "expireAfterSeconds")}
        wanted = {name: self._options().get(name) for name in options}
        keys = [(field, int(direction)) for field, direction in found["key"]]
        same_keys = keys == [(field, 1) for field in self.fields]
        return same_keys and options == wanted and bool(found.get("unique")) == self.unique

    def _options(self) -> dict[str, Any]:
        given: dict[str, Any] = {"unique": self.unique or None, "expireAfterSeconds": self.expire_seconds}
        given["partialFilterExpression"] = None if self.only is None else dict(self.only)
        return {name: value for name, value in given.items() if value is not None}


async def missing(collection: AsyncCollection[Document], wanted: Iterable[Index]) -> list[Index]:
    """Those of the indexes that the collection has not, or not like that. Raises PyMongoError."""
    found = await collection.index_information()
    return [index for index in wanted if not index.is_like(found.get(index.name))]


async def create(collection: AsyncCollection[Document], wanted: Iterable[Index]) -> None:
    """Make the indexes that are missing; one of the same name that is not like it goes first. Raises PyMongoError."""
    found = await collection.index_information()
    new = [index for index in wanted if not index.is_like(found.get(index.name))]
    for index in new:
        if index.name in found:
            await collection.drop_index(index.name)
    if new:
        await collection.create_indexes([index.model() for index in new])
