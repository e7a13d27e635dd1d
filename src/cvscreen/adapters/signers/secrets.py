"""The secret of a service that was given none: made once, and kept beside its data."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from cvscreen.domain.errors import InvalidSetting

SECRET_BYTES = 32


def kept_secret(folder: Path) -> bytes:
    """The 32 bytes in `<folder>/secret`, made if need be, for our eyes only; all who ask at once get the same ones.

    Blocking. Raises InvalidSetting if they cannot be made or read, or were tampered with.
    """
    path = folder / "secret"
    try:
        secret = _read(path) or _made(path)
    except OSError as error:
        reason = error.strerror or error
        raise InvalidSetting(f"the secret in {path} fails: {reason}. Set CVSCREEN_SECRET, or see to it") from error
    if len(secret) != SECRET_BYTES:
        raise InvalidSetting(f"{path} is damaged: remove it for a new one, which logs everybody out")
    return secret


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _made(path: Path) -> bytes:
    """Write it aside, then give it its name unless somebody was faster: nobody ever reads half of it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".secret-{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink()
    return path.read_bytes()
