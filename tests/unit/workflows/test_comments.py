"""Comments as people make them: threads, whose they are, what they stand on, and what becomes of that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from pydantic import ValidationError

from studio.errors import CommitRefused, InputError
from studio.model.comment import Comment, FrameRange, PicturePoint, ScriptRange, comment_path
from studio.model.document import Document
from studio.model.documents import ScriptFormat
from studio.model.history import History, Undone
from studio.model.ids import DocPath, SceneId, Uid, board_path, doc_id, scene_of, scene_path
from studio.model.operations import Create, Delete
from studio.script.scene_text import heading_of
from studio.script.script_edit import plan_edit
from studio.script.text_file import ScriptFile
from studio.workflows.comment_threads import CommentFilter, Reading, Thread, all_threads, has_unread, passes, thread_at
from studio.workflows.comments import MAX_TEXT, CommentPlace, Comments, place_on_board, with_board
from studio.workflows.edit_script import edit_operations, script_parts
from studio.workflows.open_project import anchor_after
from studio.workflows.people import mentioned, people_of
from studio.workflows.script_contents import script_contents

SCRIPT = "INT. KITCHEN - DAY\n\nDora waits.\n\nThe lamp flickers.\n\nEXT. STREET - NIGHT\n\nRain falls.\n"
ME, MINA = Uid("me"), Uid("mina")


def clock() -> Callable[[], str]:
    ticks: Iterator[int] = count()
    return lambda: f"2026-11-28T12:{next(ticks):02}:00.000000Z"


def a_project() -> Document:
    contents = script_contents(ScriptFile(SCRIPT, ScriptFormat()), title="Test")
    for uid, name in ((ME, "나"), (MINA, "Mina"), ("park", "Mina Park"), ("jun", "준")):
        contents[DocPath(f"members/{uid}")] = {"uid": uid, "displayName": name}
    document = Document(contents, heading_of=heading_of, anchor_after=anchor_after, now=clock())
    kitchen = document.scenes()[0][0]
    document.commit([Create(board_path(kitchen, "b1"), {"orderKey": "A", "takeId": "frame"})], label="Board")
    return document


def kitchen(document: Document) -> SceneId:
    return document.scenes()[0][0]


def on_words(document: Document, words: str) -> CommentPlace:
    for scene_id, scene in document.scenes():
        start = scene.script.find(words)
        if start >= 0:
            anchor = ScriptRange(start=start, end=start + len(words), quote=words)
            return CommentPlace(scene_id, anchor=anchor)
    raise AssertionError(words)


def comment(document: Document, path: DocPath) -> Comment:
    found = document.comment(path)
    assert found is not None, path
    return found


def the_thread(document: Document) -> Thread:
    (thread,) = all_threads(document)
    return thread


def words_of(document: Document) -> str | None:
    """The words that the one thread stands on; None where they are lost."""
    thread = the_thread(document)
    anchor, scene = thread.first.comment.anchor, document.scene(thread.scene_id)
    assert isinstance(anchor, ScriptRange)
    assert scene is not None
    return None if anchor.lost else scene.script[anchor.start : anchor.end]


def edit(document: Document, removed: str, inserted: str) -> None:
    parts = script_parts(document)
    plan = plan_edit(parts, at=parts.text.index(removed), removed=removed, inserted=inserted)
    document.commit(edit_operations(document, plan), label="Typing", initiator=ME)


def test_that_a_thread_is_posted_answered_and_settled_and_every_deed_is_undone() -> None:
    document = a_project()
    history = History(document)
    mine, minas = Comments(document, ME, now=clock()), Comments(document, MINA, now=clock())
    path = mine.post("Can we see the door?", place_on_board(document, board_path(kitchen(document), "b1")))
    assert comment(document, path).board_id == "b1"
    assert comment(document, path).take_id == "frame"
    assert comment(document, path).created_at
    answer = minas.reply(path, "Yes.")
    mine.reply(answer, "Good.")
    assert [said.comment.text for said in the_thread(document).said] == ["Can we see the door?", "Yes.", "Good."]
    minas.set_resolved(answer, resolved=True)
    assert the_thread(document).is_resolved
    assert history.undo_label(MINA) == "Resolve comment"
    assert isinstance(history.undo(MINA), Undone)
    assert not the_thread(document).is_resolved
    mine.edit(path, "Can we see the door behind her?")
    assert comment(document, path).edited_at is not None
    assert isinstance(history.undo(ME), Undone)
    assert comment(document, path).text == "Can we see the door?"
    assert comment(document, path).edited_at is None
    assert isinstance(history.undo(ME), Undone)
    assert [said.comment.text for said in the_thread(document).said] == ["Can we see the door?", "Yes."]


def test_that_an_answer_opens_a_settled_thread_again() -> None:
    document = a_project()
    comments = Comments(document, ME)
    path = comments.post("Too dark.", CommentPlace(kitchen(document)))
    comments.set_resolved(path, resolved=True)
    comments.reply(path, "Still too dark.")
    assert not the_thread(document).is_resolved


def test_that_only_who_wrote_a_comment_changes_it_or_takes_it_back() -> None:
    document = a_project()
    path = Comments(document, MINA).post("Mine.", CommentPlace(kitchen(document)))
    other = Comments(document, ME)
    assert not other.may_change(path)
    with pytest.raises(CommitRefused):
        other.edit(path, "Yours.")
    with pytest.raises(CommitRefused):
        other.delete(path)
    with pytest.raises(CommitRefused):
        other.redraw(path, "media:x")
    assert comment(document, path).text == "Mine."


def test_that_answers_stay_when_the_first_comment_is_taken_back_and_undo_brings_it_back() -> None:
    document = a_project()
    history = History(document)
    comments = Comments(document, ME)
    path = comments.post("First.", CommentPlace(kitchen(document)))
    answer = Comments(document, MINA).reply(path, "Second.")
    comments.delete(path)
    thread = thread_at(document, answer)
    assert thread is not None
    assert thread.first.is_deleted
    assert [said.comment.text for said in thread.replies] == ["Second."]
    history.undo(ME)
    assert not the_thread(document).first.is_deleted


@pytest.mark.parametrize("typed", ["", "  \n ", "\u202e\u200b\u3164"])
def test_that_nothing_is_not_posted(typed: str) -> None:
    document = a_project()
    with pytest.raises(InputError):
        Comments(document, ME).post(typed, CommentPlace(kitchen(document)))


def test_that_a_comment_has_a_greatest_length_and_keeps_no_hidden_characters() -> None:
    document = a_project()
    comments = Comments(document, ME)
    path = comments.post("가" * MAX_TEXT + "\u200b", CommentPlace(kitchen(document)))
    assert comment(document, path).text == "가" * MAX_TEXT
    with pytest.raises(InputError, match="4,001"):
        comments.edit(path, "가" * (MAX_TEXT + 1))
    comments.edit(path, "see \u202egpj.exe <b>now</b>")
    assert comment(document, path).text == "see gpj.exe <b>now</b>"


def test_that_a_comment_follows_its_words_and_finds_them_again() -> None:
    document = a_project()
    history = History(document)
    Comments(document, MINA).post("Which lamp?", on_words(document, "The lamp flickers."))
    edit(document, "Dora waits.", "Dora waits and waits.\n\nSo do we.")
    assert words_of(document) == "The lamp flickers."
    edit(document, "lamp", "old lamp")
    assert words_of(document) == "The old lamp flickers."
    edit(document, "The old lamp flickers.", "Dark!")
    assert words_of(document) in (None, "")
    for _ in range(3):
        assert isinstance(history.undo(ME), Undone)
    assert words_of(document) == "The lamp flickers."


def test_that_comments_go_with_their_words_where_scenes_are_parted_and_joined() -> None:
    document = a_project()
    history = History(document)
    comments = Comments(document, MINA)
    path = comments.post("Which lamp?", on_words(document, "The lamp flickers."))
    comments.reply(path, "The one above.")
    before = kitchen(document)
    edit(document, "The lamp flickers.", "INT. HALL - DAY\n\nThe lamp flickers.")
    thread = the_thread(document)
    assert thread.scene_id == document.scenes()[1][0] != before
    assert words_of(document) == "The lamp flickers."
    assert len(thread.replies) == 1
    history.undo(ME)
    assert the_thread(document).scene_id == before
    edit(document, "EXT. STREET - NIGHT\n\n", "")
    assert words_of(document) == "The lamp flickers."


def test_that_comments_on_a_scene_that_ends_go_to_the_one_that_takes_its_text() -> None:
    document = a_project()
    street = document.scenes()[1][0]
    Comments(document, MINA).post("More rain.", CommentPlace(street))
    edit(document, "EXT. STREET - NIGHT\n\n", "")
    assert len(document.scenes()) == 1
    assert the_thread(document).scene_id == kitchen(document)


def test_that_comments_on_a_board_go_with_it_to_another_scene() -> None:
    document = a_project()
    board = board_path(kitchen(document), "b1")
    comments = Comments(document, MINA)
    path = comments.post("Here.", place_on_board(document, board, PicturePoint(x=0.25, y=0.5)))
    comments.reply(path, "There.")
    comments.post("Not about the board.", CommentPlace(kitchen(document)))
    street = document.scenes()[1][0]
    document.commit(with_board(document, board, scene_path(street)), label="Move board")
    assert [scene_of(each.path) for each in all_threads(document)] == [kitchen(document), street]


def test_that_a_point_lies_on_the_picture_and_frames_run_forward() -> None:
    document = a_project()
    scene = kitchen(document)
    with pytest.raises(ValidationError):
        PicturePoint(x=1.2, y=0)
    with pytest.raises(ValidationError):
        FrameRange(first=5, last=4)
    hostile = {"uid": "mina", "text": "x", "anchor": {"kind": "point", "x": 1e300, "y": 0}}
    with pytest.raises(CommitRefused):
        document.commit([Create(comment_path(scene, "c"), hostile)], label="From outside", origin="remote")


def test_that_names_are_found_in_both_scripts_the_longer_one_first() -> None:
    people = people_of(a_project())
    assert mentioned("@mina look, @Mina Park too", people) == ("mina", "park")
    assert mentioned("@Mina는 @준이가 봐 주세요", people) == ("mina", "jun")
    assert mentioned("a@mina.org, @minaret, @nobody, @", people) == ()


def test_that_mentions_are_kept_and_follow_an_edit() -> None:
    document = a_project()
    comments = Comments(document, ME)
    path = comments.post("@Mina?", CommentPlace(kitchen(document)))
    assert comment(document, path).mentions == (MINA,)
    comments.edit(path, "@준?")
    assert comment(document, path).mentions == ("jun",)


def test_that_what_others_said_is_unread_until_it_was_read_and_reading_is_no_step() -> None:
    document = a_project()
    history = History(document)
    mine, minas = Comments(document, ME), Comments(document, MINA)
    mine.post("Mine.", CommentPlace(kitchen(document)))
    assert not any(has_unread(thread, mine.reading()) for thread in all_threads(document))
    path = minas.post("Hers.", CommentPlace(kitchen(document)))
    assert [has_unread(thread, mine.reading()) for thread in all_threads(document)] == [False, True]
    mine.mark_read(comment(document, path).created_at or "")
    assert not any(has_unread(thread, mine.reading()) for thread in all_threads(document))
    assert (document.raw(DocPath("members/me")) or {})["lastReadAt"] == comment(document, path).created_at
    assert history.undo_label(ME) == "Comment"
    mine.mark_read("2026-01-01")
    assert mine.read_at == comment(document, path).created_at


def test_that_reading_is_kept_for_the_session_where_nobody_is_a_member() -> None:
    document = a_project()
    document.commit([Delete(DocPath("members/me"))], label="Leave")
    path = Comments(document, MINA).post("Hers.", CommentPlace(kitchen(document)))
    mine = Comments(document, ME)
    mine.mark_read(comment(document, path).created_at or "")
    assert not has_unread(the_thread(document), mine.reading())


def test_that_filters_leave_what_they_name() -> None:
    document = a_project()
    board = board_path(kitchen(document), "b1")
    mine, minas = Comments(document, ME), Comments(document, MINA)
    names = {
        "on board": mine.post("Board.", place_on_board(document, board)),
        "mention": minas.post("@나?", CommentPlace(kitchen(document))),
        "settled": minas.post("Done.", CommentPlace(kitchen(document))),
    }
    mine.set_resolved(names["settled"], resolved=True)
    reading = mine.reading(board)

    def left(*filters: CommentFilter, reading: Reading = reading) -> set[str]:
        found = {thread.path for thread in all_threads(document) if passes(thread, set(filters), reading)}
        return {name for name, path in names.items() if path in found}

    assert left() == set(names)
    assert left("open") == {"on board", "mention"}
    assert left("resolved") == {"settled"}
    assert left("open", "resolved") == set(names)
    assert left("mine") == {"on board"}
    assert left("mentions", "open") == {"mention"}
    assert left("unread") == {"mention", "settled"}
    assert left("board") == {"on board"}
    assert left("board", reading=mine.reading()) == set()


def test_that_threads_end_where_a_broken_client_wrote_a_circle() -> None:
    document = a_project()
    scene = kitchen(document)
    for name, parent in (("a", "b"), ("b", "a"), ("c", "nobody")):
        fields = {"uid": "mina", "text": name, "parentId": parent}
        document.commit([Create(comment_path(scene, name), fields)], label="From outside", origin="remote")
    assert sorted(doc_id(thread.path) for thread in all_threads(document)) == ["a", "c"]
