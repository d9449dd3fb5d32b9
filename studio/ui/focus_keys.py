"""Keys that belong to what has the focus before they belong to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QApplication, QComboBox, QWidget
from typing_extensions import override

from studio.ui.plan_view import PlanView

_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_ENDS = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End})
_OWN_KEYS: tuple[tuple[type[QWidget], frozenset[Qt.Key]], ...] = (
    (QAbstractButton, frozenset({Qt.Key.Key_Space})),
    (QComboBox, frozenset({Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Down}) | _ENDS),
    (QAbstractSlider, _ARROWS | _ENDS),
    (QAbstractItemView, _ARROWS | _ENDS),
    (QOpenGLWidget, _ARROWS),
    (PlanView, _ARROWS),
)


class FocusKeys(QObject):
    """Lets Space press the focused button and arrows move the focused slider, list or view, as everywhere.

    Without it the window's shortcuts for Space, arrows and Home would take those keys away. Text fields ask for theirs
    themselves. It watches one window, which is asked last, so that it costs nothing on other events.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        focused = QApplication.focusWidget()
        if plain and any(isinstance(focused, kind) and event.key() in keys for kind, keys in _OWN_KEYS):
            event.accept()
            return True
        return False
