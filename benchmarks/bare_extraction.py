"""What `cvscreen screen` is measured against: the text of every PDF, with pypdfium2 and nothing else."""

# mypy: allow-untyped-calls

import sys
from pathlib import Path

import pypdfium2


def main() -> None:
    for path in sorted(Path(sys.argv[1]).rglob("*.pdf")):
        document = pypdfium2.PdfDocument(path.read_bytes())
        for page in document:
            text = page.get_textpage()
            text.get_text_bounded()
            text.close()
            page.close()
        document.close()


if __name__ == "__main__":
    main()
