"""What is marked in the script without changing it: words that were found, would make way, or are commented on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from studio.ui.shown_script import ShownScript
from studio.ui.theme import Theme

Range = tuple[int, int]
_TINT = 0.12


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that somebody commented on; ``is_chosen`` while that comment is looked at."""

    start: int
    end: int
    uid: str
    is_chosen: bool = False


class ScriptMarks:
    """Marks ranges of code points in an editor; each kind takes the place of what was marked as it before."""

    def __init__(self, editor: QTextEdit, shown: ShownScript, theme: Theme) -> None:
        self._editor, self._shown = editor, shown
        self._found_look = QTextCharFormat()
        self._found_look.setBackground(theme.colour("ground4"))
        self._struck_look = QTextCharFormat()
        self._struck_look.setFontStrikeOut(True)
        self._struck_look.setForeground(theme.colour("ground6"))
        self._found: Sequence[Range] = ()
        self._struck: Sequence[Range] = ()
        self._remarks: Sequence[Remark] = ()
        self._theme = theme

    @property
    def struck(self) -> Sequence[Range]:
        """What would make way."""
        return self._struck

    def show_found(self, ranges: Sequence[Range]) -> None:
        """Marks what was found."""
        self._found = ranges
        self._show()

    def show_struck(self, ranges: Sequence[Range]) -> None:
        """Strikes out what would make way."""
        if ranges != self._struck:
            self._struck = ranges
            self._show()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Underlines what was commented on, quietly, in the colour of who began it."""
        if remarks != self._remarks:
            self._remarks = remarks
            self._show()

    def _show(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        for remark in self._remarks:
            look = self._remark_look(remark)
            marks.append(self._mark(self._shown.text.unit(remark.start), self._shown.text.unit(remark.end), look))
        for start, end in self._struck:
            marks.append(self._mark(self._shown.text.unit(start), self._shown.text.unit(end), self._struck_look))
        for start, end in self._found:
            marks.append(self._mark(self._shown.text.unit(start), self._shown.text.unit(end), self._found_look))
        self._editor.setExtraSelections(marks)

    def _remark_look(self, remark: Remark) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(self._theme.person(remark.uid))
        if remark.is_chosen:
            look.setBackground(self._theme.colour("ground3"))
        return look

    def _mark(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format = look
        return mark


def tint(theme: Theme) -> QColor:
    """The ground on which a proposal stands in the script."""
    colour = theme.colour("accent")
    colour.setAlphaF(_TINT)
    return colour
