"""Widgets beside one another."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.ui.theme import SPACE


def row(*widgets: QWidget) -> QHBoxLayout:
    """Widgets beside one another, from the left."""
    layout = QHBoxLayout()
    layout.setSpacing(SPACE)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return layout
