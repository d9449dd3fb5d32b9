"""The script's text between editor and document: one continuous text here, a field a scene there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from studio.collab.lease import Asking, LeaseLost, Theirs
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, Uid, collection_name, doc_id, new_id, scene_of, scene_path
from studio.model.operations import Splice as SpliceField
from studio.script.edit_plan import EditPlan, FieldSplice, ScenePart, ScriptParts
from studio.script.line_rules import lets_heading_begin, read_heading
from studio.script.script_edit import plan_edit, plan_recut, plan_splice
from studio.script.splice import Splice, shared_ends
from studio.ui.people import People
from studio.ui.translation import tr
from studio.workflows.edit_script import edit_operations, script_parts


@dataclass(frozen=True, slots=True)
class SceneLock:
    """Somebody else's lease of a scene; ``since_s`` is when this machine first saw it, by the people's clock."""

    uid: str
    name: str
    heading: str
    since_s: float = 0.0

    @property
    def words(self) -> dict[str, str]:
        """What a sentence about it names."""
        return {"heading": self.heading, "name": self.name}


class SceneIsLocked(Exception):
    """The edit reaches into a scene that somebody else is editing."""

    def __init__(self, lock: SceneLock) -> None:
        super().__init__(lock.heading)
        self.lock = lock


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a replacement did: how many places, how many it left, and whose lock those are under."""

    count: int
    left: int = 0
    lock: SceneLock | None = None


class ScriptBinding:
    """Holds the text as the document has it and turns edits of it into commits.

    Offsets are code points of the whole text.
    """

    def __init__(self, document: Document, uid: Uid, people: People) -> None:
        self._document = document
        self._uid = uid
        self._people = people
        self._burst = new_id()
        # A script may have been left in the middle of a heading.
        self._is_uncut = True
        self._take_over(script_parts(document))

    def edit(self, splice: Splice) -> None:
        """Commits a splice of the text.

        While a line is being typed its scene is not cut anew, so that a heading can be retyped letter by letter;
        ``settle`` does so when the line is left.

        Raises:
            SceneIsLocked: nothing was changed.
            CommitRefused: nothing was changed.
        """
        at, gone, come = splice.at, splice.removed, splice.inserted
        plain = plan_splice(self.parts, at=at, removed=gone, inserted=come)
        self._check_open(plain)
        is_in_line = "\n" not in gone and "\n" not in come
        if is_in_line and (self._is_uncut or self._cuts_nothing(splice)):
            self._commit(plain, tr("Typing"))
            return
        if self._is_uncut:
            self._commit(plain, tr("Typing"))
            self.settle()
            return
        plan = plan_edit(self.parts, at=at, removed=gone, inserted=come, new_id=new_id)
        # An empty line above a heading belongs to the scene below; while that is somebody else's, it waits here.
        is_held = not plan.removed and self._lock_among(plan) is not None
        if plan.is_recut and (is_in_line or is_held):
            self._is_uncut = True
            self._commit(plain, tr("Typing"))
            return
        self._check_open(plan)
        self._commit(plan, tr("Typing"))

    def replace(self, places: Sequence[tuple[int, int]], words: str) -> Replaced:
        """Puts ``words`` in the place of each range, all in one undo step; ranges in locked scenes are left.

        The ranges are in order, do not overlap, and none goes over a line end.
        """
        texts = [self.parts.prelude, *(scene.script for scene in self.parts.scenes)]
        ids = [None, *(scene.id for scene in self.parts.scenes)]
        changes: list[FieldSplice] = []
        left, lock = 0, None
        # From the end to the beginning, so that each place is still where it was found.
        for start, end in reversed(places):
            field = self._field_at(start)
            name = ids[field]
            held = self.lock_of(name) if name is not None else None
            if held is not None:
                left, lock = left + 1, held
                continue
            at, text = start - self._starts[field], texts[field]
            gone = text[at : at + end - start]
            if gone != words:
                changes.append(FieldSplice(name, at, gone, words))
                texts[field] = text[:at] + words + text[at + end - start :]
        if changes:
            scenes = tuple(ScenePart(scene.id, text) for scene, text in zip(self.parts.scenes, texts[1:], strict=True))
            self.end_burst()
            self._is_uncut = True
            self._commit(EditPlan(ScriptParts(texts[0], scenes), changes=tuple(changes)), tr("Replace"))
            self.settle(label=tr("Replace"))
            self.end_burst()
        return Replaced(len(places) - left, left, lock)

    def settle(self, *, label: str | None = None) -> None:
        """Cuts scenes where headings came or went since; called when the line is left.

        What would reach into a locked scene waits until that is open.
        """
        if not self._is_uncut:
            return
        plan = plan_recut(self.parts, new_id=new_id)
        if self._lock_among(plan) is not None:
            return
        self._is_uncut = False
        self._commit(plan, label or tr("Typing"))

    def end_burst(self) -> None:
        """The next edit is an undo step of its own."""
        self._burst = new_id()

    def follow(self, change: ChangeSet) -> tuple[Splice, ...] | None:
        """Takes over what a change set did to the script; None where it did nothing to it.

        Returns:
            The splices that make the new text of the old one, each made for the text that the ones before it left.
        """
        if not _concerns_script(change):
            return None
        before, starts = self.text, list(self._starts)
        places = {scene.id: place for place, scene in enumerate(self.parts.scenes, 1)}
        self._take_over(self._parts_after(change))
        if self.text == before:
            return ()
        splices = _spliced_fields(change, starts, places)
        if len(before) + sum(splice.change for splice in splices) == len(self.text):
            return splices
        head, tail = shared_ends(before, self.text)
        return (Splice(head, before[head : len(before) - tail], self.text[head : len(self.text) - tail]),)

    def scene_at(self, offset: int) -> str | None:
        """The scene that a place belongs to; None in the prelude."""
        field = self._field_at(offset)
        return self.parts.scenes[field - 1].id if field else None

    def place_at(self, offset: int) -> int:
        """The place among the scenes of an offset; 0 in the prelude."""
        return max(0, self._field_at(offset) - 1)

    def bounds(self, place: int) -> tuple[int, int]:
        """Start and end of the scene at a place among the scenes."""
        start = self._starts[place + 1]
        return start, start + len(self.parts.scenes[place].script)

    def range_of(self, scene_id: str) -> tuple[int, int] | None:
        """Start and end of a scene; None when it is not there."""
        place = self.place_of(scene_id)
        return None if place is None else self.bounds(place)

    def place_of(self, scene_id: str) -> int | None:
        """The place of a scene among the scenes; None when it is not there."""
        return next((place for place, scene in enumerate(self.parts.scenes) if scene.id == scene_id), None)

    def lines_of(self, board: DocPath) -> tuple[int, int] | None:
        """Start and end of the words that a board shows; None where it has none, or has lost them."""
        found, scene = self._document.board(board) if board else None, scene_of(board)
        bounds = self.range_of(scene) if scene else None
        if found is None or bounds is None or found.anchor is None or found.anchor.lost:
            return None
        return bounds[0] + found.anchor.start, min(bounds[0] + found.anchor.end, bounds[1])

    def lost_words(self, board: DocPath) -> str | None:
        """The words that a board was made for, where they are gone from the script; else None."""
        found = self._document.board(board) if board else None
        return found.anchor.quote if found is not None and found.anchor is not None and found.anchor.lost else None

    def board_at(self, offset: int) -> DocPath:
        """The board that shows the words at an offset, else the first of that scene; "" where there is none."""
        field = self._field_at(offset)
        if not field:
            return DocPath("")
        scene = self.parts.scenes[field - 1].id
        paths = self._document.paths(f"scenes/{scene}/boards")
        at = offset - self._starts[field]
        for path in paths:
            board = self._document.board(path)
            anchor = board.anchor if board is not None else None
            if anchor is not None and not anchor.lost and anchor.start <= at <= anchor.end:
                return path
        return paths[0] if paths else DocPath("")

    def lock_of(self, scene_id: str) -> SceneLock | None:
        """Somebody else's lease of a scene, if there is one."""
        state = self._people.lease(scene_path(scene_id))
        if not isinstance(state, Theirs | Asking | LeaseLost) or state.uid is None:
            return None
        raw = self._document.raw(scene_path(scene_id)) or {}
        return SceneLock(state.uid, self._people.name_of(state.uid), raw.get("heading", ""), state.since_s)

    def lock_in(self, start: int, end: int) -> SceneLock | None:
        """The lock that an edit of a range, or an insertion at its start, would run into."""
        for field in range(self._field_at(start), len(self._starts)):
            if self._starts[field] > start and self._starts[field] >= end:
                break
            lock = self.lock_of(self.parts.scenes[field - 1].id) if field else None
            if lock is not None:
                return lock
        return None

    def _field_at(self, offset: int) -> int:
        """0 in the prelude, else the place of the scene, counted from 1."""
        return bisect_right(self._starts, offset) - 1

    def _parts_after(self, change: ChangeSet) -> ScriptParts:
        """The parts as they are now; only those that changed are read where none came, went or moved."""
        if any(collection_name(path) == "scenes" for path in change.created | change.deleted):
            return script_parts(self._document)
        scenes = list(self.parts.scenes)
        for path in change.touched:
            if collection_name(path) == "scenes":
                place = self.place_of(doc_id(path))
                if place is None or change.touches(path, "orderKey"):
                    return script_parts(self._document)
                scenes[place] = ScenePart(scenes[place].id, (self._document.raw(path) or {}).get("script", ""))
        return ScriptParts(self._document.project.script_prelude, tuple(scenes))

    def _take_over(self, parts: ScriptParts) -> None:
        self.parts = parts
        self.text = parts.text
        lengths = (len(scene.script) for scene in self.parts.scenes[:-1])
        self._starts = [0, *accumulate(lengths, initial=len(self.parts.prelude))] if self.parts.scenes else [0]

    def _cuts_nothing(self, splice: Splice) -> bool:
        """Whether an edit in one line leaves every scene where it begins, as nearly every key does."""
        start, end = self.text.rfind("\n", 0, splice.at) + 1, self.text.find("\n", splice.end)
        old = self.text[start : end if end >= 0 else None]
        new = old[: splice.at - start] + splice.inserted + old[splice.end - start :]
        return self._field_at(start) > 0 and _is_plain(old) and _is_plain(new)

    def _lock_among(self, plan: EditPlan) -> SceneLock | None:
        return next((lock for name in sorted(plan.touched_ids) if (lock := self.lock_of(name)) is not None), None)

    def _check_open(self, plan: EditPlan) -> None:
        lock = self._lock_among(plan)
        if lock is not None:
            raise SceneIsLocked(lock)

    def _commit(self, plan: EditPlan, label: str) -> None:
        ops = edit_operations(self._document, plan)
        if ops:
            self._document.commit(ops, label=label, initiator=self._uid, merge_key=f"type:{self._burst}")


def _is_plain(line: str) -> bool:
    """Whether a line neither is a heading, nor lets one begin below, nor opens or closes what is not printed."""
    words = line.strip()
    if lets_heading_begin(words) or read_heading(words, opens=True) is not None:
        return False
    return not any(mark in words for mark in ("[[", "]]", "/*", "*/"))


def _concerns_script(change: ChangeSet) -> bool:
    if any(collection_name(path) == "scenes" for path in change.created | change.deleted):
        return True
    return any(
        change.touches(path, "script") or change.touches(path, "orderKey")
        if collection_name(path) == "scenes"
        else path == PROJECT_PATH and change.touches(path, "scriptPrelude")
        for path in change.touched
    )


def _spliced_fields(change: ChangeSet, starts: list[int], places: dict[str, int]) -> tuple[Splice, ...]:
    """The splices of the script's fields as splices of the whole text, in turn; ``starts`` are the fields' before."""
    splices = []
    for op in change.ops:
        if not isinstance(op, SpliceField):
            continue
        if op.field == ("scriptPrelude",) and op.doc == PROJECT_PATH:
            place: int | None = 0
        elif op.field == ("script",) and collection_name(op.doc) == "scenes":
            place = places.get(doc_id(op.doc))
        else:
            continue
        if place is None:
            continue
        splice = Splice(starts[place] + op.at, op.removed, op.inserted).trimmed()
        splices.append(splice)
        for below in range(place + 1, len(starts)):
            starts[below] += splice.change
    return tuple(splices)
