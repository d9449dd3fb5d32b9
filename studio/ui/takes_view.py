"""The takes of the board that is looked at: chosen, compared, judged and thrown away here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from studio.model.documents import Take
from studio.model.ids import DocPath
from studio.model.reader import DocumentReader
from studio.ui.absent_picture import absence_words, paint_words
from studio.ui.board_commands import BoardCommands
from studio.ui.board_strip import paint_cover
from studio.ui.flow_layout import FlowLayout
from studio.ui.naming import named
from studio.ui.picture_cache import PictureCache
from studio.ui.take_model import CHOSEN_ROLE, TAKE_ROLE, TakeModel, score_words, take_title, verdict_lines
from studio.ui.takes_compare import TakesCompare
from studio.ui.theme import SPACE, Theme, interface_font
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr

_PICTURE = QSize(80, 45)
_GAP = 4


class _TakeDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, pictures: PictureCache, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._pictures, self._view = theme, pictures, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return _PICTURE + QSize(_GAP, _GAP)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        take: Take = index.data(TAKE_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        card = QRect(rect.topLeft(), _PICTURE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(card), 3, 3)
        painter.setClipPath(shape)
        painter.fillRect(card, self._theme.colour("ground0"))
        picture = self._picture(take)
        if picture is not None:
            paint_cover(painter, card, picture)
        if take.kind == "video":
            self._mark_video(painter, card)
        elif picture is None:
            words = absence_words(self._pictures, take.asset, height_px=self._height_px(), is_small=True)
            paint_words(painter, card, words, self._theme)
        painter.setClipping(False)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if index.data(CHOSEN_ROLE) or is_current:
            painter.setPen(QPen(self._theme.colour("accent" if index.data(CHOSEN_ROLE) else "ground8"), 2))
            painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 3, 3)
        if is_current:
            # Seen on white paper too.
            painter.setPen(QPen(self._theme.colour("ground0"), 1))
            painter.drawRoundedRect(QRectF(card).adjusted(2.5, 2.5, -2.5, -2.5), 2, 2)
        painter.restore()

    def _picture(self, take: Take) -> QPixmap | None:
        if take.kind == "video":
            return None
        return self._pictures.pixmap(take.asset, height_px=self._height_px())

    def _height_px(self) -> int:
        return round(_PICTURE.height() * 2 * self._view.devicePixelRatioF())

    def _mark_video(self, painter: QPainter, card: QRect) -> None:
        painter.setPen(self._theme.colour("ground7"))
        painter.setFont(interface_font(11))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, tr("▶ video"))


class TakesView(QWidget):
    """A grid of takes, with the chosen one's facts and what can be done with it below."""

    def __init__(
        self,
        documents: DocumentReader,
        commands: BoardCommands,
        pictures: PictureCache,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("takesView")
        self._document, self._commands, self._pictures, self._theme = documents, commands, pictures, theme
        self._path = DocPath("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self.model = TakeModel(documents, self)
        self.list = named(QListView(), "takeList")
        self.list.setAccessibleName(tr("Takes"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setWrapping(True)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(0)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_TakeDelegate(theme, pictures, self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self._use())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        column.addWidget(self.list)
        self._fallback = self._label("takeFallback", "warning")
        self._what = self._label("takeWhat", "")
        self._verdict = self._label("takeVerdict", "field")
        for label in (self._fallback, self._what, self._verdict):
            column.addWidget(label)
        self._prompt = self._label("takePrompt", "hint")
        self._prompt.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        deeds = QWidget()
        row = FlowLayout(deeds, spacing=SPACE // 2)
        self._use_it = named(QPushButton(tr("Use this take")), "takeUse")
        self._use_it.clicked.connect(self._use)
        self._compare = named(QPushButton(tr("Compare")), "takeCompare")
        self._compare.clicked.connect(self._open_compare)
        self._show_prompt = named(QPushButton(tr("Prompt")), "takePromptShown")
        self._show_prompt.setCheckable(True)
        self._show_prompt.toggled.connect(lambda _on: self._show_current())
        self._delete = named(QPushButton(tr("Delete take")), "takeDelete")
        self._delete.clicked.connect(self._delete_current)
        for button in (self._use_it, self._compare, self._show_prompt, self._delete):
            row.addWidget(button)
        column.addWidget(deeds)
        column.addWidget(self._prompt)
        self._deeds = deeds
        pictures.ready.connect(self._picture_ready)

    def show_board(self, path: DocPath) -> bool:
        """Shows a board's takes; tells whether it has any."""
        is_other = path != self._path
        self._path = path
        if self.model.show(path) or is_other:
            self.list.setCurrentIndex(self.model.index(max(0, self.model.chosen_row())))
        self._fit()
        self._show_current()
        return self.model.rowCount() > 0

    def choose(self, take_id: str) -> None:
        """Turns to a take."""
        self.list.setCurrentIndex(self.model.index(self.model.row_of(take_id)))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._use()
                return True
            if event.key() == Qt.Key.Key_Delete and self._delete.isEnabled():
                self._delete_current()
                return True
        return super().eventFilter(watched, event)

    def _label(self, name: str, role: str) -> QLabel:
        label = named(QLabel(), name)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        return label

    def _fit(self) -> None:
        """As high as its rows: the inspector scrolls, not the grid in it."""
        width = max(1, self.list.viewport().width() // (_PICTURE.width() + _GAP))
        rows = -(-self.model.rowCount() // width)
        self.list.setFixedHeight(rows * (_PICTURE.height() + _GAP))

    def _current(self) -> tuple[str, Take] | None:
        return self.model.take_at(self.list.currentIndex().row())

    def _show_current(self) -> None:
        found = self._current()
        board = self._document.board(self._path) if self._path else None
        self._deeds.setVisible(found is not None)
        fallback = board.video_composition if board is not None and not board.video_url else None
        self._fallback.setVisible(fallback is not None)
        if fallback is not None:
            reason = told_words(fallback.fallback_reason) or tr("no video was made")
            self._fallback.setText(tr("Camera move in place of a video: {reason}", reason=reason))
        for label in (self._what, self._verdict, self._prompt):
            label.setVisible(found is not None)
        if found is None:
            return
        _, take = found
        is_shown = bool(self.list.currentIndex().data(CHOSEN_ROLE))
        self._what.setText(" · ".join(word for word in (take_title(take), score_words(take)) if word))
        lines = verdict_lines(take)
        self._verdict.setText("\n".join(lines))
        self._verdict.setVisible(bool(lines))
        self._prompt.setText(take.prompt)
        self._prompt.setVisible(bool(take.prompt) and self._show_prompt.isChecked())
        self._show_prompt.setVisible(bool(take.prompt))
        may = not self._commands.is_read_only
        self._use_it.setVisible(may and not is_shown)
        self._delete.setVisible(may and not is_shown and take.kind != "frame")
        self._delete.setEnabled(self._delete.isVisibleTo(self))
        self._compare.setVisible(not is_shown and self.model.chosen_row() >= 0 and take.kind != "video")

    def _picture_ready(self, reference: str) -> None:
        if reference in self.model.assets:
            self.list.viewport().update()

    def _use(self) -> None:
        found = self._current()
        if found is None or self._commands.is_read_only:
            return
        name, take = found
        # Only the choice is the person's; the picture that follows from it is drawn by the studio.
        field, value = ("videoUrl", take.asset) if take.kind == "video" else ("takeId", name)
        self._commands.set(self._path, field, value, label=tr("Use take"))

    def _delete_current(self) -> None:
        found = self._current()
        if found is not None:
            self._commands.delete_take(self._path, found[0])

    def _open_compare(self) -> None:
        found, chosen = self._current(), self.model.take_at(self.model.chosen_row())
        if found is None or chosen is None:
            return
        compare = TakesCompare(self._pictures, self._theme, chosen[1], found[1], parent=self.window())
        compare.used.connect(self._use)
        compare.show()
