"""The page in place of the 3D view where nothing can be drawn: why, and what goes on without it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.naming import named
from studio.ui.theme import SPACE
from studio.ui.translation import tr


class NoPicture(QWidget):
    """Says what is wrong in one sentence; ``again_wanted`` asks for another try."""

    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noPicture")
        self.is_needed = False
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        title = QLabel(tr("The 3D view cannot be shown"))
        title.setProperty("role", "title")
        self._why = named(QLabel(), "noPictureReason")
        self._why.setProperty("role", "subtitle")
        rest = QLabel(
            tr("Script, boards, drawing, the film and the list of props work without it; what you change is kept.")
        )
        rest.setProperty("role", "subtitle")
        for label in (title, self._why, rest):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            # As wide as the view, or the page would be higher than a small one.
            column.addWidget(label)
        again = named(QPushButton(tr("Try again")), "noPictureAgain")
        again.clicked.connect(self._ask)
        column.addSpacing(SPACE)
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignHCenter)

    @property
    def reason(self) -> str:
        """Why nothing is drawn."""
        return self._why.text()

    def tell(self, words: str) -> None:
        """Says why nothing can be drawn."""
        self.is_needed = True
        self._why.setText(words)

    def _ask(self) -> None:
        self.is_needed = False
        self.again_wanted.emit()
