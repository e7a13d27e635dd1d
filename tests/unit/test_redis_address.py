"""What a Redis URL says, and what nobody gets to see of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvscreen.adapters.redis.address import redis_address
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting


def test_a_url_names_a_server_a_database_and_who_we_are() -> None:
    found = redis_address(AdapterURL("redis://cv:p%40ss%2F%3F%23@cache.example.com:6380/3?prefix=a:&seconds=0.5"))
    assert (found.host, found.port, found.database) == ("cache.example.com", 6380, 3)
    assert (found.username, found.password) == ("cv", "p@ss/?#")
    assert (found.options.prefix, found.options.seconds, found.tls) == ("a:", 0.5, False)


def test_little_needs_to_be_said() -> None:
    found = redis_address(AdapterURL("redis://localhost"))
    assert (found.port, found.database, found.username, found.password) == (6379, 0, None, None)


def test_a_password_may_stand_without_a_user_and_a_host_may_be_ipv6() -> None:
    found = redis_address(AdapterURL("rediss://:secret@[::1]/1"))
    assert (found.host, found.username, found.password, found.tls) == ("::1", None, "secret", True)


def test_an_address_is_printed_without_its_password() -> None:
    address = redis_address(AdapterURL("redis://cv:hunter2@localhost"))
    assert "hunter2" not in repr(address) + address.name


@pytest.mark.parametrize(
    "text",
    [
        "redis:",
        "redis:///0",
        "redis://cv:hunter2@localhost/x",
        "redis://cv:hunter2@localhost/-1",
        "redis://cv:hunter2@localhost/0/1",
        "redis://cv:hunter2@localhost:port",
        "redis://cv:hunter2@localhost:99999",
        "redis://cv:hunter2@[localhost",
        "redis://cv:hunter2@localhost/0?prefx=a",
        "redis://cv:hunter2@localhost/0?seconds=0",
        "redis://cv:hunter2@localhost/0?ca_file=ca.pem",
        "rediss://cv:hunter2@localhost/0?ca_file=nowhere.pem",
        "redis://cv:hun#ter2@localhost",
    ],
)
def test_nonsense_is_refused_without_the_password(text: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        redis_address(AdapterURL(text))
    assert "hunter2" not in str(refused.value)


def test_a_file_of_authorities_is_taken(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    found = redis_address(AdapterURL(f"rediss://localhost?ca_file={tmp_path / 'ca.pem'}"))
    assert found.options.ca_file == str(tmp_path / "ca.pem")
