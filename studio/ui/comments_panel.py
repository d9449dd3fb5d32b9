"""The comments in the side panel: threads, filters, what can be done with the chosen one, and a field to write."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.model.ids import DocPath
from studio.ui.comment_cards import CommentDelegate
from studio.ui.comment_composer import CommentComposer, NewThread, ReplyTo, Rewording
from studio.ui.comment_desk import CommentDesk
from studio.ui.comment_model import CommentModel
from studio.ui.comment_words import FILTER_WORDS, filter_words
from studio.ui.flow_layout import FlowLayout
from studio.ui.naming import named
from studio.ui.services import Services
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.workflows.comments import CommentPlace

_READ_MS = 1_500
"""So long the list has to be in sight until what stands in it counts as read."""

_MINUTE_MS = 30_000
_BATCH = 120
"""Comments that are set in one go, so that a long list never holds the window up."""


class CommentsPanel(QWidget):
    """A list of comments; choosing one turns the window to what it is about."""

    deleted = Signal()
    """The person took a comment back."""

    def __init__(self, services: Services, view_state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commentsPanel")
        theme, is_read_only = services.theme, not services.may_comment
        desk = CommentDesk(services.bridge, view_state, services.uid, is_read_only=is_read_only, parent=self)
        self.desk = desk
        self._is_showing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(SPACE)
        column.addWidget(self._filter_chips())
        self._empty = named(QLabel(), "commentsEmpty")
        self._empty.setProperty("role", "empty")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._empty, 1)
        self.model = CommentModel(desk, self)
        self.list = named(QListView(), "commentList")
        self.list.setAccessibleName(tr("Comments"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(CommentDelegate(desk, theme, self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(_BATCH)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        column.addWidget(self.list, 1)
        column.addWidget(self._deeds())
        self.composer = CommentComposer(desk)
        self.composer.left.connect(self._leave_field)
        column.addWidget(self.composer)
        self._reading = QTimer(self, singleShot=True, interval=_READ_MS)
        self._reading.timeout.connect(self._note_read)
        self._clock = QTimer(self, interval=_MINUTE_MS)
        self._clock.timeout.connect(self.list.viewport().update)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.clicked.connect(lambda index: self._go_to(index))
        self.model.modelReset.connect(self._keep_choice)
        self.model.dataChanged.connect(lambda *_: self.list.scheduleDelayedItemsLayout())
        desk.changed.connect(self._show_all)
        desk.chosen_changed.connect(lambda _path: self._show_choice())
        view_state.board_changed.connect(lambda _board: self._look_elsewhere())
        view_state.scene_changed.connect(lambda _scene: self.composer.refresh())
        view_state.workspace_changed.connect(lambda _workspace: self.composer.refresh())
        self._show_all()

    def write(self, place: CommentPlace | None = None) -> None:
        """Begins a comment on a place, or on what is looked at."""
        self.composer.write(NewThread(place))

    def reply(self) -> None:
        """Begins an answer to the chosen comment."""
        if self.desk.chosen and not self.desk.is_read_only:
            self.composer.write(ReplyTo(self.desk.chosen))

    def edit(self) -> None:
        """Begins other words for the chosen comment, if it is the person's own."""
        if self.desk.may_change(self.desk.chosen):
            self.composer.write(Rewording(self.desk.chosen))

    def delete(self) -> None:
        """Takes the chosen comment back, if it is the person's own."""
        if self.desk.may_change(self.desk.chosen) and self.desk.delete(self.desk.chosen):
            self.deleted.emit()

    def toggle_resolved(self) -> None:
        """Settles the chosen thread, or opens it again."""
        if self.desk.chosen:
            self.desk.toggle_resolved(self.desk.chosen)

    def step(self, rows: int) -> None:
        """Goes to the next thread of the list, or one before it."""
        starts = [at for at in range(self.model.rowCount()) if (row := self.model.row(at)) and not row.is_reply]
        if not starts:
            return
        here = self.list.currentIndex().row()
        if rows > 0:
            target = next((at for at in starts if at > here), starts[-1])
        else:
            target = next((at for at in reversed(starts) if at < here), starts[0])
        index = self.model.index(target)
        self.list.setCurrentIndex(index)
        self._go_to(index)

    def take_focus(self) -> None:
        """Takes the keys to the list; while there is nothing in it, to the field."""
        (self.list if self.model.rowCount() else self.composer.field).setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.open_list()
        self._reading.start()
        self._clock.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._reading.stop()
        self._clock.stop()
        super().hideEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.list.viewport():
            # Its scroll bar takes some of the width too, and the words wrap anew.
            self.list.scheduleDelayedItemsLayout()
            self._keep_in_sight()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.reply()
                case Qt.Key.Key_F2:
                    self.edit()
                case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                    self.delete()
                case _:
                    return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _leave_field(self) -> None:
        self.list.setFocus()
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        # Once its row is as high as its words, and the list as what stands below it leaves room for.
        QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))

    def _filter_chips(self) -> QWidget:
        chips = QWidget()
        flow = FlowLayout(chips, spacing=SPACE // 2)
        self._chips: dict[str, QToolButton] = {}
        for name in FILTER_WORDS:
            chip = self._chips[name] = named(QToolButton(), f"commentFilter.{name}")
            chip.setText(filter_words(name))
            chip.setCheckable(True)
            chip.setChecked(name == "open")
            chip.setProperty("chip", "true")
            chip.toggled.connect(lambda _on: self._filter())
            flow.addWidget(chip)
        return chips

    def _deeds(self) -> QWidget:
        self._chosen_deeds = QWidget()
        row = FlowLayout(self._chosen_deeds, spacing=SPACE // 2)
        self._buttons: dict[str, QPushButton] = {}
        for name, words, run in (
            ("commentReply", tr("Reply"), self.reply),
            ("commentResolve", tr("Resolve"), self.toggle_resolved),
            ("commentEdit", tr("Edit"), self.edit),
            ("commentDelete", tr("Delete"), self.delete),
        ):
            button = self._buttons[name] = named(QPushButton(words), name)
            button.setProperty("compact", "true")
            button.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(button)
        return self._chosen_deeds

    def _filter(self) -> None:
        self.model.use_filters({name for name in FILTER_WORDS if self._chips[name].isChecked()})
        self._show_all()

    def _look_elsewhere(self) -> None:
        self.composer.refresh()
        if "board" in self.model.filters:
            self.model.read()
            self._show_all()

    def _show_all(self) -> None:
        has_rows, is_any = bool(self.model.rowCount()), any(True for _ in self.desk.threads())
        count = self.desk.open_count()
        self._chips["open"].setText(f"{filter_words('open')} {count}" if count else filter_words("open"))
        self._empty.setText(
            tr("No comment passes these filters.")
            if is_any
            else tr("Nobody has said anything yet. Write below, or comment on selected words with Ctrl+Alt+M.")
        )
        self._empty.setVisible(not has_rows)
        self.list.setVisible(has_rows)
        self._show_choice()
        if self.isVisible() and not self._reading.isActive():
            self._reading.start()

    def _show_choice(self) -> None:
        """Marks the chosen comment in the list, which takes it in if its filters had left it out."""
        path = self.desk.chosen
        if path and self.model.row_of(path) < 0:
            self.model.read()
        row = self.model.row_of(path)
        if row != self.list.currentIndex().row():
            self._is_showing = True
            self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
            self._is_showing = False
        thread = self.desk.thread_of(path) if path else None
        self._chosen_deeds.setVisible(thread is not None and not self.desk.is_read_only)
        if thread is not None:
            said = next(said for said in thread.said if said.path == path)
            is_mine = self.desk.may_change(path)
            self._buttons["commentReply"].setVisible(not said.is_deleted)
            self._buttons["commentResolve"].setText(tr("Reopen") if thread.is_resolved else tr("Resolve"))
            self._buttons["commentResolve"].setVisible(not thread.first.is_deleted)
            self._buttons["commentEdit"].setVisible(is_mine)
            self._buttons["commentDelete"].setVisible(is_mine)

    def _keep_choice(self) -> None:
        self._show_all()

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_showing and current.isValid():
            self._go_to(current)

    def _go_to(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None:
            self.desk.go_to(DocPath(row.path))

    def _note_read(self) -> None:
        if self.isVisible() and self.window().isActiveWindow():
            self.desk.mark_read(self.model.paths)
