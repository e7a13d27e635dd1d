"""The compose file describes a service that could start: Docker itself is not asked."""

import re
import secrets
from pathlib import Path
from typing import Any

import pytest
import yaml

from cvscreen.adapters.registry import schemes
from cvscreen.entrypoints.cli import COMMANDS
from cvscreen.settings import PORTS, Settings, read_settings

ROOT = Path(__file__).parents[2]
OURS = ("migrate", "api", "celery-worker")
SERVERS = ("mysql", "mongodb", "redis", "minio", "clamav")


@pytest.fixture(scope="module")
def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.fixture(scope="module")
def services(example: dict[str, str]) -> dict[str, Any]:
    filled = example | {"CVSCREEN_SECRET": secrets.token_urlsafe(48)}

    def interpolated(value: Any) -> Any:
        """As Compose does it: in the values, once the file is read."""
        if isinstance(value, dict):
            return {key: interpolated(one) for key, one in value.items()}
        if isinstance(value, str):
            return re.sub(r"(?<!\$)\$\{(\w+)(?::-([^}]*))?\}", lambda found: filled.get(found[1]) or found[2], value)
        return value

    read: dict[str, Any] = interpolated(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))
    return dict(read["services"])


def settings_of(services: dict[str, Any], name: str) -> Settings:
    return read_settings({key: str(value) for key, value in services[name]["environment"].items()})


def test_all_services_are_there(services: dict[str, Any]) -> None:
    assert set(services) == {*OURS, *SERVERS}


@pytest.mark.parametrize("name", OURS)
def test_the_settings_of_each_service_make_sense(services: dict[str, Any], name: str) -> None:
    settings = settings_of(services, name)
    for port, folder in PORTS.items():
        assert settings.url(port).scheme in schemes(folder)


def test_only_the_api_has_the_key_that_signs_tokens(services: dict[str, Any]) -> None:
    assert {name for name in OURS if settings_of(services, name).secret} == {"api"}


@pytest.mark.parametrize("name", OURS)
def test_each_service_runs_a_command_that_there_is(services: dict[str, Any], name: str) -> None:
    assert services[name]["command"][0] in COMMANDS


@pytest.mark.parametrize("name", ["api", "celery-worker", *SERVERS])
def test_each_service_that_stays_tells_its_health(services: dict[str, Any], name: str) -> None:
    assert services[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", SERVERS)
def test_what_the_servers_keep_outlives_them(services: dict[str, Any], name: str) -> None:
    assert services[name]["volumes"][0].startswith(f"{name}:")


def test_every_variable_that_the_compose_file_asks_for_has_an_example(example: dict[str, str]) -> None:
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)\}", (ROOT / "docker-compose.yml").read_text()))
    assert asked <= example.keys()


def test_the_example_holds_no_secret_that_the_service_would_start_with(example: dict[str, str]) -> None:
    assert not example["CVSCREEN_SECRET"]
