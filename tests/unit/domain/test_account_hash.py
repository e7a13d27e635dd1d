"""Whoever writes an address so that it is accepted is counted with all who write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.accounts import MAX_EMAIL, account_hash, check_email
from cvscreen.domain.errors import InvalidEmail

EMAIL = "ada@example.com"
spaces = st.text(st.sampled_from(" \t\r\n\u00a0\u2003\u3000"), max_size=2 * MAX_EMAIL)


@pytest.mark.parametrize("padding", [1, MAX_EMAIL - len(EMAIL), MAX_EMAIL - 3, MAX_EMAIL, 10 * MAX_EMAIL])
def test_space_before_an_address_makes_it_no_other_account(padding: int) -> None:
    assert account_hash(" " * padding + EMAIL) == account_hash(EMAIL)


@given(spaces, st.one_of(st.emails(), st.text(max_size=40)), spaces)
def test_what_is_accepted_as_an_address_is_counted_as_that_address(before: str, email: str, after: str) -> None:
    written = before + email + after
    try:
        address = check_email(written)
    except InvalidEmail:
        return
    assert account_hash(written) == account_hash(address)
