"""The poses that a figure can take, one click each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from studio.ui.flow_layout import FlowLayout
from studio.ui.theme import SPACE
from studio.ui.translation import tr

POSE_WORDS = {
    "stand": "Stand",
    "sit": "Sit",
    "walk": "Walk",
    "run": "Run",
    "lie": "Lie",
    "kneel": "Kneel",
    "point": "Point",
    "hold": "Hold",
    "lean": "Lean",
    "talk": "Talk",
    "wave": "Wave",
    "crouch": "Crouch",
}


class PosePicker(QWidget):
    """Chips, one a pose; ``pose_wanted`` tells which was clicked."""

    pose_wanted = Signal(str)

    def __init__(self, poses: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("posePicker")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QWidget()
        flow = FlowLayout(row, spacing=SPACE // 2)
        self._chips: dict[str, QToolButton] = {}
        for pose in poses:
            chip = QToolButton()
            chip.setObjectName(f"pose.{pose}")
            chip.setText(tr(POSE_WORDS.get(pose, pose)))
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _c=False, pose=pose: self.pose_wanted.emit(pose))
            self._chips[pose] = chip
            flow.addWidget(chip)
        column.addWidget(row)

    def show_pose(self, pose: str | None) -> None:
        """Marks the pose of what is chosen; None where there are several."""
        for name, chip in self._chips.items():
            chip.setChecked(name == pose)
