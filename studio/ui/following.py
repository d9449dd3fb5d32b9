"""Following somebody: the view goes where they go, until the person acts."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, degrees, hypot

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from studio.collab.presence import Eye, Presence
from studio.ui.people import People
from studio.ui.people_bar import PeopleBar
from studio.ui.script_editor import ScriptEditor
from studio.ui.stage_viewport import StageViewport
from studio.ui.view_state import WORKSPACES, ViewState
from studio.viewport.navigation import FreeView

_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
        QEvent.Type.DragEnter,
    }
)


_HELD = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}
)
"""Keys that do nothing by themselves: they may begin the shortcut that ends following."""


class Following(QObject):
    """Takes the view to the workspace, scene, board, words and free camera of who is followed.

    It listens to the events of the application only while somebody is followed.
    """

    def __init__(
        self,
        people: People,
        view_state: ViewState,
        window: QWidget,
        editor: ScriptEditor,
        viewport: Callable[[], StageViewport | None],
    ) -> None:
        super().__init__(window)
        self._people, self._view_state, self._window = people, view_state, window
        self._editor, self._viewport = editor, viewport
        self._last: Presence | None = None
        people.followed.connect(self._turn)
        people.changed.connect(self._go)
        people.moved.connect(self._go)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTS and isinstance(watched, QWidget) and self._is_of_the_view(watched):
            is_held = isinstance(event, QKeyEvent) and event.key() in _HELD
            if not is_held:
                self._people.follow("")
        return False

    def _is_of_the_view(self, widget: QWidget) -> bool:
        """Whether acting there is going one's own way; choosing whom to follow is not."""
        above: QWidget | None = widget
        while above is not None and above is not self._window:
            if isinstance(above, PeopleBar):
                return False
            above = above.parentWidget()
        return above is self._window

    def _turn(self, session: str) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            if session:
                app.installEventFilter(self)
        self._last = None
        self._go()

    def _go(self) -> None:
        person = self._people.others.get(self._people.following)
        if person is None or person == self._last:
            return
        last, self._last = self._last, person
        focus, view = person.focus, self._view_state
        if last is None or last.focus != focus:
            workspace = next((name for name in WORKSPACES if name == focus.workspace), None)
            if workspace is not None:
                view.show_workspace(workspace)
            if focus.board:
                view.select_board(focus.board)
            elif focus.scene:
                view.select_scene(focus.scene)
        if person.cursor is not None and (last is None or last.cursor != person.cursor):
            bounds = self._editor.binding.range_of(person.cursor.scene)
            if bounds is not None:
                at = min(bounds[0] + person.cursor.head, bounds[1])
                self._editor.sight.show_lines(at, at)
        if person.eye is not None and person.eye.scene == view.scene_id:
            viewport = self._viewport()
            view.use_view("free")
            if viewport is not None:
                viewport.glide_to(view_of(person.eye))


def view_of(eye: Eye) -> FreeView:
    """Somebody's free camera as a free view."""
    x, y, z = (at - to for at, to in zip(eye.position, eye.target, strict=True))
    return FreeView(
        pivot=eye.target,
        yaw_deg=degrees(atan2(x, z)),
        pitch_deg=degrees(atan2(y, hypot(x, z))),
        distance_m=max(0.1, hypot(x, y, z)),
    )
