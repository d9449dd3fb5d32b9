"""A quiet line over the pictures: who presents, what one can do, and a field for notes on what is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from typing_extensions import override

from studio.ui.actions import ActionRegistry
from studio.ui.naming import named
from studio.ui.review_desk import ReviewDesk
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr

_BAR_PX = 3


class _NoteField(QLineEdit):
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ReviewBar(QWidget):
    """Shown only while a review goes on. ``note`` is told by Enter, and says whether it has been kept."""

    note_begun = Signal()
    """The first letter of a note is typed: it is about what is shown now."""

    def __init__(
        self,
        desk: ReviewDesk,
        actions: ActionRegistry,
        theme: Theme,
        *,
        note: Callable[[str], bool],
        leave: Callable[[], None],
        is_read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        """``leave`` gives the keys back to the boards."""
        super().__init__(parent)
        self.setObjectName("reviewBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._actions, self._theme, self._note = desk, actions, theme, note
        self._is_read_only = is_read_only
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE + 4, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE // 2)
        self._words = named(QLabel(), "reviewWords")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        # A long name is cut off before it widens the window.
        self._words.setMinimumWidth(1)
        row.addWidget(self._words)
        row.addSpacing(SPACE)
        self.field = named(_NoteField(), "reviewNote")
        self.field.setPlaceholderText(tr("Note on what is shown…"))
        self.field.setAccessibleName(tr("Note on what is shown…"))
        self.field.setToolTip(tr("Enter makes it a comment on the board and frame that are shown"))
        self.field.setMaximumWidth(420)
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(self._submit)
        self.field.left.connect(leave)
        self._is_written = False
        row.addWidget(self.field, 1)
        row.addStretch(1)
        self.menu = named(QMenu(self), "reviewHeirs")
        self._buttons: dict[str, QPushButton] = {}
        for name in ("review.take", "review.join", "review.ask", "review.hand_over", "review.leave", "review.end"):
            button = self._buttons[name] = named(QPushButton(), f"button.{name}")
            button.setProperty("compact", "true")
            button.clicked.connect(lambda _checked=False, name=name: actions[name].trigger())
            row.addWidget(button)
        desk.changed.connect(self.refresh)
        self.refresh()

    def write(self) -> None:
        """Puts the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer_heirs(self) -> None:
        """Shows who the review can be handed to."""
        self.menu.clear()
        for session in self._desk.heirs:
            words = self._desk.name_of(session)
            if session in self._desk.waiting:
                words = tr("{name} (asks)", name=words)
            self.menu.addAction(words).triggered.connect(
                lambda _checked=False, session=session: self._desk.hand_over(session)
            )
        button = self._buttons["review.hand_over"]
        self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def refresh(self) -> None:
        """Shows what there is to tell by now."""
        desk = self._desk
        self._words.setText(self._sentence())
        self._words.setToolTip(self._words.text())
        texts = {
            "review.take": tr("Take over"),
            "review.join": tr("Rejoin") if desk.has_joined else tr("Join"),
            "review.ask": tr("Do not ask any more") if desk.is_asking else tr("Ask to present"),
            "review.hand_over": tr("Hand over"),
            "review.leave": tr("Leave"),
            "review.end": tr("End the review"),
        }
        for name, button in self._buttons.items():
            is_offered = self._actions[name].isEnabled()
            if not is_offered and button.hasFocus():
                self.field.setFocus()
            button.setText(texts[name])
            button.setVisible(is_offered)
        self.field.setVisible(desk.has_joined and not self._is_read_only)
        self.setVisible(desk.review is not None)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        review = self._desk.review
        if review is not None:
            QPainter(self).fillRect(0, 0, _BAR_PX, self.height(), self._theme.person(review.uid))

    def _sentence(self) -> str:
        desk = self._desk
        review = desk.review
        if review is None:
            return ""
        if desk.is_presenting:
            waiting = desk.waiting
            if not waiting:
                return tr("You present")
            name = desk.name_of(waiting[0])
            if len(waiting) == 1:
                return tr("You present · {name} asks to present", name=name)
            return tr("You present · {name} and {count} more ask to present", name=name, count=len(waiting) - 1)
        name = desk.name_of(review.session)
        if desk.is_stale:
            return tr("{name} presents, and has not been heard for a while", name=name)
        if desk.is_following:
            return tr("{name} presents · you follow", name=name)
        if desk.has_joined:
            return tr("{name} presents · you look around by yourself", name=name)
        return tr("{name} presents a review", name=name)

    def _typed(self, words: str) -> None:
        if words and not self._is_written:
            self.note_begun.emit()
        self._is_written = bool(words)

    def _submit(self) -> None:
        words = self.field.text().strip()
        if words and self._note(words):
            self.field.clear()
            self._is_written = False
