# mypy: allow-untyped-calls
# reportlab ships no types.
"""The sections of a sample CV as reportlab flowables."""

from html import escape
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Paragraph, Table
from reportlab.platypus.flowables import Flowable, HRFlowable, KeepTogether, Spacer
from sample_looks import Look
from sample_people import Entry, Extra, Language, Person, Skills

Block = list[Flowable]

_BARE_CELLS = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)] + [
    (side, (0, 0), (-1, -1), 0) for side in ("TOPPADDING", "BOTTOMPADDING")
]


def text(words: str, style: Any) -> Paragraph:
    """A paragraph that shows the words as they are, markup characters included."""
    return Paragraph(escape(words, quote=False), style)


def columns(cells: list[Any], widths: list[float]) -> Table:
    """One row of cells without padding, aligned at the top; widths in points."""
    return Table([cells], colWidths=widths, style=[*_BARE_CELLS, ("VALIGN", (0, 0), (-1, -1), "TOP")])


def section(title: str, look: Look, body: Block) -> Flowable:
    """A title, with a rule where the look has one, and its body, on one page."""
    style = look.strong(fontSize=look.size + 1.4, textColor=look.accent, spaceBefore=look.size * 1.2, spaceAfter=3)
    if look.heading == "bare":
        return KeepTogether([text(title, style), *body])
    rule = HRFlowable(width="100%", thickness=0.7, color=look.accent, spaceBefore=0, spaceAfter=4)
    return KeepTogether([text(title.upper(), style), rule, *body])


def bullets(lines: tuple[str, ...], look: Look) -> Block:
    """One hanging bullet a line."""
    style = look.body(leftIndent=11, bulletIndent=2, spaceAfter=1.5)
    return [Paragraph(escape(line, quote=False), style, bulletText="•") for line in lines]


def entry(item: Entry, look: Look, width: float) -> Block:
    """A job or a degree with its dates where the look wants them; width in points."""
    below = [text(item.where, look.slanted(spaceAfter=2)), *bullets(item.bullets, look)]
    if look.dates == "left":
        dates = text(item.dates, look.body(fontSize=look.size - 0.6, textColor=look.accent))
        row = columns([dates, [text(item.title, look.strong()), *below]], [0.21 * width, 0.79 * width])
        return [row]
    if look.dates == "right":
        dates = text(item.dates, look.body(alignment=TA_RIGHT))
        top = columns([text(item.title, look.strong()), dates], [0.7 * width, 0.3 * width])
        return [top, *below]
    dates = text(item.dates, look.body(fontSize=look.size - 0.6, textColor=look.accent))
    return [text(item.title, look.strong()), dates, *below]


def entries(title: str, items: tuple[Entry, ...], look: Look, width: float) -> Block:
    """A section of jobs or of degrees, none of which is torn apart by a page's end."""
    first, *others = (entry(item, look, width) for item in items)
    return [section(title, look, first), *(KeepTogether([Spacer(1, look.size / 2), *other]) for other in others)]


def skills(items: tuple[Skills, ...], look: Look) -> Block:
    """One paragraph a group, its label in bold."""
    bold = look.fonts[1]
    lines = [f'<font name="{bold}">{escape(item.group)}:</font> {escape(item.items)}' for item in items]
    return [section("Skills", look, [Paragraph(line, look.body(spaceAfter=2.5)) for line in lines])]


def stacked_skills(items: tuple[Skills, ...], look: Look) -> Block:
    """For narrow columns: each label above its skills."""
    pairs = [(text(item.group, look.strong()), text(item.items, look.body(spaceAfter=5))) for item in items]
    return [section("Skills", look, [part for pair in pairs for part in pair])]


def languages(items: tuple[Language, ...], look: Look) -> Block:
    """All languages on one line."""
    line = ", ".join(f"{item.name} ({item.level})" for item in items)
    return [section("Languages", look, [text(line, look.body())])]


def stacked_languages(items: tuple[Language, ...], look: Look) -> Block:
    """For narrow columns: one language a line."""
    return [section("Languages", look, [text(f"{item.name} – {item.level}", look.body()) for item in items])]


def extras(items: tuple[Extra, ...], look: Look) -> Block:
    """The sections that only this person has."""
    return [section(item.heading, look, bullets(item.lines, look)) for item in items]


def summary(title: str, person: Person, look: Look) -> Block:
    """The paragraph at the top, under its title."""
    return [section(title, look, [text(person.summary, look.body(spaceAfter=3))])]


def hidden(person: Person, look: Look) -> Block:
    """White on white, in tiny print, where a human sees an empty margin."""
    return [Spacer(1, 10), text(person.hidden, look.body(fontSize=4, leading=5, textColor="white"))]
