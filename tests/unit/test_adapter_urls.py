"""Adapter URLs: scheme, location, options, and what of them may be shown."""

from contextlib import suppress
from typing import Annotated

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting

SECRET = "hunter2"


class Options(msgspec.Struct, frozen=True):
    size: Annotated[int, msgspec.Meta(ge=1)] = 1
    ratio: float = 0.5
    fast: bool = False
    name: str = ""


@pytest.mark.parametrize(
    ("text", "scheme", "location"),
    [
        ("memory:", "memory", ""),
        ("PDFium:?size=2", "pdfium", ""),
        ("file:///srv/files", "file", "///srv/files"),
        ("sqlite:///relative.db", "sqlite", "///relative.db"),
        ("openrouter:qwen/qwen3-coder:free", "openrouter", "qwen/qwen3-coder:free"),
        ("celery+redis://redis/0", "celery+redis", "//redis/0"),
        ("s3://cvs?endpoint=https://minio:9000", "s3", "//cvs"),
    ],
)
def test_a_url_has_a_scheme_and_a_location(text: str, scheme: str, location: str) -> None:
    url = AdapterURL(text)
    assert (url.scheme, url.location, url.masked) == (scheme, location, text)


@pytest.mark.parametrize("text", ["", "memory", ":", "://host"])
def test_a_url_without_a_scheme_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting, match="needs a scheme"):
        _ = AdapterURL(text).scheme


def test_options_are_converted() -> None:
    url = AdapterURL("a:b?size=2&ratio=0.25&fast=true&name=x%20y")
    assert url.options(Options) == Options(size=2, ratio=0.25, fast=True, name="x y")
    assert AdapterURL("a:").options(Options) == Options()


@pytest.mark.parametrize("query", ["size=0", "size=x", "size=", "ratio=a", "fast=maybe"])
def test_an_option_out_of_range_is_refused(query: str) -> None:
    with pytest.raises(InvalidSetting, match=query.partition("=")[0]):
        AdapterURL(f"a:?{query}").options(Options)


def test_an_unknown_option_is_refused_with_the_nearest_or_all() -> None:
    with pytest.raises(InvalidSetting, match="did you mean 'size'"):
        AdapterURL("a:?sice=1").options(Options)
    with pytest.raises(InvalidSetting, match="there are: size, ratio, fast, name"):
        AdapterURL("a:?xyzzy=1").options(Options)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"mysql://ada:{SECRET}@host:3306/db", "mysql://ada:***@host:3306/db"),
        (f"s3://:{SECRET}@bucket?endpoint=x", "s3://:***@bucket?endpoint=x"),
        (f"mysql://ada:{SECRET}@{SECRET}@host/db", "mysql://ada:***@host/db"),
        (f"mysql://ada:{SECRET}:{SECRET}@host/db", "mysql://ada:***@host/db"),
        ("mysql://ada@host/db", "mysql://ada@host/db"),
    ],
)
def test_a_password_is_masked(text: str, masked: str) -> None:
    assert AdapterURL(text).masked == masked


def test_errors_show_no_password() -> None:
    url = AdapterURL(f"mysql://ada:{SECRET}@host/db?size=x")
    with pytest.raises(InvalidSetting) as error:
        url.options(Options)
    assert SECRET not in error.value.detail
    assert "mysql://ada:***@host/db" in error.value.detail


@given(st.text(alphabet="abc:/?=&@%#+. é", max_size=40))
def test_any_text_is_a_url_or_refused(text: str) -> None:
    url = AdapterURL(text)
    with suppress(InvalidSetting):
        assert url.scheme == url.scheme.lower()
        url.options(Options)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mysql://[foo", "mysql://[foo"),
        ("mysql://ann:hun@ter2@db/cv", "mysql://ann:***@db/cv"),
        ("redis://:hunter2@redis/0", "redis://:***@redis/0"),
        ("s3://cvs?secret_key=hunter2&region=eu", "s3://cvs?secret_key=***&region=eu"),
        ("mongodb://db/cv?password=hunter2", "mongodb://db/cv?password=***"),
    ],
)
def test_whatever_may_be_a_password_is_masked_even_in_a_broken_url(text: str, shown: str) -> None:
    assert AdapterURL(text).masked == shown


def test_a_url_is_masked_wherever_it_is_shown() -> None:
    assert "hunter2" not in repr(AdapterURL("mysql://ann:hunter2@db/cv"))
    assert AdapterURL("mysql://ann:hun/ter?2#@db/cv").masked == "mysql://ann:***@db/cv"
    assert AdapterURL("openrouter:qwen/qwen3-coder:free").masked == "openrouter:qwen/qwen3-coder:free"
