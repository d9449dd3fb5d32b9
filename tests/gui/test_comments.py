"""Comments in the window: written, answered, settled, found again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QStyleOptionViewItem, QToolButton

from studio.collab.embedded_store import open_project
from studio.model.comment import Comment, ScriptRange
from studio.model.history import History
from studio.model.ids import DocPath
from studio.ui.actions import ACTIONS
from studio.workflows.comments import MAX_TEXT
from studio.workflows.open_project import OpenProduction, document_of
from tests.gui.comments_page import CommentsPage
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import CAR, HALL, SCRIPTS, B

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
JUN = "Jun comes in."


def fits(button: QToolButton) -> bool:
    return button.width() >= button.sizeHint().width()


def on_words(words: str) -> ScriptRange:
    start = SCRIPTS[HALL].index(words)
    return ScriptRange(start=start, end=start + len(words), quote=words)


def test_that_a_comment_is_written_answered_changed_settled_and_undone_with_keys_alone(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        page.press(Qt.Key.Key_M, CTRL_ALT)
        page.until(comments.field.hasFocus)
        assert comments.about == "On 1A"
        page.type("Where is the door?")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: comments.texts == ["Where is the door?"])
        (thread,) = comments.threads
        assert thread.first.comment.board_id == "a"
        assert thread.first.comment.uid == "me"
        assert page.window.registry["edit.undo"].text() == "Undo: Comment"

        page.until(comments.panel.list.hasFocus)
        page.press(Qt.Key.Key_Return)
        page.until(comments.field.hasFocus)
        page.type("Behind her.")
        page.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        page.type("I think.")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: comments.texts == ["Where is the door?", "Behind her.\nI think."])
        assert comments.rows[1].is_reply

        page.until(comments.panel.list.hasFocus)
        page.press(Qt.Key.Key_F2)
        assert comments.field.toPlainText() == "Behind her.\nI think."
        page.type("Behind him.")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: comments.texts[1] == "Behind him.")
        assert comments.rows[1].is_edited

        page.press(Qt.Key.Key_E, CTRL_ALT)
        page.until(lambda: comments.rows[0].is_resolved)
        page.ctrl(Qt.Key.Key_Z)
        page.until(lambda: not comments.rows[0].is_resolved)

        page.until(comments.panel.list.hasFocus)
        page.press(Qt.Key.Key_Delete)
        page.until(lambda: comments.texts == ["Where is the door?"])
        page.push("noticeAction")
        page.until(lambda: comments.texts == ["Where is the door?", "Behind him."])

    window(story)


def test_that_the_buttons_do_what_they_say_and_only_to_ones_own_words(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        comments.joined_by(("mina", "Mina"))
        comments.said("m", Comment(uid="mina", text="Too dark.", board_id="b"))
        comments.open()
        comments.choose("Too dark.")
        assert page.selected == B
        for name in ("commentEdit", "commentDelete"):
            assert not page.find(QPushButton, name).isVisible()
        assert not page.window.registry["comments.delete"].isEnabled()
        page.push("commentReply")
        page.type("Brighter now.")
        page.push("commentPost")
        page.until(lambda: comments.texts == ["Too dark.", "Brighter now."])
        page.push("commentResolve")
        page.until(lambda: comments.rows[0].is_resolved)
        assert page.find(QPushButton, "commentResolve").text() == "Reopen"
        page.push("commentResolve")
        page.push("commentEdit")
        page.push("commentCancel")
        assert comments.field.toPlainText() == ""
        page.push("commentDelete")
        page.until(lambda: comments.texts == ["Too dark."])

    window(story)


def test_that_hostile_words_are_shown_as_what_they_are(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        comments.joined_by(("x", "Mi\u202ena <b>\n" + "x" * 200))
        comments.said("m", Comment(uid="x", text="<img src=x> \u202egpj.exe\u202c\u200b" + "w" * 300))
        comments.open()
        (row,) = comments.rows
        assert row.text == "<img src=x> gpj.exe" + "w" * 300
        assert row.name == "Mina <b> " + "x" * 51
        assert page.find(QToolButton, "side.comments").text() == "Comments 1"
        comments.choose(row.text)
        page.press(Qt.Key.Key_Return)
        comments.field.setPlainText("y" * (MAX_TEXT + 1))
        page.press(Qt.Key.Key_Return)
        page.until(lambda: any("4000" in notice for notice in page.notices))
        assert len(comments.field.toPlainText()) == MAX_TEXT + 1
        assert len(comments.threads[0].said) == 1

    window(story)


def test_that_the_tab_counts_what_is_unread_until_it_was_in_sight(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        comments.joined_by(("me", "나"), ("mina", "Mina"))
        comments.said("one", Comment(uid="mina", text="@나 look.", mentions=("me",)))
        comments.said("two", Comment(uid="mina", text="And here.", board_id="b"))
        comments.said("mine", Comment(uid="me", text="Mine."))
        assert comments.tab == "Comments 2"
        # What a filter hides was not read.
        comments.panel.desk.mark_read(frozenset({"scenes/hall/comments/one"}))
        assert comments.panel.desk.unread_count() == 2
        undo = page.window.registry["edit.undo"].text()
        comments.open()
        assert [row.is_unread for row in comments.rows] == [True, True, False]
        assert [row.mentions_me for row in comments.rows] == [True, False, False]
        page.until(lambda: comments.tab == "Comments")
        assert (page.document.raw(DocPath("members/me")) or {})["lastReadAt"] == "2026-11-28T09:01:00.000000Z"
        assert page.window.registry["edit.undo"].text() == undo
        # The marks stay as long as the list is open.
        assert [row.is_unread for row in comments.rows] == [True, True, False]
        page.push("side.board")
        comments.open()
        page.until(lambda: not any(row.is_unread for row in comments.rows))

    window(story)


def test_that_a_name_is_offered_while_it_is_typed_and_mentioned_once_it_stands_there(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        comments.joined_by(("mina", "Mina"), ("park", "Mina Park"), ("jun", "준"))
        page.run("comments.new")
        page.until(comments.field.hasFocus)
        page.type("@mi")
        (names,) = [each for each in QApplication.topLevelWidgets() if each.objectName() == "mentionList"]
        assert isinstance(names, QListView)
        page.until(names.isVisible)
        assert [names.model().index(row, 0).data() for row in range(names.model().rowCount())] == ["Mina", "Mina Park"]
        QTest.keyClick(names, Qt.Key.Key_Down)
        QTest.keyClick(names, Qt.Key.Key_Return)
        page.until(lambda: comments.field.toPlainText() == "@Mina Park ")
        assert not names.isVisible()
        page.type("look")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: comments.texts == ["@Mina Park look"])
        assert comments.threads[0].first.comment.mentions == ("park",)
        page.run("comments.new")
        page.type("@mi")
        page.until(names.isVisible)
        QTest.keyClick(names, Qt.Key.Key_Escape)
        page.until(lambda: not names.isVisible())
        assert comments.field.toPlainText() == "@mi"
        assert comments.field.hasFocus()

    window(story)


def test_that_filters_leave_what_they_name(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        comments.joined_by(("me", "나"), ("mina", "Mina"))
        comments.said("one", Comment(uid="mina", text="@나 look.", mentions=("me",)))
        comments.said("two", Comment(uid="mina", text="Settled.", board_id="b", resolved_at="2026-11-28T10:00:00Z"))
        comments.said("three", Comment(uid="me", text="Mine.", board_id="b"))
        comments.open()
        assert comments.texts == ["@나 look.", "Mine."]
        page.push("commentFilter.resolved")
        assert len(comments.texts) == 3
        page.push("commentFilter.open")
        assert comments.texts == ["Settled."]
        page.push("commentFilter.resolved")
        page.push("commentFilter.board")
        assert comments.texts == []
        page.window.view_state.select_board(B)
        assert comments.texts == ["Settled.", "Mine."]
        page.push("commentFilter.mine")
        assert comments.texts == ["Mine."]
        page.push("commentFilter.mine")
        page.push("commentFilter.board")
        page.push("commentFilter.mentions")
        assert comments.texts == ["@나 look."]

    window(story)


def test_that_selected_words_are_commented_on_marked_and_found_again(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments, editor = CommentsPage(page), page.window.script.editor
        start = editor.binding.text.index(JUN)
        editor.setFocus()
        editor.select(start, start + len(JUN))
        page.press(Qt.Key.Key_M, CTRL_ALT)
        page.until(comments.field.hasFocus)
        assert comments.about == "On Scene 1 · “Jun comes in.”"
        page.type("From where?")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: len(editor.extraSelections()) == 1)
        (mark,) = editor.extraSelections()
        assert mark.cursor.selectedText() == JUN
        assert mark.format.fontUnderline()

        # Written above, the words and their mark move along.
        editor.setFocus()
        editor.go_to(editor.binding.text.index("Mina waits"))
        page.type("Still. ")
        page.until(
            lambda: (
                comments.threads[0].first.comment.anchor
                == on_words(JUN).model_copy(update={"start": start + 7, "end": start + 7 + len(JUN)})
            )
        )
        assert [mark.cursor.selectedText() for mark in editor.extraSelections()] == [JUN]

        # From elsewhere the comment leads back to its scene, and a click on the words to the comment.
        page.push("side.board")
        page.window.view_state.select_scene(CAR)
        comments.panel.desk.choose("")
        unit = editor.document().find("comes in").selectionStart() + 2
        cursor = editor.textCursor()
        cursor.setPosition(unit)
        editor.verticalScrollBar().setValue(0)
        page.click(editor.viewport(), editor.cursorRect(cursor).center())
        page.until(comments.panel.isVisible)
        assert page.window.view_state.scene_id == HALL
        assert comments.panel.desk.chosen == comments.threads[0].path
        page.run("comments.marks")
        page.until(lambda: not editor.extraSelections())

    window(story)


def test_that_it_fits_beside_the_work_in_both_languages(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        comments.said("m", Comment(uid="mina", text="여기서 촛불이 먼저 꺼져야 해요. " * 30, board_id="a"))
        page.frame.resize(1024, 700)
        page.until(lambda: page.frame.width() == 1024)
        look_at(page, CommentsPage(page))
        page.run("view.korean")
        page.until(lambda: page.window.stage_page.viewport is not None)
        look_at(page, CommentsPage(page))

    def look_at(page: StudioPage, comments: CommentsPage) -> None:
        comments.open()
        panel = comments.panel
        comments.choose(comments.texts[0])
        for button in panel.findChildren(QPushButton):
            corner = button.mapTo(panel, button.rect().bottomRight())
            assert not button.isVisible() or panel.rect().contains(corner), button.objectName()
        for name in ("board", "tasks", "comments"):
            page.until(partial(fits, page.find(QToolButton, f"side.{name}")))
        first = panel.list.visualRect(panel.model.index(0))
        assert first.width() <= panel.list.viewport().width()
        # The scroll bar has come by now, and the words have wrapped to what it left of the width.
        needed = panel.list.itemDelegate().sizeHint(QStyleOptionViewItem(), panel.model.index(0)).height()
        page.until(lambda: panel.list.visualRect(panel.model.index(0)).height() == needed)
        assert QApplication.focusWidget() is panel.list

    window(story)


def test_that_a_project_that_can_only_be_read_shows_what_was_said_and_takes_no_word(
    studio: Play, project: Path
) -> None:
    def story(page: StudioPage) -> None:
        opened = open_project(project, read_only=True)
        document = document_of(opened)
        page.show(OpenProduction(opened, document, History.from_journal(document, opened.journal)))
        comments = CommentsPage(page)
        comments.open()
        comments.said("m", Comment(uid="mina", text="Too dark.", board_id="b"))
        comments.choose("Too dark.")
        assert page.selected == B
        assert not comments.field.isEnabled()
        assert not page.find(QPushButton, "commentReply").isVisible()
        allowed = {spec.id for spec in ACTIONS if spec.menu == "Comments" and page.window.registry[spec.id].isEnabled()}
        assert allowed == {"comments.show", "comments.next", "comments.previous", "comments.marks"}

    studio(story)
