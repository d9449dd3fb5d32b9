"""How each element of the screenplay is set: margins, weight, colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat

from studio.script.screenplay import Element
from studio.ui.theme import Theme, script_font

BODY_PX = 13
LINE_PX = 20
PAGE_PX = 476
"""61 columns of the script's face: as wide as action is on paper."""

_PANEL_PX = 250

Measure = Literal["narrow", "panel", "page"]
"""How wide the column is: a sliver beside the stage, the usual panel, or a page of its own."""


@dataclass(frozen=True, slots=True)
class Indent:
    """Margins of a line in pixels."""

    left: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class LineLook:
    """How the words of a line look."""

    colour: str = "ground8"
    is_bold: bool = False
    is_italic: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


_LOOKS: dict[str, LineLook] = {
    "blank": LineLook(colour="ground7"),
    "heading": LineLook(is_bold=True),
    "action": LineLook(colour="ground7"),
    "character": LineLook(),
    "parenthetical": LineLook(colour="ground6"),
    "dialogue": LineLook(),
    "lyric": LineLook(is_italic=True),
    "transition": LineLook(align=Qt.AlignmentFlag.AlignRight, colour="ground6"),
    "centered": LineLook(align=Qt.AlignmentFlag.AlignHCenter),
    "section": LineLook(colour="ground6", is_bold=True),
    "synopsis": LineLook(colour="ground6", is_italic=True),
    "note": LineLook(colour="ground6", is_italic=True),
    "page_break": LineLook(colour="ground6"),
    "boneyard": LineLook(colour="ground6", is_italic=True),
    "title": LineLook(colour="ground6"),
}

KINDS: tuple[str, ...] = tuple(_LOOKS)
"""The kinds of line; the place of one among them is the user state of its block."""

_INDENTS: dict[Measure, dict[str, Indent]] = {
    "narrow": {
        "character": Indent(48),
        "parenthetical": Indent(36, 8),
        "dialogue": Indent(24, 8),
        "lyric": Indent(24, 8),
    },
    "panel": {
        "character": Indent(112),
        "parenthetical": Indent(92, 32),
        "dialogue": Indent(58, 24),
        "lyric": Indent(58, 24),
    },
    "page": {
        "character": Indent(156),
        "parenthetical": Indent(117, 140),
        "dialogue": Indent(78, 125),
        "lyric": Indent(78, 125),
    },
}


def measure_of(column_px: int) -> Measure:
    """The measure that fits a column."""
    if column_px >= PAGE_PX:
        return "page"
    return "panel" if column_px >= _PANEL_PX else "narrow"


class LineFormats:
    """The text formats of every kind of line at one measure, made once."""

    def __init__(self, theme: Theme, measure: Measure) -> None:
        self.measure = measure
        self.blocks = {kind: _block_format(kind, measure) for kind in KINDS}
        self.words = {kind: _char_format(kind, theme) for kind in KINDS}


def _block_format(kind: str, measure: Measure) -> QTextBlockFormat:
    indent = _INDENTS[measure].get(kind, Indent())
    layout = QTextBlockFormat()
    layout.setLeftMargin(indent.left)
    layout.setRightMargin(indent.right)
    layout.setLineHeight(LINE_PX, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    layout.setAlignment(_LOOKS[kind].align)
    return layout


def _char_format(kind: str, theme: Theme) -> QTextCharFormat:
    look = _LOOKS[kind]
    words = QTextCharFormat()
    words.setForeground(theme.colour(look.colour))
    words.setFontWeight(QFont.Weight.Bold if look.is_bold else QFont.Weight.Normal)
    words.setFontItalic(look.is_italic)
    return words


def base_font() -> QFont:
    """The script's face at its size."""
    return script_font(BODY_PX)


def line_kinds(elements: tuple[Element, ...], line_count: int) -> list[str]:
    """The kind of each line of a text (from 0) whose elements are known; lines that no element covers are blank."""
    kinds = ["blank"] * line_count
    for element in elements:
        if element.type == "note" and element.line == element.end_line and kinds[element.line - 1] != "blank":
            continue
        for line in range(element.line - 1, min(element.end_line, line_count)):
            kinds[line] = element.type
    return kinds
