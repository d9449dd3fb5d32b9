"""Keys of the stage by where they lie, for the actions that the registry declares with ``keys``."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.viewport.key_position import key_position, system_of

_NAMED = {
    Qt.Key.Key_Delete: "Del",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_F2: "F2",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
}
_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier, "Alt+"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift+"),
)


def key_of(event: QKeyEvent) -> str:
    """The letter at the position of the key, whatever the layout or input method makes of it; else the empty string."""
    system = system_of(QGuiApplication.platformName())
    code = event.nativeVirtualKey() if system == "macos" else event.nativeScanCode()
    key = event.key()
    # A key's own code names it where the text is empty or a control character (Ctrl held).
    character = chr(key) if 0x20 < key < 0x1000000 else event.text()
    return key_position(character, code=code, system=system)


def keys_of(event: QKeyEvent) -> str:
    """A key with its modifiers as the registry writes it: ``Ctrl+Shift+D``, ``Num+1``, ``W``; "" for any other."""
    held = event.modifiers()
    if held & Qt.KeyboardModifier.MetaModifier:
        return ""
    key = Qt.Key(event.key())
    if held & Qt.KeyboardModifier.KeypadModifier and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        name = f"Num+{chr(key)}"
    else:
        name = _NAMED.get(key) or key_of(event)
    return "".join(word for flag, word in _MODIFIERS if held & flag) + name if name else ""


class PositionKeys(QObject):
    """Runs actions by their keys while one of its widgets has the focus, before the window's shortcuts are asked."""

    def __init__(self, actions: dict[str, QAction], parent: QObject, *, belongs_to_view: Callable[[str], bool]) -> None:
        super().__init__(parent)
        self._actions = actions
        self._belongs_to_view = belongs_to_view
        self._only: dict[QObject, Callable[[str], bool]] = {}

    def watch(self, widget: QWidget, *, only: Callable[[str], bool] = lambda _keys: True) -> None:
        """Listens to a widget's keys, to all or those that it has no use for itself."""
        self._only[widget] = only
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent):
            return False
        keys = keys_of(event)
        action = self._actions.get(keys)
        if action is None or not action.isEnabled() or not self._only[watched](keys) or self._belongs_to_view(keys):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            action.trigger()
        return True
