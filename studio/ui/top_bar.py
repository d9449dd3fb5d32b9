"""The first line of the window: the production, the workspaces, the command field, the one action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from studio.ui.actions import ActionRegistry
from studio.ui.icons import icon
from studio.ui.naming import named
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr

_WIDE_PX = 1000


class _CommandField(QLineEdit):
    pressed = Signal()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()


class TopBar(QWidget):
    """Title, workspaces, command field, people, menu and export."""

    def __init__(self, actions: ActionRegistry, theme: Theme, people: QWidget, parent: QWidget | None = None) -> None:
        """``people`` has its place before the action."""
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(44)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 0, 12, 0)
        row.setSpacing(SPACE // 2)
        self.menu = QMenu(self)
        actions.fill(self.menu)
        menu_button = named(QToolButton(), "menuButton")
        menu_button.setProperty("flat", "true")
        menu_button.setIcon(icon("menu", theme))
        menu_button.setToolTip(tr("Menu"))
        menu_button.setAccessibleName(tr("Menu"))
        menu_button.setMenu(self.menu)
        menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(menu_button)
        self._words = ("", "")
        self._title = named(QLabel(), "projectTitle")
        self._title.setProperty("role", "title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._subtitle = named(QLabel(), "projectSubtitle")
        self._subtitle.setProperty("role", "subtitle")
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row.addWidget(self._title)
        row.addSpacing(SPACE // 2)
        row.addWidget(self._subtitle)
        row.addSpacing(2 * SPACE)
        for name in ("view.script", "view.stage", "view.draw", "view.cut"):
            button = named(QToolButton(), f"workspace.{name}")
            button.setProperty("flat", "true")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setDefaultAction(actions[name])
            row.addWidget(button)
        row.addStretch(1)
        self.command = named(_CommandField(), "commandField")
        self.command.setReadOnly(True)
        self.command.setPlaceholderText(tr("Find anything…") + "   Ctrl+K")
        self.command.setAccessibleName(tr("Find anything…"))
        self.command.setMinimumWidth(64)
        self.command.setMaximumWidth(360)
        self.command.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.command.setCursor(Qt.CursorShape.PointingHandCursor)
        self.command.pressed.connect(actions["edit.palette"].trigger)
        row.addWidget(self.command, 4)
        row.addStretch(1)
        for name, glyph in (("edit.undo", "undo"), ("edit.redo", "redo")):
            button = named(QToolButton(), f"tool.{name}")
            button.setProperty("flat", "true")
            button.setDefaultAction(actions[name])
            actions[name].setIcon(icon(glyph, theme))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            row.addWidget(button)
        row.addSpacing(SPACE // 2)
        play = named(QToolButton(), "playButton")
        play.setProperty("flat", "true")
        actions["play.toggle"].setIcon(icon("play", theme))
        play.setDefaultAction(actions["play.toggle"])
        play.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        row.addWidget(play)
        row.addSpacing(SPACE)
        row.addWidget(people)
        export = named(QPushButton(tr("Export")), "exportButton")
        export.setProperty("primary", "true")
        export.clicked.connect(actions["file.export_pdf"].trigger)
        row.addWidget(export)

    def show_title(self, title: str) -> None:
        """``Korean / English`` titles are set as title and subtitle."""
        self._words = title.partition(" / ")[::2]
        self._make_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow window the titles give their room to what can be clicked."""
        is_wide = self.width() >= _WIDE_PX
        longest = Qt.TextElideMode.ElideRight, 240 if is_wide else 120
        for label, words in zip((self._title, self._subtitle), self._words, strict=True):
            shown = label.fontMetrics().elidedText(words, *longest)
            label.setText(shown)
            label.setToolTip(words if shown != words else "")
        self._subtitle.setVisible(is_wide and bool(self._words[1]))
