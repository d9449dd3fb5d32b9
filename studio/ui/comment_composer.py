"""Where a comment is written: a new one, an answer, or other words for one's own."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.model.comment import Comment
from studio.model.ids import DocPath
from studio.ui.comment_desk import CommentDesk
from studio.ui.comment_words import about_comment
from studio.ui.mention_list import LIST_KEYS, MentionList
from studio.ui.naming import named
from studio.ui.text_field import TextField
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.workflows.comments import CommentPlace

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES = 8


@dataclass(frozen=True, slots=True)
class NewThread:
    """A comment on a place; None is wherever the person looks when it is posted."""

    place: CommentPlace | None = None


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """An answer to a comment."""

    path: DocPath


@dataclass(frozen=True, slots=True)
class Rewording:
    """Other words for one's own comment."""

    path: DocPath


Purpose = NewThread | ReplyTo | Rewording


class _Field(TextField):
    submitted = Signal()
    cancelled = Signal()
    mentions: MentionList | None = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.mentions is not None and self.mentions.is_open and event.key() in LIST_KEYS:
            event.ignore()
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class CommentComposer(QWidget):
    """A field that grows with its words; Enter posts them, Shift and Enter begin a new line."""

    left = Signal()
    """The person is done here."""

    def __init__(self, desk: CommentDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commentComposer")
        self._desk = desk
        self._purpose: Purpose = NewThread()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        self.field = _Field("commentField", max_lines=_LINES)
        self.field.setUndoRedoEnabled(True)
        self.field.setAccessibleName(tr("Comment"))
        self.field.setToolTip(tr("Enter posts, Shift+Enter begins a new line, @name mentions somebody"))
        self.field.mentions = MentionList(self.field, desk.document)
        self.field.submitted.connect(self.submit)
        self.field.cancelled.connect(self._escape)
        self.field.textChanged.connect(self._show_post)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        self._about = named(QLabel(), "commentAbout")
        self._about.setProperty("role", "hint")
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._about, 1)
        self._back = named(QToolButton(), "commentCancel")
        self._back.setProperty("flat", "true")
        self._back.setText(tr("Cancel"))
        self._back.clicked.connect(lambda _checked=False: self.start(NewThread()))
        row.addWidget(self._back)
        self._post = named(QPushButton(), "commentPost")
        self._post.setProperty("primary", "true")
        self._post.clicked.connect(self.submit)
        row.addWidget(self._post)
        column.addLayout(row)
        self.setEnabled(not desk.is_read_only)
        desk.changed.connect(self.refresh)
        self.refresh()

    @property
    def purpose(self) -> Purpose:
        """What is being written."""
        return self._purpose

    def start(self, purpose: Purpose) -> None:
        """Turns to writing something else; words for a new comment stay where only its place is another."""
        keeps_words = isinstance(purpose, NewThread) and isinstance(self._purpose, NewThread)
        self._purpose = purpose
        if isinstance(purpose, Rewording):
            comment = self._desk.document.comment(purpose.path)
            self.field.setPlainText(comment.text if comment is not None else "")
            self.field.selectAll()
        elif not keeps_words:
            self.field.clear()
        self.refresh()

    def write(self, purpose: Purpose) -> None:
        """The same, with the cursor in the field."""
        self.start(purpose)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        """Posts what was written; what is refused stays in the field."""
        words = self.field.toPlainText().strip()
        if not self._post.isEnabled():
            return
        match self._purpose:
            case NewThread(place):
                where = place or self._desk.here()
                is_done = where is not None and self._desk.post(words, where) is not None
            case ReplyTo(path):
                is_done = self._desk.reply(path, words) is not None
            case Rewording(path):
                is_done = self._desk.edit(path, words)
        if is_done:
            self.field.clear()
            self.start(NewThread())
            self.left.emit()

    def refresh(self) -> None:
        """Says anew what is being written, and about what."""
        purpose = self._purpose
        if not isinstance(purpose, NewThread) and self._desk.document.comment(purpose.path) is None:
            # What it was about is gone; the words stay, for a comment of their own.
            purpose = self._purpose = NewThread()
        is_plain = isinstance(purpose, NewThread) and purpose.place is None
        hint, deed = tr("Comment…"), tr("Comment")
        match purpose:
            case NewThread(place):
                words = self._place_words(place or self._desk.here())
            case ReplyTo(path):
                comment = self._desk.document.comment(path)
                words = tr("To {name}", name=self._desk.name_of(comment.uid if comment else ""))
                hint, deed = tr("Reply…"), tr("Reply")
            case Rewording():
                words, deed = tr("Editing"), tr("Save")
        self._about.setText(words)
        self._about.setToolTip("")
        self._back.setVisible(not is_plain)
        self.field.setPlaceholderText(hint)
        self._post.setText(deed)
        self._show_post()

    def _place_words(self, place: CommentPlace | None) -> str:
        if place is None:
            return tr("Choose a scene or a board first.")
        draft = Comment(board_id=place.board_id, take_id=place.take_id, anchor=place.anchor)
        return tr("On {place}", place=about_comment(self._desk.document, place.scene_id, draft))

    def _show_post(self) -> None:
        is_new = isinstance(self._purpose, NewThread)
        has_place = not is_new or self._desk.here() is not None
        # Words may be taken from a drawing again, which says it alone.
        is_drawn = False
        if isinstance(self._purpose, Rewording):
            comment = self._desk.document.comment(self._purpose.path)
            is_drawn = comment is not None and comment.drawing is not None
        self._post.setEnabled(has_place and (is_drawn or bool(self.field.toPlainText().strip())))

    def _escape(self) -> None:
        if isinstance(self._purpose, NewThread) and self._purpose.place is None:
            self.left.emit()
        else:
            self.start(NewThread())
