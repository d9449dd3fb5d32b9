"""Messages that float over the window: what happened and what to do; nothing modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.ui.icons import icon
from studio.ui.naming import named
from studio.ui.theme import SPACE, Theme
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr

_WIDTH = 380
_STAY_MS = 7000
_MOST = 4


class Notices(QWidget):
    """A stack of notices at the lower right of the window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.setObjectName("notices")
        self._window = window
        self._theme = theme
        self._shown: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        window.installEventFilter(self)
        self.hide()

    def tell(
        self,
        text: str,
        *,
        kind: str = "info",
        action: tuple[str, Callable[[], object]] | None = None,
        stays: bool = False,
    ) -> None:
        """Shows a sentence, with one thing to do about it if there is one. Warnings stay until closed.

        What the stores and the workflows say comes in English, and is shown in the person's language.
        """
        text = told_words(text)
        for other in self.findChildren(QLabel, "noticeText"):
            if other.text() == text:
                return
        notice = named(QFrame(), "notice")
        notice.setProperty("kind", kind)
        row = QHBoxLayout(notice)
        row.setContentsMargins(12, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        label = named(QLabel(text), "noticeText")
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(label, 1)
        if action is not None:
            button = named(QPushButton(action[0]), "noticeAction")
            button.clicked.connect(lambda: self._close(notice))
            button.clicked.connect(action[1])
            row.addWidget(button)
        close = named(QToolButton(), "noticeClose")
        close.setProperty("flat", "true")
        close.setIcon(icon("close", self._theme))
        close.setToolTip(tr("Close"))
        close.setAccessibleName(tr("Close"))
        close.clicked.connect(lambda _c=False: self._close(notice))
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(notice)
        # Where others are shown already the column would count it only later, and leave it no room.
        notice.show()
        self._shown.append(notice)
        for old in self._shown[:-_MOST]:
            self._close(old)
        if kind != "warning" and not stays:
            QTimer.singleShot(_STAY_MS, notice, lambda: self._close(notice))
        self._place()
        self.show()
        self.raise_()
        # A screen reader says it, wherever the focus is.
        QAccessible.updateAccessibility(QAccessibleEvent(label, QAccessible.Event.Alert))

    def withdraw(self, text: str) -> None:
        """Takes a sentence away that is true no longer."""
        text = told_words(text)
        for notice in tuple(self._shown):
            label = notice.findChild(QLabel, "noticeText")
            if isinstance(label, QLabel) and label.text() == text:
                self._close(notice)

    def warn(self, text: str) -> None:
        """Shows what went wrong."""
        self.tell(text, kind="warning")

    def texts(self) -> list[str]:
        """What is being said."""
        return [label.text() for label in self.findChildren(QLabel, "noticeText")]

    def _close(self, notice: QFrame) -> None:
        if notice not in self._shown:
            return
        self._shown.remove(notice)
        self._column.removeWidget(notice)
        notice.hide()
        notice.setParent(None)
        notice.deleteLater()
        if not self._shown:
            self.hide()
        self._place()

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 4 * SPACE)
        self.setFixedWidth(width)
        height = (
            self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else self.sizeHint().height()
        )
        self.resize(width, height)
        self.move(window.width() - width - 2 * SPACE, window.height() - height - 5 * SPACE)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
