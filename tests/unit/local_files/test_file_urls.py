"""Which folder the URL of a file store names."""

from pathlib import Path

import pytest

from cvscreen.adapters.files.local import local_path
from cvscreen.adapters.urls import AdapterURL
from cvscreen.domain.errors import InvalidSetting


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///var/cvs", "/var/cvs"),
        ("file:/var/cvs", "/var/cvs"),
        ("file:///var/100%25", "/var/100%25"),
        ("file:data/cvs", "data/cvs"),
        ("file:./cvs", "cvs"),
    ],
)
def test_a_url_names_a_folder(url: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert local_path(AdapterURL(url)) == tmp_path / path


@pytest.mark.parametrize("url", ["file:", "file://", "file://host/cvs", "file:///cvs?mode=1"])
def test_a_url_that_names_no_folder_is_a_settings_error(url: str) -> None:
    with pytest.raises(InvalidSetting):
        local_path(AdapterURL(url))
