"""Settings that name hosts, origins and proxies: one that could never match is a mistake, told at the start."""

from __future__ import annotations

import pytest

from cvscreen.domain.errors import InvalidSetting
from cvscreen.settings import read_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CVSCREEN_ALLOWED_HOSTS", "cv.example.com,*.example.org,localhost,127.0.0.1,[::1],*"),
        ("CVSCREEN_CORS_ORIGINS", "https://app.example.com,http://localhost:5173,http://[::1]:80,*"),
        ("CVSCREEN_TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8,::1,fd00::/8"),
    ],
)
def test_what_can_match_is_taken(name: str, value: str) -> None:
    assert read_settings({name: value}).shown()[name] == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CVSCREEN_ALLOWED_HOSTS", "https://cv.example.com"),
        ("CVSCREEN_ALLOWED_HOSTS", "cv.example.com:8000"),
        ("CVSCREEN_ALLOWED_HOSTS", "cv.example.com/"),
        ("CVSCREEN_ALLOWED_HOSTS", "cv.*.com"),
        ("CVSCREEN_ALLOWED_HOSTS", "*example.com"),
        ("CVSCREEN_ALLOWED_HOSTS", "::1"),
        ("CVSCREEN_CORS_ORIGINS", "app.example.com"),
        ("CVSCREEN_CORS_ORIGINS", "https://app.example.com/"),
        ("CVSCREEN_CORS_ORIGINS", "https://*.example.com"),
        ("CVSCREEN_TRUSTED_PROXIES", "*"),
        ("CVSCREEN_TRUSTED_PROXIES", "nginx"),
        ("CVSCREEN_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("CVSCREEN_TRUSTED_PROXIES", "127.0.0.1:80"),
    ],
)
def test_what_can_never_match_is_refused_by_its_name(name: str, value: str) -> None:
    for listed in (value, f"127.0.0.1,{value}" if name.endswith("PROXIES") else value):
        with pytest.raises(InvalidSetting) as error:
            read_settings({name: listed})
        assert error.value.detail.startswith(f"{name}: {value!r} is no ")
