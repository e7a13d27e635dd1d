"""The invented people in people/*.toml: what each CV says, and how it is laid out."""

from pathlib import Path
from typing import Literal

import msgspec

PEOPLE = Path(__file__).parent / "people"

Layout = Literal["banner", "classic", "formal", "plain", "sidebar-left", "sidebar-right", "timeline"]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A job or a degree; `dates` is written as the person would write it."""

    title: str
    where: str
    dates: str
    bullets: tuple[str, ...] = ()


class Skills(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of skills under its label."""

    group: str
    items: str


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A spoken language; `level` is a word or a CEFR level."""

    name: str
    level: str


class Extra(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section that only this person has."""

    heading: str
    lines: tuple[str, ...]


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One CV. `job` is the stem of a file in jobs/ or "none"; `fit` says how well the person is meant to fit it.

    `hidden` is printed white on white; a `scan` is printed, then kept as a picture only.
    """

    name: str
    headline: str
    contact: tuple[str, ...]
    layout: Layout
    accent: str
    job: str
    fit: str
    summary: str
    jobs: tuple[Entry, ...]
    education: tuple[Entry, ...]
    skills: tuple[Skills, ...]
    languages: tuple[Language, ...]
    extras: tuple[Extra, ...] = ()
    hidden: str = ""
    medium: Literal["text", "scan"] = "text"


def load_people() -> dict[str, Person]:
    """Everybody by file stem, in alphabetical order; raises msgspec.ValidationError on a malformed file."""
    return {path.stem: msgspec.toml.decode(path.read_bytes(), type=Person) for path in sorted(PEOPLE.glob("*.toml"))}
