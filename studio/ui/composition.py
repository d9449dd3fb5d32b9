"""What an input method is composing: shown at the cursor, and not yet part of the text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QTextEdit


def composing_line(editor: QTextEdit) -> int:
    """The number of the line in which an input method is composing; -1 for none."""
    block = editor.textCursor().block()
    return block.blockNumber() if block.layout().preeditAreaText() else -1


@contextmanager
def kept_composition(editor: QTextEdit) -> Iterator[None]:
    """Carries what is being composed along with the cursor while others change the text around it.

    A line keeps it at a fixed place, and does not move it when words before it come or go.
    """
    layout = editor.textCursor().block().layout()
    words = layout.preeditAreaText()
    if not words:
        yield
        return
    begins = layout.preeditAreaPosition()
    # Copies: the ranges lie in the layout, which may be gone afterwards.
    looks = [(look.start - begins, look.length, QTextCharFormat(look.format)) for look in layout.formats()]
    layout.setPreeditArea(-1, "")
    layout.clearFormats()
    yield
    cursor = editor.textCursor()
    block = cursor.block()
    now = block.layout()
    now.setPreeditArea(cursor.positionInBlock(), words)
    moved = []
    for start, length, format_ in looks:
        look = QTextLayout.FormatRange()
        look.start, look.length, look.format = start + cursor.positionInBlock(), length, format_
        moved.append(look)
    now.setFormats(moved)
    editor.document().markContentsDirty(block.position(), block.length())
