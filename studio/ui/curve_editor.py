"""Curves of a moving camera over the frames of its board, with keys to be dragged; pyqtgraph is loaded when shown."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from studio.model.documents import Board, CameraKey
from studio.ui.playhead import Playhead
from studio.ui.theme import Theme
from studio.ui.translation import tr
from studio.viewport.camera_path import camera_at

CHANNELS = {
    "height": "Height (m)",
    "x": "Position X (m)",
    "z": "Position Z (m)",
    "lens": "Lens (mm)",
    "focus": "Focus (m)",
    "roll": "Roll (°)",
}
_HEIGHT_PX = 132


@dataclass(frozen=True, slots=True)
class _Channel:
    """One number of a camera: read from a key, and put into one."""

    name: str

    def of(self, key: CameraKey) -> float:
        """The number."""
        match self.name:
            case "x":
                return key.position[0]
            case "z":
                return key.position[2]
            case "lens":
                return key.lens_mm
            case "focus":
                return key.focus_m if key.focus_m is not None else dist(key.position, key.target)
            case "roll":
                return key.roll_deg
            case _:
                return key.position[1]

    def put(self, key: CameraKey, value: float) -> CameraKey:
        """The key with another number; what it looks at stays where it is."""
        x, y, z = key.position
        value = round(value, 4)
        change: dict[str, Any]
        match self.name:
            case "x":
                change = {"position": (value, y, z)}
            case "z":
                change = {"position": (x, y, value)}
            case "lens":
                change = {"lens_mm": max(4.0, value)}
            case "focus":
                change = {"focus_m": max(0.1, value)}
            case "roll":
                change = {"roll_deg": value}
            case _:
                change = {"position": (x, value, z)}
        return key.model_copy(update=change)


class CurveEditor(QWidget):
    """One curve at a time; nothing is loaded before it is first seen.

    Signals:
        keys_changed: a key was dragged to another frame or value: all keys of the board.
    """

    keys_changed = Signal(object)

    def __init__(self, playhead: Playhead, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curveEditor")
        self.setFixedHeight(_HEIGHT_PX)
        self._playhead = playhead
        self._theme = theme
        self._board: Board | None = None
        self._may_edit = False
        self._channel = _Channel("height")
        self._plot: Any = None
        self._line: Any = None
        self._now: Any = None
        self._targets: list[Any] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._hint = QLabel(tr("This camera stands still. Choose a move in the inspector, or set a key elsewhere."))
        self._hint.setObjectName("curveHint")
        self._hint.setProperty("role", "empty")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(self._hint)
        playhead.moved.connect(self._show_playhead)

    def show_board(self, board: Board | None, *, may_edit: bool) -> None:
        """Draws the curves of a board's keys."""
        if board is self._board and may_edit == self._may_edit:
            return
        self._board, self._may_edit = board, may_edit
        if self.isVisible():
            self._draw()

    def show_channel(self, name: str) -> None:
        """Draws another number of the camera."""
        self._channel = _Channel(name)
        self._draw()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def drag_key(self, place: int, frame: float, value: float) -> None:
        """Takes a key to another frame and value, between its neighbours."""
        board = self._board
        if board is None or not self._may_edit:
            return
        keys, last = list(board.camera_keys), max(1, board.duration_frames - 1)
        before = keys[place - 1].t + 1 / last if place else 0.0
        after = keys[place + 1].t - 1 / last if place + 1 < len(keys) else 1.0
        t = min(max(round(frame) / last, before), max(before, after))
        keys[place] = self._channel.put(keys[place], value).model_copy(update={"t": round(t, 6)})
        self.keys_changed.emit(tuple(keys))
        self._draw()

    def _draw(self) -> None:
        board = self._board
        moves = board is not None and len(board.camera_keys) > 1
        self._hint.setVisible(not moves)
        if self._plot is None and moves and self.isVisible():
            self._build()
        if self._plot is None:
            return
        self._plot.setVisible(moves)
        for target in self._targets:
            self._plot.removeItem(target)
        self._targets = []
        if board is None or not moves:
            return
        self._draw_keys(board)
        self._show_playhead()

    def _build(self) -> None:
        import pyqtgraph as pg

        self._plot = pg.PlotWidget(background=self._theme.colour("ground0"))
        self._plot.setObjectName("curvePlot")
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.showGrid(x=True, y=True, alpha=0.15)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(self._theme.colour("ground4"))
            axis.setTextPen(self._theme.colour("ground6"))
        self._line = self._plot.plot(pen=pg.mkPen(self._theme.colour("accent"), width=2))
        self._now = pg.InfiniteLine(pen=pg.mkPen(self._theme.colour("warning"), width=1))
        self._plot.addItem(self._now)
        self._column.addWidget(self._plot)

    def _draw_keys(self, board: Board) -> None:
        import pyqtgraph as pg

        frames = board.duration_frames
        last = max(1, frames - 1)
        values = [self._channel.of(camera_at(board.camera_keys, frame / last)) for frame in range(frames)]
        self._line.setData(list(range(frames)), values)
        low, high = min(values), max(values)
        margin = max(0.1, (high - low) * 0.2)
        self._plot.setXRange(0, last, padding=0.03)
        self._plot.setYRange(low - margin, high + margin, padding=0)
        for place, key in enumerate(board.camera_keys):
            target = pg.TargetItem(
                pos=(key.t * last, self._channel.of(key)),
                size=11,
                movable=self._may_edit,
                pen=pg.mkPen(self._theme.colour("ground8"), width=2),
                brush=pg.mkBrush(self._theme.colour("accent")),
            )
            target.sigPositionChangeFinished.connect(
                lambda moved, place=place: self.drag_key(place, moved.pos().x(), moved.pos().y())
            )
            self._targets.append(target)
            self._plot.addItem(target)

    def _show_playhead(self) -> None:
        if self._now is not None and self.isVisible():
            self._now.setValue(self._playhead.frame)
