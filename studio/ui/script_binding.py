"""The script's text between editor and document: one continuous text here, a field a scene there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.ids import Uid, new_id, scene_path
from studio.script.edit_plan import EditPlan, ScriptParts
from studio.script.script_edit import plan_edit, plan_recut, plan_splice
from studio.ui.translation import tr
from studio.workflows.edit_script import edit_operations, script_parts


class SceneIsLocked(Exception):
    """The edit reaches into a scene that somebody else is editing."""

    def __init__(self, uid: str, heading: str) -> None:
        super().__init__(uid)
        self.uid = uid
        self.heading = heading


class ScriptBinding:
    """Holds the text as the document has it and turns edits of it into commits."""

    def __init__(self, document: Document, uid: Uid, *, name_of: Callable[[str], str] = str) -> None:
        self._document = document
        self._uid = uid
        self.name_of = name_of
        self._burst = new_id()
        self._is_uncut = False
        self.parts = script_parts(document)
        self.text = self.parts.text
        self._starts = _starts(self.parts)

    def edit(self, *, at: int, removed: int, inserted: str) -> None:
        """Commits that ``removed`` code points at ``at`` gave way to ``inserted``.

        While a line is being typed its scene is not cut anew, so that a heading can be retyped letter by letter;
        ``settle`` does so when the line is left.

        Raises:
            SceneIsLocked: nothing was changed.
        """
        gone = self.text[at : at + removed]
        plan = plan_edit(self.parts, at=at, removed=gone, inserted=inserted, new_id=new_id)
        if plan.is_recut and "\n" not in gone and "\n" not in inserted:
            plan = plan_splice(self.parts, at=at, removed=gone, inserted=inserted)
            self._is_uncut = True
        self._commit(plan, label=tr("Typing"))

    def settle(self) -> None:
        """Cuts scenes where headings came or went since; called when the line is left."""
        if not self._is_uncut:
            return
        self._is_uncut = False
        plan = plan_recut(self.parts, new_id=new_id)
        if plan.is_recut or plan.changes:
            self._commit(plan, label=tr("Typing"))

    def end_burst(self) -> None:
        """The next edit is an undo step of its own."""
        self._burst = new_id()

    def follow(self, change: ChangeSet) -> bool:
        """Takes over what a change set did to the script; whether it did anything to it."""
        if not any(
            change.touches(path, "script")
            or change.touches(path, "scriptPrelude")
            or (path.count("/") == 1 and (change.touches(path, "orderKey") or change.touches(path, "deletedAt")))
            for path in (*change.touched, *change.deleted)
        ) and not any(path.count("/") == 1 for path in change.created | change.deleted):
            return False
        self.parts = script_parts(self._document)
        self.text = self.parts.text
        self._starts = _starts(self.parts)
        return True

    def scene_at(self, offset: int) -> str | None:
        """The scene that a code point of the whole text belongs to; None in the prelude."""
        place = bisect_right(self._starts, offset) - 1
        return None if place <= 0 else self.parts.scenes[place - 1].id

    def place_at(self, offset: int) -> int:
        """The place among the scenes of a code point of the whole text; 0 in the prelude."""
        return max(0, bisect_right(self._starts, offset) - 2)

    def bounds(self, place: int) -> tuple[int, int]:
        """Start and end in the whole text of the scene at a place."""
        start = self._starts[place + 1]
        return start, start + len(self.parts.scenes[place].script)

    def range_of(self, scene_id: str) -> tuple[int, int] | None:
        """Start and end of a scene in the whole text."""
        for place, part in enumerate(self.parts.scenes):
            if part.id == scene_id:
                return self.bounds(place)
        return None

    def locked_by(self, scene_id: str) -> str | None:
        """Who else is editing a scene, if anybody."""
        raw = self._document.raw(scene_path(scene_id)) or {}
        holder = raw.get("lockedBy")
        return holder if holder and holder != self._uid else None

    def _commit(self, plan: EditPlan, *, label: str) -> None:
        for scene_id in plan.touched_ids:
            holder = self.locked_by(scene_id)
            if holder is not None:
                heading = (self._document.raw(scene_path(scene_id)) or {}).get("heading", "")
                raise SceneIsLocked(holder, heading)
        ops = edit_operations(self._document, plan)
        if ops:
            self._document.commit(ops, label=label, initiator=self._uid, merge_key=f"type:{self._burst}")


def _starts(parts: ScriptParts) -> list[int]:
    """Where the prelude and each scene begin."""
    if not parts.scenes:
        return [0]
    return [0, *accumulate((len(part.script) for part in parts.scenes[:-1]), initial=len(parts.prelude))]


def common_edges(old: str, new: str) -> tuple[int, int]:
    """Length of what two texts have in common at their beginning, and at their end beyond that."""
    limit = min(len(old), len(new))
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    prefix = low
    low, high = 0, limit - prefix
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return prefix, low
