"""Everything the window can do, declared once: name, shortcut, menu, icon. The palette and the menus read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.ui.translation import tr


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the window can do. ``text`` is English and is translated when shown."""

    id: str
    text: str
    menu: str
    shortcut: str = ""
    checkable: bool = False
    separator: bool = False


MENUS = ("File", "Edit", "Scene", "Board", "View", "Play", "Help")

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("file.new", "New project…", "File", "Ctrl+N"),
    ActionSpec("file.open", "Open project or script…", "File", "Ctrl+O"),
    ActionSpec("file.sample", "Open the sample production", "File"),
    ActionSpec("file.export_pdf", "Export storyboard (PDF)…", "File", "Ctrl+E", separator=True),
    ActionSpec("file.export_mp4", "Export animatic (MP4)…", "File", "Ctrl+Shift+E"),
    ActionSpec("file.export_script", "Export script (Fountain)…", "File"),
    ActionSpec("file.export_otio", "Export timeline (OTIO)…", "File"),
    ActionSpec("file.export_csv", "Export shot list (CSV)…", "File"),
    ActionSpec("file.export_png", "Export boards (PNG)…", "File"),
    ActionSpec("file.export_plot", "Export camera plot (PDF)…", "File"),
    ActionSpec("file.export_glb", "Export this set (GLB)…", "File"),
    ActionSpec("file.quit", "Quit", "File", "Ctrl+Q", separator=True),
    ActionSpec("edit.undo", "Undo", "Edit", "Ctrl+Z"),
    ActionSpec("edit.redo", "Redo", "Edit", "Ctrl+Shift+Z"),
    ActionSpec("edit.find", "Find in the script…", "Edit", "Ctrl+F"),
    ActionSpec("edit.palette", "Find an action, scene or board…", "Edit", "Ctrl+K", separator=True),
    ActionSpec("scene.stage", "Stage this scene…", "Scene", "Ctrl+G"),
    ActionSpec("scene.boards", "Make boards for this scene", "Scene", "Ctrl+B"),
    ActionSpec("scene.next", "Next scene", "Scene", "Ctrl+Down", separator=True),
    ActionSpec("scene.previous", "Previous scene", "Scene", "Ctrl+Up"),
    ActionSpec("board.new", "New board after this one", "Board", "Ctrl+Return"),
    ActionSpec("board.duplicate", "Duplicate board", "Board", "Ctrl+D"),
    ActionSpec("board.delete", "Delete board", "Board", "Ctrl+Backspace"),
    ActionSpec("board.earlier", "Move board earlier", "Board", "Alt+Left", separator=True),
    ActionSpec("board.later", "Move board later", "Board", "Alt+Right"),
    ActionSpec("board.frame", "Draw board from the stage", "Board", "Ctrl+R", separator=True),
    ActionSpec("board.next", "Next board", "Board", "PgDown"),
    ActionSpec("board.previous", "Previous board", "Board", "PgUp"),
    ActionSpec("view.script", "Script", "View", "Ctrl+1", checkable=True),
    ActionSpec("view.stage", "Stage", "View", "Ctrl+2", checkable=True),
    ActionSpec("view.draw", "Draw", "View", "Ctrl+3", checkable=True),
    ActionSpec("view.cut", "Cut", "View", "Ctrl+4", checkable=True),
    ActionSpec("view.camera", "Look through the shot camera", "View", "F6", separator=True),
    ActionSpec("view.free", "Free view", "View", "F7"),
    ActionSpec("view.plan", "Plan", "View", "F8"),
    ActionSpec("view.clay", "Clay look", "View", "Ctrl+Alt+1", separator=True),
    ActionSpec("view.sketch", "Sketch look", "View", "Ctrl+Alt+2"),
    ActionSpec("view.depth", "Depth look", "View", "Ctrl+Alt+3"),
    ActionSpec("view.english", "Interface in English", "View", separator=True),
    ActionSpec("view.korean", "Interface in Korean", "View"),
    ActionSpec("play.toggle", "Play or pause", "Play", "Space"),
    ActionSpec("play.start", "Back to the start", "Play", "Home"),
    ActionSpec("play.back", "One frame back", "Play", "Left"),
    ActionSpec("play.forward", "One frame forward", "Play", "Right"),
    ActionSpec("help.shortcuts", "Keyboard shortcuts", "Help", "F1"),
    ActionSpec("help.about", "About DreamFactory Studio", "Help"),
)


class ActionRegistry:
    """The window's QActions by name."""

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(tr(spec.text), window)
            action.setObjectName(spec.id)
            action.setCheckable(spec.checkable)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
            self._actions[spec.id] = action
            window.addAction(action)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def listed(self) -> list[tuple[ActionSpec, QAction]]:
        """Every action with its declaration, in menu order."""
        return [(spec, self._actions[spec.id]) for spec in ACTIONS]

    def connect(self, name: str, run: Callable[[], object]) -> None:
        """Lets an action run something."""
        self._actions[name].triggered.connect(lambda _checked=False: run())

    def fill(self, menu: QMenu) -> None:
        """Adds a submenu a group to ``menu``."""
        for name in MENUS:
            submenu = menu.addMenu(tr(name))
            submenu.setObjectName(f"menu.{name}")
            for spec in ACTIONS:
                if spec.menu != name:
                    continue
                if spec.separator:
                    submenu.addSeparator()
                submenu.addAction(self._actions[spec.id])
