"""Where the model is asked: the server, the key, the models in order, and what may become of the CVs there."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, Self
from urllib.parse import SplitResult, urlsplit

import msgspec

from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting

OPENROUTER = "https://openrouter.ai/api/v1"
FREE_MODEL = "qwen/qwen3-coder:free"
"""What is asked where no model is named."""

KEY_VARIABLE = "OPENROUTER_API_KEY"
BASE_URL_VARIABLE = "OPENROUTER_BASE_URL"
MAX_SAMPLES = 15
MOST_MODELS = 3
"""With more OpenRouter refuses the call."""

Privacy = Literal["strict", "relaxed"]
_Seconds = Annotated[float, msgspec.Meta(gt=0, le=840)]


class OpenRouterOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What follows the `?`.

    `base_url` is that of any server that speaks OpenAI's API. `privacy=relaxed` also asks providers that may keep or
    train on what they are sent. `samples`, an odd number, are asked for each CV, and their median counts. An answer is
    remembered for `remember_days`. A call takes `seconds` at most with all its retries, to connect `connect_seconds`.
    `context_tokens` is what the model can read and write in all, if the server does not tell it, and `answer_tokens`
    the most that it may write at once, its thinking included: by default 4,000, or more for a long rubric.
    """

    base_url: str = ""
    privacy: Privacy = "strict"
    samples: Annotated[int, msgspec.Meta(ge=1, le=MAX_SAMPLES)] = 1
    remember_days: Annotated[float, msgspec.Meta(ge=0, le=365)] = 7.0
    seconds: _Seconds = 120.0
    connect_seconds: _Seconds = 5.0
    read_seconds: _Seconds = 110.0
    """How long a server may be silent: about as long as a model may think, which sends nothing meanwhile."""
    context_tokens: Annotated[int, msgspec.Meta(gt=0)] | None = None
    answer_tokens: Annotated[int, msgspec.Meta(gt=0)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRouterPlace:
    """A server, the key to it, and the models, of which later ones are asked when earlier ones fail.

    Raises InvalidSetting for a URL that is none or that would send a key or CVs through open networks unencrypted, and
    for a key that no header can hold.
    """

    base_url: str = OPENROUTER
    api_key: str = field(default="", repr=False)
    models: tuple[str, ...] = (FREE_MODEL,)
    privacy: Privacy = "strict"
    seconds: float = 120.0
    connect_seconds: float = 5.0
    read_seconds: float = 110.0

    def __post_init__(self) -> None:
        parts = _parts(self.base_url)
        if self.is_openrouter and len(self.models) > MOST_MODELS:
            raise InvalidSetting(f"OpenRouter takes {MOST_MODELS} models at most, one after the other: leave out some")
        if parts.scheme == "http" and not _is_near(parts.hostname or ""):
            raise InvalidSetting(f"CVs would go to {parts.hostname} unencrypted: use https:// in the base URL")
        if self.is_openrouter and not self.api_key:
            raise InvalidSetting(f"OpenRouter wants a key: set {KEY_VARIABLE}, or base_url to another server")
        if not all("!" <= character <= "~" for character in self.api_key):
            raise InvalidSetting("the key to the model server has characters that no key has: copy it again")

    @classmethod
    def of(cls, url: AdapterURL, environment: Mapping[str, str]) -> Self:
        """The place that `openrouter:<model>,<model>?…` names; what it leaves out the environment may give."""
        models = tuple(part.strip() for part in url.location.split(",") if part.strip())
        return cls.chosen(models, url.options(OpenRouterOptions), environment)

    @classmethod
    def chosen(cls, models: tuple[str, ...], options: OpenRouterOptions, environment: Mapping[str, str]) -> Self:
        """The same from options; without a model it is the free one."""
        return cls(
            base_url=(options.base_url or environment.get(BASE_URL_VARIABLE, "") or OPENROUTER).rstrip("/"),
            api_key=environment.get(KEY_VARIABLE, "").strip(),
            models=models or (FREE_MODEL,),
            privacy=options.privacy,
            seconds=options.seconds,
            connect_seconds=options.connect_seconds,
            read_seconds=options.read_seconds,
        )

    @property
    def host(self) -> str:
        """The server's name and port, as they may be shown."""
        return urlsplit(self.base_url).netloc

    @property
    def is_openrouter(self) -> bool:
        """Whether it is OpenRouter itself, which wants a key."""
        return f".{urlsplit(self.base_url).hostname}".endswith(".openrouter.ai")


def _parts(base_url: str) -> SplitResult:
    refusal = InvalidSetting("the base URL of the model server is not one: write https://host/v1")
    try:
        parts = urlsplit(base_url)
        known = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        raise refusal from None
    extra = parts.username is not None or parts.query or parts.fragment or not base_url.isprintable() or " " in base_url
    if extra or not known:
        raise refusal
    return parts


def _is_near(host: str) -> bool:
    """Whether the host is this machine, or in a network of one's own: containers have names without a dot."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost"))
    return address.is_private or address.is_loopback
