"""A text edit for Fountain: plain text, no undo of its own, keys that belong to the window left to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from studio.ui.editor_text import typed_as
from studio.ui.script_formats import base_font

_EDITING_KEYS = frozenset(
    {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Insert, Qt.Key.Key_Delete}
    | {Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
)
"""Keys that the edit answers with Ctrl held; all others are the window's, its undo among them."""

_NEW_LINE = (QKeySequence.StandardKey.InsertParagraphSeparator, QKeySequence.StandardKey.InsertLineSeparator)
_PAGE_KEYS = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End})


class FountainEdit(QTextEdit):
    """What is typed stays as it was typed: nothing is completed, indented or corrected."""

    escaped = Signal()
    """The person pressed Escape."""

    def __init__(self, *, is_read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setReadOnly(is_read_only)
        if is_read_only:
            keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(self.textInteractionFlags() | keys)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setFont(base_font())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if held == Qt.KeyboardModifier.ControlModifier and event.key() in _EDITING_KEYS:
                event.accept()
                return True
            if held:
                event.ignore()
                return False
            if event.key() in _PAGE_KEYS:
                event.accept()
                return True
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.document().defaultFont() != base_font():
            # A style sheet dresses the window in the interface's face; the script keeps its own.
            self.document().setDefaultFont(base_font())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif any(event.matches(key) for key in _NEW_LINE) and not self.isReadOnly():
            # Fountain knows one kind of line end, and Qt would take the first Enter on an empty line for a wish to
            # be rid of its format.
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Qt asks an input method not to compose in a text that may only be read, but takes what one sends.
        if self.isReadOnly():
            event.ignore()
        else:
            super().inputMethodEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and not self.isReadOnly():
            self.textCursor().insertText(typed_as(source.text()))
            self.ensureCursorVisible()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        for action in menu.actions():
            if action.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
