"""Which JSON Web Tokens are refused though they look like ours."""

import hashlib
import hmac
import json
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_tokens import CLAIMS, KEY, NOW, PAYLOAD, encoded, refused, token

from cvscreen.adapters.clocks.fixed import FixedClock
from cvscreen.adapters.signers import pyjwt
from cvscreen.adapters.signers.pyjwt import JwtSigner
from cvscreen.domain.errors import InvalidToken, TokenExpired
from cvscreen.domain.tokens import TokenKind


@pytest.fixture
def signer() -> JwtSigner:
    return JwtSigner(KEY, clock=FixedClock(NOW))


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
