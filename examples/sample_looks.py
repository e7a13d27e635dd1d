# mypy: allow-untyped-calls
# reportlab ships no types.
"""Fonts, colours and paragraph styles of the sample CVs."""

from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from sample_people import Layout, Person

Fonts = tuple[str, str, str]  # regular, bold, italic
Dates = Literal["right", "below", "left"]
Heading = Literal["ruled", "bare"]

VERA = ("Vera", "VeraBd", "VeraIt")  # comes with reportlab, and has the letters that the standard fonts lack
HELVETICA = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
TIMES = ("Times-Roman", "Times-Bold", "Times-Italic")


@dataclass(frozen=True)
class Look:
    """What the paragraphs of one layout look like; sizes are in points."""

    fonts: Fonts
    size: float
    accent: Color
    ink: Color
    dates: Dates
    heading: Heading

    def body(self, **changes: Any) -> ParagraphStyle:
        """Running text; `changes` are attributes of ParagraphStyle."""
        base = {"fontName": self.fonts[0], "fontSize": self.size, "leading": self.size * 1.34, "textColor": self.ink}
        return ParagraphStyle("body", **(base | changes))

    def strong(self, **changes: Any) -> ParagraphStyle:
        """The bold cut of the running text."""
        return self.body(**({"fontName": self.fonts[1]} | changes))

    def slanted(self, **changes: Any) -> ParagraphStyle:
        """The italic cut of the running text."""
        return self.body(**({"fontName": self.fonts[2]} | changes))


_LOOKS: dict[Layout, tuple[Fonts, float, Dates, Heading]] = {
    "banner": (HELVETICA, 10.2, "right", "ruled"),
    "classic": (TIMES, 11.6, "right", "ruled"),
    "formal": (TIMES, 11.8, "right", "ruled"),
    "plain": (HELVETICA, 11, "below", "bare"),
    "sidebar-left": (VERA, 9.2, "below", "ruled"),
    "sidebar-right": (HELVETICA, 10.5, "below", "bare"),
    "timeline": (HELVETICA, 10.3, "left", "bare"),
}


def look_of(person: Person) -> Look:
    """The look of a person's layout, in the person's own colour."""
    fonts, size, dates, heading = _LOOKS[person.layout]
    return Look(fonts, size, HexColor(person.accent), HexColor("#26292e"), dates, heading)


def register_fonts() -> None:
    """Make the fonts that come with reportlab known to it by name."""
    for name in VERA:
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
