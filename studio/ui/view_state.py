"""What is looked at: selection, workspace, look, the playhead. Never part of history."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from studio.model.ids import DocPath
from studio.viewport.guides import DEFAULT_GUIDES, MASKS

Workspace = Literal["script", "stage", "draw", "cut"]
WORKSPACES: tuple[Workspace, ...] = ("script", "stage", "draw", "cut")


class ViewState(QObject):
    """One window's view; each attribute has a signal that tells when it changed."""

    scene_changed = Signal(str)
    board_changed = Signal(str)
    prop_changed = Signal(str)
    workspace_changed = Signal(str)
    look_changed = Signal(str)
    view_changed = Signal(str)
    frame_changed = Signal(int)
    playing_changed = Signal(bool)
    guides_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scene_id = ""
        self.board = DocPath("")
        self.prop = ""
        self.workspace: Workspace = "stage"
        self.look = "clay"
        self.view = "camera"
        self.frame = 0
        self.is_playing = False
        self.guides: frozenset[str] = frozenset(DEFAULT_GUIDES)
        self.mask = MASKS[0]

    def select_scene(self, scene_id: str) -> None:
        """Looks at a scene."""
        if scene_id != self.scene_id:
            self.scene_id = scene_id
            self.prop = ""
            self.scene_changed.emit(scene_id)

    def select_board(self, path: DocPath) -> None:
        """Looks at a board, and so at its scene; ``""`` selects none."""
        if path:
            self.select_scene(path.split("/")[1])
        if path != self.board:
            self.board = path
            self.board_changed.emit(path)

    def select_prop(self, prop_id: str) -> None:
        """Marks a prop of the scene's stage."""
        if prop_id != self.prop:
            self.prop = prop_id
            self.prop_changed.emit(prop_id)

    def show_workspace(self, workspace: Workspace) -> None:
        """Turns to another workspace."""
        if workspace != self.workspace:
            self.workspace = workspace
            self.workspace_changed.emit(workspace)

    def use_look(self, look: str) -> None:
        """Draws the viewport in another look."""
        if look != self.look:
            self.look = look
            self.look_changed.emit(look)

    def use_view(self, view: str) -> None:
        """``camera``, ``free`` or ``plan``."""
        if view != self.view:
            self.view = view
            self.view_changed.emit(view)

    def show_guide(self, guide: str, *, shown: bool) -> None:
        """Lays a guide over the picture, or takes it off."""
        guides = self.guides | {guide} if shown else self.guides - {guide}
        self.use_guides(guides, mask=self.mask)

    def use_guides(self, guides: frozenset[str], *, mask: float) -> None:
        """Lays these guides over the picture; ``mask`` is the other aspect that is marked in it."""
        if guides != self.guides or mask != self.mask:
            self.guides, self.mask = guides, mask
            self.guides_changed.emit()

    def go_to_frame(self, frame: int) -> None:
        """Moves the playhead, in frames from the start of the film."""
        if frame != self.frame:
            self.frame = frame
            self.frame_changed.emit(frame)

    def set_playing(self, *, playing: bool) -> None:
        """Starts or stops the animatic."""
        if playing != self.is_playing:
            self.is_playing = playing
            self.playing_changed.emit(playing)
