"""Settings: one URL a port, read from the environment."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec

from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.documents import KILOBYTE, MEGABYTE
from cvscreen.domain.errors import InvalidSetting, UnknownSetting
from cvscreen.domain.limits import Rate, rate
from cvscreen.domain.networks import LISTS
from cvscreen.domain.secrets import MIN_SECRET, is_guessable

if TYPE_CHECKING:
    from cvscreen.domain.budgets import Budget

PREFIX = "CVSCREEN_"
TEST_PREFIX = "CVSCREEN_TEST_"

PORTS = {
    "users": "users",
    "tokens": "tokens",
    "evaluations": "evaluations",
    "files": "files",
    "queue": "queues",
    "scorer": "scorers",
    "extractor": "extractors",
    "scanner": "scanners",
    "limits": "limits",
    "cache": "caches",
    "progress": "progress",
}
"""The settings that are adapter URLs, and the folder of adapters that each picks from."""

_SECRETS = ("secret", "secret_previous", "metrics_token")
_IN_THE_DATABASE = frozenset({"users", "tokens", "evaluations"})
_OF_ONE_PROCESS = frozenset({"inline", "memory"})
_Positive = Annotated[int, msgspec.Meta(gt=0)]


class Environment(StrEnum):
    """Where it runs; what is handy on a laptop is refused elsewhere."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How cvscreen runs. Each field is read from `CVSCREEN_` + its name in capitals.

    `users`, `tokens` and `evaluations` default to a SQLite file in `data_dir`, `files` to a folder there. A MB is
    2^20 bytes, a KB 2^10. `scan_required`, by default true where a scanner is set, refuses CVs that it gives no result
    for. `budget` is what each owner may spend on the scorer in a month (UTC). Lists (`allowed_hosts`, `cors_origins`,
    `trusted_proxies`) are separated by commas.
    Raises InvalidSetting for values that do not go together.
    """

    env: Environment = Environment.DEVELOPMENT
    debug: bool = False
    data_dir: str = "./cvscreen-data"
    secret: str = ""
    secret_previous: str = ""
    metrics_token: str = ""
    users: str = ""
    tokens: str = ""
    evaluations: str = ""
    files: str = ""
    queue: str = "inline:"
    scorer: str = "lexical:"
    extractor: str = "pdfium:"
    scanner: str = "none:"
    scan_required: bool | None = None
    limits: str = "memory:"
    cache: str = "memory:"
    progress: str = "memory:"
    rate_limit: str = "100/hour"
    login_limit: str = "10/minute"
    account_limit: str = "300/hour"
    admin_limit: str = "300/hour"
    budget: str = "off"
    allowed_hosts: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    https_redirect: bool = False
    max_upload_mb: Annotated[float, msgspec.Meta(gt=0, le=1024)] = 10.0
    max_pages: _Positive = 100
    max_prompt_kb: _Positive = 100
    lease_seconds: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 60.0
    max_attempts: _Positive = 3

    def __post_init__(self) -> None:
        _ = self.evaluation_rate, self.login_rate, self.account_rate, self.admin_rate, self.monthly_budget
        self._check_lists()
        self._check_secrets()
        if self.env is Environment.PRODUCTION and self.debug:
            raise InvalidSetting(f"{PREFIX}DEBUG: production does not run with debug on: leave it out")
        if self.scan_required and not self._has_scanner:
            raise InvalidSetting(f"{PREFIX}SCAN_REQUIRED: there is no scanner: set {PREFIX}SCANNER too")
        if self.url("queue").scheme not in _OF_ONE_PROCESS:
            self._refuse_memory()

    def _check_lists(self) -> None:
        for name, (is_one, wanted) in LISTS.items():
            for entry in getattr(self, name):
                if not is_one(entry):
                    raise InvalidSetting(f"{PREFIX}{name.upper()}: {entry!r} is no {wanted}")

    def _check_secrets(self) -> None:
        for name in _SECRETS:
            secret = getattr(self, name)
            if 0 < len(secret.encode()) < MIN_SECRET:
                raise InvalidSetting(f"{PREFIX}{name.upper()} is too short: give {MIN_SECRET} random bytes or more")
            if secret and self.env is Environment.PRODUCTION and is_guessable(secret):
                raise InvalidSetting(
                    f"{PREFIX}{name.upper()} can be guessed, as it repeats itself, counts up or is made of words such "
                    "as changeme: give random bytes, such as the output of `openssl rand -base64 48`"
                )

    def _refuse_memory(self) -> None:
        for name in ("cache", "limits", "progress"):
            if self.url(name).scheme == "memory":
                raise InvalidSetting(
                    f"{PREFIX}{name.upper()}: other processes would not see what is in the memory of this one: "
                    "with such a queue use redis://…"
                )

    @property
    def evaluation_rate(self) -> Rate | None:
        """How often a user may call for evaluations; None: without a limit."""
        return self._rate("rate_limit")

    @property
    def login_rate(self) -> Rate | None:
        """How often somebody may try to log in to one account; None: without a limit."""
        return self._rate("login_limit")

    @property
    def account_rate(self) -> Rate | None:
        """How often a user may call for the account and its sessions; None: without a limit."""
        return self._rate("account_limit")

    @property
    def admin_rate(self) -> Rate | None:
        """How often an admin may call for other accounts and counts; None: without a limit."""
        return self._rate("admin_limit")

    @property
    def monthly_budget(self) -> Budget | None:
        """What each owner may spend on the scorer in a month; None: as much as they like."""
        if self.budget == "off":
            return None  # so that screening does without what counts money
        from cvscreen.domain.budgets import budget

        try:
            return budget(self.budget)
        except ValueError as error:
            raise InvalidSetting(f"{PREFIX}BUDGET: {error}") from None

    @property
    def refuses_unscanned(self) -> bool:
        """Whether a CV is refused that the virus scanner gives no result for."""
        return self._has_scanner and self.scan_required is not False

    @property
    def _has_scanner(self) -> bool:
        return self.url("scanner").scheme != "none"

    def _rate(self, name: str) -> Rate | None:
        try:
            return rate(getattr(self, name))
        except ValueError as error:
            raise InvalidSetting(f"{PREFIX}{name.upper()}: {error}") from None

    @property
    def max_upload_bytes(self) -> int:
        """`max_upload_mb` in bytes."""
        return int(self.max_upload_mb * MEGABYTE)

    @property
    def max_prompt_bytes(self) -> int:
        """`max_prompt_kb` in bytes."""
        return self.max_prompt_kb * KILOBYTE

    def url(self, port: str) -> AdapterURL:
        """The adapter URL of the setting of that name, one of `PORTS`."""
        given: str = getattr(self, port)
        return AdapterURL(given or self._embedded(port))

    def _embedded(self, port: str) -> str:
        folder = Path(self.data_dir).absolute()
        if "?" in str(folder):
            raise InvalidSetting(
                f"{PREFIX}DATA_DIR: {str(folder)!r} has a question mark, which no adapter URL can hold"
            )
        if port == "files":
            return f"file://{folder / 'files'}"
        return f"sqlite:///{folder / 'cvscreen.db'}" if port in _IN_THE_DATABASE else ""

    def shown(self) -> dict[str, str]:
        """Every setting under its variable's name, with passwords in URLs masked."""
        values = {name: _text(getattr(self, name)) for name in self.__struct_fields__}
        values |= {port: self.url(port).masked for port in PORTS}
        values |= {name: "***" for name in _SECRETS if values[name]}
        if self.scan_required is None:
            values["scan_required"] = "true" if self._has_scanner else ""
        return {PREFIX + name.upper(): value for name, value in values.items()}

    def __repr__(self) -> str:
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        values |= {port: AdapterURL(values[port]).masked for port in PORTS}
        values |= {name: "***" for name in _SECRETS if values[name]}
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in values.items())})"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment gives; names that start with `CVSCREEN_TEST_` are ignored, empty values too.

    Raises UnknownSetting for a name that does not exist and InvalidSetting for a value that makes no sense.
    """
    fields = {PREFIX + field.upper(): field for field in Settings.__struct_fields__}
    ours = sorted(name for name in environment if name.startswith(PREFIX) and not name.startswith(TEST_PREFIX))
    for name in ours:
        if name not in fields:
            raise UnknownSetting(f"there is no setting {name}{_nearest(name)}")
    given = {fields[name]: _parts(fields[name], environment[name]) for name in ours if environment[name]}
    try:
        return msgspec.convert(given, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidSetting(_readable(str(error))) from None


def _parts(field: str, value: str) -> object:
    if field not in LISTS:
        return value
    return [part.strip() for part in value.split(",") if part.strip()]


def _text(value: object) -> str:
    """The value as it would be written into the environment."""
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name.removeprefix(PREFIX).lower(), Settings.__struct_fields__, 1)
    return (
        f": did you mean {PREFIX}{near[0].upper()}?"
        if near
        else f": there are {', '.join(PREFIX + field.upper() for field in Settings.__struct_fields__)}"
    )


def _readable(message: str) -> str:
    """Msgspec's "Expected `int`, got `str` - at `$.max_pages`", with the variable's name in front."""
    problem, _, path = message.partition(" - at `$.")
    return f"{PREFIX}{path.rstrip('`').upper()}: {problem}" if path else problem
