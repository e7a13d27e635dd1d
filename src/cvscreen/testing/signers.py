"""What every token signer promises."""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cvscreen.domain.errors import InvalidToken, TokenExpired
from cvscreen.domain.tokens import TokenClaims, TokenKind
from cvscreen.ports.signers import TokenSigner
from cvscreen.testing.samples import AWKWARD

SECOND = timedelta(seconds=1)
JUNK = ("", " ", ".", "..", "...", "a.b.c", "|", "||||||", "🧑", AWKWARD, "\ud800", "\x00" * 100, "x" * 100_000)


def claims_of(**changes: Any) -> TokenClaims:
    """An access token's, for a minute from now, of a user, session and id of their own unless `changes` names them."""
    now = datetime.now(UTC).replace(microsecond=0)
    whole = TokenClaims(
        kind=TokenKind.ACCESS,
        user_id=str(uuid.uuid4()),
        session_id=str(uuid.uuid4()),
        token_id=str(uuid.uuid4()),
        issued_at=now,
        expires_at=now + timedelta(minutes=1),
    )
    return replace(whole, **changes)


def unsigned(header: dict[str, Any], payload: dict[str, Any], signature: str = "") -> str:
    """A JSON Web Token that nobody signed."""
    return ".".join([*(_encoded(json.dumps(part).encode()) for part in (header, payload)), signature])


class TokenSignerContract:
    """Needs fixtures `signer` and `stranger`, TokenSigners by the system's clock with keys that have nothing in common.

    And a fixture `successor`: a signer with another current key, whose previous one is that of `signer`.
    """

    @pytest.mark.parametrize("kind", TokenKind)
    def test_what_is_signed_comes_back(self, signer: TokenSigner, kind: TokenKind) -> None:
        claims = claims_of(kind=kind)
        assert signer.verify(signer.sign(claims), kind) == claims

    def test_ids_may_be_any_text(self, signer: TokenSigner) -> None:
        claims = claims_of(user_id=AWKWARD, session_id="a.b|c:d", token_id="")
        assert signer.verify(signer.sign(claims), claims.kind) == claims

    def test_times_come_back_to_the_second_and_with_their_zone(self, signer: TokenSigner) -> None:
        now = datetime.now(UTC)
        claims = claims_of(issued_at=now, expires_at=now + timedelta(days=7, microseconds=1))
        read = signer.verify(signer.sign(claims), claims.kind)
        assert read.issued_at.utcoffset() == read.expires_at.utcoffset() == timedelta(0)
        assert timedelta(0) <= claims.issued_at - read.issued_at < SECOND
        assert timedelta(0) <= claims.expires_at - read.expires_at < SECOND

    def test_a_token_fits_into_a_header(self, signer: TokenSigner) -> None:
        token = signer.sign(claims_of(user_id="🧑" * 36))
        assert len(token) < 2_000
        assert token.isascii()
        assert token.isprintable()
        assert " " not in token

    @pytest.mark.parametrize("kind", TokenKind)
    def test_a_token_is_not_taken_for_one_of_another_kind(self, signer: TokenSigner, kind: TokenKind) -> None:
        token = signer.sign(claims_of(kind=kind))
        for other in set(TokenKind) - {kind}:
            with pytest.raises(InvalidToken):
                signer.verify(token, other)
        assert signer.verify(token, kind).kind is kind
        for other in set(TokenKind) - {kind}:
            with pytest.raises(InvalidToken):
                signer.verify(token, other)

    @pytest.mark.parametrize("kind", TokenKind)
    @pytest.mark.parametrize("ago", [timedelta(0), SECOND, timedelta(days=10_000)])
    def test_a_token_that_is_over_has_expired(self, signer: TokenSigner, kind: TokenKind, ago: timedelta) -> None:
        now = datetime.now(UTC)
        token = signer.sign(claims_of(kind=kind, issued_at=now - ago, expires_at=now - ago))
        for _ in range(2):
            with pytest.raises(TokenExpired):
                signer.verify(token, kind)

    def test_an_expired_token_of_another_kind_is_invalid(self, signer: TokenSigner) -> None:
        token = signer.sign(claims_of(kind=TokenKind.REFRESH, expires_at=datetime.now(UTC) - SECOND))
        with pytest.raises(InvalidToken):
            signer.verify(token, TokenKind.ACCESS)

    def test_a_strangers_token_is_invalid(self, signer: TokenSigner, stranger: TokenSigner) -> None:
        claims = claims_of()
        for _ in range(2):
            with pytest.raises(InvalidToken):
                signer.verify(stranger.sign(claims), claims.kind)

    def test_an_expired_token_of_a_stranger_is_invalid(self, signer: TokenSigner, stranger: TokenSigner) -> None:
        with pytest.raises(InvalidToken):
            signer.verify(stranger.sign(claims_of(expires_at=datetime.now(UTC) - SECOND)), TokenKind.ACCESS)

    def test_the_previous_key_is_believed_but_signs_nothing(self, signer: TokenSigner, successor: TokenSigner) -> None:
        claims = claims_of()
        assert successor.verify(signer.sign(claims), claims.kind) == claims
        assert successor.verify(successor.sign(claims), claims.kind) == claims
        with pytest.raises(InvalidToken):
            signer.verify(successor.sign(claims), claims.kind)

    def test_a_token_that_was_tampered_with_is_invalid(self, signer: TokenSigner) -> None:
        claims = claims_of()
        token = signer.sign(claims)
        assert signer.verify(token, claims.kind) == claims
        for at, character in enumerate(token):
            # The last character of an encoding may hold bits that say nothing: one far away in the alphabet differs.
            other = "A" if character in "wxyz0123456789-_" else "8"
            with pytest.raises(InvalidToken):
                signer.verify(token[:at] + other + token[at + 1 :], claims.kind)

    def test_no_part_of_a_token_is_enough(self, signer: TokenSigner) -> None:
        token = signer.sign(claims_of())
        for length in range(len(token)):
            with pytest.raises(InvalidToken):
                signer.verify(token[:length], TokenKind.ACCESS)
        for around in (f"{token}x", f"x{token}", f" {token}", f"{token}.", f"{token}|", f"{token}\x00"):
            with pytest.raises(InvalidToken):
                signer.verify(around, TokenKind.ACCESS)

    @pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", "HS256"])
    @pytest.mark.parametrize("signature", ["", "AAAA"])
    def test_a_token_that_nobody_signed_is_invalid(self, signer: TokenSigner, algorithm: str, signature: str) -> None:
        for payload in ({}, _payload(claims_of())):
            with pytest.raises(InvalidToken):
                signer.verify(unsigned({"alg": algorithm, "typ": "JWT"}, payload, signature), TokenKind.ACCESS)

    @pytest.mark.parametrize("junk", JUNK)
    @pytest.mark.parametrize("kind", TokenKind)
    def test_junk_is_invalid(self, signer: TokenSigner, junk: str, kind: TokenKind) -> None:
        with pytest.raises(InvalidToken):
            signer.verify(junk, kind)

    def test_errors_do_not_tell_the_token(self, signer: TokenSigner, stranger: TokenSigner) -> None:
        foreign = stranger.sign(claims_of())
        expired = signer.sign(claims_of(expires_at=datetime.now(UTC) - SECOND))
        for token in (foreign, expired):
            with pytest.raises((InvalidToken, TokenExpired)) as caught:
                signer.verify(token, TokenKind.ACCESS)
            assert token not in f"{caught.value!r} {caught.value.__cause__!r}"


def _payload(claims: TokenClaims) -> dict[str, Any]:
    """Everything that a signer could want to read, under the names that it could have."""
    times = {"iat": int(claims.issued_at.timestamp()), "exp": int(claims.expires_at.timestamp())}
    names = {"sub": claims.user_id, "sid": claims.session_id, "jti": claims.token_id, "kind": claims.kind.value}
    return {"iss": "cvscreen", "aud": "cvscreen"} | names | times


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
