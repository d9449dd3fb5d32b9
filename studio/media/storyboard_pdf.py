"""The storyboard as a PDF: a cover, then the boards scene by scene with their pictures and words."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import MediaError
from studio.media.cut import Cut, CutBoard
from studio.media.move_mark import draw_mark
from studio.media.pdf_text import TextStyle, draw_text, fitted, registered, text_width
from studio.media.pdf_words import PdfWords, words_of
from studio.media.pictures import encode_jpeg, read_picture_file, thumbnail
from studio.media.storyboard_layout import (
    AFTER_PICTURE,
    BODY_TOP,
    CAPTION,
    GUTTER,
    INDENT,
    MARGIN,
    PAGE,
    ROW_GAP,
    SCENE_BAR,
    Cell,
    Grid,
    Row,
    lay_out,
)
from studio.media.whole_file import whole_file
from studio.model.ports import Progress, no_progress

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Colour = tuple[float, float, float]
_INK: Colour = (0.08, 0.085, 0.095)
_WHITE: Colour = (1.0, 1.0, 1.0)
_GREY: Colour = (0.36, 0.38, 0.41)
_PALE: Colour = (0.80, 0.81, 0.83)
_PAPER: Colour = (0.957, 0.945, 0.918)
_ACCENT: Colour = (0.91, 0.64, 0.24)

_SHOT = TextStyle(10.5, 13, "bold", _INK)
_FACTS = TextStyle(7.4, 10, "regular", _GREY)
_LENGTH = TextStyle(7.4, 10, "medium", _INK)
_SCENE_NUMBER = TextStyle(11, 14, "bold", _INK)
_SCENE = TextStyle(9.5, 12, "semibold", _INK)
_SMALL = TextStyle(7, 9, "regular", _GREY)
_TITLE = TextStyle(34, 40, "bold", _INK)
_SUBTITLE = TextStyle(12, 16, "regular", _GREY)
_META = TextStyle(9, 14, "regular", _GREY)
_COVER_TEXT = 120.0
_DPI = 170
_JPEG_QUALITY = 82


def write_storyboard_pdf(
    cut: Cut,
    path: Path,
    *,
    subtitle: str = "",
    author: str = "",
    date: str = "",
    words: PdfWords | None = None,
    progress: Progress = no_progress,
) -> int:
    """Writes the PDF, A4 landscape, whole or not at all, and returns its pages.

    ``words`` are the labels; without them they follow the language of the boards. Equal cuts give equal bytes: there is
    no time stamp, ``date`` is printed as given. Pictures are decoded one at a time and kept as JPEG. ``progress``
    counts boards, and stops the work by raising Cancelled.

    Raises:
        MediaError: there is no board, a picture cannot be read, or the file system refused.
        Cancelled: the person stopped it; nothing is left.
    """
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    if not cut.boards:
        raise MediaError("A storyboard needs at least one board; add a board first.")
    words = words or words_of(cut)
    grid = Grid.of(cut.aspect)
    pages = lay_out(cut, grid, note=words.note)
    rl_config.useA85 = 0  # binary streams; the text form would make every picture a quarter larger
    with whole_file(path) as beside:
        canvas = Canvas(
            path.name, pagesize=PAGE, invariant=1, pageCompression=1, initialFontName=registered("Inter-Regular")
        )
        canvas.setTitle(cut.title)
        canvas.setAuthor(author)
        canvas.setSubject(words.storyboard)
        canvas.setCreator("DreamFactory Studio")
        printer = _Printer(canvas, cut, grid, words, progress, len(pages) + 1)
        printer.cover(subtitle, author, date)
        for number, page in enumerate(pages, start=2):
            printer.page(page.rows, number)
        beside.write_bytes(canvas.getpdfdata())
    return len(pages) + 1


class _Jpeg:
    """A JPEG as reportlab takes pictures that it is not to decode; its own reader would keep the pixels."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __str__(self) -> str:
        """The picture's name in the PDF: equal pictures are stored once."""
        return sha256(self._data).hexdigest()

    def jpeg_fh(self) -> BytesIO:
        """The encoded bytes."""
        return BytesIO(self._data)


class _Printer:
    """Draws the pages one after the other."""

    def __init__(
        self, canvas: Canvas, cut: Cut, grid: Grid, words: PdfWords, progress: Progress, page_count: int
    ) -> None:
        self._canvas = canvas
        self._cut = cut
        self._grid = grid
        self._words = words
        self._progress = progress
        self._page_count = page_count
        self._scenes = list(cut.scenes())
        self._printed = 0

    def cover(self, subtitle: str, author: str, date: str) -> None:
        canvas, cut, words = self._canvas, self._cut, self._words
        hero = next((board.picture for board in cut.boards if board.picture is not None), None)
        if hero is not None:
            self._hero(hero)
        right = PAGE[0] - MARGIN
        canvas.setFillColorRGB(*_ACCENT)
        canvas.rect(MARGIN, 98, 44, 3, stroke=0, fill=1)
        title = _TITLE
        while title.size > 16 and text_width(cut.title, title) > right - MARGIN - 190:
            title = title.scaled(0.92)
        draw_text(canvas, fitted(cut.title, title, width=right - MARGIN - 190), title, x=MARGIN, y=60)
        below = " · ".join(part for part in (words.storyboard, subtitle) if part)
        draw_text(canvas, fitted(below, _SUBTITLE, width=right - MARGIN - 190), _SUBTITLE, x=MARGIN, y=38)
        number = f"{float(cut.rate.fraction):.3f}".rstrip("0").rstrip(".")
        length = _clock(cut.rate.seconds(cut.frames))
        scenes = len({(scene, heading) for scene, heading, _ in self._scenes})
        facts = [
            author,
            date,
            " · ".join((words.scene_count(scenes), words.board_count(len(cut.boards)), length)),
            f"{cut.aspect:.2f} : 1 · {words.frames_a_second.format(count=number)}",
        ]
        y = 38.0
        for fact in reversed([fact for fact in facts if fact]):
            draw_text(canvas, fitted(fact, _META, width=240), _META, x=right, y=y, align="right")
            y += _META.leading
        canvas.bookmarkPage("cover")
        canvas.addOutlineEntry(cut.title, "cover", level=0)
        canvas.showPage()

    def _hero(self, picture: Path) -> None:
        """The first picture: to the page's edges where it is wide enough, else as tall as the title allows."""
        aspect, room = self._cut.aspect, PAGE[1] - _COVER_TEXT
        if PAGE[0] / aspect <= room:
            self._picture(picture, 0, PAGE[1] - PAGE[0] / aspect, PAGE[0], PAGE[0] / aspect)
        else:
            height = room - MARGIN
            self._picture(picture, MARGIN, _COVER_TEXT, height * aspect, height)

    def page(self, rows: tuple[Row, ...], number: int) -> None:
        canvas = self._canvas
        draw_text(canvas, fitted(self._cut.title, _SMALL, width=500), _SMALL, x=MARGIN, y=PAGE[1] - 28)
        draw_text(canvas, f"{number} / {self._page_count}", _SMALL, x=PAGE[0] - MARGIN, y=18, align="right")
        top = BODY_TOP
        for place, row in enumerate(rows):
            if place == 0 or row.is_first:
                self._scene_bar(row, top)
                top -= SCENE_BAR
            for column, cell in enumerate(row.cells):
                self._cell(cell, MARGIN + column * (self._grid.column + GUTTER), top)
            top -= row.height + ROW_GAP
        canvas.showPage()

    def _scene_bar(self, row: Row, top: float) -> None:
        canvas, words = self._canvas, self._words
        number, heading, boards = self._scenes[row.scene]
        right = PAGE[0] - MARGIN
        canvas.setStrokeColorRGB(*_INK)
        canvas.setLineWidth(0.9)
        canvas.line(MARGIN, top - 0.5, right, top - 0.5)
        draw_text(canvas, number, _SCENE_NUMBER, x=MARGIN, y=top - 14)
        x = MARGIN + max(24.0, text_width(number, _SCENE_NUMBER) + 10)
        seconds = self._cut.rate.seconds(sum(board.frames for board in boards))
        facts = f"{words.board_count(len(boards))} · {_clock(seconds)}"
        if row.is_first:
            name = f"scene-{row.scene}"
            canvas.bookmarkHorizontal(name, 0, top)
            canvas.addOutlineEntry(f"{number}  {heading}", name, level=1)
        else:
            facts = words.continued
        room = right - x - text_width(facts, _SMALL) - 16
        draw_text(canvas, fitted(heading, _SCENE, width=room), _SCENE, x=x, y=top - 14)
        draw_text(canvas, facts, _SMALL, x=right, y=top - 14, align="right")

    def _cell(self, cell: Cell, left: float, top: float) -> None:
        canvas, board, grid = self._canvas, cell.board, self._grid
        self._caption(cell, left, top)
        y = top - CAPTION
        if not cell.is_continued:
            self._progress(self._printed, len(self._cut.boards), "storyboard")
            self._printed += 1
            self._board_picture(board, left, y - grid.picture[1])
            y -= grid.picture[1] + AFTER_PICTURE
        spoken_from, spoken_to = y, y
        for line in cell.lines:
            y -= line.above
            x = left + INDENT if line.kind == "dialogue" else left
            draw_text(canvas, line.text, line.style, x=x, y=y - line.style.size)
            y -= line.style.leading
            if line.kind == "dialogue":
                spoken_to = y
        if spoken_to < spoken_from:
            canvas.setFillColorRGB(*_ACCENT)
            canvas.rect(left, spoken_to + 1.5, 1.6, spoken_from - spoken_to - 1.5, stroke=0, fill=1)

    def _caption(self, cell: Cell, left: float, top: float) -> None:
        board, width = cell.board, self._grid.column
        draw_text(self._canvas, board.shot, _SHOT, x=left, y=top - 11)
        x = left + text_width(board.shot, _SHOT) + 8
        if cell.is_continued:
            draw_text(self._canvas, self._words.continued, _FACTS, x=x, y=top - 11)
            return
        length = self._words.seconds.format(count=f"{self._cut.rate.seconds(board.frames):.1f}")
        draw_text(self._canvas, length, _LENGTH, x=left + width, y=top - 11, align="right")
        room = left + width - text_width(length, _LENGTH) - 8 - x
        draw_text(self._canvas, fitted(self._words.facts(board), _FACTS, width=room), _FACTS, x=x, y=top - 11)

    def _board_picture(self, board: CutBoard, x: float, y: float) -> None:
        canvas = self._canvas
        width, height = self._grid.picture
        canvas.setLineWidth(0.5)
        canvas.setStrokeColorRGB(*_PALE)
        if board.picture is None:
            canvas.setFillColorRGB(*_PAPER)
            canvas.rect(x, y, width, height, stroke=1, fill=1)
            why = self._words.not_here if board.is_absent else self._words.not_drawn
            draw_text(canvas, why, _SMALL, x=x + width / 2, y=y + height / 2 - 3, align="centre")
            return
        self._picture(board.picture, x, y, width, height)
        if board.mark is not None:
            draw_mark(canvas, board.mark, (x, y, width, height), ink=_INK, halo=_WHITE)

    def _picture(self, picture: Path, x: float, y: float, width: float, height: float) -> None:
        """The picture inside that box, its aspect kept; where it differs, on black as in the film."""
        canvas = self._canvas
        most = (round(width / 72 * _DPI), round(height / 72 * _DPI))
        pixels = thumbnail(read_picture_file(picture), within=most)
        scale = min(width / pixels.shape[1], height / pixels.shape[0])
        wide, high = pixels.shape[1] * scale, pixels.shape[0] * scale
        if width - wide < width / 100 and height - high < height / 100:
            wide, high = width, height
        else:
            canvas.setFillColorRGB(*_INK)
            canvas.rect(x, y, width, height, stroke=0, fill=1)
        jpeg = _Jpeg(encode_jpeg(pixels, quality=_JPEG_QUALITY))
        canvas.drawImage(jpeg, x + (width - wide) / 2, y + (height - high) / 2, wide, high)
        canvas.setLineWidth(0.5)
        canvas.setStrokeColorRGB(*_PALE)
        canvas.rect(x, y, width, height, stroke=1, fill=0)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
