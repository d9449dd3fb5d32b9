"""Where everything stands in the storyboard's PDF: which boards on which page, and how their words are broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.media.cut import Cut, CutBoard
from studio.media.pdf_text import TextStyle, break_lines

PAGE = (841.89, 595.28)
"""A4 landscape in points."""

MARGIN = 36.0
BODY_TOP = PAGE[1] - 46.0
BODY_BOTTOM = 34.0
GUTTER = 18.0
ROW_GAP = 10.0
SCENE_BAR = 24.0
CAPTION = 17.0
AFTER_PICTURE = 7.0
BETWEEN_TEXTS = 3.0
INDENT = 8.0

DIALOGUE = TextStyle(8.2, 11.0, "medium")
ACTION = TextStyle(8.0, 10.8, "regular", (0.27, 0.28, 0.30))
NOTES = TextStyle(7.2, 9.6, "regular", (0.42, 0.44, 0.47))
_SHRINKS = (1.0, 0.92, 0.85)


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows of a page, and the picture's size in points."""

    columns: int
    rows: int
    picture: tuple[float, float]

    @classmethod
    def of(cls, aspect: float) -> Grid:
        """Three by two; five upright pictures beside one another."""
        columns, rows, tallest = (5, 1, 300.0) if aspect < 0.8 else (3, 2, 138.0)
        width = (PAGE[0] - 2 * MARGIN - (columns - 1) * GUTTER) / columns
        height = min(width / aspect, tallest)
        return cls(columns, rows, (height * aspect, height))

    @property
    def column(self) -> float:
        """Width of a column in points."""
        return (PAGE[0] - 2 * MARGIN - (self.columns - 1) * GUTTER) / self.columns

    @property
    def row(self) -> float:
        """Height of an ordinary row in points, without the scene's bar."""
        return (BODY_TOP - BODY_BOTTOM - self.rows * SCENE_BAR - (self.rows - 1) * ROW_GAP) / self.rows

    @property
    def tall_row(self) -> float:
        """Height of a row that has the page to itself."""
        return BODY_TOP - BODY_BOTTOM - SCENE_BAR


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a board's words."""

    text: str
    style: TextStyle
    kind: str
    above: float = 0.0

    @property
    def height(self) -> float:
        """What it takes of the column, in points."""
        return self.above + self.style.leading


@dataclass(frozen=True, slots=True)
class Cell:
    """A board's place in a row; a continued one has words only."""

    board: CutBoard
    lines: tuple[Line, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells beside one another: of the cut's ``scene``-th run, ``is_first`` where it begins; height in points."""

    cells: tuple[Cell, ...]
    height: float
    scene: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Rows from the top down."""

    rows: tuple[Row, ...]


def lay_out(cut: Cut, grid: Grid, *, note: str) -> list[Page]:
    """Distributes the boards over pages: no word is lost.

    Words that do not fit are set a little smaller, else the row grows up to a page, else they go on in the next cell.
    ``note`` is the word before a board's notes.
    """
    pages: list[list[Row]] = []
    room = 0.0
    for number, (_, _, boards) in enumerate(cut.scenes()):
        for place, row in enumerate(_rows(boards, grid, number, note)):
            # A bar stands over a scene's first row and over the first row of a page.
            needed = row.height + (SCENE_BAR if place == 0 else 0.0) + ROW_GAP
            if not pages or needed > room + 0.01:
                pages.append([])
                room = BODY_TOP - BODY_BOTTOM
                needed = row.height + SCENE_BAR
            pages[-1].append(row)
            room -= needed
    return [Page(tuple(rows)) for rows in pages]


def _rows(boards: Sequence[CutBoard], grid: Grid, scene: int, note: str) -> Iterator[Row]:
    waiting: list[Cell] = []
    first = True
    for cell in (cell for board in boards for cell in _cells(board, grid, note)):
        waiting.append(cell)
        if len(waiting) == grid.columns:
            yield _row(waiting, grid, scene, first=first)
            waiting, first = [], False
    if waiting:
        yield _row(waiting, grid, scene, first=first)


def _row(cells: Sequence[Cell], grid: Grid, scene: int, *, first: bool) -> Row:
    return Row(tuple(cells), max(grid.row, *(_needed(cell, grid) for cell in cells)), scene, first)


def _needed(cell: Cell, grid: Grid) -> float:
    picture = 0.0 if cell.is_continued else grid.picture[1] + AFTER_PICTURE
    return CAPTION + picture + _height(cell.lines)


def _cells(board: CutBoard, grid: Grid, note: str) -> Iterator[Cell]:
    ordinary, tall = _text_room(grid, grid.row), _text_room(grid, grid.tall_row)
    lines: list[Line] = []
    for shrink in _SHRINKS:
        lines = _lines(board, grid.column, shrink, note)
        if _height(lines) <= ordinary:
            yield Cell(board, tuple(lines))
            return
    lines = _lines(board, grid.column, _SHRINKS[1], note)
    here = _fitting(lines, tall)
    yield Cell(board, tuple(lines[:here]))
    while lines := lines[here:]:
        here = _fitting(lines, grid.tall_row - CAPTION)
        yield Cell(board, tuple(lines[:here]), is_continued=True)


def _lines(board: CutBoard, width: float, shrink: float, note: str) -> list[Line]:
    lines: list[Line] = []
    noted = f"{note}  {board.notes.strip()}" if board.notes.strip() else ""
    for kind, text, style in (
        ("dialogue", board.dialogue, DIALOGUE),
        ("action", board.action, ACTION),
        ("notes", noted, NOTES),
    ):
        if not text.strip():
            continue
        style = style.scaled(shrink)
        room = width - INDENT if kind == "dialogue" else width
        above = BETWEEN_TEXTS if lines else 0.0
        for broken in break_lines(text.strip(), style, width=room):
            lines.append(Line(broken, style, kind, above))
            above = 0.0
    return lines


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def _fitting(lines: Sequence[Line], room: float) -> int:
    """How many lines fit; at least one, so that the words always move on."""
    used = 0.0
    for count, line in enumerate(lines):
        used += line.height
        if used > room:
            return max(1, count)
    return len(lines)


def _text_room(grid: Grid, row: float) -> float:
    """What a row of that height leaves for words below a picture."""
    return row - CAPTION - grid.picture[1] - AFTER_PICTURE
