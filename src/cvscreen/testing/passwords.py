"""What every password hasher promises."""

from __future__ import annotations

import asyncio

import pytest

from cvscreen.domain.accounts import MAX_PASSWORD
from cvscreen.ports.passwords import PasswordHasher, Verification
from cvscreen.testing.samples import AWKWARD

PASSWORD = "correct horse battery staple"  # noqa: S105 - nobody's
MAX_HASH = 255
"""Characters; stores need not keep more."""

FITS = Verification(fits=True, outdated=False)
FITS_NOT = Verification(fits=False, outdated=False)

SPELLED_OTHERWISE = ("", PASSWORD[:-1], f"{PASSWORD} ", f" {PASSWORD}", PASSWORD.upper(), f"{PASSWORD}\x00")
PAIRS = (
    ("zo\u00eb zo\u00eb zo\u00eb", "zoe zoe zoe"),
    ("a\x00first", "a\x00second"),
    ("x" * 72 + "first", "x" * 72 + "second"),
    ("🧑" * (MAX_PASSWORD - 1) + "💻", "🧑" * MAX_PASSWORD),
    ("a" * 100_000 + "b", "a" * 100_001),
)
JUNK = (
    "",
    " ",
    "$",
    PASSWORD,
    "plain",
    "plain:",
    ":::",
    "$argon2id$",
    "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$🧑",
    "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ",
    "$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
    AWKWARD,
    "\ud800",
    "x" * 100_000,
)


@pytest.mark.asyncio
class PasswordHasherContract:
    """Needs a fixture `hasher` that is a PasswordHasher."""

    async def test_a_password_fits_its_hash(self, hasher: PasswordHasher) -> None:
        assert await hasher.verify(PASSWORD, await hasher.hash(PASSWORD)) == FITS

    @pytest.mark.parametrize("other", SPELLED_OTHERWISE)
    async def test_another_password_does_not_fit(self, hasher: PasswordHasher, other: str) -> None:
        assert await hasher.verify(other, await hasher.hash(PASSWORD)) == FITS_NOT

    async def test_two_hashes_of_one_password_differ_and_both_fit(self, hasher: PasswordHasher) -> None:
        one, two = await hasher.hash(PASSWORD), await hasher.hash(PASSWORD)
        assert one != two
        assert await hasher.verify(PASSWORD, one) == await hasher.verify(PASSWORD, two) == FITS

    @pytest.mark.parametrize(("one", "other"), PAIRS, ids=["accents", "NUL", "72 bytes", "4-byte", "long"])
    async def test_every_character_counts(self, hasher: PasswordHasher, one: str, other: str) -> None:
        hashed = await hasher.hash(one)
        assert await hasher.verify(one, hashed) == FITS
        assert await hasher.verify(other, hashed) == FITS_NOT

    @pytest.mark.parametrize("password", ["", AWKWARD, "\ud800"])
    async def test_whatever_text_may_be_a_password(self, hasher: PasswordHasher, password: str) -> None:
        assert await hasher.verify(password, await hasher.hash(password)) == FITS

    @pytest.mark.parametrize("password", [PASSWORD, "🧑" * MAX_PASSWORD, "x" * 100_000])
    async def test_a_hash_is_short_printable_and_does_not_hold_the_password(
        self, hasher: PasswordHasher, password: str
    ) -> None:
        hashed = await hasher.hash(password)
        assert len(hashed) <= MAX_HASH
        assert hashed.isascii()
        assert hashed.isprintable()
        assert password not in hashed

    @pytest.mark.parametrize("junk", JUNK)
    async def test_nothing_fits_what_is_no_hash(self, hasher: PasswordHasher, junk: str) -> None:
        for password in (PASSWORD, "", junk):
            assert await hasher.verify(password, junk) == FITS_NOT

    async def test_nothing_fits_a_hash_that_was_tampered_with(self, hasher: PasswordHasher) -> None:
        hashed = await hasher.hash(PASSWORD)
        for broken in (hashed[:-1], hashed[1:], hashed[: len(hashed) // 2], f"{hashed}x", f" {hashed}", f"{hashed}\n"):
            assert await hasher.verify(PASSWORD, broken) == FITS_NOT

    async def test_many_at_once_do_not_get_mixed_up(self, hasher: PasswordHasher) -> None:
        passwords = [f"{PASSWORD} {n}" for n in range(5)]
        hashes = await asyncio.gather(*map(hasher.hash, passwords))
        fitting = [hasher.verify(password, hashed) for password in passwords for hashed in hashes]
        fits = [verification.fits for verification in await asyncio.gather(*fitting)]
        assert fits == [one == other for one in range(5) for other in range(5)]
