from __future__ import annotations

import time
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.documents import Anchor
from studio.script.edit_plan import EditPlan, ScenePart, ScriptParts, follow_anchor
from studio.script.scene_text import heading_of, split_scenes
from studio.script.script_edit import plan_edit, plan_recut, plan_splice
from tests.unit.script.fountain_strategy import PASTES, TEXTS

SCRIPT = (
    "Title: Rain\n\n"
    "INT. KITCHEN - DAY\n\nMina waits.\n\nMINA\nAre you there?\n\n"
    "EXT. STREET - NIGHT\n\nRain falls on the empty street.\n\n"
    "INT. ATTIC - DAWN\n\nDust, light, an old piano.\n"
)


def parts_of(text: str) -> ScriptParts:
    split = split_scenes(text)
    return ScriptParts(
        split.prelude, tuple(ScenePart(f"s{place}", script) for place, script in enumerate(split.scenes))
    )


def edit(parts: ScriptParts, at: int, removed: str, inserted: str) -> EditPlan:
    numbers = count(1)
    plan = plan_edit(parts, at=at, removed=removed, inserted=inserted, new_id=lambda: f"new{next(numbers)}")
    assert plan.parts == applied(parts, plan)
    return plan


def replace(parts: ScriptParts, old: str, new: str) -> EditPlan:
    return edit(parts, parts.text.index(old), old, new)


def applied(parts: ScriptParts, plan: EditPlan) -> ScriptParts:
    """The parts after the plan, by its splices, new and removed scenes alone."""
    texts: dict[str | None, str] = {None: parts.prelude} | {scene.id: scene.script for scene in parts.scenes}
    for change in plan.changes:
        text = texts[change.scene_id]
        assert text.startswith(change.removed, change.at)
        texts[change.scene_id] = text[: change.at] + change.inserted + text[change.at + len(change.removed) :]
    order = [scene.id for scene in parts.scenes]
    for scene in plan.created:
        order.insert(order.index(scene.after_id) + 1 if scene.after_id else 0, scene.id)
        texts[scene.id] = scene.script
    return ScriptParts(
        texts[None] or "",
        tuple(ScenePart(scene_id, texts[scene_id]) for scene_id in order if scene_id not in plan.removed_ids),
    )


def ids(plan: EditPlan) -> list[str]:
    return [scene.id for scene in plan.parts.scenes]


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.data())
def test_that_any_edit_leaves_the_script_whole_and_cut_as_from_new(text: str, data: st.DataObject) -> None:
    parts = parts_of(text)
    for _ in range(3):
        text = parts.text
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + data.draw(st.sampled_from([0, 1, 9, 200])))))
        inserted = data.draw(PASTES)
        plan = edit(parts, at, text[at:end], inserted)
        edited = text[:at] + inserted + text[end:]
        split = split_scenes(edited)
        assert plan.parts.text == edited
        assert plan.parts.prelude == split.prelude
        assert tuple(scene.script for scene in plan.parts.scenes) == split.scenes
        assert len(set(ids(plan))) == len(plan.parts.scenes)
        before = {None: parts.prelude} | {scene.id: scene.script for scene in parts.scenes}
        after = {None: plan.parts.prelude} | {scene.id: scene.script for scene in plan.parts.scenes}
        for move in plan.moved_text:
            length = move.from_end - move.from_start
            assert (
                before[move.from_id][move.from_start : move.from_end]
                == (after[move.to_id][move.to_start : move.to_start + length])
            )
        for gone in plan.removed:
            assert (gone.into_id in after) if plan.parts.scenes else gone.into_id is None
        renamed = {scene.id: f"r{place}" for place, scene in enumerate(plan.parts.scenes)}
        parts = ScriptParts(
            plan.parts.prelude, tuple(ScenePart(renamed[scene.id], scene.script) for scene in plan.parts.scenes)
        )


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from("ab ,é가😀"), st.data())
def test_that_typing_in_a_line_of_action_changes_no_ids(text: str, letter: str, data: st.DataObject) -> None:
    parts = parts_of(text + "\n\nINT. LAST\n\nSomebody walks by.\n\nINT. VERY LAST\n")
    line = parts.text.rindex("Somebody walks")
    at = data.draw(st.integers(line + 1, line + 14))
    plan = edit(parts, at, "", letter)
    if not parts.text.endswith("*/") and "/*" not in text and "[[" not in text:
        assert [(change.removed, change.inserted) for change in plan.changes] == [("", letter)]
    assert ids(plan) == [scene.id for scene in parts.scenes]
    assert not plan.is_recut


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(0, 400), PASTES)
def test_that_a_splice_without_cuts_and_a_recut_come_to_the_same_text(text: str, at: int, inserted: str) -> None:
    parts = parts_of(text)
    at = min(at, len(text))
    removed = text[at : at + 5]
    spliced = plan_splice(parts, at=at, removed=removed, inserted=inserted)
    assert applied(parts, spliced) == spliced.parts
    assert [scene.id for scene in spliced.parts.scenes] == [scene.id for scene in parts.scenes]
    recut = plan_recut(spliced.parts)
    assert applied(spliced.parts, recut) == recut.parts
    assert recut.parts.text == text[:at] + inserted + text[at + 5 :]
    assert tuple(scene.script for scene in recut.parts.scenes) == split_scenes(recut.parts.text).scenes


def test_that_a_split_leaves_the_id_above_and_makes_a_scene_below() -> None:
    parts = parts_of(SCRIPT)
    plan = replace(parts, "MINA\n", "INT. HALL - DAY\n\nMINA\n")
    assert ids(plan) == ["s0", "new1", "s1", "s2"]
    assert [(scene.id, scene.after_id) for scene in plan.created] == [("new1", "s0")]
    assert plan.touched_ids == {"s0"}
    assert heading_of(plan.created[0].script) == "INT. HALL - DAY"


def test_that_a_merge_keeps_the_earlier_id() -> None:
    parts = parts_of(SCRIPT)
    plan = replace(parts, "EXT. STREET - NIGHT\n", "")
    assert ids(plan) == ["s0", "s2"]
    assert plan.removed_ids == ("s1",)
    assert plan.removed[0].into_id == "s0"
    assert plan.touched_ids == {"s0", "s1"}
    assert [change.removed for change in plan.changes] == [""]


def test_that_a_scene_pasted_above_a_heading_leaves_that_scene_its_id() -> None:
    parts = parts_of(SCRIPT)
    plan = edit(parts, parts.text.index("EXT. STREET"), "", "INT. HALL - DAY\n\nNobody.\n\n")
    assert ids(plan) == ["s0", "new1", "s1", "s2"]


def test_that_a_heading_replaced_at_once_keeps_its_scene() -> None:
    parts = parts_of(SCRIPT)
    assert ids(replace(parts, "EXT. STREET - NIGHT", "INT. TUNNEL - DAY")) == ["s0", "s1", "s2"]
    assert ids(replace(parts, "EXT. STREET", ".STREET")) == ["s0", "s1", "s2"]
    assert ids(replace(parts, "EXT.", "INT.")) == ["s0", "s1", "s2"]


def test_that_retyping_a_heading_without_cuts_keeps_its_scene() -> None:
    parts = parts_of(SCRIPT)
    at = parts.text.index("EXT. STREET")
    parts = plan_splice(parts, at=at, removed="EXT", inserted="").parts
    assert heading_of(parts.scenes[1].script) == ""
    for place, letter in enumerate("INT"):
        parts = plan_splice(parts, at=at + place, removed="", inserted=letter).parts
    plan = plan_recut(parts)
    assert plan.parts == parts
    assert not plan.is_recut


def test_that_a_whole_script_pasted_over_itself_keeps_scenes_by_heading_and_lines() -> None:
    parts = parts_of(SCRIPT)
    other = (
        "Title: Snow\n\nINT. CELLAR - DAY\n\nNew.\n\nINT. KITCHEN - DAY\n\nMina sits.\n\n"
        "INT. LOFT - DAWN\n\nDust, light, an old piano.\n"
    )
    plan = edit(parts, 0, parts.text, other)
    assert ids(plan) == ["new1", "s0", "s2"]
    assert plan.removed_ids == ("s1",)


def test_that_a_boneyard_over_two_headings_merges_and_opening_it_again_splits() -> None:
    parts = parts_of(SCRIPT)
    parts = edit(parts, len(parts.text), "", "\n*/\n").parts
    plan = edit(parts, parts.text.index("Mina waits"), "", "/* ")
    assert ids(plan) == ["s0"]
    assert plan.removed_ids == ("s1", "s2")
    again = edit(plan.parts, plan.parts.text.index("/* "), "/* ", "")
    assert ids(again) == ["s0", "new1", "new2"]


def test_that_the_first_heading_gone_leaves_its_text_to_the_prelude() -> None:
    parts = parts_of(SCRIPT)
    plan = replace(parts, "INT. KITCHEN - DAY\n", "")
    assert plan.parts.prelude.endswith("Are you there?\n\n")
    assert plan.removed_ids == ("s0",)
    assert plan.removed[0].into_id == "s1"


def test_that_boards_follow_their_text_through_a_split() -> None:
    parts = parts_of(SCRIPT)
    script = parts.scenes[0].script
    at = script.index("Are you there?")
    spoken = Anchor(start=at, end=at + 14, quote="Are you there?")
    told = Anchor(start=script.index("Mina"), end=script.index("Mina") + 11, quote="Mina waits.")
    plan = replace(parts, "MINA\n", "INT. HALL - DAY\n\nMINA\n")
    place = follow_anchor(plan, scene_id="s0", anchor=spoken)
    assert place.scene_id == "new1"
    assert place.anchor is not None
    assert plan.created[0].script[place.anchor.start : place.anchor.end] == "Are you there?"
    assert follow_anchor(plan, scene_id="s0", anchor=told).anchor == told
    assert follow_anchor(plan, scene_id="s0", anchor=None).scene_id == "s0"


def test_that_boards_follow_their_text_through_a_merge() -> None:
    parts = parts_of(SCRIPT)
    at = parts.scenes[1].script.index("Rain")
    anchor = Anchor(start=at, end=at + 4, quote="Rain")
    plan = replace(parts, "EXT. STREET - NIGHT\n", "")
    place = follow_anchor(plan, scene_id="s1", anchor=anchor)
    assert place.scene_id == "s0"
    assert place.anchor is not None
    assert plan.parts.scenes[0].script[place.anchor.start : place.anchor.end] == "Rain"
    assert follow_anchor(plan, scene_id="s1", anchor=None).scene_id == "s0"


def test_that_a_board_whose_text_is_gone_stays_and_says_what_it_was_for() -> None:
    parts = parts_of(SCRIPT)
    at = parts.scenes[1].script.index("Rain")
    anchor = Anchor(start=at, end=at + 4, quote="Rain")
    plan = replace(parts, "Rain falls on the empty street.", "Snow.")
    place = follow_anchor(plan, scene_id="s1", anchor=anchor)
    assert place.scene_id == "s1"
    assert place.anchor is not None
    assert place.anchor.lost
    assert place.anchor.quote == "Rain"
    plan = replace(parts, parts.scenes[1].script, "")
    gone = follow_anchor(plan, scene_id="s1", anchor=anchor)
    assert gone.scene_id == "s0"
    assert gone.anchor is not None
    assert gone.anchor.lost


def test_that_a_board_finds_its_text_when_a_cut_is_pasted_back_but_not_the_same_words_elsewhere() -> None:
    parts = parts_of(SCRIPT.replace("Are you there?", "Mina waits. Are you there?"))
    at = parts.scenes[0].script.index("Mina")
    anchor = Anchor(start=at, end=at + 11, quote="Mina waits.")
    cut = edit(parts, parts.text.index("Mina"), "Mina waits.\n\n", "")
    lost = follow_anchor(cut, scene_id="s0", anchor=anchor).anchor
    assert lost is not None
    assert lost.lost
    pasted = edit(cut.parts, cut.parts.text.index("MINA\n"), "", "Mina waits.\n\n")
    assert follow_anchor(pasted, scene_id="s0", anchor=lost).anchor == anchor
    elsewhere = edit(cut.parts, cut.parts.text.index("MINA\n"), "", "Nobody.\n\n")
    still = follow_anchor(elsewhere, scene_id="s0", anchor=lost).anchor
    assert still is not None
    assert still.lost


def test_that_text_that_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        plan_edit(parts_of(SCRIPT), at=3, removed="xyz", inserted="")


def test_that_a_key_in_a_long_script_costs_little() -> None:
    scene = (
        "EXT. STREET - NIGHT\n\nRain falls on the empty street. [[a note]] Somebody walks by, slowly, alone.\n\n"
        + ("MINA\nAre you there? I have waited for you all this night, and the night before.\n\n" * 18)
    )
    parts = parts_of("Title: Long\n\n" + scene * 120)
    assert len(parts.text) > 180_000
    at = parts.text.index("walks", len(parts.text) // 2)
    samples = []
    for place in range(15):
        begun = time.process_time()
        plan = plan_edit(parts, at=at + place, removed="", inserted="x")
        planned = time.process_time() - begun
        begun = time.process_time()
        parts_of(plan.parts.text)
        samples.append(planned / (time.process_time() - begun))
        parts = plan.parts
    # A key takes a fourteenth of what cutting the whole script takes; both in the processor's own time, side by side.
    assert sorted(samples)[3] < 0.25
