"""A comment that is drawn: strokes over one version of a board's picture."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.errors import CommitRefused, MediaError, MediaMissing
from studio.model.comment import PicturePoint
from studio.model.ids import DocPath
from studio.model.ports import BlobStore
from studio.model.strokes import Stroke, decode_strokes
from studio.ui.comment_desk import CommentDesk
from studio.ui.ink_image import InkImage
from studio.ui.media_arrivals import MediaArrivals
from studio.ui.picture_view import PictureWatch
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.workflows.comments import place_on_board

_KEPT = 12


class DrawnRemark:
    """What is being drawn over a board: its first stroke begins the comment, each more is one step of it."""

    def __init__(self, desk: CommentDesk, board: DocPath) -> None:
        self._desk, self.board = desk, board
        self.path: DocPath | None = None

    @property
    def drawing(self) -> str | None:
        """The reference of what was drawn so far; None before the first stroke, and once that was undone."""
        comment = self._desk.document.comment(self.path) if self.path is not None else None
        return comment.drawing if comment is not None else None

    def keep(self, reference: str, strokes: Sequence[Stroke]) -> None:
        """Takes over a drawing with another stroke."""
        if self.path is not None and self.drawing is not None:
            self._desk.redraw(self.path, reference)
        elif strokes:
            x, y, _ = strokes[0].points[0]
            # Its pin stands where the pen was first put down.
            point = PicturePoint(x=min(max(x, 0.0), 1.0), y=min(max(y, 0.0), 1.0))
            try:
                place = place_on_board(self._desk.document, self.board, point)
            except CommitRefused as refused:
                self._desk.told.emit(refused.message)
                return
            self.path = self._desk.post("", place, drawing=reference)


class RemarkStrokes(QObject):
    """The strokes of drawings by their references, opened beside the window's own work."""

    ready = Signal()
    """Strokes that were asked for are there."""

    def __init__(self, media: BlobStore, arrivals: MediaArrivals, tasks: TaskScope, parent: QObject) -> None:
        super().__init__(parent)
        self._media, self._arrivals, self._tasks = media, arrivals, tasks
        self._strokes: OrderedDict[str, tuple[Stroke, ...]] = OrderedDict()
        self._asked: set[str] = set()
        arrivals.arrived.connect(self._look_again)

    def strokes(self, reference: str) -> tuple[Stroke, ...]:
        """The strokes; none until they are open, or where they cannot be read."""
        if reference not in self._strokes and reference not in self._asked:
            self._asked.add(reference)
            self._tasks.start(tr("Opening the drawing"), self._open(reference))
        return self._strokes.get(reference, ())

    async def _open(self, reference: str) -> None:
        try:
            data = await asyncio.to_thread(self._media.read, reference)
            self._strokes[reference] = await asyncio.to_thread(decode_strokes, data)
        except MediaError as error:
            # It stays among those that were asked for, so that this is said once.
            if not (isinstance(error, MediaMissing) and self._arrivals.expect(reference)):
                self._tasks.failed.emit(error.message)
            return
        self._asked.discard(reference)
        while len(self._strokes) > _KEPT:
            self._strokes.popitem(last=False)
        self.ready.emit()

    def _look_again(self, reference: str) -> None:
        if reference in self._asked:
            self._asked.discard(reference)
            self.ready.emit()


class DrawnOver(QWidget):
    """Shows the drawing of the comment that is looked at over the version of the picture that it was made on."""

    def __init__(self, watch: PictureWatch, desk: CommentDesk, remarks: RemarkStrokes) -> None:
        view = watch.view
        super().__init__(view.widget)
        self.setObjectName(f"drawnOver.{view.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._watch, self._view, self._desk, self._remarks = watch, view, desk, remarks
        self._area = QRectF()
        self._ink = InkImage(self)
        self._ink.changed.connect(self.update)
        watch.changed.connect(self.refresh)
        remarks.ready.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Shows what belongs here now."""
        area = self._watch.area()
        reference = self._drawing() if area is not None else None
        strokes = self._remarks.strokes(reference) if reference is not None else ()
        self.setVisible(bool(strokes))
        if area is not None and strokes:
            self._area = area
            self.setGeometry(self._view.widget.rect())
            self.lower()
            size = area.size() * self.devicePixelRatioF()
            self._ink.set_size(size.toSize())
            self._ink.show(strokes)
            self.update()

    def _drawing(self) -> str | None:
        path = self._view.board()
        board = self._desk.document.board(path) if path else None
        if self._view.is_of_set and board is not None and board.take_id is not None:
            from studio.workflows.draw_board import FRAME_TAKE

            if board.take_id != FRAME_TAKE:
                return None
        return self._desk.drawing_over(path)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._area, self._ink.image)
