"""Edits of the whole script as commits: text, scenes, and the boards that follow their words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.documents import Anchor, Board, ScriptFormat
from studio.model.history import History
from studio.model.ids import SceneId, board_path
from studio.model.operations import Create, Splice
from studio.script.scene_text import heading_of, split_scenes
from studio.script.script_edit import plan_edit
from studio.script.text_file import ScriptFile
from studio.workflows.edit_script import edit_operations, script_parts
from studio.workflows.open_project import anchor_after
from studio.workflows.script_contents import script_contents

SCRIPT = "INT. KITCHEN - DAY\n\nDora waits.\n\nThe lamp flickers.\n\nEXT. STREET - NIGHT\n\nRain falls.\n"
LAMP = "The lamp flickers."


def a_document(text: str = SCRIPT) -> Document:
    contents = script_contents(ScriptFile(text, ScriptFormat()), title="Test")
    return Document(contents, heading_of=heading_of, anchor_after=anchor_after)


def whole(document: Document) -> str:
    return script_parts(document).text


def board_for(document: Document, words: str, name: str, *, quote: str | None = None) -> None:
    for scene_id, scene in document.scenes():
        start = scene.script.find(words)
        if start >= 0:
            anchor = Anchor(start=start, end=start + len(words), quote=words if quote is None else quote)
            board = Board(order_key=f"A{name}", anchor=anchor).to_wire(with_unset=False)
            document.commit([Create(board_path(scene_id, name), board)], label="Board")
            return
    raise AssertionError(words)


def words_of(document: Document) -> dict[str, str]:
    """Board → the words that its anchor stands on."""
    found = {}
    for path, board in document.all_boards():
        scene = document.scene(SceneId(path.split("/")[1]))
        assert scene is not None
        assert board.anchor is not None
        found[path.rpartition("/")[2]] = scene.script[board.anchor.start : board.anchor.end]
    return found


def edit(document: Document, removed: str, inserted: str, *, at: int | None = None) -> None:
    text = whole(document)
    plan = plan_edit(
        script_parts(document), at=text.index(removed) if at is None else at, removed=removed, inserted=inserted
    )
    document.commit(edit_operations(document, plan), label="Typing")


def test_that_typing_is_one_splice_of_one_field() -> None:
    document = a_document()
    told: list[ChangeSet] = []
    document.subscribe(told.append)
    edit(document, "Dora", "Mina")
    (change,) = told
    assert [type(op) for op in change.ops] == [Splice]
    assert whole(document) == SCRIPT.replace("Dora", "Mina")


def test_that_a_new_heading_splits_a_scene_and_boards_go_with_their_words() -> None:
    document = a_document()
    board_for(document, "Dora waits.", "a")
    board_for(document, LAMP, "b")
    before = [name for name, _ in document.scenes()]
    edit(document, LAMP, "INT. HALL - DAY\n\n" + LAMP)
    after = [name for name, _ in document.scenes()]
    assert [after[0], after[2]] == before
    assert [document.scenes()[place][1].heading for place in range(3)] == [
        "INT. KITCHEN - DAY",
        "INT. HALL - DAY",
        "EXT. STREET - NIGHT",
    ]
    assert words_of(document) == {"a": "Dora waits.", "b": LAMP}
    assert [name for name, _ in document.boards(after[1])] == ["b"]


def test_that_a_heading_that_goes_merges_its_scene_into_the_one_above() -> None:
    document = a_document()
    board_for(document, LAMP, "a")
    board_for(document, "Rain falls.", "b")
    first, second = (name for name, _ in document.scenes())
    edit(document, "EXT. STREET - NIGHT\n\n", "")
    assert [name for name, _ in document.scenes()] == [first]
    assert words_of(document) == {"a": LAMP, "b": "Rain falls."}
    assert [name for name, _ in document.boards(first)] == ["a", "b"]
    assert document.scene(second) is None


def test_that_undoing_a_split_puts_boards_back_on_words_that_are_not_their_quote_any_more() -> None:
    document = a_document()
    history = History(document)
    board_for(document, LAMP, "b", quote="The candle flickers.")
    edit(document, LAMP, "INT. HALL - DAY\n\n" + LAMP)
    history.undo()
    assert whole(document) == SCRIPT
    (board,) = (board for _, board in document.all_boards())
    assert board.anchor is not None
    assert not board.anchor.lost
    assert words_of(document) == {"b": LAMP}
    history.redo()
    assert words_of(document) == {"b": LAMP}
    history.close()


def test_that_undoing_a_merge_puts_boards_back_into_their_scene() -> None:
    document = a_document()
    history = History(document)
    board_for(document, "Rain falls.", "b", quote="Snow falls.")
    second = document.scenes()[1][0]
    edit(document, "EXT. STREET - NIGHT\n\n", "")
    history.undo()
    assert whole(document) == SCRIPT
    assert [name for name, _ in document.boards(second)] == ["b"]
    assert words_of(document) == {"b": "Rain falls."}
    history.close()


def test_that_a_pasted_scene_lies_between_its_neighbours() -> None:
    document = a_document()
    edit(document, "", "INT. CAR - DAY\n\nThe road.\n\nINT. BAR - DAY\n\nA glass.\n\n", at=SCRIPT.index("EXT. STREET"))
    assert [scene.heading for _, scene in document.scenes()] == [
        "INT. KITCHEN - DAY",
        "INT. CAR - DAY",
        "INT. BAR - DAY",
        "EXT. STREET - NIGHT",
    ]


PIECES = st.lists(
    st.sampled_from(
        ["INT. ROOM - DAY\n", "EXT. YARD - NIGHT\n", "\n", "Words here.\n", "민호\n", "😀", "# Act\n", "a"]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=80, deadline=None)
@given(edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), PIECES), min_size=1, max_size=5))
def test_that_scenes_and_text_are_as_edited_and_undo_brings_back_all(
    edits: list[tuple[float, int, str]],
) -> None:
    document = a_document()
    history = History(document)
    board_for(document, "Dora waits.", "a", quote="Dora sits.")
    board_for(document, "Rain falls.", "b", quote="Snow falls.")
    for place, length, inserted in edits:
        text = whole(document)
        at = int(place * len(text))
        removed = text[at : at + length]
        plan = plan_edit(script_parts(document), at=at, removed=removed, inserted=inserted)
        ops = edit_operations(document, plan)
        if not ops:
            continue
        document.commit(ops, label="Typing")
        assert whole(document) == text[:at] + inserted + text[at + len(removed) :]
        split = split_scenes(whole(document))
        assert document.project.script_prelude == split.prelude
        assert tuple(scene.script for _, scene in document.scenes()) == split.scenes
        if not split.scenes:
            # With the last heading goes the last scene, and its boards with it.
            break
        assert len(document.all_boards()) == 2
    while history.undo_label() != "Board":
        history.undo()
    assert whole(document) == SCRIPT
    assert len(document.all_boards()) == 2
    history.close()
