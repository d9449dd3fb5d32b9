"""Edits of the one continuous script, planned as changes of the fields it is kept in.

The editor shows prelude and scenes as one text. A keystroke, a paste or a cut becomes an EditPlan: splices inside the
fields that stay, scenes that appear (a split) and go (a merge), and where text moved from one to another, so that
boards follow theirs. Only the scenes around the edit are cut again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate

from studio.model.ids import new_id as random_id
from studio.script.edit_plan import EditPlan, FieldSplice, NewScene, RemovedScene, ScenePart, ScriptParts, TextMove
from studio.script.hidden_text import span_start
from studio.script.scene_alignment import Field, align_scenes
from studio.script.scene_text import ScannedScript, SceneCut, first_heading, scan_script, scene_cuts
from studio.script.splice import Splice, shared_ends


def plan_edit(
    parts: ScriptParts, *, at: int, removed: str, inserted: str, new_id: Callable[[], str] = random_id
) -> EditPlan:
    """Plans the splice of ``removed`` by ``inserted`` at a code point of the whole script.

    ``parts`` are cut as ``split_scenes`` cuts them (else see ``plan_recut``), and so are the plan's. A scene keeps its
    id while its heading stands; scenes whose heading goes are merged into the one above, new headings make new scenes.

    Raises:
        ValueError: ``removed`` does not stand at ``at``.
    """
    old_text = parts.text
    splice = _checked(old_text, at, removed, inserted)
    if not splice.removed and not splice.inserted:
        return EditPlan(parts)
    new_text = splice.applied_to(old_text)
    old, new = scan_script(old_text), scan_script(new_text)
    starts = _field_starts(parts)
    first = max(bisect_right(starts, splice.at) - 2, 0)
    last = min(bisect_right(starts, splice.end), len(starts) - 1)
    first = 0 if first == 1 else first
    cuts = _cuts_around(old, new, starts, splice, first, last)
    if cuts is None:
        first, last = 0, len(starts) - 1
        cuts = scene_cuts(new)
    return _Planner(parts, new_text, starts, old, new, splice, first, last, new_id).plan(cuts)


def plan_recut(parts: ScriptParts, *, new_id: Callable[[], str] = random_id) -> EditPlan:
    """Plans the cuts that the script asks for where its fields were changed without regard to them."""
    text = parts.text
    starts = _field_starts(parts)
    script = scan_script(text)
    planner = _Planner(parts, text, starts, script, script, Splice(len(text), "", ""), 0, len(starts) - 1, new_id)
    return planner.plan(scene_cuts(script))


def plan_splice(parts: ScriptParts, *, at: int, removed: str, inserted: str) -> EditPlan:
    """Plans the same edit without cutting scenes anew: what is inserted goes to the field that ``at`` stands in.

    For the time while somebody retypes a heading: ``INT`` may become ``EXT`` letter by letter without the scene being
    merged and made again. ``plan_recut`` follows when they leave the line.

    Raises:
        ValueError: ``removed`` does not stand at ``at``.
    """
    splice = _checked(parts.text, at, removed, inserted)
    starts = _field_starts(parts)
    changes: list[FieldSplice] = []
    texts = [parts.prelude, *(scene.script for scene in parts.scenes)]
    ids = [None, *(scene.id for scene in parts.scenes)]
    home = bisect_right(starts, splice.at) - 1
    for place in range(home, len(texts)):
        start, text = starts[place], texts[place]
        if place > home and start >= splice.end:
            break
        left, right = max(splice.at - start, 0), min(splice.end - start, len(text))
        gone, come = text[left:right], splice.inserted if place == home else ""
        if gone or come:
            changes.append(FieldSplice(ids[place], left, gone, come))
            texts[place] = text[:left] + come + text[right:]
    scenes = tuple(
        scene if text is scene.script else ScenePart(scene.id, text)
        for scene, text in zip(parts.scenes, texts[1:], strict=True)
    )
    return EditPlan(ScriptParts(texts[0], scenes), changes=tuple(changes))


@dataclass(frozen=True, slots=True)
class _Planner:
    """What is known of an edit: the fields ``first`` to ``last`` (0 is the prelude) are cut again, the rest stays."""

    parts: ScriptParts
    new_text: str
    starts: list[int]
    old: ScannedScript
    new: ScannedScript
    splice: Splice
    first: int
    last: int
    new_id: Callable[[], str]

    def plan(self, cuts: list[SceneCut]) -> EditPlan:
        """The plan for the scenes that ``cuts`` begin."""
        before, after = self._old_fields(), self._new_fields(cuts)
        partners = align_scenes(before, after, self.splice, old_text=self.old.text, new_text=self.new.text)
        ids = [self.new_id() if partner is None else before[partner].id for partner in partners]
        after = [replace(field, id=name) for field, name in zip(after, ids, strict=True)]
        changes: list[FieldSplice] = []
        for field, partner in zip(after, partners, strict=True):
            if partner is not None:
                changes.extend(self._splices(before[partner], field))
        kept = {partner for partner in partners if partner is not None}
        return EditPlan(
            parts=self._parts_after(after),
            changes=tuple(changes),
            created=tuple(self._created(after, partners)),
            removed=tuple(
                RemovedScene(field.id, self._heir(field, after))
                for place, field in enumerate(before)
                if place not in kept and field.id is not None
            ),
            moved_text=tuple(self._moves(before, after)),
        )

    def _old_fields(self) -> list[Field]:
        ids = [None, *(scene.id for scene in self.parts.scenes)]
        bounds = [*self.starts, len(self.old.text)]
        fields = []
        for place in range(self.first, self.last + 1):
            start, end = bounds[place], bounds[place + 1]
            heading = first_heading(self.old, start, end) if place and start < end else None
            fields.append(Field(ids[place], start, end, heading))
        return fields

    def _new_fields(self, cuts: list[SceneCut]) -> list[Field]:
        region_end = self._end_of_region() + self.splice.change
        bounds = [*(cut.at for cut in cuts), region_end]
        fields = [Field(None, 0, bounds[0], None)] if self.first == 0 else []
        for cut, end in zip(cuts, bounds[1:], strict=True):
            fields.append(Field(None, cut.at, end, (cut.heading_start, cut.heading_end)))
        return fields

    def _end_of_region(self) -> int:
        return self.starts[self.last + 1] if self.last + 1 < len(self.starts) else len(self.old.text)

    def _parts_after(self, after: list[Field]) -> ScriptParts:
        scenes = list(self.parts.scenes[: max(self.first - 1, 0)])
        known = {scene.id: scene for scene in self.parts.scenes[max(self.first - 1, 0) : self.last]}
        prelude = self.parts.prelude
        for field in after:
            text = self.new_text[field.start : field.end]
            if field.id is None:
                prelude = text
            elif field.id in known and known[field.id].script == text:
                scenes.append(known[field.id])
            else:
                scenes.append(ScenePart(field.id, text))
        return ScriptParts(prelude, (*scenes, *self.parts.scenes[self.last :]))

    def _splices(self, before: Field, after: Field) -> list[FieldSplice]:
        """What changed between the pieces of a field that stayed in it, from its end to its beginning."""
        old_at, new_at = before.start, after.start
        gaps = []
        for start, end, shift in self.splice.surviving(before.start, before.end):
            left, right = max(start, after.start - shift), min(end, after.end - shift)
            if left < right:
                gaps.append((old_at, left, new_at, left + shift))
                old_at, new_at = right, right + shift
        gaps.append((old_at, before.end, new_at, after.end))
        old_text = self._text_before(before)
        splices = []
        for old_start, old_end, new_start, new_end in reversed(gaps):
            gone = old_text[old_start - before.start : old_end - before.start]
            come = self.new_text[new_start:new_end]
            head, tail = shared_ends(gone, come)
            gone, come = gone[head : len(gone) - tail], come[head : len(come) - tail]
            if gone or come:
                splices.append(FieldSplice(before.id, old_start - before.start + head, gone, come))
        return splices

    def _text_before(self, field: Field) -> str:
        """A field's text before the edit, with the line ends it is kept with."""
        if field.id is None:
            return self.parts.prelude
        return next(scene.script for scene in self.parts.scenes if scene.id == field.id)

    def _moves(self, before: list[Field], after: list[Field]) -> list[TextMove]:
        moves = []
        for source in before:
            for start, end, shift in self.splice.surviving(source.start, source.end):
                for target in after:
                    left, right = max(start, target.start - shift), min(end, target.end - shift)
                    if left < right and target.id != source.id:
                        at = left + shift - target.start
                        moves.append(TextMove(source.id, left - source.start, right - source.start, target.id, at))
        return moves

    def _created(self, after: list[Field], partners: list[int | None]) -> list[NewScene]:
        above = self.parts.scenes[self.first - 2].id if self.first >= 2 else None
        created = []
        for field, partner in zip(after, partners, strict=True):
            if partner is None and field.id is not None:
                created.append(NewScene(field.id, above, self.new_text[field.start : field.end]))
            above = field.id if field.id is not None else above
        return created

    def _shared(self, before: Field, after: Field) -> int:
        """Code points of the words that went from one field to the other."""
        shared = 0
        for start, end, shift in self.splice.surviving(before.start, before.end):
            left, right = max(start, after.start - shift), min(end, after.end - shift)
            shared += len(self.old.text[left:right].strip()) if left < right else 0
        return shared

    def _heir(self, gone: Field, after: list[Field]) -> str | None:
        """The scene that a removed scene's boards go to: the one its text went to, else the one above, else below."""
        shares = [(self._shared(gone, field), field.id) for field in after if field.id is not None]
        share, heir = max(shares, key=lambda pair: pair[0], default=(0, None))
        if share:
            return heir
        place = self.splice.moved(gone.start)
        above = [field.id for field in after if field.id is not None and field.start < place]
        if above:
            return above[-1]
        if self.first >= 2:
            return self.parts.scenes[self.first - 2].id
        below = [field.id for field in after if field.id is not None]
        below += [scene.id for scene in self.parts.scenes[self.last : self.last + 1]]
        return below[0] if below else None


def _checked(text: str, at: int, removed: str, inserted: str) -> Splice:
    if not 0 <= at <= len(text) or not text.startswith(removed, at):
        raise ValueError(f"The script does not hold the {len(removed)} characters to be removed at {at}.")
    return Splice(at, removed, inserted).trimmed()


def _field_starts(parts: ScriptParts) -> list[int]:
    """Where the prelude and each scene begin in the whole script."""
    lengths = [len(parts.prelude), *(len(scene.script) for scene in parts.scenes[:-1])] if parts.scenes else []
    return [0, *accumulate(lengths)]


def _cuts_around(
    old: ScannedScript, new: ScannedScript, starts: list[int], splice: Splice, first: int, last: int
) -> list[SceneCut] | None:
    """The scenes that begin in the fields ``first`` to ``last`` after the edit; None if it reaches further.

    A heading depends on the line above it and on the notes and boneyards it stands in, so an edit reaches as far as
    the scene below, unless such a span beyond changes.
    """
    start = starts[first]
    end = starts[last + 1] if last + 1 < len(starts) else len(old.text)
    stop = end + splice.change
    if (first and old.body_start != new.body_start) or new.body_start > stop:
        return None
    if not all(offset in (0, len(new.text)) or new.text[offset - 1] == "\n" for offset in (start, stop)):
        return None
    if not _same_outside(old, new, start, end, splice.change):
        return None
    is_from_top = first == 0
    cuts = scene_cuts(new, start=start, end=stop, is_from_top=is_from_top)
    if is_from_top:
        return cuts if cuts or last + 1 == len(starts) else None
    return cuts if cuts and cuts[0].at == start else None


def _same_outside(old: ScannedScript, new: ScannedScript, start: int, end: int, change: int) -> bool:
    """Whether all notes and boneyards above ``start`` and below ``end`` are where they were, and none crosses."""
    old_spans, new_spans = old.hidden.spans, new.hidden.spans
    above = bisect_left(old_spans, start, key=span_start)
    below = bisect_left(old_spans, end, key=span_start)
    more = len(old_spans) - below
    if new_spans[:above] != old_spans[:above] or len(new_spans) < above + more:
        return False
    around = new_spans[above : len(new_spans) - more]
    if any(span.start < start or span.end > end + change for span in around):
        return False
    return all(
        (was.kind, was.start + change, was.end + change) == (now.kind, now.start, now.end)
        for was, now in zip(old_spans[below:], new_spans[len(new_spans) - more :], strict=True)
    )
