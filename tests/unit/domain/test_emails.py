"""What an e-mail address is, and which spellings are one account."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.accounts import (
    MAX_EMAIL,
    MAX_PASSWORD,
    account_hash,
    check_email,
    email_key,
    password_form,
)
from cvscreen.domain.errors import InvalidEmail

EMAIL = "ada@example.com"
TEXT = st.text(st.characters() | st.sampled_from("Kßİı\u0345\u0344ﬁＡ＠．\u00a8 \u3000"), max_size=40)


@pytest.mark.parametrize(
    "email",
    [
        "ada@example.com",
        "a@b.de",
        "Ada.Lovelace+cv@Sub.Example.CO.UK",
        "o'neil_-x@example.com",
        "zoë@münchen.de",
        "用户@例子.广告",
        "a@उदाहरण.परीक्षा",
        "😀@example.com",
        "ａda@example.com",
        "a" * 64 + "@example.com",
        "1@1and1.com",
    ],
)
def test_an_address_that_may_exist_is_taken_as_it_is_written(email: str) -> None:
    assert check_email(f" \t{email}\n") == email


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@localhost",
        "ada@example.c",
        "ada@.com",
        "ada@example..com",
        "ada@example.com.",
        "ada@-example.com",
        "ada@example-.com",
        "ada@exa_mple.com",
        "ada@exa/mple.com",
        ".ada@example.com",
        "ada.@example.com",
        "a..da@example.com",
        "ada@eve@example.com",
        "ada eve@example.com",
        "ada@example.com,eve@example.com",
        "Ada <ada@example.com>",
        '"ada"@example.com',
        "a" * 65 + "@example.com",
        "ada@" + "a" * 64 + ".com",
        "ada@" + "a." * 130 + "com",
    ],
)
def test_what_cannot_be_an_address_is_refused(email: str) -> None:
    with pytest.raises(InvalidEmail):
        check_email(email)


@pytest.mark.parametrize(
    "email",
    [
        "ada\x00@example.com",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada\u200b@example.com",
        "ada\u202e@example.com",
        "ada\u00ad@example.com",
        "ada\ud800@example.com",
        "ada\u2028@example.com",
        "ada@exa\u1680mple.com",
        "ada\u00a0@example.com",
    ],
    ids=ascii,
)
def test_nothing_that_nobody_can_see_is_in_an_address(email: str) -> None:
    with pytest.raises(InvalidEmail):
        check_email(email)


@pytest.mark.parametrize(
    "email",
    [
        "ada＠eve@example.com",
        "ada@exa℀mple.com",
        "ada\u00a8@example.com",
        "ada\uff0c@example.com",
        "a@" + ("ß" * 30 + ".") * 5 + "de",
        "ﷺ" * 15 + "@example.com",
    ],
    ids=ascii,
)
def test_an_address_is_refused_for_what_its_forms_stand_for(email: str) -> None:
    with pytest.raises(InvalidEmail):
        check_email(email)


@pytest.mark.parametrize(
    "spelling",
    [
        "ADA@EXAMPLE.COM",
        " Ada@Example.com ",
        "ａｄａ@example.com",
        "ada@example．com",
        "𝐚𝐝𝐚@example.com",
        "ⓐda@example.com",
    ],
)
def test_spellings_of_one_address_are_one_account(spelling: str) -> None:
    assert email_key(spelling) == email_key(EMAIL)
    assert account_hash(spelling) == account_hash(EMAIL)


def test_composed_and_decomposed_letters_are_one_account() -> None:
    assert email_key("zoe\u0308@example.com") == email_key("zoë@example.com") == email_key("ZOE\u0308@EXAMPLE.COM")


@pytest.mark.parametrize("other", ["adá@example.com", "ad4@example.com", "а\u0064a@example.com", "ada@example.co"])
def test_addresses_that_only_look_alike_are_different_accounts(other: str) -> None:
    assert email_key(other) != email_key(EMAIL)
    assert account_hash(other) != account_hash(EMAIL)


def test_a_key_is_its_own_key_for_every_character_that_unicode_has() -> None:
    assigned = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) not in {"Cn", "Co"}]
    folded = {c: email_key(f"a{c}") for c in assigned}
    assert [ascii(c) for c, key in folded.items() if email_key(key) != key] == []


@given(TEXT)
def test_a_key_is_its_own_key(email: str) -> None:
    assert email_key(email_key(email)) == email_key(email)


@given(TEXT)
def test_case_and_forms_make_no_difference_to_a_key(email: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert email_key(unicodedata.normalize(form, email)) == email_key(email)
    assert email_key(email.casefold()) == email_key(email)


@given(st.text(max_size=300) | st.emails())
def test_what_is_taken_for_an_address_fits_everywhere_an_address_goes(email: str) -> None:
    try:
        address = check_email(email)
    except InvalidEmail:
        return
    assert check_email(address) == address
    assert check_email(email_key(address)) == email_key(address)
    assert max(len(address), len(email_key(address))) <= MAX_EMAIL
    address.encode()


@given(st.text(st.characters(), max_size=400))
def test_whatever_is_sent_as_an_address_has_a_hash_of_one_length(email: str) -> None:
    assert len(account_hash(email)) == 32
    assert set(account_hash(email)) <= set("0123456789abcdef")


def test_a_megabyte_of_combining_marks_is_no_work() -> None:
    endless = "a" + "\u0301\u0316" * 500_000
    assert account_hash(endless) == account_hash(endless[: MAX_EMAIL + 1])
    with pytest.raises(InvalidEmail):
        check_email(endless)
    assert len(password_form(endless)) <= MAX_PASSWORD + 1
