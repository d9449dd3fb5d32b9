"""What an edit of the whole script means for the fields that it is kept in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from studio.model.documents import Anchor
from studio.script.anchors import move_anchor, relocate


@dataclass(frozen=True, slots=True)
class ScenePart:
    """A scene and its field of the script."""

    id: str
    script: str


@dataclass(frozen=True, slots=True)
class ScriptParts:
    """The script as it is kept; prelude and scenes joined are the file."""

    prelude: str
    scenes: tuple[ScenePart, ...]

    @property
    def text(self) -> str:
        """The whole script."""
        return self.prelude + "".join([scene.script for scene in self.scenes])


@dataclass(frozen=True, slots=True)
class FieldSplice:
    """``removed`` gives way to ``inserted`` at a code point of a scene's script, or of the prelude (None)."""

    scene_id: str | None
    at: int
    removed: str
    inserted: str


@dataclass(frozen=True, slots=True)
class NewScene:
    """A scene that begins with this edit, below ``after_id`` (None: at the top), which may be new itself."""

    id: str
    after_id: str | None
    script: str


@dataclass(frozen=True, slots=True)
class RemovedScene:
    """A scene that ends; boards that no text leads elsewhere go to ``into_id`` (None where no scene is left)."""

    id: str
    into_id: str | None


@dataclass(frozen=True, slots=True)
class TextMove:
    """``[from_start, from_end)`` of a field before the edit stands at ``to_start`` of another after it.

    Ids are scenes', None is the prelude.
    """

    from_id: str | None
    from_start: int
    from_end: int
    to_id: str | None
    to_start: int


@dataclass(frozen=True, slots=True)
class EditPlan:
    """One commit: splices of the fields that stay, scenes that begin and end, and text that changed its field.

    ``parts`` is the script afterwards. ``changes`` of one field run from its end to its beginning, so that each holds
    in the text before the edit as well as in turn.
    """

    parts: ScriptParts
    changes: tuple[FieldSplice, ...] = ()
    created: tuple[NewScene, ...] = ()
    removed: tuple[RemovedScene, ...] = ()
    moved_text: tuple[TextMove, ...] = ()

    @property
    def is_recut(self) -> bool:
        """Whether scenes begin, end or trade text, so that the leases of all touched are needed."""
        return bool(self.created or self.removed or self.moved_text)

    @property
    def removed_ids(self) -> tuple[str, ...]:
        """The scenes that end."""
        return tuple(scene.id for scene in self.removed)

    @property
    def touched_ids(self) -> frozenset[str]:
        """The scenes that were there before and change or end: those whose leases the commit holds."""
        changed = {change.scene_id for change in self.changes} | set(self.removed_ids)
        return frozenset(scene_id for scene_id in changed if scene_id is not None)


@dataclass(frozen=True, slots=True)
class AnchorPlace:
    """The scene that a board belongs to after an edit (None: no scene is left), and its anchor there."""

    scene_id: str | None
    anchor: Anchor | None


def follow_anchor(plan: EditPlan, *, scene_id: str, anchor: Anchor | None) -> AnchorPlace:
    """Where a board of ``scene_id`` goes with its anchor.

    It goes with the greater part of its text. Where that is gone it stays with its scene, or goes to that scene's
    heir, and finds its quote again only where the edit wrote it, as when a cut is pasted back.
    """
    heir = next((scene.into_id for scene in plan.removed if scene.id == scene_id), scene_id)
    if anchor is None:
        return AnchorPlace(heir, None)
    targets: dict[str, list[TextMove]] = {}
    for move in plan.moved_text:
        if move.from_id == scene_id and move.to_id is not None and _overlap(move, anchor) > 0:
            targets.setdefault(move.to_id, []).append(move)
    best = max(targets, key=lambda target: sum(_overlap(move, anchor) for move in targets[target]), default=None)
    if best is not None:
        moves = targets[best]
        went = sum(_overlap(move, anchor) for move in moves)
        if heir != scene_id or 2 * went >= anchor.end - anchor.start:
            start = moves[0].to_start + max(anchor.start - moves[0].from_start, 0)
            end = moves[-1].to_start + min(anchor.end, moves[-1].from_end) - moves[-1].from_start
            return AnchorPlace(best, _found_again(plan, best, anchor.model_copy(update={"start": start, "end": end})))
    if heir == scene_id:
        changes = [change for change in plan.changes if change.scene_id == scene_id]
        return AnchorPlace(scene_id, _found_again(plan, scene_id, reduce(_moved, changes, anchor)))
    lost = anchor.model_copy(update={"start": 0, "end": 0, "lost": True})
    return AnchorPlace(heir, lost if heir is None else _found_again(plan, heir, lost))


def _found_again(plan: EditPlan, scene_id: str, anchor: Anchor) -> Anchor:
    """A lost anchor at its quote, if this edit wrote it: the same words elsewhere are not what the board is of."""
    if not anchor.lost or not anchor.quote:
        return anchor
    created = next((scene for scene in plan.created if scene.id == scene_id), None)
    if created is not None:
        return relocate(anchor, created.script)
    changes = [change for change in plan.changes if change.scene_id == scene_id]
    for place, change in enumerate(changes):
        found = change.inserted.find(anchor.quote)
        if found >= 0:
            # Those that follow stand before this one in the text, and moved it.
            start = change.at + found + sum(len(other.inserted) - len(other.removed) for other in changes[place + 1 :])
            return anchor.model_copy(update={"start": start, "end": start + len(anchor.quote), "lost": False})
    return anchor


def _moved(anchor: Anchor, change: FieldSplice) -> Anchor:
    return move_anchor(anchor, at=change.at, removed=len(change.removed), inserted=len(change.inserted))


def _overlap(move: TextMove, anchor: Anchor) -> int:
    """Code points of the anchor's text that moved; an anchor without text counts as the one at its place."""
    end = max(anchor.end, anchor.start + 1)
    return min(end, move.from_end) - max(anchor.start, move.from_start)
