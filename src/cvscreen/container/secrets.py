"""The keys that tokens are signed with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from cvscreen.adapters.signers.secrets import kept_secret
from cvscreen.domain.errors import InvalidSetting
from cvscreen.settings import PREFIX, Environment, Settings


@dataclass(frozen=True, slots=True, repr=False)
class SigningKeys:
    """The key that signs, and the one before it, which is still believed."""

    current: bytes
    previous: bytes | None


async def signing_keys(settings: Settings) -> SigningKeys:
    """The keys of the settings; in development one is made and kept in the data folder.

    Raises InvalidSetting if there is none elsewhere: one that is made by itself would end with its disk, and differ
    between machines.
    """
    previous = settings.secret_previous.encode() or None
    if settings.secret:
        return SigningKeys(settings.secret.encode(), previous)
    if settings.env is not Environment.DEVELOPMENT:
        raise InvalidSetting(
            f"{PREFIX}SECRET is needed in {settings.env}: set it to 32 random bytes or more, such as the output of "
            "`openssl rand -base64 48`"
        )
    return SigningKeys(await asyncio.to_thread(kept_secret, Path(settings.data_dir)), previous)
