# mypy: allow-untyped-calls
# reportlab ships no types.
"""The layouts of the sample CVs: where the sections go on the page."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import sample_blocks as blocks
from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import LETTER
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, PageTemplate
from reportlab.platypus.flowables import HRFlowable, Spacer
from sample_blocks import Block, text
from sample_looks import Look, look_of
from sample_people import Person

WIDTH, HEIGHT = LETTER
MARGIN = 54.0
FULL = WIDTH - 2 * MARGIN
SIDEBAR = 178.0
GUTTER = 22.0
MAIN = WIDTH - SIDEBAR - GUTTER - 40.0
BANNER = 104.0
NBSP = "\N{NO-BREAK SPACE}"

Painter = Callable[[Any, Any], None]


def _nothing(_canvas: Any, _document: Any) -> None:
    """Most pages carry their text only."""


def _frame(x: float, width: float, top: float = 44.0, bottom: float = 40.0) -> Frame:
    return Frame(x, bottom, width, HEIGHT - top - bottom, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _sheet(person: Person, story: Block, frames: list[Frame], paint: Painter = _nothing) -> bytes:
    """Lay the story into the frames, over what `paint` draws on each page."""
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=LETTER, invariant=1, title=f"CV {person.name}", author=person.name, lang="en", pageCompression=1
    )
    document.addPageTemplates(PageTemplate(frames=frames, onPage=paint))
    document.build(story)
    return out.getvalue()


def _centred_head(person: Person, look: Look) -> Block:
    contact = f"{NBSP} | {NBSP}".join(person.contact)
    return [
        text(person.name, look.strong(fontSize=22, leading=27, alignment=TA_CENTER)),
        text(person.headline, look.slanted(fontSize=look.size + 1, leading=17, alignment=TA_CENTER)),
        text(contact, look.body(fontSize=look.size - 1, alignment=TA_CENTER, spaceAfter=4)),
    ]


def _one_column(person: Person, look: Look, width: float) -> Block:
    return [
        *blocks.summary("Summary", person, look),
        *blocks.entries("Experience", person.jobs, look, width),
        *blocks.entries("Education", person.education, look, width),
        *blocks.skills(person.skills, look),
        *blocks.languages(person.languages, look),
        *blocks.extras(person.extras, look),
    ]


def classic(person: Person) -> bytes:
    """One column in Times under a centred name."""
    look = look_of(person)
    return _sheet(person, [*_centred_head(person, look), *_one_column(person, look, FULL)], [_frame(MARGIN, FULL)])


def formal(person: Person) -> bytes:
    """Like classic, over several pages, with a footer and a page number on each."""
    look = look_of(person)

    def footer(canvas: Any, document: Any) -> None:
        canvas.setFont(look.fonts[2], 9)
        canvas.setFillColor(HexColor("#666666"))
        canvas.drawString(MARGIN, 30, f"Curriculum vitae – {person.name}")
        canvas.drawRightString(WIDTH - MARGIN, 30, f"Page {document.page}")

    story = [*_centred_head(person, look), *_one_column(person, look, FULL)]
    return _sheet(person, story, [_frame(MARGIN, FULL, top=56, bottom=60)], footer)


def banner(person: Person) -> bytes:
    """One column under a coloured bar that carries name and contact in white; hidden text, if any, at the end."""
    look = look_of(person)

    def bar(canvas: Any, _document: Any) -> None:
        canvas.setFillColor(look.accent)
        canvas.rect(0, HEIGHT - BANNER, WIDTH, BANNER, stroke=0, fill=1)
        canvas.setFillColor(white)
        for font, size, line, y in (
            (look.fonts[1], 24, person.name, 46),
            (look.fonts[0], 12.5, person.headline, 66),
            (look.fonts[0], 9, "   ·   ".join(person.contact), 87),
        ):
            canvas.setFont(font, size)
            canvas.drawString(MARGIN, HEIGHT - y, line)

    story = _one_column(person, look, FULL) + (blocks.hidden(person, look) if person.hidden else [])
    return _sheet(person, story, [_frame(MARGIN, FULL, top=BANNER + 10)], bar)


def timeline(person: Person) -> bytes:
    """One column whose dates stand in a margin of their own on the left."""
    look = look_of(person)
    head = [
        text(person.name, look.body(fontSize=25, leading=30, textColor=look.accent)),
        text(person.headline, look.body(fontSize=12.5, leading=18)),
        text(f"{NBSP} • {NBSP}".join(person.contact), look.body(fontSize=9, textColor="#666666", spaceAfter=8)),
        HRFlowable(width="100%", thickness=2, color=look.accent, spaceAfter=4),
    ]
    return _sheet(person, [*head, *_one_column(person, look, FULL)], [_frame(MARGIN, FULL, top=50)])


def plain(person: Person) -> bytes:
    """What a word processor makes of a few lines, without any design."""
    look = look_of(person)
    head = [
        text(person.name, look.strong(fontSize=15, leading=20)),
        *(text(line, look.body()) for line in person.contact),
    ]
    return _sheet(
        person, [*head, Spacer(1, 8), *_one_column(person, look, FULL)], [_frame(MARGIN + 18, FULL - 36, top=72)]
    )


def _main_column(person: Person, look: Look) -> Block:
    return [
        text(person.name, look.strong(fontSize=23, leading=28, textColor=look.accent)),
        text(person.headline, look.body(fontSize=12, leading=17)),
        *blocks.summary("Profile", person, look),
        *blocks.entries("Experience", person.jobs, look, MAIN),
        *blocks.entries("Education", person.education, look, MAIN),
    ]


def _side_column(person: Person, look: Look) -> Block:
    return [
        blocks.section("Contact", look, [text(line, look.body(spaceAfter=2)) for line in person.contact]),
        *blocks.stacked_skills(person.skills, look),
        *blocks.stacked_languages(person.languages, look),
        *blocks.extras(person.extras, look),
    ]


def sidebar_left(person: Person) -> bytes:
    """Two columns: contact and skills in white on a coloured sidebar at the left, written before the main column."""
    look = look_of(person)

    def side(canvas: Any, _document: Any) -> None:
        canvas.setFillColor(look.accent)
        canvas.rect(0, 0, SIDEBAR, HEIGHT, stroke=0, fill=1)

    frames = [_frame(20, SIDEBAR - 38), _frame(SIDEBAR + GUTTER, MAIN)]
    inverse = replace(look, accent=white, ink=white)
    return _sheet(person, [*_side_column(person, inverse), FrameBreak(), *_main_column(person, look)], frames, side)


def sidebar_right(person: Person) -> bytes:
    """Two columns: contact and skills on a tinted sidebar at the right, written after the main column."""
    look = look_of(person)

    def side(canvas: Any, _document: Any) -> None:
        canvas.setFillColor(HexColor("#f1eff3"))
        canvas.rect(WIDTH - SIDEBAR, 0, SIDEBAR, HEIGHT, stroke=0, fill=1)

    frames = [_frame(40, MAIN), _frame(WIDTH - SIDEBAR + 18, SIDEBAR - 36)]
    return _sheet(person, [*_main_column(person, look), FrameBreak(), *_side_column(person, look)], frames, side)


LAYOUTS: dict[str, Callable[[Person], bytes]] = {
    "banner": banner,
    "classic": classic,
    "formal": formal,
    "plain": plain,
    "sidebar-left": sidebar_left,
    "sidebar-right": sidebar_right,
    "timeline": timeline,
}
