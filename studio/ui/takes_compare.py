"""Two takes of a board side by side."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from studio.model.documents import Take
from studio.ui.absent_picture import absence_words, paint_words
from studio.ui.naming import named
from studio.ui.picture_cache import PictureCache
from studio.ui.take_model import score_words, take_title, verdict_lines
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr

_PICTURE_PX = 720


class _Picture(QWidget):
    """A picture, whole, as large as there is room."""

    def __init__(self, pictures: PictureCache, theme: Theme, reference: str) -> None:
        super().__init__()
        self._pictures, self._theme, self._reference = pictures, theme, reference
        self.setMinimumSize(QSize(240, 135))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        pictures.ready.connect(lambda _reference: self.update())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme.colour("ground0"))
        picture = self._pictures.pixmap(self._reference, height_px=_PICTURE_PX)
        if picture is not None:
            size = picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(self.rect().center())
            painter.drawPixmap(place, picture)
        else:
            words = absence_words(self._pictures, self._reference, height_px=_PICTURE_PX)
            paint_words(painter, self.rect(), words, self._theme, font_px=12)
        painter.end()


class TakesCompare(QDialog):
    """Opens beside the work and closes with Escape: what the board shows on the left, the other on the right."""

    used = Signal()
    """The take on the right is to be the board's."""

    def __init__(self, pictures: PictureCache, theme: Theme, chosen: Take, other: Take, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("takesCompare")
        self.setWindowTitle(tr("Compare takes"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        sides = QGridLayout()
        sides.setHorizontalSpacing(2 * SPACE)
        sides.setVerticalSpacing(SPACE)
        sides.setRowStretch(1, 1)
        for place, (head, take) in enumerate(((tr("The board's"), chosen), (tr("The other"), other))):
            title = QLabel(head)
            title.setProperty("role", "heading")
            words = " · ".join(word for word in (take_title(take), score_words(take)) if word)
            verdict = QLabel("\n".join(verdict_lines(take)))
            verdict.setProperty("role", "field")
            verdict.setWordWrap(True)
            verdict.setAlignment(Qt.AlignmentFlag.AlignTop)
            for row, widget in enumerate((title, _Picture(pictures, theme, take.asset), QLabel(words), verdict)):
                sides.addWidget(widget, row, place)
            sides.setColumnStretch(place, 1)
        column.addLayout(sides, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        use = named(QPushButton(tr("Use the other")), "compareUse")
        use.setProperty("primary", "true")
        use.clicked.connect(self.used)
        use.clicked.connect(self.close)
        foot.addWidget(use)
        column.addLayout(foot)
        self.resize(min(1080, parent.width() - 8 * SPACE), min(560, parent.height() - 8 * SPACE))
