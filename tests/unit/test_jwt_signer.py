"""What signs and reads JSON Web Tokens, besides the contract: which of them are refused though they look like ours."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.signers import pyjwt
from cvscreen.adapters.signers.pyjwt import JwtSigner
from cvscreen.domain.errors import InvalidSetting, InvalidToken, TokenExpired
from cvscreen.domain.tokens import TokenClaims, TokenKind

KEY, OLD_KEY, OLDER_KEY = b"k" * 32, b"o" * 32, b"x" * 32
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLAIMS = TokenClaims(
    kind=TokenKind.ACCESS,
    user_id="ada",
    session_id="s1",
    token_id="t1",
    issued_at=NOW,
    expires_at=NOW + timedelta(minutes=15),
)
ISSUED = int(NOW.timestamp())
PAYLOAD = {
    "iss": "cvscreen",
    "aud": "cvscreen",
    "sub": "ada",
    "sid": "s1",
    "jti": "t1",
    "kind": "access",
    "iat": ISSUED,
    "exp": int(CLAIMS.expires_at.timestamp()),
}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def signer(clock: FixedClock) -> JwtSigner:
    return JwtSigner(KEY, clock=clock)


def token(payload: dict[str, Any], algorithm: str = "HS256") -> str:
    """Signed with the right key, whatever it says."""
    return jwt.api_jws.encode(json.dumps(payload).encode(), KEY, algorithm)


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def refused(signer: JwtSigner, text: str) -> None:
    for kind in TokenKind:
        with pytest.raises(InvalidToken):
            signer.verify(text, kind)


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


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "NONE", "", None, 1, [], ["HS256"], {}])
@pytest.mark.parametrize("signature", ["", "AAAA"])
def test_a_token_without_an_algorithm_is_refused(signer: JwtSigner, algorithm: object, signature: str) -> None:
    header = {"alg": algorithm, "typ": "JWT"}
    refused(signer, ".".join([*(encoded(json.dumps(part).encode()) for part in (header, PAYLOAD)), signature]))


def test_none_with_the_signature_of_a_real_one_is_refused(signer: JwtSigner) -> None:
    _, payload, signature = signer.sign(CLAIMS).split(".")
    for algorithm in ("none", "HS384", "RS256"):
        header = encoded(json.dumps({"alg": algorithm, "typ": "JWT"}).encode())
        refused(signer, f"{header}.{payload}.{signature}")
        refused(signer, f"{header}.{payload}.")


@pytest.mark.filterwarnings("ignore:The HMAC key")
@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_hash_with_the_right_key_is_refused(signer: JwtSigner, algorithm: str) -> None:
    refused(signer, token(PAYLOAD, algorithm))


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "PS256", "EdDSA", "HS384", "none"])
def test_our_own_signature_under_the_name_of_another_algorithm_is_refused(signer: JwtSigner, algorithm: str) -> None:
    parts = [encoded(json.dumps(part).encode()) for part in ({"alg": algorithm, "typ": "JWT"}, PAYLOAD)]
    signature = hmac.new(KEY, ".".join(parts).encode(), hashlib.sha256).digest()
    refused(signer, ".".join([*parts, encoded(signature)]))


@pytest.mark.parametrize("name", PAYLOAD)
def test_a_token_that_lacks_a_claim_is_refused(signer: JwtSigner, name: str) -> None:
    refused(signer, token({key: value for key, value in PAYLOAD.items() if key != name}))
    refused(signer, token(PAYLOAD | {name: None}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("aud", "cvscreen.example"),
        ("aud", "CVSCREEN"),
        ("aud", ["somebody", "else"]),
        ("aud", {"cvscreen": 1}),
        ("aud", ""),
        ("kind", "refresh2"),
        ("kind", "ACCESS"),
        ("kind", ["access"]),
        ("sub", 7),
        ("sub", ["ada"]),
        ("sub", {"id": "ada"}),
        ("sid", 7),
        ("sid", True),
        ("jti", 7),
        ("iat", "1772366400"),
        ("iat", True),
        ("iat", -1),
        ("exp", "1772366400"),
        ("exp", [2_000_000_000]),
        ("exp", -1),
        ("exp", 253_402_300_800),
        ("exp", 10**30),
        ("exp", 10**400),
        ("exp", float("inf")),
        ("exp", float("nan")),
        ("exp", 1e300),
    ],
)
def test_a_claim_that_makes_no_sense_is_refused(signer: JwtSigner, name: str, value: object) -> None:
    refused(signer, token(PAYLOAD | {name: value}))


@pytest.mark.parametrize("issuer", ["cvscreen.example", "CVSCREEN", "", 7, ["cvscreen"], {"cvscreen": 1}])
def test_another_issuer_is_refused(signer: JwtSigner, issuer: object) -> None:
    refused(signer, token(PAYLOAD | {"iss": issuer}))


@pytest.mark.parametrize("content", [b"", b"[]", b'"ada"', b"7", b"null", b"{", b"\xff", b"[" * 1_000])
def test_what_is_signed_but_no_object_is_refused(signer: JwtSigner, content: bytes) -> None:
    refused(signer, jwt.api_jws.encode(content, KEY, "HS256"))


@pytest.mark.parametrize(
    "header",
    [b"[" * 1_400, b'{"alg":' + b"[" * 1_300, b'{"alg":"HS256","x":' + b"1" * 1_000 + b"}", b"\xff", b"", b"null"],
    ids=["deep", "deep algorithm", "long number", "no UTF-8", "empty", "null"],
)
def test_a_header_that_makes_no_sense_is_refused(signer: JwtSigner, header: bytes) -> None:
    refused(signer, f"{encoded(header)}.{encoded(json.dumps(PAYLOAD).encode())}.AAAA")


@pytest.mark.parametrize("header", [{"crit": ["exp"]}, {"kid": 7}, {"b64": False}])
def test_a_header_that_asks_for_more_is_refused(signer: JwtSigner, header: dict[str, Any]) -> None:
    part = encoded(json.dumps({"alg": "HS256", **header}).encode())
    refused(signer, f"{part}.{encoded(json.dumps(PAYLOAD).encode())}.AAAA")


def test_a_token_longer_than_any_of_ours_is_refused(signer: JwtSigner) -> None:
    long = token(PAYLOAD | {"more": "x" * 2_000})
    assert len(long) > pyjwt.MAX_TOKEN
    refused(signer, long)


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


@given(st.text() | st.from_regex(r"\A[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\Z"))
def test_no_text_is_more_than_invalid(text: str) -> None:
    refused(JwtSigner(KEY, clock=FixedClock(NOW)), text)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=3)


@given(st.dictionaries(st.sampled_from([*PAYLOAD, "nbf", "more"]), JSON))
def test_no_signed_claims_are_more_than_invalid_or_expired(claims: dict[str, Any]) -> None:
    signed = token(PAYLOAD | claims)
    try:
        read = JwtSigner(KEY, clock=FixedClock(NOW)).verify(signed, TokenKind.ACCESS)
    except (InvalidToken, TokenExpired):
        return
    assert all(isinstance(text, str) for text in (read.user_id, read.session_id, read.token_id))
    assert read.expires_at > NOW
