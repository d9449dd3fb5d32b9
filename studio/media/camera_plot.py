"""The camera plot: a page a scene with the plan of its set, to scale, and a list of its boards' cameras."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import MediaError
from studio.media import pdf_words
from studio.media.pdf_text import TextStyle, draw_text, fitted, registered, text_width
from studio.media.plan_print import POINTS_PER_M, Field, PlanPrint, fitting_scale
from studio.media.whole_file import whole_file
from studio.model.ports import Progress, no_progress
from studio.staging.floor_plan.plan import FloorPlan

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PAGE = (841.89, 595.28)
"""A4 landscape in points."""

_MARGIN, _HEAD, _FOOT = 30.0, 46.0, 44.0
_LIST_WIDTH, _GAP = 196.0, 16.0
_ROW, _LEAST_ROW = 12.4, 6.4
_INK = (0.1, 0.1, 0.12)
_GREY = (0.38, 0.39, 0.42)
_TITLE = TextStyle(13, 16, "bold", _INK)
_FACTS = TextStyle(8, 10, "regular", _GREY)
_SMALL = TextStyle(7.2, 9, "regular", _GREY)
_COLUMNS = (0.0, 34.0, 78.0, 118.0, 152.0)


@dataclass(frozen=True, slots=True)
class PlotBoard:
    """One line of the list: label, size, lens in mm, height of the lens in metres, the move's name."""

    label: str
    shot_size: str
    lens_mm: float
    height_m: float
    move: str


@dataclass(frozen=True, slots=True)
class PlotPage:
    """One scene's page."""

    number: str
    heading: str
    plan: FloorPlan
    boards: tuple[PlotBoard, ...]


@dataclass(frozen=True, slots=True)
class PlotWords:
    """The few words the plot adds of its own."""

    camera_plot: str
    scene: str
    board: str
    size: str
    lens: str
    height: str
    move: str
    front: str
    more: str
    moves: Mapping[str, str]


ENGLISH = PlotWords(
    "Camera plot",
    "Scene",
    "Board",
    "Size",
    "Lens",
    "Height",
    "Move",
    "front",
    "and {count} more",
    pdf_words.ENGLISH.moves,
)
KOREAN = PlotWords(
    "카메라 배치도", "씬", "보드", "사이즈", "렌즈", "높이", "움직임", "정면", "외 {count}개", pdf_words.KOREAN.moves
)


def write_camera_plot(
    pages: Sequence[PlotPage],
    path: Path,
    *,
    title: str,
    words: PlotWords = ENGLISH,
    progress: Progress = no_progress,
) -> int:
    """Writes the plot, A4 landscape, whole or not at all, and returns its pages; equal plans give equal bytes.

    Raises:
        MediaError: there is no page, or the file system refused.
        Cancelled: the person stopped it; nothing is left.
    """
    from reportlab.pdfgen.canvas import Canvas

    if not pages:
        raise MediaError("A camera plot needs a scene with a set; stage a scene first.")
    with whole_file(path) as beside:
        canvas = Canvas(
            path.name, pagesize=PAGE, invariant=1, pageCompression=1, initialFontName=registered("Inter-Regular")
        )
        canvas.setTitle(title)
        canvas.setSubject(words.camera_plot)
        canvas.setCreator("DreamFactory Studio")
        for place, page in enumerate(pages):
            progress(place, len(pages), "plot")
            _draw(canvas, page, title, words)
            canvas.bookmarkPage(f"scene-{place}")
            canvas.addOutlineEntry(f"{page.number}  {page.heading}", f"scene-{place}", level=0)
            canvas.showPage()
        progress(len(pages), len(pages), "plot")
        beside.write_bytes(canvas.getpdfdata())
    return len(pages)


def _draw(canvas: Canvas, page: PlotPage, title: str, words: PlotWords) -> None:
    right, top = PAGE[0] - _MARGIN, PAGE[1] - _MARGIN
    facts = f"{title} · {words.camera_plot}"
    name = f"{words.scene} {page.number}   {page.heading}"
    room = right - _MARGIN - text_width(facts, _FACTS) - 16
    draw_text(canvas, fitted(name, _TITLE, width=room), _TITLE, x=_MARGIN, y=top - 12)
    draw_text(canvas, facts, _FACTS, x=right, y=top - 11, align="right")
    canvas.setStrokeColorRGB(*_INK)
    canvas.setLineWidth(0.8)
    canvas.line(_MARGIN, top - 20, right, top - 20)
    width = right - _MARGIN - (_LIST_WIDTH + _GAP if page.boards else 0)
    field = Field(_MARGIN, _MARGIN + _FOOT, width, PAGE[1] - 2 * _MARGIN - _HEAD - _FOOT)
    scale = fitting_scale(page.plan, width=field.width - 40, height=field.height - 40)
    PlanPrint(canvas, page.plan, field, scale).draw()
    _scale_bar(canvas, scale, words)
    if page.boards:
        _list(canvas, page.boards, right - _LIST_WIDTH, field, words)


def _scale_bar(canvas: Canvas, scale: int, words: PlotWords) -> None:
    """A bar of five parts, the scale in figures, and which way the front is."""
    unit = POINTS_PER_M / scale
    part = next((metres for metres in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0) if metres * unit >= 16), 100.0)
    left, y = _MARGIN, _MARGIN + 12
    canvas.setDash([])
    canvas.setLineWidth(0.6)
    canvas.setStrokeColorRGB(*_INK)
    for place in range(5):
        canvas.setFillGray(0.1 if place % 2 == 0 else 1)
        canvas.rect(left + place * part * unit, y, part * unit, 4, stroke=1, fill=1)
    end = left + 5 * part * unit
    draw_text(canvas, "0", _SMALL, x=left, y=y - 9, align="centre")
    draw_text(canvas, f"{5 * part:g} m", _SMALL, x=end, y=y - 9, align="centre")
    draw_text(canvas, f"1 : {scale}  (A4)", _FACTS, x=end + 26, y=y)
    tip = end + 26 + text_width(f"1 : {scale}  (A4)", _FACTS) + 30
    arrow = canvas.beginPath()
    for place, (x, dy) in enumerate(((tip, -3.0), (tip - 4, 6.0), (tip + 4, 6.0))):
        (arrow.lineTo if place else arrow.moveTo)(x, y + dy)
    arrow.close()
    canvas.setFillGray(0.1)
    canvas.drawPath(arrow, stroke=0, fill=1)
    draw_text(canvas, words.front, _FACTS, x=tip + 9, y=y)


def _list(canvas: Canvas, boards: Sequence[PlotBoard], left: float, field: Field, words: PlotWords) -> None:
    """The boards in a table: the rows close up until all fit, at the last the rest is counted."""
    top = field.low + field.height - 4
    row = max(_LEAST_ROW, min(_ROW, (field.height - 20) / len(boards)))
    size = min(8.0, row * 0.72)
    head, plain = TextStyle(7.2, 9, "semibold", _GREY), TextStyle(size, row, "regular", _INK)
    bold = TextStyle(size, row, "bold", _INK)
    for x, word in zip(_COLUMNS, (words.board, words.size, words.lens, words.height, words.move), strict=True):
        draw_text(canvas, word, head, x=left + x, y=top - 6)
    canvas.setDash([])
    canvas.setStrokeGray(0.75)
    canvas.setLineWidth(0.4)
    canvas.line(left, top - 11, left + _LIST_WIDTH, top - 11)
    y = top - 11
    room = int((y - field.low) / row)
    shown = boards if len(boards) <= room else boards[: room - 1]
    for board in shown:
        y -= row
        move = "" if board.move == "static" else words.moves.get(board.move, board.move.replace("_", " "))
        cells = (board.label, board.shot_size, f"{board.lens_mm:g} mm", f"{board.height_m:.2f} m", move)
        for place, (x, cell) in enumerate(zip(_COLUMNS, cells, strict=True)):
            wide = (_COLUMNS[place + 1] if place + 1 < len(_COLUMNS) else _LIST_WIDTH) - x - 2
            draw_text(canvas, fitted(cell, plain, width=wide), plain if place else bold, x=left + x, y=y + row * 0.28)
    if len(shown) < len(boards):
        draw_text(canvas, words.more.format(count=len(boards) - len(shown)), plain, x=left, y=y - row * 0.72)
