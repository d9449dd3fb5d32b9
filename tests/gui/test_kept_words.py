from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from studio.model.ids import scene_path
from studio.model.operations import Splice
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL
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
    page.until(lambda: bool(page.notices))
    other.opened.close()


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
        clash(page, project)
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
        clash(page, project)

    def look(page: StudioPage) -> None:
        page.open(project)
        page.until(lambda: bool(page.notices))
        answer(page, "draftBoth")
        assert script(page).index("Mina dances") < script(page).index("Mina sleeps")
        page.until(lambda: not (project / "drafts").exists())

    studio(write)
    studio(look)
