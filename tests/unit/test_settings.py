"""Settings are read by their names, checked, and shown without secrets."""

from pathlib import Path
from typing import Any

import pytest

from cvscreen.domain.errors import InvalidSetting, UnknownSetting
from cvscreen.settings import PORTS, PREFIX, Environment, Settings, read_settings

SECRET = "hunter2"
KEY = "k" * 32
RANDOM = "wV3uJ8qYtE2mZ6xNcR9bLs5aPd7fGh1k"
EVERY = {
    "CVSCREEN_ENV": ("staging", "env", Environment.STAGING),
    "CVSCREEN_DEBUG": ("true", "debug", True),
    "CVSCREEN_SECRET": (KEY, "secret", KEY),
    "CVSCREEN_SECRET_PREVIOUS": (KEY, "secret_previous", KEY),
    "CVSCREEN_METRICS_TOKEN": (KEY, "metrics_token", KEY),
    "CVSCREEN_USERS": ("memory:", "users", "memory:"),
    "CVSCREEN_TOKENS": ("memory:", "tokens", "memory:"),
    "CVSCREEN_LIMITS": ("acme:", "limits", "acme:"),
    "CVSCREEN_CACHE": ("none:", "cache", "none:"),
    "CVSCREEN_RATE_LIMIT": ("off", "rate_limit", "off"),
    "CVSCREEN_LOGIN_LIMIT": ("3/hour", "login_limit", "3/hour"),
    "CVSCREEN_ACCOUNT_LIMIT": ("3/hour", "account_limit", "3/hour"),
    "CVSCREEN_ADMIN_LIMIT": ("off", "admin_limit", "off"),
    "CVSCREEN_BUDGET": ("5 USD/month", "budget", "5 USD/month"),
    "CVSCREEN_ALLOWED_HOSTS": ("a.example,b.example", "allowed_hosts", ("a.example", "b.example")),
    "CVSCREEN_CORS_ORIGINS": ("https://a.example", "cors_origins", ("https://a.example",)),
    "CVSCREEN_TRUSTED_PROXIES": ("10.0.0.0/8", "trusted_proxies", ("10.0.0.0/8",)),
    "CVSCREEN_HTTPS_REDIRECT": ("true", "https_redirect", True),
    "CVSCREEN_DATA_DIR": ("/srv/cvscreen", "data_dir", "/srv/cvscreen"),
    "CVSCREEN_EVALUATIONS": ("memory:", "evaluations", "memory:"),
    "CVSCREEN_FILES": ("memory:", "files", "memory:"),
    "CVSCREEN_QUEUE": ("inline:?at_once=2", "queue", "inline:?at_once=2"),
    "CVSCREEN_SCORER": ("scripted:", "scorer", "scripted:"),
    "CVSCREEN_EXTRACTOR": ("pypdf:", "extractor", "pypdf:"),
    "CVSCREEN_SCANNER": ("eicar:", "scanner", "eicar:"),
    "CVSCREEN_SCAN_REQUIRED": ("false", "scan_required", False),
    "CVSCREEN_PROGRESS": ("memory:", "progress", "memory:"),
    "CVSCREEN_MAX_UPLOAD_MB": ("2.5", "max_upload_mb", 2.5),
    "CVSCREEN_MAX_PAGES": ("7", "max_pages", 7),
    "CVSCREEN_MAX_PROMPT_KB": ("8", "max_prompt_kb", 8),
    "CVSCREEN_LEASE_SECONDS": ("0.5", "lease_seconds", 0.5),
    "CVSCREEN_MAX_ATTEMPTS": ("1", "max_attempts", 1),
}

SHARED = {"CVSCREEN_CACHE": "none:", "CVSCREEN_LIMITS": "acme:", "CVSCREEN_PROGRESS": "acme:"}
"""What several processes can work with."""


def test_this_module_knows_every_setting() -> None:
    assert {attribute for _, attribute, _ in EVERY.values()} == set(Settings.__struct_fields__)
    assert set(Settings().shown()) == set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_every_setting_is_read_by_its_name(name: str) -> None:
    value, attribute, expected = EVERY[name]
    settings = read_settings({name: value})
    assert getattr(settings, attribute) == expected
    assert settings.shown()[name] == ("***" if value == KEY else value)


def test_without_an_environment_there_are_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings({}) == Settings()
    assert Settings().shown() == {
        "CVSCREEN_ENV": "development",
        "CVSCREEN_DEBUG": "false",
        "CVSCREEN_SECRET": "",
        "CVSCREEN_SECRET_PREVIOUS": "",
        "CVSCREEN_METRICS_TOKEN": "",
        "CVSCREEN_USERS": f"sqlite:///{tmp_path}/cvscreen-data/cvscreen.db",
        "CVSCREEN_TOKENS": f"sqlite:///{tmp_path}/cvscreen-data/cvscreen.db",
        "CVSCREEN_LIMITS": "memory:",
        "CVSCREEN_CACHE": "memory:",
        "CVSCREEN_RATE_LIMIT": "100/hour",
        "CVSCREEN_LOGIN_LIMIT": "10/minute",
        "CVSCREEN_ACCOUNT_LIMIT": "300/hour",
        "CVSCREEN_ADMIN_LIMIT": "300/hour",
        "CVSCREEN_BUDGET": "off",
        "CVSCREEN_ALLOWED_HOSTS": "",
        "CVSCREEN_CORS_ORIGINS": "",
        "CVSCREEN_TRUSTED_PROXIES": "",
        "CVSCREEN_HTTPS_REDIRECT": "false",
        "CVSCREEN_DATA_DIR": "./cvscreen-data",
        "CVSCREEN_EVALUATIONS": f"sqlite:///{tmp_path}/cvscreen-data/cvscreen.db",
        "CVSCREEN_FILES": f"file://{tmp_path}/cvscreen-data/files",
        "CVSCREEN_QUEUE": "inline:",
        "CVSCREEN_SCORER": "lexical:",
        "CVSCREEN_EXTRACTOR": "pdfium:",
        "CVSCREEN_SCANNER": "none:",
        "CVSCREEN_SCAN_REQUIRED": "",
        "CVSCREEN_PROGRESS": "memory:",
        "CVSCREEN_MAX_UPLOAD_MB": "10.0",
        "CVSCREEN_MAX_PAGES": "100",
        "CVSCREEN_MAX_PROMPT_KB": "100",
        "CVSCREEN_LEASE_SECONDS": "60.0",
        "CVSCREEN_MAX_ATTEMPTS": "3",
    }


def test_the_environment_is_where_settings_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CVSCREEN_MAX_PAGES", "42")
    assert read_settings().max_pages == 42


def test_megabytes_and_kilobytes_are_binary() -> None:
    settings = Settings(max_upload_mb=0.5, max_prompt_kb=2)
    assert (settings.max_upload_bytes, settings.max_prompt_bytes) == (2**19, 2**11)


def test_other_names_and_those_for_tests_are_ignored() -> None:
    assert read_settings({"PATH": "/bin", "CVSCREENER": "x", "CVSCREEN_TEST_MONGODB": "x"}) == Settings()


def test_an_empty_value_is_none() -> None:
    assert read_settings(dict.fromkeys(EVERY, "")) == Settings()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("CVSCREEN_MAXPAGES", "CVSCREEN_MAX_PAGES"),
        ("CVSCREEN_SCORERS", "CVSCREEN_SCORER"),
        ("CVSCREEN_EVALUATION", "CVSCREEN_EVALUATIONS"),
        ("CVSCREEN_max_pages", "CVSCREEN_MAX_PAGES"),
    ],
)
def test_a_name_that_does_not_exist_is_an_error_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(UnknownSetting) as error:
        read_settings({name: SECRET})
    assert error.value.detail == f"there is no setting {name}: did you mean {nearest}?"


@pytest.mark.parametrize("name", ["CVSCREEN_XYZZY", "CVSCREEN_"])
def test_a_name_like_no_other_points_to_the_list(name: str) -> None:
    with pytest.raises(UnknownSetting, match="there are CVSCREEN_ENV, "):
        read_settings({name: "1"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CVSCREEN_MAX_PAGES", "many"),
        ("CVSCREEN_MAX_PAGES", "0"),
        ("CVSCREEN_MAX_PAGES", "1.5"),
        ("CVSCREEN_MAX_UPLOAD_MB", "-1"),
        ("CVSCREEN_MAX_UPLOAD_MB", "nan"),
        ("CVSCREEN_MAX_UPLOAD_MB", "inf"),
        ("CVSCREEN_MAX_PROMPT_KB", "0"),
        ("CVSCREEN_LEASE_SECONDS", "0"),
        ("CVSCREEN_LEASE_SECONDS", "inf"),
        ("CVSCREEN_LEASE_SECONDS", "1e300"),
        ("CVSCREEN_MAX_ATTEMPTS", "-3"),
        ("CVSCREEN_ENV", "prod"),
        ("CVSCREEN_DEBUG", "perhaps"),
        ("CVSCREEN_RATE_LIMIT", "100"),
        ("CVSCREEN_RATE_LIMIT", "0/hour"),
        ("CVSCREEN_LOGIN_LIMIT", "10/fortnight"),
        ("CVSCREEN_ACCOUNT_LIMIT", "many/hour"),
        ("CVSCREEN_ADMIN_LIMIT", "-1/hour"),
    ],
)
def test_a_value_that_makes_no_sense_is_an_error_that_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting) as error:
        read_settings({name: value})
    assert error.value.detail.startswith(f"{name}: ")


@pytest.mark.parametrize("port", PORTS)
def test_passwords_are_shown_nowhere(port: str) -> None:
    url = f"acme://ada:{SECRET}@host/place?option=1"
    settings = read_settings(SHARED | {PREFIX + port.upper(): url})
    shown = settings.shown()[PREFIX + port.upper()]
    assert shown == "acme://ada:***@host/place?option=1"
    assert SECRET not in repr(settings) + str(settings)
    assert settings.url(port).text.count(SECRET) == 1


def test_a_data_folder_is_where_the_embedded_stores_are() -> None:
    settings = Settings(data_dir="/srv/with space/#1 100%")
    assert settings.url("evaluations").text == "sqlite:////srv/with space/#1 100%/cvscreen.db"
    assert settings.url("files").text == "file:///srv/with space/#1 100%/files"


def test_a_data_folder_that_no_url_can_hold_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="CVSCREEN_DATA_DIR"):
        Settings(data_dir="/srv/why?").url("files")


def test_a_port_that_is_set_to_nothing_is_refused_when_it_is_opened() -> None:
    with pytest.raises(InvalidSetting):
        _ = Settings(scorer="").url("scorer").scheme


@pytest.mark.parametrize("name", ["CVSCREEN_SECRET", "CVSCREEN_SECRET_PREVIOUS", "CVSCREEN_METRICS_TOKEN"])
def test_a_secret_is_long_enough_and_shown_nowhere(name: str) -> None:
    with pytest.raises(InvalidSetting, match=f"{name} is too short") as error:
        read_settings({name: SECRET})
    assert SECRET not in error.value.detail
    settings = read_settings({name: KEY})
    assert KEY not in repr(settings) + str(settings.shown())


@pytest.mark.parametrize("name", ["CVSCREEN_SECRET", "CVSCREEN_SECRET_PREVIOUS", "CVSCREEN_METRICS_TOKEN"])
def test_production_takes_no_secret_that_can_be_guessed(name: str) -> None:
    for guessable in (KEY, "changeme" * 4, "abcdefghijklmnopqrstuvwxyz0123456789"):
        with pytest.raises(InvalidSetting, match=f"{name} can be guessed") as error:
            read_settings({"CVSCREEN_ENV": "production", name: guessable})
        assert guessable not in error.value.detail
        read_settings({name: guessable})
    read_settings({"CVSCREEN_ENV": "production", name: RANDOM})


def test_production_does_not_run_with_debug_on() -> None:
    with pytest.raises(InvalidSetting, match="CVSCREEN_DEBUG"):
        read_settings({"CVSCREEN_ENV": "production", "CVSCREEN_DEBUG": "true"})


@pytest.mark.parametrize("name", ["CVSCREEN_CACHE", "CVSCREEN_LIMITS", "CVSCREEN_PROGRESS"])
def test_what_several_processes_share_is_not_in_the_memory_of_one(name: str) -> None:
    with pytest.raises(InvalidSetting, match=f"{name}: other processes"):
        read_settings(SHARED | {"CVSCREEN_QUEUE": "acme:", name: "memory:"})
    with pytest.raises(InvalidSetting, match=f"{name}: other processes"):
        read_settings(SHARED | {"CVSCREEN_QUEUE": "acme:", name: "MEMORY:"})
    assert read_settings(SHARED | {"CVSCREEN_QUEUE": "acme:"}).queue == "acme:"


def test_lists_are_separated_by_commas() -> None:
    settings = read_settings({"CVSCREEN_ALLOWED_HOSTS": " a.example , ,b.example,"})
    assert settings.allowed_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("given", "shown", "refuses"),
    [
        ({"scanner": "eicar:"}, "true", True),
        ({"scanner": "eicar:", "scan_required": False}, "false", False),
        ({"scanner": "none:"}, "", False),
    ],
)
def test_where_there_is_a_scanner_its_result_is_required_unless_said_otherwise(
    given: dict[str, Any], shown: str, *, refuses: bool
) -> None:
    settings = Settings(**given)
    assert settings.refuses_unscanned is refuses
    assert settings.shown()["CVSCREEN_SCAN_REQUIRED"] == shown


def test_a_result_that_no_scanner_could_give_cannot_be_required() -> None:
    with pytest.raises(InvalidSetting, match="SCAN_REQUIRED: there is no scanner: set CVSCREEN_SCANNER too"):
        read_settings({"CVSCREEN_SCAN_REQUIRED": "true"})
