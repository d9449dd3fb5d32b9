"""The text document that shows the script, and what it shows now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from studio.script.splice import Splice, shared_ends
from studio.ui.editor_text import EditorText, shown_as

UNSET = -1
"""The user state of a block whose kind of line is not known, or whose words may be set as another kind's."""


class ShownScript:
    """Changes a text document from outside and reads from it what a person changed. Offsets are code points."""

    def __init__(self, document: QTextDocument) -> None:
        self.document = document
        self.text = EditorText("")
        self._depth = 0

    @property
    def is_changing(self) -> bool:
        """Whether the document is being changed from here, so that its signals tell of no gesture."""
        return self._depth > 0

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Around every change that no gesture made."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def fill(self, script: str) -> None:
        """Shows a whole script anew."""
        with self.changing():
            self.document.setPlainText(shown_as(script))
        self.text = EditorText.of_document(self.document)

    def typed(self, position: int, added: int) -> Splice | None:
        """What a gesture changed at a place of the document (as its ``contentsChange`` tells); None for no text."""
        now = EditorText.of_document(self.document)
        splice = self.text.change_to(now, near=position)
        if splice is None:
            return None
        self.text = now
        if "\n" in splice.removed or "\n" in splice.inserted:
            self._unset(position, added)
        return splice

    def shows(self, script: str) -> bool:
        """Whether this is the script that the document shows."""
        return self.text.text == shown_as(script)

    def apply(self, splices: Sequence[Splice], script: str) -> None:
        """Makes the splices, each of the text that the ones before it left, after which ``script`` is shown."""
        with self.changing():
            self._apply(splices)
            self.text = EditorText.of_document(self.document)
            target = shown_as(script)
            if self.text.text != target:
                now = self.text.text
                head, tail = shared_ends(now, target)
                self._apply((Splice(head, now[head : len(now) - tail], target[head : len(target) - tail]),))
                self.text = EditorText.of_document(self.document)

    def block(self, offset: int) -> QTextBlock:
        """The line that a place stands in."""
        return self.document.findBlock(self.text.unit(offset))

    def unset_all(self) -> None:
        """Has every line set anew."""
        block = self.document.begin()
        while block.isValid():
            block.setUserState(UNSET)
            block = block.next()

    def _apply(self, splices: Sequence[Splice]) -> None:
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for splice in splices:
            start, end = self.text.unit(splice.at), self.text.unit(splice.end)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(shown_as(splice.inserted))
            self.text = self.text.spliced(Splice(splice.at, splice.removed, shown_as(splice.inserted)))
            if "\n" in splice.removed or "\n" in splice.inserted:
                self._unset(start, self.text.unit(splice.at + len(splice.inserted)) - start)
        cursor.endEditBlock()

    def _unset(self, position: int, length: int) -> None:
        """Lines that were cut or joined carry what was set for another kind."""
        block = self.document.findBlock(position)
        while block.isValid() and block.position() <= position + length:
            block.setUserState(UNSET)
            block = block.next()


def carried(offset: int, splice: Splice) -> int:
    """Where a place goes with a splice that somebody else made: before what they wrote just there."""
    return offset if offset <= splice.at else splice.moved(offset)
