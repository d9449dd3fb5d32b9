"""F1: every action and its keys on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio.ui.actions import MENUS, ActionRegistry
from studio.ui.naming import named
from studio.ui.theme import SPACE
from studio.ui.translation import tr


class ShortcutSheet(QDialog):
    """Opens beside the work and closes with Escape."""

    def __init__(self, window: QWidget, actions: ActionRegistry) -> None:
        super().__init__(window)
        self.setObjectName("shortcutSheet")
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setColumnStretch(0, 1)
        row = 0
        for menu in MENUS:
            keyed = [
                (s, a) for s, a in actions.listed() if s.menu == menu and a.isVisible() and not a.shortcut().isEmpty()
            ]
            if not keyed:
                continue
            heading = QLabel(tr(menu))
            heading.setProperty("role", "heading")
            heading.setContentsMargins(0, SPACE if row else 0, 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for spec, action in keyed:
                keys = QLabel(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
                keys.setProperty("role", "field")
                grid.addWidget(QLabel(tr(spec.text).rstrip("…")), row, 0)
                grid.addWidget(keys, row, 1)
                row += 1
        area = named(QScrollArea(), "shortcutArea")
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.resize(420, min(640, sheet.sizeHint().height() + 2 * SPACE))
