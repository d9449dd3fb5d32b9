"""Framing in the trade's words, one click each: size, angle, lens, subject."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from studio.model.documents import Board
from studio.model.optics import LENSES_MM
from studio.ui.flow_layout import FlowLayout
from studio.ui.naming import named
from studio.ui.theme import SPACE
from studio.ui.translation import tr

SIZES = ("EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "BCU", "ECU", "INSERT")
ANGLES = (
    ("bird", "Bird"),
    ("high", "High"),
    ("eye", "Eye"),
    ("low", "Low"),
    ("worm", "Worm"),
    ("dutch", "Dutch"),
)
_SIZE_TIPS = {
    "EWS": "Extreme wide shot",
    "WS": "Wide shot",
    "FS": "Full shot",
    "MLS": "Medium long shot (cowboy)",
    "MS": "Medium shot",
    "MCU": "Medium close-up",
    "CU": "Close-up",
    "BCU": "Big close-up",
    "ECU": "Extreme close-up",
    "INSERT": "Insert: a detail",
}


def _chip(text: str, name: str, tip: str = "") -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setObjectName(name)
    button.setProperty("chip", "true")
    button.setCheckable(True)
    button.setToolTip(tip or text)
    return button


class FramingBar(QWidget):
    """Chips that frame the board; each emits what the person asked for."""

    size_wanted = Signal(str)
    angle_wanted = Signal(str)
    lens_wanted = Signal(float)
    subjects_wanted = Signal(list)
    over_wanted = Signal(str)
    view_of_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("framingBar")
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 552)
        grid.setColumnStretch(3, 448)
        grid.setColumnMinimumWidth(0, 32)
        self._sizes = {size: _chip(size, f"size.{size}", tr(_SIZE_TIPS[size])) for size in SIZES}
        self._angles = {value: _chip(tr(text), f"angle.{value}") for value, text in ANGLES}
        self._subjects: dict[str, QToolButton] = {}
        for size, chip in self._sizes.items():
            chip.clicked.connect(lambda _c=False, size=size: self.size_wanted.emit(size))
        for value, chip in self._angles.items():
            chip.clicked.connect(lambda _c=False, value=value: self.angle_wanted.emit(value))
        grid.addWidget(self._label(tr("Size")), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._row(list(self._sizes.values())), 0, 1)
        grid.addWidget(self._label(tr("Angle")), 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._row(list(self._angles.values())), 0, 3)

        self._lens = named(QSlider(Qt.Orientation.Horizontal), "lens")
        self._lens.setRange(0, len(LENSES_MM) - 1)
        self._lens.setPageStep(1)
        self._lens.setAccessibleName(tr("Lens"))
        self._lens.setMinimumWidth(80)
        self._lens_value = _chip("35", "lensValue", tr("Focal length in millimetres"))
        self._lens_value.setCheckable(False)
        self._lens.valueChanged.connect(self._lens_moved)
        self._lens.sliderReleased.connect(self._lens_chosen)
        lens_row = QHBoxLayout()
        lens_row.setSpacing(SPACE)
        low, high = QLabel(str(LENSES_MM[0])), QLabel(str(LENSES_MM[-1]))
        for end in (low, high):
            end.setProperty("role", "field")
        lens_row.addWidget(low)
        lens_row.addWidget(self._lens, 1)
        lens_row.addWidget(high)
        lens_row.addWidget(self._lens_value)
        grid.addWidget(self._label(tr("Lens")), 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(lens_row, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._label(tr("Subject")), 1, 2, Qt.AlignmentFlag.AlignTop)
        self._subject_row = QWidget()
        self._subject_flow = FlowLayout(self._subject_row, spacing=SPACE // 2)
        grid.addWidget(self._subject_row, 1, 3)
        self._people: tuple[str, ...] = ()

    @staticmethod
    def _label(text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "field")
        label.setContentsMargins(0, 5, 0, 0)
        return label

    @staticmethod
    def _row(chips: Sequence[QWidget]) -> FlowLayout:
        flow = FlowLayout(None, spacing=SPACE // 2)
        for chip in chips:
            flow.addWidget(chip)
        return flow

    def show_board(self, board: Board | None, people: Sequence[str]) -> None:
        """Marks what the board is, and offers the people of its scene as subjects."""
        self.setEnabled(board is not None)
        if tuple(people) != self._people:
            self._offer(tuple(people))
        for size, chip in self._sizes.items():
            chip.setChecked(board is not None and board.shot_size == size)
        for angle, chip in self._angles.items():
            chip.setChecked(board is not None and board.angle == angle)
        subjects = set(board.subjects) if board else set()
        for name, chip in self._subjects.items():
            chip.setChecked(name in subjects if name != "2S" else len(subjects) == 2)
        lens = board.camera_keys[0].lens_mm if board and board.camera_keys else 35.0
        with QSignalBlocker(self._lens):
            self._lens.setValue(min(range(len(LENSES_MM)), key=lambda i: abs(LENSES_MM[i] - lens)))
        self._lens_value.setText(f"{lens:g}")

    def _offer(self, people: tuple[str, ...]) -> None:
        self._people = people
        while (item := self._subject_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._subjects = {}
        for name in people[:4]:
            chip = _chip(name, f"subject.{name}")
            chip.clicked.connect(lambda _c=False, name=name: self.subjects_wanted.emit([name]))
            self._subjects[name] = chip
        if len(people) >= 2:
            two = _chip("2S", "subject.2S", tr("Two-shot"))
            two.clicked.connect(lambda _c=False: self.subjects_wanted.emit(list(people[:2])))
            self._subjects["2S"] = two
            for side, text in (("left", "OTS L"), ("right", "OTS R")):
                over = _chip(text, f"subject.OTS.{side}", tr("Over the shoulder"))
                over.setCheckable(False)
                over.clicked.connect(lambda _c=False, side=side: self.over_wanted.emit(side))
                self._subjects[text] = over
        if people:
            view_of = _chip("POV", "subject.POV", tr("What the one who is not the subject sees"))
            view_of.setCheckable(False)
            view_of.clicked.connect(lambda _c=False: self._want_view_of())
            self._subjects["POV"] = view_of
        for chip in self._subjects.values():
            self._subject_flow.addWidget(chip)
        if not people:
            nobody = QLabel(tr("Nobody is on this set yet"))
            nobody.setProperty("role", "hint")
            self._subject_flow.addWidget(nobody)
        self._subject_row.updateGeometry()

    def _want_view_of(self) -> None:
        """Through the eyes of the other one of two; of the only one there is."""
        seen = next(
            (name for name in self._people if name in self._subjects and self._subjects[name].isChecked()),
            self._people[0],
        )
        self.view_of_wanted.emit(next((name for name in self._people if name != seen), seen))

    def _lens_moved(self, place: int) -> None:
        self._lens_value.setText(str(LENSES_MM[place]))
        if not self._lens.isSliderDown():
            self._lens_chosen()

    def _lens_chosen(self) -> None:
        self.lens_wanted.emit(float(LENSES_MM[self._lens.value()]))
