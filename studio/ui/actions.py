"""Everything the window can do, declared once: name, shortcut, menu, icon. The palette and the menus read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from studio.ui.translation import tr


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the window can do. ``text`` is English and is translated when shown.

    ``keys`` are for the stage alone: they count by their place on the keyboard, whatever the layout or input method,
    and only while the stage has the focus; several stand side by side, the first is shown.
    """

    id: str
    text: str
    menu: str
    shortcut: str = ""
    checkable: bool = False
    separator: bool = False
    keys: str = ""


MENUS = ("File", "Edit", "Scene", "Props", "Board", "Agents", "Comments", "Review", "View", "Play", "Help")

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
    ActionSpec("file.team", "Team and account", "File", separator=True),
    ActionSpec("file.projects", "Team's projects…", "File", "Ctrl+Shift+J"),
    ActionSpec("file.members", "People in this project…", "File"),
    ActionSpec("file.share", "Share with the team…", "File"),
    ActionSpec("file.copy", "Keep a copy on this machine…", "File"),
    ActionSpec("file.quit", "Quit", "File", "Ctrl+Q", separator=True),
    ActionSpec("edit.undo", "Undo", "Edit", "Ctrl+Z"),
    ActionSpec("edit.redo", "Redo", "Edit", "Ctrl+Shift+Z"),
    ActionSpec("edit.find", "Find in the script…", "Edit", "Ctrl+F"),
    ActionSpec("edit.kept", "Kept words…", "Edit", "Ctrl+Alt+K"),
    ActionSpec("edit.palette", "Find an action, scene or board…", "Edit", "Ctrl+K", separator=True),
    ActionSpec("scene.stage", "Stage this scene…", "Scene", "Ctrl+G"),
    ActionSpec("scene.boards", "Make boards for this scene", "Scene", "Ctrl+B"),
    ActionSpec("scene.next", "Next scene", "Scene", "Ctrl+Down", separator=True),
    ActionSpec("scene.previous", "Previous scene", "Scene", "Ctrl+Up"),
    ActionSpec("prop.select", "Select tool", "Props", checkable=True, keys="Q"),
    ActionSpec("prop.move", "Move tool", "Props", checkable=True, keys="W"),
    ActionSpec("prop.turn", "Turn tool", "Props", checkable=True, keys="E"),
    ActionSpec("prop.scale", "Scale tool", "Props", checkable=True, keys="R"),
    ActionSpec("prop.snap", "Snap to grid, floor, things and walls", "Props", checkable=True, keys="M"),
    ActionSpec("prop.all", "Select all props", "Props", separator=True, keys="Ctrl+A"),
    ActionSpec("prop.none", "Select no prop", "Props", keys="Esc"),
    ActionSpec("prop.invert", "Invert the selection", "Props", keys="Ctrl+I"),
    ActionSpec("prop.duplicate", "Duplicate props", "Props", separator=True, keys="Ctrl+D"),
    ActionSpec("prop.replace", "Replace props…", "Props", keys="X"),
    ActionSpec("prop.delete", "Delete props", "Props", keys="Del"),
    ActionSpec("prop.rename", "Rename prop", "Props", keys="F2"),
    ActionSpec("prop.group", "Group props", "Props", keys="Alt+G"),
    ActionSpec("prop.ungroup", "Ungroup props", "Props", keys="Alt+Shift+G"),
    ActionSpec("prop.hide", "Hide props", "Props", separator=True, keys="H"),
    ActionSpec("prop.show_all", "Show all props", "Props", keys="Alt+H"),
    ActionSpec("prop.lock", "Lock or unlock props", "Props", keys="L"),
    ActionSpec("prop.drop", "Drop to surface", "Props", separator=True, keys="End"),
    ActionSpec("prop.left", "Nudge left", "Props", keys="Left Shift+Left"),
    ActionSpec("prop.right", "Nudge right", "Props", keys="Right Shift+Right"),
    ActionSpec("prop.away", "Nudge away", "Props", keys="Up Shift+Up"),
    ActionSpec("prop.nearer", "Nudge nearer", "Props", keys="Down Shift+Down"),
    ActionSpec("prop.up", "Nudge up", "Props", keys="Alt+Up Alt+Shift+Up"),
    ActionSpec("prop.down", "Nudge down", "Props", keys="Alt+Down Alt+Shift+Down"),
    ActionSpec("prop.turn_left", "Turn left", "Props", keys=", Shift+,"),
    ActionSpec("prop.turn_right", "Turn right", "Props", keys=". Shift+."),
    ActionSpec(
        "prop.board_only", "Change props for this board only", "Props", separator=True, checkable=True, keys="B"
    ),
    ActionSpec("prop.reset", "Show as on the set", "Props", keys="Shift+B"),
    ActionSpec("board.new", "New board after this one", "Board", "Ctrl+Return"),
    ActionSpec("board.duplicate", "Duplicate board", "Board", "Ctrl+D"),
    ActionSpec("board.delete", "Delete board", "Board", "Ctrl+Backspace"),
    ActionSpec("board.earlier", "Move board earlier", "Board", "Alt+Left", separator=True),
    ActionSpec("board.later", "Move board later", "Board", "Alt+Right"),
    ActionSpec("board.frame", "Draw board from the stage", "Board", "Ctrl+R", separator=True),
    ActionSpec("board.next", "Next board", "Board", "PgDown"),
    ActionSpec("board.previous", "Previous board", "Board", "PgUp"),
    ActionSpec("agents.writer", "Ask the Writer…", "Agents", "Ctrl+Shift+W"),
    ActionSpec("agents.artist", "Draw with the Artist…", "Agents", "Ctrl+Shift+R"),
    ActionSpec("agents.director", "Shoot with the Director…", "Agents", "Ctrl+Shift+D"),
    ActionSpec("agents.set", "Design the set…", "Agents", "Ctrl+Shift+G"),
    ActionSpec("agents.characters", "Character sheets…", "Agents", "Ctrl+Shift+H"),
    ActionSpec("agents.supervisor", "Ask for anything…", "Agents", "Ctrl+Shift+K"),
    ActionSpec("agents.next", "Next proposed change", "Agents", "Ctrl+Shift+P", separator=True),
    ActionSpec("agents.proposal", "Show what is proposed", "Agents", "Ctrl+Shift+O"),
    ActionSpec("agents.tasks", "Show the agents' tasks", "Agents", "Ctrl+Shift+T", separator=True),
    ActionSpec("agents.pause", "Pause the agents", "Agents", "Ctrl+Shift+S", checkable=True),
    ActionSpec("agents.calls", "Record of calls", "Agents", "Ctrl+Shift+L"),
    ActionSpec("agents.settings", "Agent settings", "Agents", "Ctrl+,"),
    ActionSpec("comments.show", "Show the comments", "Comments", "Ctrl+Shift+M"),
    ActionSpec("comments.new", "Comment on this…", "Comments", "Ctrl+Alt+M"),
    ActionSpec("comments.point", "Comment on a point of the picture…", "Comments", "Ctrl+Alt+P"),
    ActionSpec("comments.frames", "Comment on frames…", "Comments", "Ctrl+Alt+F"),
    ActionSpec("comments.draw", "Draw a comment over the picture…", "Comments", "Ctrl+Alt+D", checkable=True),
    ActionSpec("comments.reply", "Reply to the comment…", "Comments", "Ctrl+Alt+R", separator=True),
    ActionSpec("comments.resolve", "Resolve or reopen the comment", "Comments", "Ctrl+Alt+E"),
    ActionSpec("comments.edit", "Edit the comment…", "Comments"),
    ActionSpec("comments.delete", "Delete the comment", "Comments"),
    ActionSpec("comments.next", "Next comment", "Comments", "F4", separator=True),
    ActionSpec("comments.previous", "Previous comment", "Comments", "Shift+F4"),
    ActionSpec("comments.marks", "Show comments in script and pictures", "Comments", checkable=True),
    ActionSpec("review.start", "Start a review", "Review", "Ctrl+Alt+S"),
    ActionSpec("review.join", "Join the review", "Review", "Ctrl+Alt+J", separator=True),
    ActionSpec("review.leave", "Leave the review", "Review", "Ctrl+Alt+X"),
    ActionSpec("review.ask", "Ask to present", "Review", "Ctrl+Alt+A", checkable=True),
    ActionSpec("review.take", "Take over from a silent presenter", "Review", "Ctrl+Alt+O"),
    ActionSpec("review.note", "Write a note on what is shown", "Review", "Ctrl+Alt+N", separator=True),
    ActionSpec("review.hand_over", "Hand over to another presenter", "Review", "Ctrl+Alt+H", separator=True),
    ActionSpec("review.end", "End the review", "Review", "Ctrl+Alt+W"),
    ActionSpec("view.script", "Script", "View", "Ctrl+1", checkable=True),
    ActionSpec("view.stage", "Stage", "View", "Ctrl+2", checkable=True),
    ActionSpec("view.draw", "Draw", "View", "Ctrl+3", checkable=True),
    ActionSpec("view.cut", "Cut", "View", "Ctrl+4", checkable=True),
    ActionSpec("view.camera", "Look through the shot camera", "View", "F6", separator=True),
    ActionSpec("view.free", "Free view", "View", "F7"),
    ActionSpec("view.plan", "Plan", "View", "F8"),
    ActionSpec("view.frame", "Frame selection", "View", separator=True, keys="F"),
    ActionSpec("view.fly", "Fly with W A S D, R and F", "View", checkable=True, keys="V"),
    ActionSpec("view.front", "From the front", "View", keys="Num+1"),
    ActionSpec("view.back", "From behind", "View", keys="Ctrl+Num+1"),
    ActionSpec("view.right", "From the right", "View", keys="Num+3"),
    ActionSpec("view.left", "From the left", "View", keys="Ctrl+Num+3"),
    ActionSpec("view.top", "From above", "View", keys="Num+7"),
    ActionSpec("view.bottom", "From below", "View", keys="Ctrl+Num+7"),
    ActionSpec("view.flat", "Without perspective", "View", checkable=True, keys="Num+5"),
    ActionSpec("view.still", "Reduce motion", "View", checkable=True),
    ActionSpec("view.clay", "Clay look", "View", "Ctrl+Alt+1", separator=True),
    ActionSpec("view.sketch", "Sketch look", "View", "Ctrl+Alt+2"),
    ActionSpec("view.depth", "Depth look", "View", "Ctrl+Alt+3"),
    ActionSpec("people.follow", "Follow somebody", "View", "Ctrl+Shift+F", checkable=True, separator=True),
    ActionSpec("view.english", "Interface in English", "View", separator=True),
    ActionSpec("view.korean", "Interface in Korean", "View"),
    ActionSpec("play.toggle", "Play or pause", "Play", "Space"),
    ActionSpec("play.start", "Back to the start", "Play", "Home"),
    ActionSpec("play.back", "One frame back", "Play", "Left"),
    ActionSpec("play.forward", "One frame forward", "Play", "Right"),
    ActionSpec("play.mute", "Sound on or off", "Play", "Ctrl+M", separator=True),
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
            elif spec.keys:
                # Shown as a shortcut, and run by PositionKeys: Qt's own would ask the layout which letter it is.
                action.setShortcut(QKeySequence(spec.keys.split()[0]))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._actions[spec.id] = action
            window.addAction(action)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def listed(self) -> list[tuple[ActionSpec, QAction]]:
        """Every action with its declaration, in menu order."""
        return [(spec, self._actions[spec.id]) for spec in ACTIONS]

    def by_keys(self) -> dict[str, QAction]:
        """The actions of the stage by their keys."""
        return {keys: self._actions[spec.id] for spec in ACTIONS for keys in spec.keys.split()}

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
