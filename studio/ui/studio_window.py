"""The window itself: there at once with its first frame, furnished as soon as the project is open."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

from studio.ui.theme import Theme, interface_font
from studio.ui.translation import tr

SIZE = QSize(1440, 900)
SMALLEST = QSize(900, 600)
_TITLE_BAR = 32
_TOP, _SCRIPT, _INSPECTOR, _STRIP, _STATUS = 44, 360, 284, 130, 24


class FirstFrame(QWidget):
    """The window's surfaces where they will be, with the one sentence that says what is going on."""

    painted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("firstFrame")
        self._theme = theme

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, deep = self._theme.colour("ground1"), self._theme.colour("ground0")
        painter.fillRect(self.rect(), ground)
        bottom = self.height() - _STRIP - _STATUS
        centre = QRect(_SCRIPT, _TOP, self.width() - _SCRIPT - _INSPECTOR, bottom - _TOP)
        painter.fillRect(centre, deep)
        for y in (_TOP - 1, bottom, self.height() - _STATUS):
            painter.fillRect(0, y, self.width(), 1, deep)
        painter.setPen(self._theme.colour("ground8"))
        painter.setFont(interface_font(14, weight=QFont.Weight.DemiBold))
        painter.drawText(QRect(48, 0, 400, _TOP - 1), Qt.AlignmentFlag.AlignVCenter, "DreamFactory Studio")
        painter.setPen(self._theme.colour("ground6"))
        painter.setFont(interface_font(12))
        painter.drawText(centre, Qt.AlignmentFlag.AlignCenter, tr("Opening…"))
        painter.end()
        self.painted.emit()


class StudioWindow(QMainWindow):
    """The one window of the application; what it shows is put in by the studio."""

    close_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("studioWindow")
        self.setWindowTitle("DreamFactory Studio")
        self.setMinimumSize(SMALLEST)
        # The title bar has to fit too.
        screen = self.screen().availableSize() - QSize(0, _TITLE_BAR)
        self.resize(SIZE.boundedTo(screen).expandedTo(SMALLEST))
        self.first_frame = FirstFrame(theme, self)
        self.setCentralWidget(self.first_frame)
        self._is_done = False

    def close_for_good(self) -> None:
        """Closes without asking: everything is saved."""
        self._is_done = True
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_done:
            event.accept()
            return
        # The studio saves first and closes the window then.
        event.ignore()
        self.close_wanted.emit()
