"""How each element of the screenplay is set: margins, weight, colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat

from studio.script.screenplay import Element
from studio.ui.theme import Theme, script_font

BODY_PX = 13
LINE_PX = 20


@dataclass(frozen=True, slots=True)
class LineLook:
    """Margins in pixels, and how the words look."""

    left: int = 0
    right: int = 0
    colour: str = "ground8"
    is_bold: bool = False
    is_italic: bool = False
    is_centred: bool = False
    is_right: bool = False


_LOOKS: dict[str, LineLook] = {
    "heading": LineLook(is_bold=True),
    "action": LineLook(colour="ground7"),
    "character": LineLook(left=112),
    "parenthetical": LineLook(left=92, right=32, colour="ground6"),
    "dialogue": LineLook(left=58, right=24),
    "lyric": LineLook(left=58, right=24, is_italic=True),
    "transition": LineLook(is_right=True, colour="ground6"),
    "centered": LineLook(is_centred=True),
    "section": LineLook(colour="ground6", is_bold=True),
    "synopsis": LineLook(colour="ground6", is_italic=True),
    "note": LineLook(colour="ground6", is_italic=True),
    "page_break": LineLook(colour="ground6"),
    "boneyard": LineLook(colour="ground6", is_italic=True),
    "title": LineLook(colour="ground6"),
    "blank": LineLook(),
}


def line_look(kind: str) -> LineLook:
    """The look of a kind of line; plain for one that is not known."""
    return _LOOKS.get(kind, _LOOKS["blank"])


def block_format(kind: str) -> QTextBlockFormat:
    """Margins and leading of a line."""
    look = line_look(kind)
    layout = QTextBlockFormat()
    layout.setLeftMargin(look.left)
    layout.setRightMargin(look.right)
    layout.setLineHeight(LINE_PX, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    if look.is_centred:
        layout.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    elif look.is_right:
        layout.setAlignment(Qt.AlignmentFlag.AlignRight)
    return layout


def char_format(kind: str, theme: Theme) -> QTextCharFormat:
    """Face and colour of a line's words."""
    look = line_look(kind)
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
