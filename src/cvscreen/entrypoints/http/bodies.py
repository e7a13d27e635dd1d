"""What requests carry, as JSON. A field that is not named here is refused."""

from __future__ import annotations

from typing import Annotated

import msgspec

MAX_JSON_BYTES = 64 * 1024


_Email = Annotated[str, msgspec.Meta(examples=["ada@example.com"])]
_Password = Annotated[str, msgspec.Meta(examples=["four words are enough"])]
_Name = Annotated[str, msgspec.Meta(examples=["Ada"])]
_Token = Annotated[str, msgspec.Meta(examples=["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"])]


class _Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, repr_omit_defaults=True):
    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class RegisterBody(_Body, frozen=True):
    """A new account."""

    email: _Email
    password: _Password
    first_name: _Name = ""
    last_name: _Name = ""


class LogInBody(_Body, frozen=True):
    """Who wants to log in."""

    email: _Email
    password: _Password


class RefreshBody(_Body, frozen=True):
    """A refresh token."""

    refresh: _Token


class PasswordBody(_Body, frozen=True):
    """A password, to prove that it is the owner who asks."""

    password: _Password


class ChangePasswordBody(_Body, frozen=True):
    """The password there is, and the one there is to be."""

    current: _Password
    new: _Password


class UserChangeBody(_Body, frozen=True):
    """Whether an account may log in."""

    active: bool
