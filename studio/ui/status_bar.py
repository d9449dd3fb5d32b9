"""The last line of the window: where the work is, the clock, what the stage found, what is going on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from studio.ui.naming import named
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr


class StatusBar(QWidget):
    """Quiet facts, left and right; state is told in words, the dot only repeats it."""

    stop_wanted = Signal()
    """The person wants what is going on to stop."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setFixedHeight(3 * SPACE)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(2 * SPACE)
        self._dot = QLabel()
        self._dot.setFixedSize(6, 6)
        self._saved = named(QLabel(), "savedState")
        self._scene = named(QLabel(), "sceneState")
        self._clock = named(QLabel(), "clockState")
        self._work = named(QLabel(), "workState")
        self._bar = named(QProgressBar(), "workProgress")
        self._bar.setFixedWidth(96)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.hide()
        self._stop = named(QToolButton(), "workStop")
        self._stop.setProperty("flat", "true")
        self._stop.setText(tr("Stop"))
        self._stop.setAccessibleName(tr("Stop"))
        self._stop.clicked.connect(lambda _checked=False: self.stop_wanted.emit())
        self._stop.hide()
        self._told = ("", "", "")
        self._agents = named(QLabel(), "agentState")
        self._stage = named(QLabel(), "stageState")
        left = QHBoxLayout()
        left.setSpacing(SPACE - 2)
        left.addWidget(self._dot)
        left.addWidget(self._saved)
        row.addLayout(left)
        row.addWidget(self._scene)
        row.addWidget(self._clock)
        row.addStretch(1)
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addWidget(self._stop)
        row.addWidget(self._agents)
        row.addWidget(self._stage)

    def show_saved(self, text: str, *, colour: str, why: str = "") -> None:
        """``saved here``, ``sent``, ``shared``, or what went wrong; ``why`` is told on asking."""
        if self._told == (text, colour, why):
            return
        self._told = (text, colour, why)
        self._saved.setText(text)
        self._saved.setToolTip(why)
        self._saved.setAccessibleDescription(why)
        self._dot.setStyleSheet(f"background: {self._theme.colour(colour).name()}; border-radius: 3px;")

    def show_scene(self, text: str) -> None:
        """Which scene is looked at."""
        self._scene.setText(text)

    def show_clock(self, text: str) -> None:
        """Rate and timecode."""
        self._clock.setText(text)

    def show_agents(self, text: str) -> None:
        """Which agents work here."""
        self._agents.setText(text)

    def show_stage(self, text: str) -> None:
        """What the stage gate found."""
        self._stage.setText(text)

    def show_work(self, text: str, *, done: int = 0, total: int = 0) -> None:
        """What is going on; an empty text ends it."""
        self._work.setText(text)
        self._bar.setVisible(bool(text))
        self._stop.setVisible(bool(text))
        self._bar.setRange(0, total)
        self._bar.setValue(done)
