from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QPlainTextEdit, QPushButton

from studio.collab.drafts import Drafts, KeptDraft
from studio.model.ids import scene_path
from studio.model.operations import Delete, Set, Splice
from studio.ui.draft_view import DraftView
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL, B
from tests.unit.collab.test_two_windows import Window

SCENE = scene_path(HALL)


def clash(page: StudioPage, project: Path) -> None:
    """Somebody else's window changes the words that the person is just changing, and is faster."""
    other = Window(project)
    text = str((page.document.raw(SCENE) or {})["script"])
    at = text.index("waits")
    other.document.commit([Splice(SCENE, ("script",), at, "waits", "dances")], label="Type")
    assert other.store.flush()
    page.document.commit([Splice(SCENE, ("script",), at, "waits", "sleeps")], label="Type", initiator="me")
    other.opened.close()


def told_clash(page: StudioPage, project: Path) -> None:
    clash(page, project)
    page.until(lambda: bool(page.notices))


def script(page: StudioPage) -> str:
    return str((page.document.raw(SCENE) or {})["script"])


def answer(page: StudioPage, name: str) -> None:
    page.push("noticeAction")
    page.until(lambda: page.find(QPushButton, name).isVisible())
    page.push(name)
    page.idle()


def test_that_words_that_gave_way_are_told_kept_and_may_be_used_after_all(studio: Play, project: Path) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        told_clash(page, project)
        assert page.notices[-1].startswith("Somebody else changed the same words as you.")
        assert "Mina dances" in script(page) and "sleeps" not in script(page)
        page.push("noticeAction")
        mine, theirs = page.find(QPlainTextEdit, "draftMine"), page.find(QPlainTextEdit, "draftTheirs")
        assert "Mina sleeps" in mine.toPlainText() and "Mina dances" in theirs.toPlainText()
        page.push("draftUseMine")
        page.idle()
        assert "Mina sleeps" in script(page) and "dances" not in script(page)
        page.until(lambda: not (project / "drafts").exists())
        page.run("edit.undo")
        assert "Mina dances" in script(page)

    studio(story)


def test_that_words_are_kept_over_a_restart_and_both_may_stand(studio: Play, project: Path) -> None:
    def write(page: StudioPage) -> None:
        page.open(project)
        told_clash(page, project)

    def look(page: StudioPage) -> None:
        page.open(project)
        page.until(lambda: bool(page.notices))
        answer(page, "draftBoth")
        assert script(page).index("Mina dances") < script(page).index("Mina sleeps")
        page.until(lambda: not (project / "drafts").exists())

    studio(write)
    studio(look)


def test_that_use_mine_leaves_what_else_was_written_meanwhile(studio: Play, project: Path) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        told_clash(page, project)
        page.push("noticeAction")
        at = script(page).index("I'm early")
        page.document.commit([Splice(SCENE, ("script",), at, "I'm early", "Traffic")], label="Type", initiator="other")
        assert "Traffic" in page.find(QPlainTextEdit, "draftTheirs").toPlainText()
        page.push("draftUseMine")
        assert "Mina sleeps" in script(page) and "Traffic" in script(page)

    studio(story)


def test_that_a_scene_that_was_deleted_comes_back_with_the_words(studio: Play, project: Path) -> None:
    def story(page: StudioPage) -> None:
        page.open(project)
        told_clash(page, project)
        page.push("noticeAction")
        page.document.commit([Delete(SCENE)], label="Delete scene", initiator="other")
        assert not page.find(QPushButton, "draftUseMine").isVisible()
        page.push("draftRestore")
        assert page.document.is_alive(SCENE) and "Mina sleeps" in script(page)
        page.until(lambda: not (project / "drafts").exists())
        page.run("edit.undo")
        assert not page.document.is_alive(SCENE)

    studio(story)


def test_that_what_is_kept_is_listed_where_there_is_any_and_only_then(studio: Play, project: Path) -> None:
    draft = KeptDraft("0", "Move board", "It is gone.", B, ops=(Set(B, ("action",), "She sits."),))
    Drafts(project).write(draft)
    Drafts(project).write(KeptDraft("1", "Type", "The same.", SCENE, ("script",), "Mina waits.", "Mina sings."))

    def story(page: StudioPage) -> None:
        page.open(project)
        action = page.window.registry["edit.kept"]
        page.until(action.isEnabled)
        page.until(lambda: bool(page.notices))
        assert page.notices == ["2 changes of yours gave way to somebody else's and are kept."]
        page.window.notices.tell("Something else happened meanwhile.", kind="warning")
        page.idle()
        for label in page.frame.findChildren(QLabel, "noticeText"):
            assert label.height() >= label.heightForWidth(label.width())
        page.run("edit.kept")
        rows = page.find(QListView, "draftRows")
        assert rows.model().rowCount() == 2
        rows.setCurrentIndex(rows.model().index(0, 0))
        QTest.keyClick(rows, Qt.Key.Key_Return)
        assert "She sits." in page.find(QPlainTextEdit, "draftMine").toPlainText()
        page.push("draftAgain")
        assert page.board(B).action == "She sits."
        page.until(lambda: not (project / "drafts" / "0.json").exists())
        QTest.keyClick(rows, Qt.Key.Key_Return)
        page.push("draftLater")
        page.until(lambda: not page.frame.findChildren(DraftView))
        assert action.isVisible() and (project / "drafts" / "1.json").exists()
        QTest.keyClick(rows, Qt.Key.Key_Return)
        page.push("draftKeepTheirs")
        page.until(lambda: not (project / "drafts").exists())
        assert not action.isVisible() and not action.isEnabled()

    studio(story)


def test_that_words_that_give_way_while_the_window_closes_are_there_when_it_opens(studio: Play, project: Path) -> None:
    def write(page: StudioPage) -> None:
        page.open(project)
        clash(page, project)

    def look(page: StudioPage) -> None:
        page.open(project)
        assert "Mina dances" in script(page)
        assert ["Mina sleeps" in draft.mine for draft in Drafts(project).all()] == [True]
        page.until(lambda: bool(page.notices))

    studio(write)
    studio(look)
