from __future__ import annotations

import logging

import pytest

from studio.errors import CommitRefused, ProjectError
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.documents import Anchor
from studio.model.ids import DocPath, SceneId, board_path, layer_path, take_path
from studio.model.operations import MISSING, Append, Create, Delete, Move, Operation, Remove, Restore, Set, Splice
from tests.unit.model.small_project import B1, B2, B3, S1, S2, STAGE, TEXT, contents, document, heading_of, live

S1_ID, S2_ID = SceneId("s1"), SceneId("s2")


def boards(doc: Document, scene: SceneId = S1_ID) -> list[str]:
    return [board_id for board_id, _ in doc.boards(scene)]


def test_that_scenes_and_boards_come_in_story_order() -> None:
    doc = document()
    assert [scene_id for scene_id, _ in doc.scenes()] == ["s1", "s2"]
    assert [path for path, _ in doc.all_boards()] == [B1, B2, B3, board_path("s2", "c1")]


def test_that_a_commit_tells_what_it_touched() -> None:
    doc = document()
    heard: list[ChangeSet] = []
    doc.subscribe(heard.append)
    done = doc.commit(
        [Set(B1, ("dialogue",), "Who?"), Set(STAGE, ("props", "cup#1", "position"), [1, 0, 0])], label="Edit"
    )
    assert heard == [done]
    assert done.touched == {B1: {("dialogue",)}, STAGE: {("props", "cup#1", "position")}}
    assert done.touches(B1, "dialogue") and not done.touches(B1, "notes")
    board, stage = doc.board(B1), doc.stage(S1_ID)
    assert board is not None and board.dialogue == "Who?" and board.rev == 1 and board.last_op_id == done.op_ids[0]
    assert stage is not None and stage.props[1].position == (1, 0, 0)


@pytest.mark.parametrize(
    "ops",
    [
        [Set(B1, ("dialogue",), "x")],
        [Set(B1, ("anchor", "start"), 3)],
        [Set(B1, ("propOverrides", "cup", "hidden"), True)],
        [Set(B1, ("dialogue",), MISSING)],
        [Set(B1, (), {"orderKey": "Z", "notes": "new"})],
        [Splice(S1, ("script",), 5, "HALL", "ROOM")],
        [Splice(S1, ("script",), 5, "HALL", "ROOM"), Splice(S1, ("script",), 0, "INT", "EXT")],
        [Splice(B1, ("notes",), 0, "", "was missing")],
        [Create(board_path("s1", "new"), {"orderKey": "AV"})],
        [Delete(B2)],
        [Delete(B2), Restore(B2)],
        [Move(B3, "0V")],
        [Move(B1, "V", S2)],
        [Append(B1, ("subjects",), ("mina", "jun"))],
        [Append(B1, ("subjects",), ("mina",)), Append(B1, ("subjects",), ("jun",))],
        [Delete(STAGE), Create(STAGE, contents()[STAGE] | {"props": {}})],
        [Set(STAGE, ("props", "cup#1"), MISSING)],
        [Splice(S1, ("script",), 0, TEXT, ""), Move(B1, "K", S2), Delete(S1)],
    ],
    ids=str,
)
def test_that_the_inverse_takes_everything_back(ops: list[Operation]) -> None:
    doc = document()
    before = live(doc)
    done = doc.commit(ops, label="There")
    after = live(doc)
    assert after != before or ops == [Delete(B2), Restore(B2)]
    back = doc.commit(done.inverse, label="Back", origin="undo")
    assert live(doc) == before
    doc.commit(back.inverse, label="Again", origin="redo")
    assert live(doc) == after


@pytest.mark.parametrize(
    "op",
    [
        Set(DocPath("scenes/none"), ("script",), "x"),
        Set(B1, ("durationFrames",), 0),
        Set(B1, ("dialogue", "deep"), "x"),
        Set(B1, ("notes",), float("nan")),
        Set(B1, ("notes",), b"bytes"),
        Set(B1, ("rev",), 9),
        Set(B1, ("deletedAt",), "now"),
        Set(S1, ("heading",), "INT. ELSEWHERE"),
        Set(S1, ("status",), "completed"),
        Set(STAGE, ("props", "cup#1", "size"), [0, 1, 1]),
        Set(STAGE, ("props", "cup#1"), {"id": "other", "position": [0, 0, 0], "size": [1, 1, 1]}),
        Set(STAGE, ("props",), []),
        Splice(S1, ("script",), 5, "YARD", "ROOM"),
        Splice(S1, ("script",), 500, "", "x"),
        Splice(S1, ("script",), -1, "", "x"),
        Splice(B1, ("orderKey",), 0, "B", ""),
        Create(B1, {}),
        Create(DocPath("scenes"), {}),
        Create(DocPath("scenes/half\ud83d"), {}),
        Create(DocPath("scenes/s1/boards/"), {}),
        Create(board_path("none", "b"), {}),
        Delete(DocPath("")),
        Restore(B1),
        Move(B1, "A", DocPath("scenes/none")),
        Move(S1, "A", B1),
        Append(B1, ("dialogue",), ("x",)),
        Remove(B1, ("subjects",), ("x",)),
    ],
    ids=str,
)
def test_that_a_refused_commit_changes_nothing(op: Operation) -> None:
    doc = document()
    before = live(doc)
    heard: list[ChangeSet] = []
    doc.subscribe(heard.append)
    with pytest.raises(CommitRefused) as refused:
        doc.commit([Set(B2, ("notes",), "first"), op], label="Wrong")
    assert refused.value.message.endswith(".")
    assert live(doc) == before and doc.revision == 0 and not heard
    board, stage = doc.board(B1), doc.stage(S1_ID)
    assert board is not None and board.dialogue == "Hello?" and stage is not None and stage.props[1].size == (1, 1, 1)


def test_that_edits_inside_a_tombstone_are_refused_until_it_is_restored() -> None:
    doc = document()
    doc.commit([Delete(S1)], label="Delete scene")
    assert [scene_id for scene_id, _ in doc.scenes()] == ["s2"] and not doc.is_alive(B1)
    assert [path for path, _ in doc.all_boards()] == [board_path("s2", "c1")]
    with pytest.raises(CommitRefused, match="was deleted"):
        doc.commit([Set(B1, ("dialogue",), "x")], label="Edit")
    doc.commit([Set(B1, ("dialogue",), "theirs")], label="Edit", origin="remote", initiator="mina")
    doc.commit([Restore(S1)], label="Restore")
    assert boards(doc) == ["b1", "b2", "b3"]


def test_that_unknown_fields_are_kept() -> None:
    doc = document()
    doc.commit([Set(B1, ("dialogue",), "x")], label="Edit")
    assert (doc.raw(B1) or {})["futureField"] == {"kept": True}


def test_that_a_value_given_to_a_commit_is_not_shared_with_its_giver() -> None:
    doc, mine = document(), {"cup": {"hidden": True}}
    doc.commit([Set(B1, ("propOverrides",), mine)], label="Override")
    mine["cup"]["hidden"] = False
    board = doc.board(B1)
    assert board is not None and board.prop_overrides == {"cup": {"hidden": True}}


def test_that_a_snapshot_stays_as_it_was() -> None:
    doc = document()
    doc.all_boards()
    before = doc.snapshot()
    assert before is doc.snapshot()
    doc.commit([Set(B1, ("dialogue",), "later"), Delete(B2)], label="Edit")
    doc.commit([Set(STAGE, ("props", "cup#1", "position"), [9, 0, 0])], label="Drag")
    board, stage = before.board(B1), before.stage(S1_ID)
    assert board is not None and board.dialogue == "Hello?" and before.revision == 0
    assert stage is not None and stage.props[1].position == (0.0, 0.0, 0.0)
    assert [board_id for board_id, _ in before.boards(S1_ID)] == ["b1", "b2", "b3"]
    later = doc.snapshot()
    assert later is not before and later.revision - before.revision == 2


def test_that_the_heading_follows_the_script() -> None:
    doc = document()
    done = doc.commit([Splice(S1, ("script",), 5, "HALL", "ROOM")], label="Type")
    scene = doc.scene(S1_ID)
    assert scene is not None and scene.heading == "INT. ROOM - NIGHT"
    assert done.touched[S1] == {("script",), ("heading",)} and len(done.inverse) == 1


def test_that_a_scene_shows_its_key_board() -> None:
    doc = document()
    done = doc.commit([Set(B1, ("imageUrl",), "media:a.png")], label="Draw")
    scene = doc.scene(S1_ID)
    assert scene is not None and scene.image_url == "media:a.png" and done.touches(S1, "imageUrl")
    doc.commit([Set(B2, ("imageUrl",), "media:b.png")], label="Draw")
    doc.commit([Set(S1, ("keyBoardId",), "b2")], label="Choose key board")
    scene = doc.scene(S1_ID)
    assert scene is not None and scene.image_url == "media:b.png"
    doc.commit([Delete(B2)], label="Delete")
    scene = doc.scene(S1_ID)
    assert scene is not None and scene.image_url is None


def test_that_a_picture_written_to_a_scene_goes_to_its_key_board() -> None:
    doc = document()
    doc.commit([Set(S1, ("imageUrl",), "https://x/y.png")], label="Seed", origin="remote", initiator="v1")
    board, scene = doc.board(B1), doc.scene(S1_ID)
    assert board is not None and board.image_url == "https://x/y.png"
    assert scene is not None and scene.image_url == "https://x/y.png"


def test_that_a_scenes_status_is_the_worst_of_its_boards() -> None:
    doc = document()

    def status(scene_id: SceneId = S1_ID) -> str:
        scene = doc.scene(scene_id)
        assert scene is not None
        return scene.status

    doc.commit([Set(B1, ("status",), "completed"), Set(B2, ("status",), "generating_image")], label="Work")
    assert status() == "generating_image"
    doc.commit([Set(B3, ("status",), "error")], label="Fail")
    assert status() == "error"
    doc.commit([Move(B3, "V", S2)], label="Move")
    assert (status(), status(S2_ID)) == ("generating_image", "error")
    doc.commit([Delete(B2)], label="Delete")
    assert status() == "completed"


def test_that_a_board_moves_to_another_scene_with_all_that_is_below_it() -> None:
    doc = document()
    take, layer = take_path("s1", "b1", "t"), layer_path("s1", "b1", "l")
    doc.commit([Create(take, {"asset": "media:a.png"}), Create(layer, {})], label="Draw")
    done = doc.commit([Move(B1, "0V", S2)], label="Move board")
    there = board_path("s2", "b1")
    assert done.moved == {B1: there, take: take_path("s2", "b1", "t"), layer: layer_path("s2", "b1", "l")}
    assert B1 in done.deleted and there in done.created and B1 not in done.touched
    assert boards(doc) == ["b2", "b3"] and boards(doc, S2_ID) == ["b1", "c1"]
    assert len(doc.takes(there)) == 1 and len(doc.layers(there)) == 1 and not doc.takes(B1)
    doc.commit(done.inverse, label="Back", origin="undo")
    assert boards(doc) == ["b1", "b2", "b3"] and len(doc.takes(B1)) == 1 and doc.raw(there) is None


def test_that_places_follow_order_keys() -> None:
    doc = document()
    doc.commit([Move(B3, "0V")], label="Reorder")
    assert boards(doc) == ["b3", "b1", "b2"] and doc.place(B1) == 1
    doc.commit([Create(board_path("s1", "b0"), {"orderKey": "A"})], label="New")
    assert boards(doc) == ["b3", "b0", "b1", "b2"]


def test_that_one_listener_that_fails_does_not_silence_the_others(caplog: pytest.LogCaptureFixture) -> None:
    doc = document()
    heard: list[ChangeSet] = []

    def fail(_: ChangeSet) -> None:
        raise ValueError("a broken view")

    doc.subscribe(fail)
    stop = doc.subscribe(heard.append)
    with caplog.at_level(logging.ERROR, logger="studio.model.document"):
        doc.commit([Set(B1, ("notes",), "x")], label="Edit")
    assert len(heard) == 1 and "a broken view" in caplog.text
    caplog.clear()
    stop()
    with caplog.at_level(logging.ERROR, logger="studio.model.document"):
        doc.commit([Set(B1, ("notes",), "y")], label="Edit")
    assert len(heard) == 1
    caplog.clear()


def test_that_a_listener_cannot_commit() -> None:
    doc = document()
    refused: list[RuntimeError] = []

    def meddle(_: ChangeSet) -> None:
        with pytest.raises(RuntimeError) as error:
            doc.commit([Set(B1, ("notes",), "again")], label="Meddle")
        refused.append(error.value)

    doc.subscribe(meddle)
    doc.commit([Set(B1, ("notes",), "x")], label="Edit")
    assert len(refused) == 1 and doc.revision == 1


def test_that_commits_under_one_merge_key_are_one_step() -> None:
    doc = document()

    def step(merge_key: str | None, person: str = "me") -> str:
        return doc.commit([Set(B1, ("notes",), "x")], label="Drag", merge_key=merge_key, initiator=person).step

    first = step("drag 1")
    assert step("drag 1") == first
    assert step("drag 1", "mina") != first
    assert step("drag 1") == first
    assert step("drag 2") != first
    assert len({step(None), step(None), step("drag 2")}) == 3


def test_that_a_damaged_document_is_named() -> None:
    doc = Document(contents() | {B1: {"durationFrames": -1}}, heading_of=heading_of)
    with pytest.raises(ProjectError, match="scenes/s1/boards/b1"):
        doc.board(B1)


def test_that_dragging_a_prop_parses_only_that_prop() -> None:
    doc = document()
    before = doc.stage(S1_ID)
    doc.commit([Set(STAGE, ("props", "cup#1", "position"), [1, 0, 0])], label="Drag")
    after = doc.stage(S1_ID)
    assert before is not None and after is not None
    assert after.props[0] is before.props[0] and after.props[1] is not before.props[1]
    doc.commit([Set(STAGE, ("title",), "Hall")], label="Title")
    stage = doc.stage(S1_ID)
    assert stage is not None and stage.title == "Hall" and stage.props[1].position == (1, 0, 0)


def test_that_anchors_follow_the_text_by_themselves() -> None:
    def after(anchor: Anchor, splice: Splice, text: str) -> Anchor:
        change = len(splice.inserted) - len(splice.removed)
        moved = anchor.model_copy(update={"start": anchor.start + change, "end": anchor.end + change})
        assert text[moved.start : moved.end] == "Mina"
        return moved

    start = TEXT.index("Mina")
    raw = contents()
    raw[B1]["anchor"] = {"start": start, "end": start + 4, "quote": "Mina"}
    doc = Document(raw, heading_of=heading_of, anchor_after=after)
    done = doc.commit([Splice(S1, ("script",), 0, "", "> ")], label="Type")
    board = doc.board(B1)
    assert board is not None and board.anchor is not None and board.anchor.start == start + 2
    assert done.touches(B1, "anchor") and len(done.inverse) == 1 and board.rev == 0
    mine = Set(B1, ("anchor",), {"start": 0, "end": 1})
    doc.commit([Splice(S1, ("script",), 0, "", "> "), mine], label="Anchor")
    board = doc.board(B1)
    assert board is not None and board.anchor is not None and board.anchor.end == 1


def test_that_what_is_made_below_a_board_raises_the_boards_revision() -> None:
    doc = document()
    made: list[Operation] = [
        Create(take_path("s1", "b1", "new"), {}),
        Set(B1, ("takeId",), "new"),
        Create(layer_path("s1", "b1", "l"), {}),
    ]
    done = doc.commit(made, label="Draw")
    board = doc.board(B1)
    assert board is not None and board.rev == 3 and board.last_op_id == done.op_ids[2]
    assert [(each.base_rev, each.rev) for each in done.applied] == [(0, 1), (1, 2), (0, 1)]
    assert done.touched[B1] == {("rev",), ("takeId",)}
    # A scene is never moved into another document.
    doc.commit([Create(board_path("s1", "new"), {"orderKey": "Z"})], label="Board")
    assert (doc.raw(S1) or {}).get("rev", 0) == 0
