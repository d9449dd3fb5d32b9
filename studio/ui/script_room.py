"""Room between lines of the script for what is shown there but is no text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QTextBlock, QTextCursor

from studio.ui.shown_script import ShownScript


class ScriptRoom:
    """Leaves pixels below lines of the text document; the text itself stays as it is."""

    def __init__(self, shown: ShownScript) -> None:
        self._shown = shown
        self._left: list[QTextCursor] = []

    def leave(self, rooms: Mapping[int, int]) -> bool:
        """Leaves room below the lines in which these code points stand, and none elsewhere; tells what changed.

        A line that a key split off has its format from the one it was, so the lines around are looked at too.
        """
        wanted = {self._shown.block(offset).blockNumber(): px for offset, px in rooms.items()}
        known = {cursor.block().blockNumber() for cursor in self._left}
        around = {number + step for number in known for step in (-1, 0, 1)}
        changed = [
            (block, wanted.get(number, 0))
            for number in sorted(around | wanted.keys())
            if (block := self._shown.document.findBlockByNumber(number)).isValid()
            and round(block.blockFormat().bottomMargin()) != wanted.get(number, 0)
        ]
        if changed:
            with self._shown.changing():
                for block, px in changed:
                    _set_room(block, px)
        self._left = [QTextCursor(self._shown.document.findBlockByNumber(number)) for number in sorted(wanted)]
        return bool(changed)


def _set_room(block: QTextBlock, px: int) -> None:
    layout = block.blockFormat()
    layout.setBottomMargin(px)
    QTextCursor(block).setBlockFormat(layout)
