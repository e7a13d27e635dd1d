"""People who log in: users, the sessions of their devices, and what a password must be."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta

from cvscreen.domain.errors import InvalidEmail, InvalidName, WeakPassword

MIN_PASSWORD = 10
MAX_PASSWORD = 256
"""Characters; far above what people type, far below what would keep the hasher busy."""

MAX_EMAIL = 254
"""Characters (RFC 5321, 4.5.3.1.3, less the angle brackets)."""

MAX_NAME = 150
MAX_USER_AGENT = 400

MAX_SESSIONS = 50
"""So many devices may be logged in to one account; one more ends the session that was unused longest."""

ACCESS_LIFETIME = timedelta(minutes=15)
REFRESH_LIFETIME = timedelta(days=7)

_ATOM = r"[^\s@\"(),:;<>\[\\\].]+"
_LABEL = r"(?!-)(?:[a-z0-9-]|[^\x00-\x7f\s]){1,63}(?<!-)"
_EMAIL = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?=..){_LABEL}")
"""A mailbox (RFC 5321 and 6531, unquoted) and a domain with a dot; only a message that arrives proves more."""

_NO_EMAIL = "this is no e-mail address: write it like name@example.com"
_JOINERS = "\u200c\u200d"
"""Invisible, but names in Persian, Sinhala and others are misspelt without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. `email` is as its owner wrote it, `password_hash` never leaves the house.

    An inactive user cannot log in. `erasing` marks an account whose owner wants it gone: it is removed as soon as
    all that it owns is. Times are UTC.
    """

    id: str
    email: str
    password_hash: str
    first_name: str
    last_name: str
    created_at: datetime
    admin: bool = False
    active: bool = True
    erasing: bool = False

    def __repr__(self) -> str:
        return f"User(id={self.id!r}, admin={self.admin}, active={self.active}, erasing={self.erasing})"

    @property
    def may_log_in(self) -> bool:
        """Whether it is active and stays."""
        return self.active and not self.erasing


@dataclass(frozen=True, slots=True)
class Device:
    """Where a call comes from: IP address and user agent, None where unknown.

    Both are the word of the other side, so what is no address is dropped, and of a user agent the first 400
    characters stay, those that cannot be seen as spaces.
    """

    ip: str | None = None
    user_agent: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "ip", _address(self.ip))
        object.__setattr__(self, "user_agent", _visible(self.user_agent or "") or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A device that is logged in. `token_id` names the one refresh token that it may use next."""

    id: str
    user_id: str
    token_id: str
    device: Device
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


def email_key(email: str) -> str:
    """What two spellings of one address have in common: compatibility forms (NFKC) and case are set aside."""
    folded = unicodedata.normalize("NFKC", email.strip()).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def check_email(email: str) -> str:
    """The address without white space around it. Raises InvalidEmail if it cannot be one.

    Its `email_key` must be one too, of no more than 254 characters: forms that fold into one another are as long as
    what they stand for.
    """
    address = email.strip()
    if len(address) > MAX_EMAIL or _has_control(address) or any(map(str.isspace, address)):
        raise InvalidEmail(_NO_EMAIL)
    key = email_key(address)
    if len(key) > MAX_EMAIL or _EMAIL.fullmatch(key) is None:
        raise InvalidEmail(_NO_EMAIL)
    return address


def account_hash(email: str) -> str:
    """A name for the account of an address, as 32 hexadecimal digits: for counting and for logs.

    All spellings of an address share it, whether there is an account or not. Who guesses the address can check
    the guess.
    """
    # Cut after the space around it is gone: who is believed to be somebody must be counted as them.
    key = email_key(email.strip()[: MAX_EMAIL + 1])
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:32]


def check_name(name: str) -> str:
    """The name without white space around it. Raises InvalidName for control characters or over 150 characters."""
    stripped = name.strip()
    if len(stripped) > MAX_NAME or _has_control(stripped.translate(dict.fromkeys(map(ord, _JOINERS)))):
        raise InvalidName(f"a name has at most {MAX_NAME} characters, on one line")
    return stripped


def password_form(password: str) -> str:
    """What is hashed of a password: its compatibility form (NFKC, after NIST SP 800-63B), whatever keyboard wrote it.

    One that is too long to be anybody's is cut where it still is: nobody may keep the hasher busy.
    """
    return unicodedata.normalize("NFKC", password[: MAX_PASSWORD + 1]).encode(errors="replace").decode()


def check_password(password: str, email: str, common: Container[str]) -> None:
    """Raise WeakPassword for one that is too short or long, common, of one or two characters, or the e-mail address.

    After NIST SP 800-63B: length and a list of common ones, no rules about kinds of characters. `common` holds
    passwords in lower case.
    """
    if len(password) > MAX_PASSWORD:
        raise WeakPassword(f"the password is too long: {MAX_PASSWORD} characters are the limit")
    form = password_form(password)
    if len(form) < MIN_PASSWORD:
        raise WeakPassword(f"the password is too short: use at least {MIN_PASSWORD} characters, such as four words")
    folded = email_key(form)
    if folded in common or len(set(folded)) < 3:
        raise WeakPassword("this password is among the first that anybody would try: choose another")
    if folded in {email_key(email), email_key(email).partition("@")[0]}:
        raise WeakPassword("the password is your e-mail address: choose another")


def _has_control(text: str) -> bool:
    return any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in text)


def _visible(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text[:MAX_USER_AGENT]).strip()


def _address(ip: str | None) -> str | None:
    try:
        # A zone says nothing to anybody else, and may be any text.
        return str(ipaddress.ip_address((ip or "").partition("%")[0]))
    except ValueError:
        return None
