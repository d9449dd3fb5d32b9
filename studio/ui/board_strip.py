"""The strip of boards along the bottom: a picture each, as wide as the board is long, under one playhead."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from studio.model.documents import Board
from studio.model.ids import DocPath
from studio.model.timing import FrameRate
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
        board: Board = index.data(BOARD_ROLE)
        gap = _SCENE_GAP if index.data(FIRST_OF_SCENE_ROLE) and index.row() else 0
        return QSize(item_width(board.duration_frames, self._model.rate) + SPACE + gap, PICTURE_HEIGHT + _LABEL_HEIGHT)

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
        picture = self._pictures.pixmap(board.image_url, height_px=round(PICTURE_HEIGHT * 1.5 * dpr))
        if picture is not None:
            paint_cover(painter, picture_area, picture)
        else:
            painter.fillRect(picture_area, self._theme.colour("ground2"))
            painter.setFont(self._plain)
            painter.setPen(self._theme.colour("ground6"))
            text = tr("drawing…") if board.image_url else board.shot_size
            painter.drawText(picture_area, Qt.AlignmentFlag.AlignCenter, text)
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
    """All boards in a row. Click selects, drag moves, the line shows the playhead; a click on it seeks."""

    def __init__(
        self,
        model: BoardModel,
        view_state: ViewState,
        pictures: PictureCache,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("boardStrip")
        self.setAccessibleName(tr("Boards"))
        self._boards = model
        self._view_state = view_state
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(BoardDelegate(theme, pictures, model, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setFixedHeight(PICTURE_HEIGHT + _LABEL_HEIGHT + 2 * SPACE)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._tell_selection)
        view_state.board_changed.connect(self._show_selection)
        view_state.frame_changed.connect(self._follow_playhead)
        pictures.ready.connect(lambda _reference: self.viewport().update())
        model.modelReset.connect(lambda: self._show_selection(view_state.board))

    def playhead_x(self) -> int | None:
        """Where the playhead is drawn, in the viewport's pixels."""
        row = self._boards.row_at(self._view_state.frame)
        board = self._boards.board_at(row)
        if board is None:
            return None
        rect = self.visualRect(self._boards.index(row))
        inside = (self._view_state.frame - self._boards.start_of(row)) / max(1, board.duration_frames)
        left = rect.right() - item_width(board.duration_frames, self._boards.rate) - SPACE // 2
        return round(left + inside * (rect.right() - SPACE // 2 - left))

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
        x = self.playhead_x()
        if x is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(QRect(x, 0, 1, self.viewport().height()), self._theme.colour("warning"))
            tip = QPainterPath()
            tip.moveTo(x - 4, 0)
            tip.lineTo(x + 5, 0)
            tip.lineTo(x + 0.5, 6)
            painter.fillPath(tip, self._theme.colour("warning"))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._seek(event.position().toPoint())

    def _seek(self, point: QPoint) -> None:
        index = self.indexAt(point)
        board = self._boards.board_at(index.row())
        if board is None:
            return
        rect = self.visualRect(index)
        width = item_width(board.duration_frames, self._boards.rate)
        inside = min(max((point.x() - (rect.right() - width - SPACE // 2)) / width, 0.0), 0.999)
        self._view_state.go_to_frame(self._boards.start_of(index.row()) + int(inside * board.duration_frames))

    def _tell_selection(self, current: QModelIndex, _previous: QModelIndex) -> None:
        path = current.data(PATH_ROLE)
        if path and path != self._view_state.board:
            self._view_state.select_board(DocPath(path))
            if not self._view_state.is_playing:
                self._view_state.go_to_frame(self._boards.start_of(current.row()))

    def _show_selection(self, path: str) -> None:
        row = self._boards.row_of(path)
        index = self._boards.index(row) if row >= 0 else QModelIndex()
        if index.isValid() and self.currentIndex() != index:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _follow_playhead(self, frame: int) -> None:
        if self._view_state.is_playing:
            path = self._boards.path_at(self._boards.row_at(frame))
            if path != self._view_state.board:
                self._view_state.select_board(path)
        self.viewport().update()
