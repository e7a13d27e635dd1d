"""What a name, a password and a device are, whoever writes them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.accounts import (
    MAX_NAME,
    MAX_PASSWORD,
    MAX_USER_AGENT,
    MIN_PASSWORD,
    Device,
    check_name,
    check_password,
    password_form,
)
from cvscreen.domain.errors import InvalidName, WeakPassword

EMAIL = "ada@example.com"
COMMON = frozenset({"password123", "1234567890", "iloveyou12"})


@pytest.mark.parametrize(
    "name", ["", "Ada", "Zoë Ünal", "Nguyễn Thị Minh Khai", "O’Neil-Smith", "مریم\u200cسادات", "ශ්‍රී", "🧑🏽‍💻", "李"]
)
def test_a_name_is_what_people_say_it_is(name: str) -> None:
    assert check_name(f"  {name} ") == name


@pytest.mark.parametrize(
    "name",
    [
        "Ada\nLovelace",
        "Ada\x00",
        "\x1b[31mAda",
        "\u202eada",
        "Ada\u2028Eve",
        "A\ud800",
        "\ufeffAda",
        "a" * (MAX_NAME + 1),
    ],
    ids=ascii,
)
def test_a_name_cannot_break_a_line_or_turn_it_around(name: str) -> None:
    with pytest.raises(InvalidName):
        check_name(name)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "vierzehnzwoelf",
        "пароль из слов",
        "x" * 5 + "y" * 5 + "z",
        "a" * 250 + "bcdefg",
        "0 1 2 3 4 5",
    ],
)
def test_length_is_all_a_password_needs(password: str) -> None:
    check_password(password, EMAIL, COMMON)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "x1!Yzabcd",
        "password123",
        "PassWord123",
        "ｐａｓｓｗｏｒｄ１２３",
        " password123 ",
        "aaaaaaaaaaaa",
        "AaAaAaAaAaAa",
        "abababababab",
        " " * 20,
        "ada@example.com",
        "ADA@example.COM",
        "adalovelace",
        "a" * 100 + "bc" + "d" * 155,
    ],
)
def test_a_password_that_would_be_guessed_is_refused(password: str) -> None:
    email = "AdaLovelace@example.com" if password.startswith("adal") else EMAIL
    with pytest.raises(WeakPassword):
        check_password(password, email, COMMON)


def test_the_shortest_and_the_longest_password() -> None:
    check_password("abcdefghij", EMAIL, COMMON)
    assert len("abcdefghij") == MIN_PASSWORD
    check_password("abcd" * 64, EMAIL, COMMON)
    assert len("abcd" * 64) == MAX_PASSWORD


def test_the_text_of_a_refusal_does_not_quote_the_password() -> None:
    for password in ("password123", "pw", "ada@example.com", "long" * 100):
        with pytest.raises(WeakPassword) as caught:
            check_password(password, EMAIL, COMMON)
        assert password not in caught.value.detail


def test_a_password_fits_from_every_keyboard() -> None:
    assert password_form("schlu\u0308ssel im Topf") == password_form("schl\u00fcssel im Topf")
    assert password_form("Case Matters Here") != password_form("case matters here")


@given(st.text(max_size=MAX_PASSWORD), st.text(max_size=MAX_PASSWORD))
def test_passwords_that_differ_in_more_than_form_are_different(one: str, other: str) -> None:
    same = unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)
    assert (password_form(one) == password_form(other)) is same


@given(st.text(st.characters(), max_size=600))
def test_every_password_can_be_hashed(password: str) -> None:
    password_form(password).encode()


@given(st.text(min_size=MAX_PASSWORD + 1, max_size=600))
def test_a_password_that_is_too_long_fits_no_shorter_one(password: str) -> None:
    assert password_form(password) == password_form(password[: MAX_PASSWORD + 1])
    with pytest.raises(WeakPassword):
        check_password(password, EMAIL, COMMON)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::1%\n 203.0.113.7 admin", "::1"),
        ("unix:/run/socket", None),
        ("203.0.113.7\nlogged_in", None),
        ("", None),
        (None, None),
    ],
    ids=ascii,
)
def test_a_device_has_an_address_or_none(said: str | None, kept: str | None) -> None:
    assert Device(ip=said).ip == kept


def test_a_user_agent_is_one_line_of_text_that_can_be_kept() -> None:
    assert (
        Device(user_agent="Fire\x00fox\r\nX-Admin: 1\x1b[2J\ud800\u202e/1.0").user_agent
        == "Fire fox  X-Admin: 1 [2J  /1.0"
    )
    assert Device(user_agent="\x00").user_agent is None


@given(st.none() | st.text(st.characters(), max_size=1000), st.none() | st.text(st.characters(), max_size=1000))
def test_a_device_is_fit_to_be_kept_and_shown(ip: str | None, user_agent: str | None) -> None:
    device = Device(ip=ip, user_agent=user_agent)
    assert Device(ip=device.ip, user_agent=device.user_agent) == device
    assert len(device.user_agent or "") <= MAX_USER_AGENT
    assert (device.user_agent or "").isprintable()
    assert len(device.ip or "") <= 45
