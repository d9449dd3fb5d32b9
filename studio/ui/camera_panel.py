"""The camera in numbers: gate, squeeze, aspect, lens, where it stands, what it is focused on."""

from __future__ import annotations

from math import dist, isinf
from time import monotonic
from typing import Any

import numpy as np
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from studio.model import optics
from studio.model.document import Document
from studio.model.documents import Board, CameraKey
from studio.model.ids import SceneId
from studio.ui.camera_work import CameraWork
from studio.ui.naming import named
from studio.ui.playhead import Playhead
from studio.ui.shot_words import focus_m
from studio.ui.step_box import StepBox
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.viewport.camera_path import camera_at

_BURST_S = 1.0
_ROW = 3


class CameraPanel(QWidget):
    """Shows and edits the camera of the board that is looked at, at the playhead where it moves."""

    def __init__(
        self,
        document: Document,
        view_state: ViewState,
        playhead: Playhead,
        cameras: CameraWork,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cameraPanel")
        self._document = document
        self._view_state = view_state
        self._playhead = playhead
        self._cameras = cameras
        self._board: Board | None = None
        self._changed: tuple[str, float, int] = ("", 0.0, 0)
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        self._gate = named(QComboBox(), "camera.gate")
        for gate in optics.GATES.values():
            self._gate.addItem(f"{gate.name}  {gate.width_mm:g} × {gate.height_mm:g}", gate.name)
        self._squeeze = named(QComboBox(), "camera.squeeze")
        for squeeze in optics.SQUEEZES:
            self._squeeze.addItem(f"{squeeze:g}×", squeeze)
        self._aspect = named(QComboBox(), "camera.aspect")
        for aspect in optics.ASPECTS:
            self._aspect.addItem(f"{aspect:.2f}", aspect)
        self._lens = StepBox(
            "camera.lens", span=(4.0, 1200.0), unit="mm", decimals=1, steps=[float(mm) for mm in optics.LENSES_MM]
        )
        self._height = StepBox("camera.height", span=(-5.0, 200.0), unit="m")
        self._distance = StepBox("camera.distance", span=(0.1, 500.0), unit="m")
        self._roll = StepBox("camera.roll", span=(-180.0, 180.0), unit="°", decimals=1, step=1.0)
        self._focus = StepBox("camera.focus", span=(0.1, 1000.0), unit="m")
        self._stop = StepBox("camera.stop", span=(0.7, 64.0), decimals=1, steps=optics.F_NUMBERS)
        self._stop.setPrefix("f/")
        fields: tuple[tuple[str, QWidget, str], ...] = (
            (tr("Gate"), self._gate, tr("The camera's gate, in millimetres")),
            (tr("Squeeze"), self._squeeze, tr("How much an anamorphic lens squeezes the picture")),
            (tr("Aspect"), self._aspect, tr("The shape of the picture, cropped from the gate")),
            (tr("Lens"), self._lens, tr("Zooms from where the camera stands; arrows go through the lenses")),
            (tr("Height"), self._height, tr("The lens above the floor; it keeps looking at the same place")),
            (tr("Distance"), self._distance, tr("From the lens to where it looks")),
            (tr("Focus"), self._focus, tr("The distance that is sharp")),
            (tr("F-number"), self._stop, tr("The aperture: how much before and behind is sharp too")),
            (tr("Roll"), self._roll, tr("The horizon, clockwise")),
        )
        for place, (text, widget, tip) in enumerate(fields):
            row, column = divmod(place, _ROW)
            label = QLabel(text)
            label.setProperty("role", "field")
            label.setBuddy(widget)
            widget.setAccessibleName(text)
            widget.setToolTip(tip)
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(widget, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        self._facts = named(QLabel(), "camera.facts")
        self._facts.setProperty("role", "hint")
        grid.addWidget(self._facts, len(fields) // _ROW, 0, 1, 2 * _ROW)
        self._gate.activated.connect(self._set_gate)
        self._squeeze.activated.connect(self._set_gate)
        self._aspect.activated.connect(lambda _at: cameras.set_project("aspectRatio", self._aspect.currentData()))
        self._boxes = {
            "lens_mm": self._lens,
            "height": self._height,
            "distance": self._distance,
            "roll_deg": self._roll,
            "focus_m": self._focus,
            "f_stop": self._stop,
        }
        for name, box in self._boxes.items():
            box.valueChanged.connect(lambda value, name=name: self._set(name, value))
        playhead.moved.connect(lambda: self.show_board(self._board) if self.isVisible() else None)

    def show_board(self, board: Board | None) -> None:
        """Shows the board's camera at the playhead."""
        self._board = board
        key = self._key()
        if key is None:
            self._facts.setText("")
            return
        project = self._document.project
        gate = optics.gate(project.sensor)
        for box, value in (
            (self._lens, key.lens_mm),
            (self._height, key.position[1] - self._floor_m()),
            (self._distance, dist(key.position, key.target)),
            (self._roll, key.roll_deg),
            (self._focus, focus_m(key)),
            (self._stop, key.f_stop or optics.DEFAULT_F_NUMBER),
        ):
            with QSignalBlocker(box):
                box.setValue(value)
        plain = gate.name.rsplit(" ", 1)[0] if gate.name not in optics.GATES else gate.name
        self._gate.setCurrentIndex(max(0, self._gate.findData(plain)))
        self._squeeze.setCurrentIndex(
            min(range(len(optics.SQUEEZES)), key=lambda at: abs(optics.SQUEEZES[at] - gate.squeeze))
        )
        self._aspect.setCurrentIndex(
            min(range(len(optics.ASPECTS)), key=lambda at: abs(optics.ASPECTS[at] - project.aspect_ratio))
        )
        self._facts.setText(_facts(key, gate, project.aspect_ratio))

    def _key(self) -> CameraKey | None:
        if self._board is None or not self._board.camera_keys:
            return None
        return camera_at(self._board.camera_keys, self._playhead.t)

    def _set(self, name: str, value: float) -> None:
        key = self._key()
        if key is None:
            return
        # Steps that follow one another within a second are one step of the history.
        last, at, count = self._changed
        count += name != last or monotonic() - at > _BURST_S
        self._changed = name, monotonic(), count
        path = self._view_state.board
        if name == "height":
            change = _at_height(key, value + self._floor_m())
        else:
            change = _at_distance(key, value) if name == "distance" else {name: value}
        self._cameras.change_key(path, self._playhead.t, change, merge_key=f"camera.{name}:{path}:{count}")

    def _set_gate(self, _place: int) -> None:
        if self.sender() is self._gate:
            self._cameras.set_project("sensor", self._gate.currentData())
        else:
            name = optics.squeezed_name(self._gate.currentData(), self._squeeze.currentData())
            self._cameras.set_project("sensor", name)

    def _floor_m(self) -> float:
        scene = self._view_state.scene_id
        stage = self._document.stage(SceneId(scene)) if scene else None
        return stage.container.floor_y if stage is not None else 0.0


def _at_height(key: CameraKey, height_m: float) -> dict[str, Any]:
    x, _, z = key.position
    return {"position": (x, round(height_m, 4), z)}


def _at_distance(key: CameraKey, distance_m: float) -> dict[str, Any]:
    """Nearer or farther along where it looks; the focus goes along where it was on what is looked at."""
    away = np.subtract(key.position, key.target, dtype=np.float64)
    length = max(1e-6, float(np.linalg.norm(away)))
    x, y, z = (round(float(value), 4) for value in np.array(key.target) + away / length * distance_m)
    change: dict[str, Any] = {"position": (x, y, z)}
    if key.focus_m is not None and abs(key.focus_m - length) < 0.02:
        change["focus_m"] = round(distance_m, 3)
    return change


def _facts(key: CameraKey, gate: optics.Gate, aspect: float) -> str:
    """Field of view, the part of the gate that is used, and from where to where it is sharp."""
    across, up = optics.fov_deg(gate, aspect, key.lens_mm)
    width, height = optics.cropped_mm(gate, aspect)
    near, far = optics.sharp_m(gate, aspect, key.lens_mm, focus_m(key), key.f_stop or optics.DEFAULT_F_NUMBER)
    until = "∞" if isinf(far) else f"{far:.2f} m"
    return "  ·  ".join(
        (
            f"{across:.1f}° × {up:.1f}°",
            f"{width:.2f} × {height:.2f} mm",
            tr("sharp from {near} to {far}", near=f"{near:.2f} m", far=until),
        )
    )
