"""Between the viewport and the props: what gestures choose and move, and what the view shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.model.change_set import ChangeSet
from studio.model.ids import stage_path
from studio.model.stage import Stage
from studio.ui.document_bridge import DocumentBridge
from studio.ui.prop_commands import PropCommands
from studio.ui.stage_viewport import StageViewport
from studio.ui.view_state import ViewState
from studio.viewport.collisions import Collisions, collisions_of

Overrides = Mapping[str, Mapping[str, Any]]


class StageHands(QObject):
    """Holds the set as it is shown, and what its chosen props run into.

    Signals:
        shown: the set, or the board's own way of it, is another one (a Stage or None).
        collided: the chosen props run into other things than before (Collisions).
    """

    shown = Signal(object)
    collided = Signal(object)

    def __init__(
        self, bridge: DocumentBridge, view_state: ViewState, commands: PropCommands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = bridge.document
        self._view = view_state
        self._commands = commands
        self._viewport: StageViewport | None = None
        self._key: tuple[Stage | None, Overrides] = (None, {})
        self._number = 0
        self.stage: Stage | None = None
        self.collisions = Collisions()
        view_state.scene_changed.connect(lambda _scene: self.refresh())
        view_state.board_changed.connect(lambda _board: self.refresh())
        view_state.props_changed.connect(lambda _props: self._select())
        view_state.tool_changed.connect(lambda _tool: self._arm())
        view_state.snaps_changed.connect(lambda _snaps: self._arm())
        bridge.changed.connect(self._follow)
        self.refresh()

    def attach(self, viewport: StageViewport) -> None:
        """Takes a viewport in hand."""
        self._viewport = viewport
        viewport.prop_picked.connect(self.pick)
        viewport.props_boxed.connect(self.box)
        viewport.props_dragged.connect(self._drag)
        viewport.copies_wanted.connect(self._copy)
        viewport.drag_ended.connect(lambda: self._commands.end_drag(self._number))
        viewport.show_stage(self.stage)
        self._arm()
        self._select()

    def refresh(self) -> None:
        """Looks what is to be shown; a set that is the same is not shown anew."""
        view = self._view
        stage = self._document.stage(self._commands.reach.scene) if view.scene_id else None
        board = self._document.board(view.board) if view.board else None
        overrides: Overrides = board.prop_overrides if board is not None else {}
        kept, own = self._key
        if stage is kept and own == overrides:
            return
        self._key = (stage, overrides)
        self.stage = self._commands.stage()
        if self.stage is not None:
            there = {prop.id for prop in self.stage.props}
            view.select_props(name for name in view.props if name in there)
        if self._viewport is not None:
            self._viewport.show_stage(self.stage)
        self._collide()
        self.shown.emit(self.stage)

    def pick(self, prop_id: str, how: str) -> None:
        """A click on a prop chooses it with its group; a second one, it alone."""
        chosen = self._view.props
        picked = self._grouped(prop_id)
        if how == "only" and len(picked) > 1 and set(chosen) == set(picked):
            picked = (prop_id,)
        if how == "only":
            self._view.select_props(picked)
        elif how == "toggled" and set(picked) <= set(chosen):
            self._view.select_props(name for name in chosen if name not in picked)
        else:
            self._view.select_props((*chosen, *picked))

    def box(self, prop_ids: Sequence[str], how: str) -> None:
        """A rectangle chooses what is in it, groups whole."""
        found = [name for prop_id in prop_ids for name in self._grouped(prop_id)]
        self._view.select_props((*self._view.props, *found) if how == "added" else found)

    def _grouped(self, prop_id: str) -> tuple[str, ...]:
        if self.stage is None or not prop_id:
            return ()
        group = next((prop.group for prop in self.stage.props if prop.id == prop_id), None)
        return tuple(prop.id for prop in self.stage.props if prop.group == group) if group else (prop_id,)

    def _drag(self, placements: Any, number: int) -> None:
        self._number = number
        self._commands.drag(placements, number)

    def _copy(self, number: int) -> None:
        self._number = number
        self._commands.duplicate(number=number)

    def _follow(self, change: ChangeSet) -> None:
        if stage_path(self._view.scene_id) in change.touched or self._view.board in change.touched:
            self.refresh()

    def _arm(self) -> None:
        if self._viewport is not None:
            state = self._viewport.state
            state.tool, state.snaps = self._view.tool, self._view.snaps
            state.props_are_editable = not self._commands.is_read_only
            self._viewport.update()

    def _select(self) -> None:
        if self._viewport is not None:
            self._viewport.set_selected(self._view.props)
        self._collide()

    def _collide(self) -> None:
        found = collisions_of(self.stage, self._view.props) if self.stage is not None else Collisions()
        if found != self.collisions:
            self.collisions = found
            if self._viewport is not None:
                self._viewport.set_collided(found.props)
            self.collided.emit(found)
