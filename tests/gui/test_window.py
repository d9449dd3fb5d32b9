from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, perf_counter, thread_time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)

from studio.collab.embedded_store import open_project
from studio.collab.folder_lock import FolderLock
from studio.model.history import History
from studio.model.operations import Set
from studio.settings import load_preferences
from studio.ui.actions import ACTIONS
from studio.ui.ask_panel import AskPanel
from studio.workflows.open_project import PRODUCER, OpenProduction, document_of
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import A, B, C, small_film
from tests.gui.test_team_window import look


def production_of(project: Path, *, before_sync: Callable[[], None]) -> OpenProduction:
    """The project, opened on a disk whose speed the test decides."""
    opened = open_project(project, before_sync=before_sync)
    document = document_of(opened)
    history = History.from_journal(document, opened.journal, machine=PRODUCER)
    assert opened.store is not None
    opened.store.attach(document)
    return OpenProduction(opened, document, history)


def test_that_every_action_is_connected_and_does_something(window: Play) -> None:
    """Each action changes the document, what is looked at, or opens something."""

    def story(page: StudioPage) -> None:
        view, document = page.window.view_state, page.document

        def state() -> tuple[object, ...]:
            dialogs = [d.objectName() or d.windowTitle() for d in page.frame.findChildren(QDialog) if d.isVisible()]
            seen = (view.board, view.scene_id, view.workspace, view.view, view.look, view.frame, view.is_playing)
            work = page.window.services.tasks.running
            palette = page.window.command_palette.isVisible()
            focus = QApplication.focusWidget()
            return (
                document.revision,
                *seen,
                focus,
                dialogs,
                palette,
                work,
                tuple(page.notices),
                page.ended,
                page.window,
            )

        def said() -> None:
            comments = page.window.comments.desk
            place = comments.here()
            assert place is not None
            comments.post("Said.", place)
            page.window.strip.setFocus()

        before_each = {
            **{spec.id: said for spec in ACTIONS if spec.menu == "Comments"},
            "edit.redo": lambda: page.run("edit.undo"),
            "scene.previous": lambda: view.select_board(page.window.boards.path_at(len(page.order) - 1)),
            "view.stage": lambda: page.run("view.cut"),
            "view.camera": lambda: page.run("view.plan"),
            "view.clay": lambda: page.run("view.sketch"),
            "play.start": lambda: view.go_to_frame(3),
            "play.back": lambda: view.go_to_frame(3),
            "agents.tasks": page.window.strip.setFocus,
            "file.sample": lambda: None,
        }
        # Those that end the story of this window have tests of their own.
        others = {"file.quit", "file.sample", "view.english", "view.korean"}
        # These need a proposal, or agents at work.
        others |= {"agents.next", "agents.proposal", "agents.pause"}
        # This needs something that gave way.
        others |= {"edit.kept"}
        # These need a team's project.
        others |= {"file.copy", "file.members"}
        # These need company.
        others |= {"people.follow", *(spec.id for spec in ACTIONS if spec.menu == "Review")}
        others |= {spec.id for spec in ACTIONS if spec.keys or spec.id in ("view.still", "comments.marks")}
        page.until(lambda: "Looking through the boards" in page.window.services.tasks.running)
        page.idle()
        for spec in ACTIONS:
            if spec.id in others:
                continue
            view.show_workspace("stage")
            second = page.window.boards.path_at(1)
            view.select_board(second)
            page.window.commands.set(second, "notes", f"before {spec.id}", label="Note")
            page.idle()
            before_each.get(spec.id, lambda: None)()
            before = state()
            page.run(spec.id)
            assert state() != before, spec.id
            page.idle()
            view.set_playing(playing=False)
            page.window.command_palette.close_palette()
            page.find(AskPanel, "askPanel").close_panel()
            for dialog in page.frame.findChildren(QDialog):
                dialog.close()
            QTest.qWait(1)
            page.until(lambda: not [d for d in page.frame.findChildren(QDialog) if d.isVisible()])

    window(story)


def test_that_undo_and_redo_go_over_everything_by_name(window: Play) -> None:
    def story(page: StudioPage) -> None:
        undo, redo = page.window.registry["edit.undo"], page.window.registry["edit.redo"]
        page.set_duration("2:00")
        page.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        before = page.board(A).camera_keys
        page.push("size.CU")
        page.until(lambda: page.board(A).camera_keys != before)
        page.idle()
        framed = page.board(A)
        page.turn_to_draw()
        page.draw_with_mouse((0.3, 0.3), (0.4, 0.4))
        labels = []
        while undo.isEnabled():
            labels.append(undo.text())
            undo.trigger()
        assert labels == ["Undo: Draw", "Undo: Frame board", "Undo: Move board", "Undo: Change duration"]
        assert redo.text() == "Redo: Change duration"
        while redo.isEnabled():
            redo.trigger()
        assert page.board(A).duration_frames == 48
        assert page.order == ["b", "a", "c", "d"]
        assert (page.board(A).camera_keys, page.board(A).shot_size) == (framed.camera_keys, framed.shot_size)
        assert len(page.window.draw_page.strokes()) == 1
        assert page.notices == []

    window(story)


def test_that_what_was_changed_since_is_not_undone_and_told(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.commands.set(A, "notes", "mine", label="Note")
        page.document.commit([Set(A, ("notes",), "theirs")], label="Note", origin="remote", initiator="Mina")
        page.run("edit.undo")
        assert page.notices == ["“Note” was left as it is: it has been changed since."]
        assert page.board(A).notes == "theirs"

    window(story)


def test_that_saved_here_comes_only_after_the_disk_acknowledged(studio: Play, project: Path) -> None:
    gate = threading.Event()
    gate.set()

    def before_sync() -> None:
        gate.wait(20)

    def story(page: StudioPage) -> None:
        page.show(production_of(project, before_sync=before_sync))
        page.until(lambda: page.saved_state == "Saved here")
        gate.clear()
        page.set_duration("2:00")
        page.until(lambda: page.saved_state == "Saving…")
        QTest.qWait(150)
        assert page.saved_state == "Saving…"
        gate.set()
        page.until(lambda: page.saved_state == "Saved here")

    studio(story)


def test_that_a_disk_that_refuses_is_told_and_closing_is_put_off(studio: Play, project: Path) -> None:
    full = [False]

    def before_sync() -> None:
        if full[0]:
            raise OSError(28, "No space left on device")

    def story(page: StudioPage) -> None:
        page.show(production_of(project, before_sync=before_sync))
        full[0] = True
        page.set_duration("2:00")
        page.until(lambda: page.saved_state == "Not saved")
        assert len(page.notices) == 1
        full[0] = False
        page.until(lambda: page.saved_state == "Saved here")

    studio(story)


def test_that_closing_waits_for_a_slow_disk(studio: Play, project: Path) -> None:
    slow = [0.0]

    def before_sync() -> None:
        deadline = monotonic() + slow[0]
        while monotonic() < deadline:
            threading.Event().wait(0.01)

    def change(page: StudioPage) -> None:
        page.show(production_of(project, before_sync=before_sync))
        slow[0] = 0.4
        page.set_duration("2:00")

    def look(page: StudioPage) -> None:
        page.open(project)
        assert page.board(A).duration_frames == 48
        assert page.window.registry["edit.undo"].text() == "Undo: Change duration"

    studio(change)
    studio(look)


def test_that_a_read_only_project_says_so_and_cannot_be_edited(studio: Play, project: Path) -> None:
    def story(page: StudioPage) -> None:
        holder = FolderLock.acquire(project)
        assert holder is not None
        try:
            page.open(project)
            revision = page.document.revision
            assert page.saved_state == "read only"
            assert page.notices == [f"{project.name} is just being replaced; here it can only be read."]
            page.set_duration("5:00")
            page.field("boardNotes").setFocus()
            page.type("words")
            page.window.script.setFocus()
            page.type("words")
            page.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
            for name in ("scene.stage", "scene.boards", "board.new", "board.delete", "board.later", "edit.undo"):
                assert not page.window.registry[name].isEnabled()
            page.window.services.work.frame(A, shot_size="CU")
            page.window.services.work.stage_scene("hall", "a forest")
            page.turn_to_draw()
            page.draw_with_mouse((0.3, 0.3), (0.5, 0.5))
            assert page.notices[-1] == "This project can only be read here, so nothing can be drawn."
            page.idle()
            assert page.document.revision == revision
            page.run("play.toggle")
            assert page.window.view_state.is_playing
        finally:
            page.close()
            holder.release()

    studio(story)


def test_that_what_the_store_says_is_in_the_language_of_the_window(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.run("view.korean")
        words = "film.dream cannot be written (No space left on device); look after the disk."
        page.window.notices.tell(words, kind="warning")
        page.window.notices.tell(words, kind="warning")
        page.idle()
        look(page.frame, "ko-notice")
        assert page.notices == ["film.dream에 쓸 수 없습니다(No space left on device). 디스크를 살펴보세요."]
        page.window.notices.withdraw(words)
        assert page.notices == []

    window(story)


def test_that_the_language_changes_and_what_is_looked_at_stays(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(C)
        page.run("view.cut")
        page.run("view.korean")
        assert page.selected == C
        assert page.window.view_state.workspace == "cut"
        assert page.text("boardTitle") == "보드 1C"
        assert page.window.registry["edit.undo"].text() == "실행 취소"
        assert page.saved_state == "여기에 저장됨"
        assert load_preferences().language == "ko"
        page.run("view.english")
        assert page.selected == C
        assert page.text("boardTitle") == "Board 1C"

    window(story)


def test_that_the_language_changes_while_boards_are_drawn(window: Play) -> None:
    def story(page: StudioPage) -> None:
        before = page.board(A)
        page.push("size.CU")
        page.until(lambda: page.board(A).camera_keys != before.camera_keys)
        page.run("view.korean")
        page.until(lambda: page.board(A).image_url != before.image_url, timeout_s=20)

    window(story)


@pytest.mark.parametrize(("typed", "found"), [("duplic", "Duplicate board"), ("복제", "Duplicate board")])
def test_that_the_palette_finds_actions_by_english_and_korean_words(window: Play, typed: str, found: str) -> None:
    def story(page: StudioPage) -> None:
        page.strip().setFocus()
        page.ctrl(Qt.Key.Key_K)
        palette = page.window.command_palette
        palette.field.setText(typed)
        assert [entry.text for entry in palette.shown] == [found]
        page.press(Qt.Key.Key_Return)
        assert not palette.isVisible()
        assert len(page.order) == 5
        assert page.strip().hasFocus()

    window(story)


def test_that_the_palette_goes_to_scenes_and_boards(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.ctrl(Qt.Key.Key_K)
        page.type("harbour")
        page.press(Qt.Key.Key_Return)
        assert page.window.view_state.scene_id == "harbour"
        page.ctrl(Qt.Key.Key_K)
        page.type("you're late")
        page.press(Qt.Key.Key_Return)
        assert page.selected == B

    window(story)


def test_that_the_palette_is_left_by_escape_or_a_click_elsewhere(window: Play) -> None:
    def story(page: StudioPage) -> None:
        palette = page.window.command_palette
        page.field("boardNotes").setFocus()
        page.ctrl(Qt.Key.Key_K)
        page.press(Qt.Key.Key_Down)
        assert page.find(QListView, "palette").currentIndex().row() == 1
        page.press(Qt.Key.Key_Escape)
        assert not palette.isVisible()
        assert page.field("boardNotes").hasFocus()
        page.ctrl(Qt.Key.Key_K)
        page.click(page.strip().viewport())
        page.strip().setFocus()
        assert not palette.isVisible()

    window(story)


def test_that_notices_are_few_and_can_be_closed_and_acted_upon(window: Play) -> None:
    def story(page: StudioPage) -> None:
        notices, done = page.window.notices, []
        for place in range(6):
            notices.tell(f"Sentence {place}.", kind="warning")
        notices.tell("Sentence 5.", kind="warning")
        assert page.notices == [f"Sentence {place}." for place in (2, 3, 4, 5)]
        notices.tell("Do it?", action=("Do", lambda: done.append(True)))
        page.push("noticeAction")
        assert done == [True]
        while page.notices:
            page.click(page.frame.findChildren(QToolButton, "noticeClose")[0])
        assert not notices.isVisible()

    window(story)


def test_that_export_writes_the_shot_list(window: Play, tmp_path: Path) -> None:
    def story(page: StudioPage) -> None:
        page.run("file.export_csv")
        dialog = page.find(QFileDialog, "QFileDialog")
        dialog.fileSelected.emit(str(tmp_path / "shots.csv"))
        dialog.close()
        page.until(lambda: page.notices)
        assert (tmp_path / "shots.csv").read_text(encoding="utf-8-sig").count("\n") >= 5

    window(story)


def test_that_everything_that_can_be_used_has_a_name_for_all(window: Play) -> None:
    kinds = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)

    def story(page: StudioPage) -> None:
        nameless, mute = [], []
        for workspace in ("script", "stage", "draw", "cut"):
            page.run(f"view.{workspace}")
            for widget in page.frame.findChildren(QWidget):
                if not isinstance(widget, kinds) or not widget.isVisible() or widget.objectName().startswith("qt_"):
                    continue
                parent = widget.parentWidget()
                where = f"{type(widget).__name__} in {parent.objectName() if parent else 'nothing'}"
                if not widget.objectName():
                    nameless.append(where)
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                if not (text or widget.accessibleName()) and not _is_scroll_bar(widget):
                    mute.append(widget.objectName() or where)
        assert [name for name in nameless if "scroll" not in name.casefold()] == []
        assert sorted(set(mute)) == []

    window(story)


def _is_scroll_bar(widget: QWidget) -> bool:
    return type(widget).__name__ == "QScrollBar"


def test_that_tab_goes_round_through_everything(window: Play) -> None:
    def story(page: StudioPage) -> None:
        seen: list[str] = []
        page.strip().setFocus()
        for _ in range(120):
            page.press(Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            assert focused is not None
            if focused is page.strip():
                break
            seen.append(focused.objectName())
        wanted = {"boardDuration", "boardMove", "boardDialogue", "boardAction", "boardNotes", "stagePrompt", "lens"}
        assert wanted <= set(seen)
        fields = [name for name in seen if name in ("boardDuration", "boardMove", "boardDialogue", "boardNotes")]
        assert fields == ["boardDuration", "boardMove", "boardDialogue", "boardNotes"]

    window(story)


def test_that_a_film_of_fifteen_hundred_boards_stays_quick(studio: Play, tmp_path: Path) -> None:
    project = small_film(tmp_path / "long", boards=1496)

    def story(page: StudioPage) -> None:
        page.open(project)
        strip, boards = page.strip(), page.window.boards
        assert len(page.order) == 1500
        # The thread's own time: how long it waits for its turn tells of the machine.
        took = []
        for _ in range(5):
            started = thread_time()
            boards.beginResetModel()
            boards.endResetModel()
            strip.doItemsLayout()
            took.append(thread_time() - started)
        assert min(took) < 0.05
        bar = strip.horizontalScrollBar()
        took.clear()
        for step in range(40):
            bar.setValue(bar.maximum() * step // 40)
            started = thread_time()
            strip.viewport().repaint()
            took.append(thread_time() - started)
        assert sorted(took)[len(took) // 2] < 0.016
        page.strip().setFocus()
        page.press(Qt.Key.Key_End)
        assert page.selected == boards.path_at(1499)
        rect = strip.visualRect(strip.currentIndex())
        assert strip.viewport().rect().intersects(rect)
        QTest.qWait(200)
        assert page.window.pictures.kept_bytes < 170 * 1024 * 1024

    studio(story)


def test_that_the_window_stays_alive_while_a_person_draws_and_stages(window: Play) -> None:
    """Beats are counted, not timed hard: a shared machine may pause, but not most of the time."""

    def story(page: StudioPage) -> None:
        gaps: list[float] = []
        last = [perf_counter()]

        def beat() -> None:
            now = perf_counter()
            gaps.append(now - last[0])
            last[0] = now

        heart = QTimer(page.window)
        heart.setTimerType(Qt.TimerType.PreciseTimer)
        heart.timeout.connect(beat)
        heart.start(4)
        page.turn_to_draw()
        page.window.services.work.stage_scene("hall", "a forest with three trees and a tent")
        for row in range(12):
            page.draw_with_mouse(*((0.1 + 0.02 * step, 0.1 + 0.05 * row) for step in range(30)))
            QTest.qWait(5)
        page.idle()
        heart.stop()
        late = [gap for gap in gaps if gap > 0.05]
        assert len(late) < len(gaps) / 4

    window(story)


def test_that_the_set_and_the_camera_plot_are_exported(window: Play, tmp_path: Path) -> None:
    def story(page: StudioPage) -> None:
        for action, name, begins in (
            ("file.export_glb", "set.glb", b"glTF"),
            ("file.export_plot", "camera_plot.pdf", b"%PDF"),
        ):
            page.run(action)
            dialog = page.find(QFileDialog, "QFileDialog")
            dialog.fileSelected.emit(str(tmp_path / name))
            dialog.close()
            page.until((tmp_path / name).exists, timeout_s=30)
            page.until(lambda: not page.frame.findChildren(QFileDialog))
            assert (tmp_path / name).read_bytes().startswith(begins)
            page.idle()

    window(story)
