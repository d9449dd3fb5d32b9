"""The strip of boards along the bottom: a picture each, as wide as the board is long, under one playhead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from studio.model.documents import Board
from studio.model.ids import DocPath
from studio.model.timing import FrameRate
from studio.ui.absent_picture import absence_words, paint_words
from studio.ui.board_model import BOARD_ROLE, FIRST_OF_SCENE_ROLE, PATH_ROLE, BoardModel
from studio.ui.picture_cache import PictureCache
from studio.ui.theme import SPACE, Theme, interface_font
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

PICTURE_HEIGHT = 82
_LABEL_HEIGHT = 24
_SCENE_GAP = 2 * SPACE


def short_time(frames: int, rate: FrameRate) -> str:
    """Seconds and frames as artists write them: ``3:12``."""
    return f"{frames // rate.nominal}:{frames % rate.nominal:02}"


def item_width(frames: int, rate: FrameRate) -> int:
    """How wide a board of that length is drawn, in pixels."""
    return round(min(max(88 + 22 * rate.seconds(frames), 112), 200))


def paint_cover(painter: QPainter, target: QRect, picture: QPixmap) -> None:
    """Fills ``target`` with the picture, cropped, never stretched; more goes below than above, where heads are."""
    scale = max(target.width() / picture.width(), target.height() / picture.height())
    width, height = target.width() / scale, target.height() / scale
    source = QRectF((picture.width() - width) / 2, (picture.height() - height) / 3, width, height)
    painter.drawPixmap(QRectF(target), picture, source)


@dataclass(frozen=True, slots=True)
class FrameMark:
    """Frames of the film, both included, that somebody marked; ``is_chosen`` while that is looked at."""

    first: int
    last: int
    uid: str
    is_chosen: bool = False


class BoardDelegate(QStyledItemDelegate):
    """Paints one board: picture, number, length."""

    def __init__(self, theme: Theme, pictures: PictureCache, model: BoardModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._model = model
        self._bold = interface_font(12, weight=QFont.Weight.DemiBold)
        self._plain = interface_font(11)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        # Asked for every board of the film whenever one changes, so it reads the model's tables, not the documents.
        row = index.row()
        gap = _SCENE_GAP if row and self._model.opens_scene(row) else 0
        width = item_width(self._model.frames_of(row), self._model.rate)
        return QSize(width + SPACE + gap, PICTURE_HEIGHT + _LABEL_HEIGHT)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        board: Board = index.data(BOARD_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        gap = _SCENE_GAP if index.data(FIRST_OF_SCENE_ROLE) and index.row() else 0
        card = rect.adjusted(gap + SPACE // 2, 1, -SPACE // 2, -1)
        picture_area = QRect(card.left(), card.top(), card.width(), PICTURE_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if gap:
            painter.fillRect(QRect(rect.left() + gap // 2, card.top(), 1, card.height()), self._theme.colour("ground3"))
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(card), 3, 3)
        painter.setClipPath(shape)
        painter.fillRect(card, self._theme.colour("ground0" if not selected else "ground2"))
        dpr = painter.device().devicePixelRatioF() if painter.device() else 1.0
        height_px = round(PICTURE_HEIGHT * 1.5 * dpr)
        picture = self._pictures.pixmap(board.image_url, height_px=height_px)
        if picture is not None:
            paint_cover(painter, picture_area, picture)
        else:
            painter.fillRect(picture_area, self._theme.colour("ground2"))
            absence = absence_words(self._pictures, board.image_url, height_px=height_px)
            paint_words(painter, picture_area, absence if board.image_url else board.shot_size, self._theme)
        label = QRect(card.left() + SPACE, picture_area.bottom() + 1, card.width() - 2 * SPACE, _LABEL_HEIGHT - 2)
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("ground8"))
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, board.shot.text)
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("ground6"))
        painter.drawText(
            label,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            short_time(board.duration_frames, self._model.rate),
        )
        painter.setClipping(False)
        if selected:
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(card).adjusted(0, 0, 0, 0), 3, 3)
        painter.restore()


class BoardStrip(QListView):
    """All boards in a row: a click selects, a double click seeks within a board, a drag or Alt+arrows move a board.

    The red line is the playhead. While the strip has the focus, the arrows, Home and End go from board to board.
    """

    move_wanted = Signal(str, str, bool)
    """A board (path) is to stand beside another (path): after it, or before it."""

    def __init__(
        self,
        model: BoardModel,
        view_state: ViewState,
        pictures: PictureCache,
        theme: Theme,
        *,
        is_read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("boardStrip")
        self.setAccessibleName(tr("Boards"))
        self._boards = model
        self._view_state = view_state
        self._theme = theme
        self._playhead_was: int | None = None
        self._marks: Sequence[FrameMark] = ()
        self._drop_x: int | None = None
        self.setModel(model)
        self.setItemDelegate(BoardDelegate(theme, pictures, model, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        if not is_read_only:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        # Where a board would land is drawn here: Qt's own line is one faint pixel, and lies over the pictures.
        self.setDropIndicatorShown(False)
        self.setFixedHeight(PICTURE_HEIGHT + _LABEL_HEIGHT + 2 * SPACE)
        self.setMouseTracking(True)
        self.horizontalScrollBar().setSingleStep(6 * SPACE)
        self.selectionModel().currentChanged.connect(self._tell_selection)
        self.pressed.connect(self._go_to_start)
        view_state.board_changed.connect(self._show_selection)
        view_state.frame_changed.connect(self._follow_playhead)
        pictures.ready.connect(lambda _reference: self.viewport().update())
        model.modelReset.connect(self._keep_selection)

    def playhead_x(self) -> int | None:
        """Where the playhead is drawn, in the viewport's pixels."""
        return self.frame_x(self._view_state.frame)

    def frame_x(self, frame: int) -> int | None:
        """Where a frame of the film begins, in the viewport's pixels; None where there is no film."""
        row = self._boards.row_at(frame)
        if row < 0:
            return None
        card = self._card(row)
        inside = (frame - self._boards.start_of(row)) / self._boards.frames_of(row)
        return round(card.left() + inside * card.width())

    def show_marks(self, marks: Sequence[FrameMark]) -> None:
        """Marks frames below their pictures."""
        if marks != self._marks:
            self._marks = marks
            self.viewport().update()

    def drop_place(self, x: int) -> tuple[int, bool]:
        """Beside which row a board would land that is let go at ``x`` of the viewport, and whether after it."""
        index = self.indexAt(QPoint(x, self.viewport().height() // 2))
        row = index.row() if index.isValid() else self._boards.rowCount() - 1 if x > 0 else 0
        return row, x > self._card(row).center().x()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not self._boards.rowCount():
            painter.setPen(self._theme.colour("ground6"))
            painter.setFont(interface_font(12))
            painter.drawText(
                self.viewport().rect(),
                Qt.AlignmentFlag.AlignCenter,
                tr("No boards yet. Write a scene, then press Ctrl+B: boards are made by film grammar."),
            )
            return
        if self._drop_x is not None:
            mark = QRect(self._drop_x - 1, 0, 3, PICTURE_HEIGHT + _LABEL_HEIGHT)
            painter.fillRect(mark, self._theme.colour("accent"))
        for marked in self._marks:
            self._paint_mark(painter, marked)
        self._playhead_was = x = self.playhead_x()
        if x is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(QRect(x, 0, 1, self.viewport().height()), self._theme.colour("warning"))
            tip = QPainterPath()
            tip.moveTo(x - 4, 0)
            tip.lineTo(x + 5, 0)
            tip.lineTo(x + 0.5, 6)
            painter.fillPath(tip, self._theme.colour("warning"))

    def _paint_mark(self, painter: QPainter, mark: FrameMark) -> None:
        left, right = self.frame_x(mark.first), self.frame_x(mark.last)
        if left is None or right is None:
            return
        row = self._boards.row_at(mark.last)
        frame_px = round(self._card(row).width() / self._boards.frames_of(row))
        bar = QRect(left, PICTURE_HEIGHT - 3, max(4, right + frame_px - left), 4)
        # On a dark ground of its own, so that it is seen on white paper too.
        painter.fillRect(bar.adjusted(-1, -1, 1, 1), self._theme.colour("ground0"))
        painter.fillRect(bar, self._theme.colour("accent") if mark.is_chosen else self._theme.person(mark.uid))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        card = self._card(index.row())
        inside = min(max((event.position().x() - card.left()) / card.width(), 0.0), 0.999)
        frame = self._boards.start_of(index.row()) + int(inside * self._boards.frames_of(index.row()))
        self._view_state.go_to_frame(frame)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """An ordinary wheel turns the strip, which only goes sideways."""
        bar = self.horizontalScrollBar()
        turned = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        if self._boards.dragged_row(event.mimeData()) >= 0:
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if self._boards.dragged_row(event.mimeData()) >= 0:
            self._show_drop(event.position().toPoint().x())
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._hide_drop()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._hide_drop()
        moved = self._boards.dragged_row(event.mimeData())
        row, is_after = self.drop_place(event.position().toPoint().x())
        if moved >= 0 and moved != row:
            self.move_wanted.emit(self._boards.path_at(moved), self._boards.path_at(row), is_after)
        # The rows follow the document; a drop that Qt took for done would make it remove the dragged row itself.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def _show_drop(self, x: int) -> None:
        row, is_after = self.drop_place(x)
        card = self._card(row)
        self._drop_x = max(1, card.right() + SPACE // 2 if is_after else card.left() - SPACE // 2)
        self.viewport().update()

    def _hide_drop(self) -> None:
        self._drop_x = None
        self.viewport().update()

    def _card(self, row: int) -> QRect:
        """Where a row's picture lies, without the gaps around it."""
        rect = self.visualRect(self._boards.index(row))
        width = item_width(self._boards.frames_of(row), self._boards.rate)
        return QRect(rect.right() - width - SPACE // 2 + 1, rect.top(), width, rect.height())

    def _tell_selection(self, current: QModelIndex, _previous: QModelIndex) -> None:
        path = current.data(PATH_ROLE)
        if path and path != self._view_state.board:
            self._view_state.set_playing(playing=False)
            self._view_state.select_board(DocPath(path))

    def _go_to_start(self, index: QModelIndex) -> None:
        self._view_state.set_playing(playing=False)
        self._view_state.go_to_frame(self._boards.start_of(index.row()))

    def _keep_selection(self) -> None:
        """After boards came or went: the same board stays selected, or what stands in its place now."""
        view = self._view_state
        view.select_board(self._boards.stand_in(view.board) or self._boards.first_of(view.scene_id))
        self._show_selection(self._view_state.board)

    def _show_selection(self, path: str) -> None:
        row = self._boards.row_of(path)
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        index = self._boards.index(row)
        if self.currentIndex() != index or not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _follow_playhead(self, frame: int) -> None:
        if self._view_state.is_playing:
            path = self._boards.path_at(self._boards.row_at(frame))
            if path != self._view_state.board:
                self._view_state.select_board(path)
        for x in (self._playhead_was, self.playhead_x()):
            if x is not None:
                self.viewport().update(QRect(x - 5, 0, 11, self.viewport().height()))
