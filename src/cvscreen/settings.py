"""Settings: one URL a port, read from the environment."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.documents import KILOBYTE, MEGABYTE
from cvscreen.domain.errors import InvalidSetting, UnknownSetting

PREFIX = "CVSCREEN_"
TEST_PREFIX = "CVSCREEN_TEST_"

PORTS = {
    "evaluations": "evaluations",
    "files": "files",
    "queue": "queues",
    "scorer": "scorers",
    "extractor": "extractors",
    "scanner": "scanners",
    "progress": "progress",
}
"""The settings that are adapter URLs, and the folder of adapters that each picks from."""

_Positive = Annotated[int, msgspec.Meta(gt=0)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How cvscreen runs. Each field is read from `CVSCREEN_` + its name in capitals.

    `evaluations` and `files` default to a SQLite file and a folder in `data_dir`. A MB is 2^20 bytes, a KB 2^10.
    """

    data_dir: str = "./cvscreen-data"
    evaluations: str = ""
    files: str = ""
    queue: str = "inline:"
    scorer: str = "lexical:"
    extractor: str = "pdfium:"
    scanner: str = "none:"
    progress: str = "memory:"
    max_upload_mb: Annotated[float, msgspec.Meta(gt=0, le=1024)] = 10.0
    max_pages: _Positive = 100
    max_prompt_kb: _Positive = 100
    lease_seconds: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 60.0
    max_attempts: _Positive = 3

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
        homes = {"evaluations": f"sqlite:///{folder / 'cvscreen.db'}", "files": f"file://{folder / 'files'}"}
        return homes.get(port, "")

    def shown(self) -> dict[str, str]:
        """Every setting under its variable's name, with passwords in URLs masked."""
        values = {name: str(getattr(self, name)) for name in self.__struct_fields__}
        values |= {port: self.url(port).masked for port in PORTS}
        return {PREFIX + name.upper(): value for name, value in values.items()}

    def __repr__(self) -> str:
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        values |= {port: AdapterURL(values[port]).masked for port in PORTS}
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
    given = {fields[name]: environment[name] for name in ours if environment[name]}
    try:
        return msgspec.convert(given, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidSetting(_readable(str(error))) from None


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
