"""The pens beside the sheet: pencil and eraser, widths, colours, the light table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from studio.model.strokes import Tool
from studio.ui.flow_layout import FlowLayout
from studio.ui.icons import icon
from studio.ui.naming import named
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr

WIDTHS = (("fine", "Fine", 0.003), ("medium", "Medium", 0.006), ("bold", "Bold", 0.014))
_ICON = QSize(14, 14)


class PenTools(QWidget):
    """Groups of chips that wrap as wholes where the page is narrow; each tells what was chosen."""

    tool_chosen = Signal(str)
    width_chosen = Signal(float)
    colour_chosen = Signal(str)
    faded = Signal(bool)
    clear_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("penTools")
        flow = FlowLayout(self, spacing=SPACE)
        self._tools = self._pens(theme)
        self._clear = _chip(tr("Clear drawing"), "clearDrawing")
        self._clear.setCheckable(False)
        self._clear.setEnabled(False)
        self._clear.clicked.connect(lambda _checked=False: self.clear_wanted.emit())
        fade = _chip(tr("Light table"), "lightTable", tr("Fades the frame so that lines stand out"))
        fade.toggled.connect(self.faded)
        for chips in (tuple(self._tools.values()), self._widths(), self._colours(theme), (fade, self._clear)):
            flow.addWidget(_group(chips))

    def show_tool(self, tool: Tool) -> None:
        """Marks the tool in hand."""
        self._tools[tool].setChecked(True)

    def choose_colour(self, name: str) -> None:
        """Takes a colour in hand, as a click on it does: ``ink``, ``blue``, ``red`` or ``white``."""
        self._swatches[name].click()

    def allow_clearing(self, *, allowed: bool) -> None:
        """Whether there is a drawing that may be taken away."""
        self._clear.setEnabled(allowed)

    def _pens(self, theme: Theme) -> dict[str, QToolButton]:
        pens = {}
        for tool, text, key in (("pencil", tr("Pencil"), "P"), ("eraser", tr("Eraser"), "E")):
            chip = pens[tool] = _chip(text, f"tool.{tool}", f"{text} ({key})")
            chip.setIcon(icon(tool, theme))
            chip.setIconSize(_ICON)
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.clicked.connect(lambda _c=False, tool=tool: self.tool_chosen.emit(tool))
        pens["pencil"].setChecked(True)
        self._one_of(pens.values())
        return pens

    def _widths(self) -> Sequence[QToolButton]:
        chips = []
        for name, text, fraction in WIDTHS:
            chip = _chip(tr(text), f"width.{name}")
            chip.setChecked(name == "medium")
            chip.clicked.connect(lambda _c=False, fraction=fraction: self.width_chosen.emit(fraction))
            chips.append(chip)
        self._one_of(chips)
        return chips

    def _colours(self, theme: Theme) -> Sequence[QToolButton]:
        self._swatches: dict[str, QToolButton] = {}
        for name, text, value in (
            ("ink", tr("Ink"), theme.ink),
            ("blue", tr("Blue"), theme.pens["blue"]),
            ("red", tr("Red"), theme.pens["red"]),
            ("white", tr("White"), theme.paper),
        ):
            chip = _chip("", f"colour.{name}", text)
            swatch = QPixmap(_ICON)
            swatch.fill(value)
            chip.setIcon(QIcon(swatch))
            chip.setIconSize(_ICON)
            chip.setChecked(name == "ink")
            chip.clicked.connect(lambda _c=False, value=value: self.colour_chosen.emit(value))
            self._swatches[name] = chip
        self._one_of(self._swatches.values())
        return tuple(self._swatches.values())

    def _one_of(self, chips: Iterable[QAbstractButton]) -> None:
        group = QButtonGroup(self)
        for chip in chips:
            group.addButton(chip)


def _chip(text: str, name: str, tip: str = "") -> QToolButton:
    chip = named(QToolButton(), name)
    chip.setText(text)
    chip.setCheckable(True)
    chip.setProperty("chip", "true")
    chip.setToolTip(tip or text)
    chip.setAccessibleName(text or tip)
    chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return chip


def _group(chips: Sequence[QWidget]) -> QWidget:
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE // 2)
    for chip in chips:
        row.addWidget(chip)
    return group
