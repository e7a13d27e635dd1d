"""What is in a MongoDB URL. Its options are the driver's, which also checks them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from pymongo.errors import PyMongoError
from pymongo.uri_parser import URI_OPTIONS, parse_uri

from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting

DATABASE = "cvscreen"
"""The database that is used if the URL names none."""

TOGETHER = "its options do not go together"

REFUSALS = (PyMongoError, ValueError, TypeError, OSError)
"""What the driver raises about a URL; the last for a file that cannot be read."""


@dataclass(frozen=True, slots=True)
class MongoAddress:
    """The URL as the driver takes it, with its password; the hosts as they may be shown; the database."""

    url: str
    hosts: str
    database: str

    @classmethod
    def of(cls, url: AdapterURL) -> MongoAddress:
        """The address in `mongodb://user:password@host:port,…/database?option=value`, whichever driver it names.

        Raises InvalidSetting, which quotes no value.
        """
        plain = f"mongodb:{url.text.partition(':')[2]}"
        try:
            parts = parse_uri(plain, warn=False)
        except REFUSALS:
            raise InvalidSetting(f"{url.masked!r}: {_what_is_wrong(plain)}") from None
        hosts = ",".join(host if port is None else f"{host}:{port}" for host, port in parts["nodelist"])
        return cls(plain, hosts, parts["database"] or DATABASE)


def _what_is_wrong(plain: str) -> str:
    for option in plain.partition("?")[2].split("&"):
        name = option.partition("=")[0]
        if _is_parsed(f"mongodb://host/?{option}"):
            continue
        if name.lower() in _known():
            return f"the option {name!r} cannot have that value, or names a file that cannot be read"
        near = difflib.get_close_matches(name.lower(), _known(), 1)
        return f"MongoDB has no option {name!r}" + (f": did you mean {_known()[near[0]]!r}?" if near else "")
    if _is_parsed(plain.partition("?")[0]):
        return TOGETHER
    return (
        "write mongodb://user:password@host:27017/database, with %40 for an @ in user or password, %3A for a :, "
        "%2F for a / and %25 for a %"
    )


def _known() -> dict[str, str]:
    return {name.lower(): name for name in URI_OPTIONS}


def _is_parsed(url: str) -> bool:
    try:
        parse_uri(url, warn=False)
    except REFUSALS:
        return False
    return True
