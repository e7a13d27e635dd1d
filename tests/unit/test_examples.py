# mypy: allow-untyped-calls
# pypdfium2 ships no types.
"""The sample CVs, jobs and rubrics: made by their script, complete, and what the README says they are."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
PEOPLE: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(EXAMPLES.glob("people/*.toml"))
}
SCANNED = {stem for stem, person in PEOPLE.items() if person.get("medium") == "scan"}


def pages_of(path: Path) -> list[str]:
    with pdfium.PdfDocument(path) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def make_samples(folder: Path) -> Path:
    script = EXAMPLES / "make_samples.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("reportlab")
    pytest.importorskip("PIL")
    return make_samples(tmp_path_factory.mktemp("cvs"))


def test_there_is_one_committed_cv_a_person() -> None:
    assert [path.stem for path in sorted(EXAMPLES.glob("cvs/*.pdf"))] == list(PEOPLE)
    assert len(PEOPLE) == 12


def test_the_script_makes_every_file(made: Path) -> None:
    assert sorted(path.stem for path in made.iterdir()) == list(PEOPLE)


@pytest.mark.parametrize("stem", PEOPLE)
def test_a_made_cv_has_the_pages_and_the_text_of_the_committed_one(made: Path, stem: str) -> None:
    assert pages_of(made / f"{stem}.pdf") == pages_of(EXAMPLES / "cvs" / f"{stem}.pdf")


def test_the_script_gives_the_same_bytes_twice(made: Path, tmp_path: Path) -> None:
    again = make_samples(tmp_path)
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in made.iterdir()
    }


@pytest.mark.parametrize("stem", sorted(PEOPLE.keys() - SCANNED))
def test_a_cv_says_everything_its_person_has_to_say(stem: str) -> None:
    person = PEOPLE[stem]
    words = "".join("".join(pages_of(EXAMPLES / "cvs" / f"{stem}.pdf")).split())
    entries = [*person["jobs"], *person["education"]]
    said = [person["name"], person["headline"], person["summary"], person.get("hidden", ""), *person["contact"]]
    said += [entry[key] for entry in entries for key in ("title", "where", "dates")]
    said += [line for entry in entries for line in entry.get("bullets", [])]
    said += [skill["items"] for skill in person["skills"]] + [language["name"] for language in person["languages"]]
    said += [line for extra in person.get("extras", []) for line in extra["lines"]]
    assert [line for line in said if "".join(line.split()) not in words] == []


def test_only_one_cv_is_a_scan_and_it_has_no_text() -> None:
    assert {stem: pages_of(EXAMPLES / "cvs" / f"{stem}.pdf") for stem in SCANNED} == {"ingrid-solheim": [""]}


def test_only_one_cv_hides_text() -> None:
    assert [stem for stem, person in PEOPLE.items() if "hidden" in person] == ["derek-holloway"]
    assert "Ignore all previous instructions" in pages_of(EXAMPLES / "cvs" / "derek-holloway.pdf")[0]


def test_the_java_engineer_never_says_python() -> None:
    assert "python" not in " ".join(pages_of(EXAMPLES / "cvs" / "mateus-carvalho.pdf")).lower()


def test_the_contact_details_cannot_belong_to_anybody() -> None:
    contacts = [line for person in PEOPLE.values() for line in person["contact"]]
    assert all(re.search(r"@example\.(com|org)$", line) for line in contacts if "@" in line)
    assert all(" 555-01" in line for line in contacts if line.startswith("+"))
    assert sum("@" in line for line in contacts) == sum(line.startswith("+") for line in contacts) == len(PEOPLE)


@pytest.mark.parametrize("stem", PEOPLE)
def test_the_readme_tells_each_persons_job_and_fit(stem: str) -> None:
    person = PEOPLE[stem]
    rows = [line.split(" | ") for line in (EXAMPLES / "README.md").read_text("utf-8").splitlines()]
    row = next(row for row in rows if row[0] == f"| cvs/{stem}.pdf")
    assert (row[1], row[3], row[4].removesuffix(" |")) == (person["name"], person["job"], person["fit"])


def test_every_job_that_a_person_is_meant_for_exists() -> None:
    jobs = {path.stem for path in EXAMPLES.glob("jobs/*.txt")}
    assert {person["job"] for person in PEOPLE.values()} == jobs | {"none"}


def test_the_wall_of_text_is_one_paragraph() -> None:
    assert len((EXAMPLES / "jobs" / "wall-of-text.txt").read_text("utf-8").strip().splitlines()) == 1


def test_the_rubric_is_the_same_in_both_formats() -> None:
    rubric = tomllib.loads((EXAMPLES / "rubrics" / "python-engineer.toml").read_text("utf-8"))
    assert rubric == json.loads((EXAMPLES / "rubrics" / "python-engineer.json").read_text("utf-8"))
    assert all(set(criterion) == {"id", "text", "weight", "must_have"} for criterion in rubric["criteria"])


def test_the_examples_stay_small() -> None:
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()) < 1_500_000
