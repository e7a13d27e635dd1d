"""What signs and reads JSON Web Tokens, besides the contract: their claims, keys, times, and what is remembered."""

from datetime import timedelta
from typing import Any

import jwt
import pytest
from web_tokens import CLAIMS, ISSUED, KEY, NOW, PAYLOAD, refused, token

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.signers import pyjwt
from cvscreen.adapters.signers.pyjwt import JwtSigner
from cvscreen.domain.errors import InvalidSetting, InvalidToken, TokenExpired
from cvscreen.domain.tokens import TokenKind

OLD_KEY, OLDER_KEY = b"o" * 32, b"x" * 32


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def signer(clock: FixedClock) -> JwtSigner:
    return JwtSigner(KEY, clock=clock)


def test_a_token_has_the_claims_that_are_registered_and_ours(signer: JwtSigner) -> None:
    signed = signer.sign(CLAIMS)
    assert jwt.decode(signed, options={"verify_signature": False}) == PAYLOAD
    assert jwt.get_unverified_header(signed) == {"alg": "HS256", "typ": "JWT"}


def test_what_others_make_with_the_key_is_read(signer: JwtSigner) -> None:
    assert signer.verify(token(PAYLOAD), TokenKind.ACCESS) == CLAIMS


def test_the_previous_key_is_accepted_and_the_one_before_is_not(clock: FixedClock) -> None:
    signer = JwtSigner(KEY, OLD_KEY, clock=clock)
    old = JwtSigner(OLD_KEY, OLDER_KEY, clock=clock)
    older = JwtSigner(OLDER_KEY, clock=clock)
    assert signer.verify(old.sign(CLAIMS), TokenKind.ACCESS) == CLAIMS
    refused(signer, older.sign(CLAIMS))
    with pytest.raises(InvalidToken):
        JwtSigner(KEY, clock=clock).verify(old.sign(CLAIMS), TokenKind.ACCESS)


@pytest.mark.parametrize("keys", [(b"k" * 31,), (b"",), (KEY, b"o" * 31), (KEY, b"")])
def test_a_short_key_is_a_settings_error(clock: FixedClock, keys: tuple[bytes, ...]) -> None:
    with pytest.raises(InvalidSetting, match="32 random bytes"):
        JwtSigner(*keys, clock=clock)


def test_a_token_from_the_future_is_refused_but_clocks_may_differ_a_little(signer: JwtSigner) -> None:
    seconds = int(pyjwt.LEEWAY.total_seconds())
    signer.verify(token(PAYLOAD | {"iat": ISSUED + seconds}), TokenKind.ACCESS)
    refused(signer, token(PAYLOAD | {"iat": ISSUED + seconds + 1}))


def test_a_token_is_over_to_the_second_however_often_it_came(signer: JwtSigner, clock: FixedClock) -> None:
    signed = signer.sign(CLAIMS)
    clock.advance(timedelta(minutes=15) - timedelta(microseconds=1))
    for _ in range(3):
        assert signer.verify(signed, TokenKind.ACCESS) == CLAIMS
    clock.advance(timedelta(microseconds=1))
    for _ in range(3):
        with pytest.raises(TokenExpired):
            signer.verify(signed, TokenKind.ACCESS)


def test_what_was_verified_once_is_not_verified_again(signer: JwtSigner, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = signer.sign(CLAIMS)
    assert signer.verify(signed, TokenKind.ACCESS) == CLAIMS
    monkeypatch.setattr(jwt, "decode", None)
    assert signer.verify(signed, TokenKind.ACCESS) == CLAIMS


def test_no_more_tokens_are_remembered_than_fit(clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyjwt, "REMEMBERED", 3)
    signer = JwtSigner(KEY, clock=clock)
    tokens = [token(PAYLOAD | {"jti": str(n)}) for n in range(10)]
    for signed in tokens * 2:
        signer.verify(signed, TokenKind.ACCESS)
    verified: list[str] = []
    decode = jwt.decode

    def watched(text: str, *rest: Any, **named: Any) -> Any:
        verified.append(text)
        return decode(text, *rest, **named)

    monkeypatch.setattr(jwt, "decode", watched)
    for signed in reversed(tokens):
        signer.verify(signed, TokenKind.ACCESS)
    assert verified == tokens[-4::-1]
