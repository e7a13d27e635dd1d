"""Draw the sample CVs: `python examples/make_samples.py [FOLDER]` writes one PDF a person (default: examples/cvs)."""

import argparse
from pathlib import Path

from sample_layouts import LAYOUTS
from sample_looks import register_fonts
from sample_people import Person, load_people
from sample_scan import scan

CVS = Path(__file__).parent / "cvs"


def draw(person: Person) -> bytes:
    """The person's CV as PDF: the same bytes each time, given the same versions of reportlab and pypdfium2."""
    document = LAYOUTS[person.layout](person)
    return scan(document) if person.medium == "scan" else document


def make(folder: Path) -> list[Path]:
    """Write everybody's CV into the folder, which is made if need be; returns the files."""
    register_fonts()
    folder.mkdir(parents=True, exist_ok=True)
    files = {folder / f"{stem}.pdf": draw(person) for stem, person in load_people().items()}
    for path, document in files.items():
        path.write_bytes(document)
    return list(files)


def main() -> None:
    """Read the command line, write the files and name them."""
    parser = argparse.ArgumentParser(description="Draw the sample CVs.")
    parser.add_argument("folder", nargs="?", type=Path, default=CVS, help="where to write (default: %(default)s)")
    for path in make(parser.parse_args().folder):
        print(path.name)


if __name__ == "__main__":
    main()
