"""Scorers that fail, parsers that die, disks that are full: each evaluation ends for its own reason."""

import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from dying_parser import deadly_pdf
from fault_extent import Extent
from fault_site import Site, numbered_pdf
from http_service import bearer, token_of

pytestmark = pytest.mark.servers("redis", "mysql", "s3")


def test_a_scorer_that_fails_half_of_its_calls(site: Callable[..., Site], extent: Extent) -> None:
    here = site(CVSCREEN_SCORER="counting:{log}?seconds=0.05&failing=0.5")
    here.open(workers=1)
    here.upload(extent.evaluations)
    found = here.assert_counts()
    # Three attempts fail with a chance of one in eight.
    assert set(found.values()) <= {"completed", "failed"}
    assert Counter(found.values())["completed"] > len(found) / 2
    assert {reason(here, one) for one, status in found.items() if status == "failed"} <= {"scorer_unavailable"}


def test_a_pdf_that_kills_its_parser_every_time_fails_for_good_and_harms_no_other(
    site: Callable[..., Site], extent: Extent
) -> None:
    here = site(CVSCREEN_EXTRACTOR="dying:")
    here.open(workers=1)
    here.upload(3, contents=deadly_pdf)
    deadly = set(here.accepted)
    here.upload(extent.evaluations)
    found = here.assert_counts()
    assert {found[one] for one in deadly} == {"failed"}
    assert {reason(here, one) for one in deadly} == {"parser_crashed"}
    assert {found[one] for one in here.accepted.keys() - deadly} == {"completed"}
    assert here.workers[0].is_alive()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("a small disk can be mounted by root only")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_disk_that_is_full_refuses_uploads_and_loses_none_that_was_accepted(
    site: Callable[..., Site], extent: Extent, small_disk: Path
) -> None:
    here = site(CVSCREEN_FILES=f"file://{small_disk}/files")
    here.open(workers=1)
    here.upload(extent.evaluations, contents=lambda number: numbered_pdf(number) + b"x" * 100_000)
    assert 0 < len(here.accepted) < extent.evaluations
    here.assert_all_completed()


def reason(here: Site, evaluation_id: str) -> str:
    """The code of the error that an evaluation failed for."""
    with httpx.Client(base_url=here.api.url, timeout=60) as client:
        answer = client.get(f"/api/cv-evaluations/{evaluation_id}/", headers=bearer(token_of(client)))
    code: str = answer.json()["error"]["code"]
    return code
