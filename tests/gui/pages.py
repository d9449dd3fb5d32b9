"""Page objects: the window as a person finds it, by the names of its widgets and by real keys and clicks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from studio.model.document import Document
from studio.model.documents import Board
from studio.model.ids import DocPath
from studio.ui.board_strip import BoardStrip
from studio.ui.main_window import MainWindow
from studio.ui.studio_session import StudioSession
from studio.ui.studio_window import StudioWindow
from studio.ui.text_field import TextField
from studio.ui.theme import load_theme
from studio.ui.translation import use_language
from studio.workflows.open_project import OpenProduction
from studio.workflows.work_pool import WorkPool

W = TypeVar("W", bound=QObject)
_NO_KEYS = Qt.KeyboardModifier.NoModifier
PEN = QPointingDevice(
    "pen",
    1,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Pen,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    3,
    "",
    QPointingDeviceUniqueId(),
)
RUBBER = QPointingDevice(
    "rubber",
    2,
    QInputDevice.DeviceType.Stylus,
    QPointingDevice.PointerType.Eraser,
    QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
    1,
    3,
    "",
    QPointingDeviceUniqueId(),
)


class StudioPage:
    """The studio in a real window."""

    def __init__(self, app: QApplication, pool: WorkPool) -> None:
        self.frame = StudioWindow(load_theme())
        self.session = StudioSession(app, self.frame, pool=pool)
        self.session_pool = pool
        self.ended = False
        self.session.ended.connect(self._end)

    def open(self, path: Path) -> None:
        """Shows the window on a project, with the focus in it."""
        self.frame.show()
        opening = asyncio.get_running_loop().create_task(self.session.start(path), name="opening")
        self.until(opening.done)
        opening.result()
        self._settle()

    def show(self, production: OpenProduction) -> None:
        """Shows the window on an open production."""
        self.frame.show()
        self.session.show(production)
        self._settle()

    def _settle(self) -> None:
        """Waits until the window has the keyboard, and the 3D view is in it: that makes Qt build the window anew."""
        self.until(lambda: self.window.stage_page.viewport is not None)

        def is_active() -> bool:
            if not self.frame.isActiveWindow():
                self.frame.activateWindow()
            return self.frame.isActiveWindow()

        self.until(is_active)

    def close(self) -> None:
        """Quits as the person would; everything is saved and gone afterwards."""
        if not self.ended:
            self.frame.close()
        self.until(lambda: self.ended)
        self.until(lambda: not asyncio.all_tasks())
        self.session.deleteLater()
        self.frame.deleteLater()
        use_language("en")

    @property
    def window(self) -> MainWindow:
        """What the window shows of the project."""
        assert self.session.window is not None
        return self.session.window

    @property
    def document(self) -> Document:
        """The open project's document."""
        return self.window.services.document

    def board(self, path: DocPath) -> Board:
        """A board that has to be there."""
        board = self.document.board(path)
        assert board is not None, path
        return board

    @property
    def selected(self) -> str:
        """The selected board."""
        return str(self.window.view_state.board)

    @property
    def order(self) -> list[str]:
        """Ids of the boards in the strip, left to right."""
        model = self.window.strip.model()
        return [self.window.boards.path_at(row).rpartition("/")[2] for row in range(model.rowCount())]

    @property
    def notices(self) -> list[str]:
        """What the window says."""
        return self.window.notices.texts()

    @property
    def saved_state(self) -> str:
        """What the status bar says of where the work is."""
        return self.text("savedState")

    def find(self, kind: type[W], name: str) -> W:
        """The one widget of that name."""
        found = self.frame.findChildren(kind, name)
        assert len(found) == 1, f"{len(found)} widgets are called {name}"
        return found[0]

    def text(self, name: str) -> str:
        """What a label says."""
        return self.find(QLabel, name).text()

    def strip(self) -> BoardStrip:
        """The strip of boards."""
        return self.window.strip

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NO_KEYS) -> None:
        """Presses a key; what has the focus gets it, as from a keyboard."""
        handle = (QApplication.activeModalWidget() or self.frame).windowHandle()
        QTest.keyClick(handle, key, modifiers)

    def type(self, words: str) -> None:
        """Types into what has the focus."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        QTest.keyClicks(focused, words)

    def ctrl(self, key: Qt.Key) -> None:
        """Presses a key with Ctrl."""
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Clicks on a widget that can be seen."""
        self.until(widget.isVisible)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NO_KEYS, at or widget.rect().center())

    def push(self, name: str) -> None:
        """Clicks on the button of that name."""
        button = self.find(QAbstractButton, name)
        assert button.isEnabled(), f"{name} cannot be pushed"
        self.click(button)

    def click_board(self, path: str) -> None:
        """Clicks on a board of the strip."""
        strip = self.strip()
        row = self.window.boards.row_of(path)
        strip.scrollTo(strip.model().index(row, 0))
        self.click(strip.viewport(), strip.visualRect(strip.model().index(row, 0)).center())

    def run(self, action: str) -> None:
        """Triggers an action of the menu."""
        found = self.window.registry[action]
        assert found.isEnabled(), f"{action} cannot be used"
        found.trigger()

    def field(self, name: str) -> TextField:
        """A text box of the inspector."""
        return self.find(TextField, name)

    def set_duration(self, text: str) -> None:
        """Types a length into the inspector and presses Enter."""
        line = self.find(QLineEdit, "boardDuration")
        line.setFocus()
        line.selectAll()
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def choose_move(self, value: str) -> None:
        """Chooses a camera move in the inspector."""
        box = self.find(QComboBox, "boardMove")
        box.setFocus()
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())

    def turn_to_draw(self) -> None:
        """Goes to the Draw workspace and waits until the sheet lies where it will be."""
        self.ctrl(Qt.Key.Key_3)
        self.until(self.window.draw_page.canvas.hasFocus)

    def draw_with_mouse(self, *places: tuple[float, float]) -> None:
        """Draws through places given as fractions of the sheet."""
        canvas, points = self.window.draw_page.canvas, [self._on_sheet(place).toPoint() for place in places]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, _NO_KEYS, points[0])
        for point in points[1:]:
            QTest.mouseMove(canvas, point)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, _NO_KEYS, points[-1])

    def draw_with_pen(self, *places: tuple[float, float, float], device: QPointingDevice = PEN) -> None:
        """Draws with a tablet: places as fractions of the sheet, each with its pressure."""
        kinds = QTabletEvent.Type
        for place, (x, y, pressure) in enumerate(places):
            kind = kinds.TabletMove if place else kinds.TabletPress
            self._pen(kind, self._on_sheet((x, y)), pressure, device)
        self._pen(kinds.TabletRelease, self._on_sheet(places[-1][:2]), 0.0, device)

    def _pen(self, kind: QTabletEvent.Type, at: QPointF, pressure: float, device: QPointingDevice) -> None:
        canvas = self.window.draw_page.canvas
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        is_move, is_release = kind == QTabletEvent.Type.TabletMove, kind == QTabletEvent.Type.TabletRelease
        event = QTabletEvent(
            kind,
            device,
            at,
            QPointF(canvas.mapToGlobal(at.toPoint())),
            pressure,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            _NO_KEYS,
            none if is_move else left,
            none if is_release else left,
        )
        QApplication.sendEvent(canvas, event)

    def _on_sheet(self, place: tuple[float, float]) -> QPointF:
        sheet = self.window.draw_page.canvas.sheet()
        return QPointF(sheet.x() + place[0] * sheet.width(), sheet.y() + place[1] * sheet.height())

    def until(self, condition: Callable[[], object], *, timeout_s: float = 15) -> None:
        """Waits until something is so, with the window alive meanwhile."""
        deadline = monotonic() + timeout_s
        while not condition():
            assert monotonic() < deadline, "it never came to be"
            QTest.qWait(5)

    def idle(self) -> None:
        """Waits until no work is going on."""
        self.until(lambda: not self.window.services.tasks.running, timeout_s=40)

    def _end(self) -> None:
        self.ended = True
