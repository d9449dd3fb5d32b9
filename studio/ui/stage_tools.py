"""The tools of the stage as a strip of icons beside the picture."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from studio.ui.actions import ActionRegistry
from studio.ui.icons import icon
from studio.ui.naming import named
from studio.ui.theme import SPACE, Theme

_TOOLS = ("select", "move", "turn", "scale")
_ICON = QSize(16, 16)


class StageTools(QWidget):
    """Select, move, turn, scale; then snapping and flying."""

    def __init__(self, registry: ActionRegistry, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stageTools")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        for name in _TOOLS:
            column.addWidget(self._button(registry, f"prop.{name}", name, theme))
        column.addSpacing(SPACE)
        for action, glyph in (("prop.snap", "snap"), ("view.fly", "fly")):
            column.addWidget(self._button(registry, action, glyph, theme))
        column.addStretch(1)

    @staticmethod
    def _button(registry: ActionRegistry, name: str, glyph: str, theme: Theme) -> QToolButton:
        action = registry[name]
        action.setIcon(icon(glyph, theme, on="ground8"))
        button = named(QToolButton(), f"tool.{name}")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(_ICON)
        button.setAccessibleName(action.text())
        button.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
        button.setProperty("tool", "true")
        return button
