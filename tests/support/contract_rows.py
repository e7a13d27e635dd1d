"""The rows of the contract table as parameters of tests, with the real servers that their URLs name."""

import string
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from real_servers import SERVERS, RealServer

from cvscreen.testing.table import CONTRACTS


def rows(port: str) -> list[Any]:
    """A parameter for every scheme of the port."""
    return [pytest.param(scheme, marks=_marks(url)) for scheme, url in CONTRACTS[port].urls.items()]


class Places(dict[str, str]):
    """What stands in place of `{tmp}` and of the servers' names, one empty corner of each a test."""

    def __init__(self, tmp: str, server: Callable[[str], RealServer]) -> None:
        super().__init__(tmp=tmp)
        self._server = server

    def __missing__(self, name: str) -> str:
        self[name] = self._server(name).emptied().partition(":")[2]
        return self[name]


def _marks(url: str) -> list[pytest.MarkDecorator]:
    named = [name for name in _named(url) if name in SERVERS]
    return [pytest.mark.servers(*named)] if named else []


def _named(url: str) -> Iterator[str]:
    return (name for _, name, _, _ in string.Formatter().parse(url) if name)
