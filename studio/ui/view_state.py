"""What is looked at: selection, workspace, look, the playhead. Never part of history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from PySide6.QtCore import QObject, Signal

from studio.model.ids import DocPath
from studio.viewport.gizmo import Tool
from studio.viewport.guides import DEFAULT_GUIDES, MASKS

Workspace = Literal["script", "stage", "draw", "cut"]
WORKSPACES: tuple[Workspace, ...] = ("script", "stage", "draw", "cut")

"""Among the guides: the picture is as sharp as its lens makes it."""


class ViewState(QObject):
    """One window's view; each attribute has a signal that tells when it changed."""

    scene_changed = Signal(str)
    board_changed = Signal(str)
    prop_changed = Signal(str)
    props_changed = Signal(object)
    tool_changed = Signal(str)
    snaps_changed = Signal(bool)
    board_only_changed = Signal(bool)
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
        self.props: tuple[str, ...] = ()
        self.tool: Tool = "move"
        self.snaps = True
        self.is_board_only = False
        self.workspace: Workspace = "stage"
        self.look = "clay"
        self.view = "camera"
        self.frame = 0
        self.is_playing = False
        self.guides: frozenset[str] = frozenset(DEFAULT_GUIDES)
        self.mask = MASKS[0]

    @property
    def prop(self) -> str:
        """The prop that was chosen last; the empty string where there is none."""
        return self.props[-1] if self.props else ""

    def select_scene(self, scene_id: str) -> None:
        """Looks at a scene."""
        if scene_id != self.scene_id:
            self.scene_id = scene_id
            self.select_props(())
            self.scene_changed.emit(scene_id)

    def select_board(self, path: DocPath) -> None:
        """Looks at a board, and so at its scene; ``""`` selects none."""
        if path:
            self.select_scene(path.split("/")[1])
        if path != self.board:
            self.board = path
            self.board_changed.emit(path)

    def select_props(self, prop_ids: Iterable[str]) -> None:
        """Marks props of the scene's stage, each once, in the order in which they were chosen."""
        chosen = tuple(dict.fromkeys(prop_ids))
        if chosen != self.props:
            self.props = chosen
            self.props_changed.emit(chosen)
            self.prop_changed.emit(self.prop)

    def select_prop(self, prop_id: str) -> None:
        """Marks one prop alone, or none."""
        self.select_props((prop_id,) if prop_id else ())

    def use_tool(self, tool: Tool) -> None:
        """Takes another tool for props in hand."""
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def set_snaps(self, *, enabled: bool) -> None:
        """Whether what is moved snaps to the grid and to what is near."""
        if enabled != self.snaps:
            self.snaps = enabled
            self.snaps_changed.emit(enabled)

    def set_board_only(self, *, enabled: bool) -> None:
        """Whether props are changed for the board that is looked at alone, or for the whole set."""
        if enabled != self.is_board_only:
            self.is_board_only = enabled
            self.board_only_changed.emit(enabled)

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
        """Lays these guides over the picture; ``mask`` is the other aspect marked in it."""
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
