"""What a person does to the props of the set that is looked at, as commits."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from studio.model.document import Document
from studio.model.ids import SceneId, Uid, stage_path
from studio.model.operations import Operation
from studio.model.stage import Prop, Size, Stage, Vec3
from studio.ui.gesture_bursts import GestureBursts
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.viewport.prop_placement import Placements, moved, placed, roots_of, scaled, turned
from studio.viewport.surface_drop import dropped
from studio.workflows import edit_props
from studio.workflows.copy_props import copy_operations, fresh_group
from studio.workflows.edit_props import Reach


class PropCommands:
    """Edits the chosen props in one person's name; none of it where the project can only be read.

    What is locked can be unlocked, shown and looked at, but neither moved nor taken away.
    """

    def __init__(self, document: Document, view_state: ViewState, uid: Uid, *, is_read_only: bool = False) -> None:
        self._document = document
        self._view = view_state
        self._uid = uid
        self._bursts = GestureBursts()
        self.is_read_only = is_read_only

    @property
    def reach(self) -> Reach:
        """Whether edits go to the whole set or to the board alone."""
        view = self._view
        return Reach(SceneId(view.scene_id), view.board, view.is_board_only and bool(view.board))

    def stage(self) -> Stage | None:
        """The set as the board that is looked at shows it."""
        return edit_props.shown_stage(self._document, self.reach) if self._view.scene_id else None

    def chosen(self) -> tuple[Prop, ...]:
        """The chosen props, in the order of their choice."""
        stage = self.stage()
        by_id = {prop.id: prop for prop in stage.props} if stage is not None else {}
        return tuple(by_id[name] for name in self._view.props if name in by_id)

    def free(self) -> tuple[str, ...]:
        """The chosen props that may be changed: none that is locked."""
        return tuple(prop.id for prop in self.chosen() if not prop.locked)

    def overridden(self) -> frozenset[str]:
        """The props that the board shows otherwise than the set."""
        return edit_props.overridden(self._document, self.reach)

    def drag(self, placements: Placements, number: int) -> None:
        """Puts props where a gesture has them; all of one gesture is one step."""
        self._place(placements, label=tr("Move props"), merge_key=f"drag:{number}")

    def end_drag(self, number: int) -> None:
        """After a gesture: what carries the props now, and that they were placed by hand."""
        ops = edit_props.settle_operations(self._document, self.reach, self.free())
        self._commit(ops, label=tr("Move props"), merge_key=f"drag:{number}")
        self._document.end_step(self._uid)

    def place(self, prop_id: str, *, position: Vec3, yaw_deg: float, size: Size) -> None:
        """Puts one prop where numbers say, with what stands on it."""
        stage = self.stage()
        prop = next((prop for prop in stage.props if prop.id == prop_id), None) if stage is not None else None
        if stage is None or prop is None or prop.locked:
            return
        x, y, z = (to - at for to, at in zip(position, prop.position, strict=True))
        placements = moved(stage, (prop_id,), (x, y, z))
        there = placed(stage, placements)
        if yaw_deg != prop.rotation[1]:
            placements = turned(there, (prop_id,), yaw_deg - prop.rotation[1], about=position)
            there = placed(there, placements)
        if size != prop.size:
            width, height, depth = (to / was for to, was in zip(size, prop.size, strict=True))
            placements = scaled(there, (prop_id,), (width, height, depth))
        self._placed(placements, (prop_id,), label=tr("Place prop"))

    def move(self, prop_id: str, offset: Vec3, *, gesture: int | None = None) -> None:
        """Moves one prop with what stands on it, as on the plan; all of one gesture is one step."""
        stage = self.stage()
        prop = next((prop for prop in stage.props if prop.id == prop_id), None) if stage is not None else None
        if stage is not None and prop is not None and not prop.locked:
            merge_key = None if gesture is None else f"plan:{prop_id}:{gesture}"
            self._placed(moved(stage, (prop_id,), offset), (prop_id,), label=tr("Move prop"), merge_key=merge_key)

    def select(self, *, inverted: bool = False) -> None:
        """Chooses everything on the set that is shown, or what is not chosen of it."""
        stage = self.stage()
        names = [prop.id for prop in stage.props if not prop.hidden] if stage is not None else []
        self._view.select_props(name for name in names if not inverted or name not in self._view.props)

    def nudge(self, offset: Vec3) -> None:
        """Moves the chosen props a little; presses in a row are one step."""
        stage, free = self.stage(), self.free()
        if stage is not None and free:
            merge_key = self._bursts.key("nudge")
            self._placed(moved(stage, free, offset), free, label=tr("Move props"), merge_key=merge_key)

    def turn(self, degrees: float) -> None:
        """Turns the chosen props about their middle."""
        stage, free = self.stage(), self.free()
        if stage is None or not free:
            return
        roots = roots_of(stage, free)
        x, y, z = (sum(root.position[axis] for root in roots) / len(roots) for axis in range(3))
        placements = turned(stage, free, degrees, about=(x, y, z))
        self._placed(placements, free, label=tr("Turn props"), merge_key=self._bursts.key("turn"))

    def drop(self) -> None:
        """Lets the chosen props down onto what is under them."""
        stage, free = self.stage(), self.free()
        if stage is not None and free:
            self._placed(dropped(stage, free), free, label=tr("Drop to surface"))

    def duplicate(self, *, number: int | None = None) -> None:
        """Copies the chosen props beside themselves, or in place for the gesture of that number; copies are chosen."""
        chosen = self.chosen()
        if not chosen or self.is_read_only:
            return
        names = [prop.id for prop in chosen]
        beside = (round(max(prop.size[0] for prop in chosen) + 0.1, 2), 0.0, 0.0) if number is None else (0.0, 0.0, 0.0)
        copies = copy_operations(self._document, self.reach, names, offset=beside)
        merge_key = None if number is None else f"drag:{number}"
        self._commit(copies.operations, label=tr("Duplicate props"), merge_key=merge_key)
        self._view.select_props(copies.chosen)

    def delete(self) -> None:
        """Takes the chosen props off the set, with all that stands on them; for one board they are hidden there."""
        ops = edit_props.delete_operations(self._document, self.reach, self.free())
        self._commit(ops, label=tr("Delete props"))

    def group(self) -> None:
        """Lets the chosen props be chosen as one from now on."""
        raw = (self._document.raw(stage_path(self._view.scene_id)) or {}).get("props", {})
        self._set_all("group", fresh_group(raw), label=tr("Group props"), on_set=True)

    def ungroup(self) -> None:
        """Lets the chosen props be chosen each by itself."""
        self._set_all("group", None, label=tr("Ungroup props"), on_set=True)

    def set_hidden(self, prop_ids: Collection[str], *, hidden: bool) -> None:
        """Hides or shows props."""
        label = tr("Hide props") if hidden else tr("Show props")
        self._change({name: {"hidden": hidden} for name in prop_ids}, label=label)

    def set_locked(self, prop_ids: Collection[str], *, locked: bool) -> None:
        """Locks props, so that no gesture moves them, or unlocks them."""
        label = tr("Lock props") if locked else tr("Unlock props")
        self._change({name: {"locked": locked} for name in prop_ids}, label=label, on_set=True)

    def rename(self, prop_id: str, name: str) -> None:
        """Calls a prop something else, unless it is to have no name at all."""
        if name.strip():
            self._change({prop_id: {"name": name.strip()}}, label=tr("Rename prop"), on_set=True)

    def put_below(self, prop_ids: Sequence[str], parent_id: str | None) -> None:
        """Lets props go along with another one, or with the set alone; never with themselves."""
        stage = self.stage()
        if stage is None:
            return
        by_id = {prop.id: prop for prop in stage.props}
        above = parent_id
        while above in by_id:
            if above in prop_ids:
                return
            above = by_id[above].parent_id
        parent = parent_id if parent_id in by_id else stage.container.id
        self._change({name: {"parentId": parent} for name in prop_ids}, label=tr("Attach props"))

    def put_into_group(self, prop_ids: Sequence[str], group: str | None) -> None:
        """Takes props into a group, or out of theirs."""
        label = tr("Group props") if group else tr("Ungroup props")
        self._change({name: {"group": group} for name in prop_ids}, label=label, on_set=True)

    def replace(self, asset: str, name: str) -> None:
        """Makes the chosen props another thing, where they stand."""
        ops = edit_props.replace_operations(self._document, self.reach, self.free(), asset, name)
        self._commit(ops, label=tr("Replace props"))

    def pose(self, pose: str) -> None:
        """Gives the chosen figures a pose."""
        from studio.workflows.prop_shape import can_pose

        figures = [prop.id for prop in self.chosen() if can_pose(prop) and not prop.locked]
        ops = edit_props.pose_operations(self._document, self.reach, figures, pose)
        self._commit(ops, label=tr("Change pose"))

    def reset(self) -> None:
        """Lets the board show the chosen props as the set has them; all of them where none is chosen."""
        names = self._view.props or tuple(self.overridden())
        self._commit(edit_props.reset_operations(self._document, self.reach, names), label=tr("Show as on the set"))

    def _placed(
        self, placements: Placements, prop_ids: Sequence[str], *, label: str, merge_key: str | None = None
    ) -> None:
        """A move that is whole at once: where the props are, and what carries them there."""
        key = merge_key or self._bursts.key(f"placed:{label}:{prop_ids}")
        self._place(placements, label=label, merge_key=key)
        ops = edit_props.settle_operations(self._document, self.reach, prop_ids)
        self._commit(ops, label=label, merge_key=key)
        if merge_key is None:
            self._document.end_step(self._uid)

    def _place(self, placements: Placements, *, label: str, merge_key: str) -> None:
        self._commit(
            edit_props.place_operations(self._document, self.reach, placements), label=label, merge_key=merge_key
        )

    def _set_all(self, field: str, value: object, *, label: str, on_set: bool = False) -> None:
        self._change({name: {field: value} for name in self.free()}, label=label, on_set=on_set)

    def _change(self, changes: edit_props.Changes, *, label: str, on_set: bool = False) -> None:
        """``on_set``: what is no matter of one board, such as a name."""
        reach = Reach(self.reach.scene, self.reach.board) if on_set else self.reach
        self._commit(edit_props.change_operations(self._document, reach, changes), label=label)

    def _commit(self, ops: Sequence[Operation], *, label: str, merge_key: str | None = None) -> None:
        if ops and not self.is_read_only:
            self._document.commit(ops, label=label, initiator=self._uid, merge_key=merge_key)
