from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QSlider, QToolButton

from studio.ui.film_player import FilmScreen, Playback
from studio.ui.view_state import ViewState
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import FRAMES, A, B, C, D

TOTAL = sum(FRAMES.values())


def has_come_to(view: ViewState, frame: int) -> bool:
    return view.frame >= frame


def is_playing(page: StudioPage) -> bool:
    return page.window.view_state.is_playing


def test_that_space_plays_and_stops(window: Play) -> None:
    def story(page: StudioPage) -> None:
        view = page.window.view_state
        page.strip().setFocus()
        page.press(Qt.Key.Key_Space)
        assert is_playing(page)
        assert page.find(FilmScreen, "filmScreen").isVisible()
        page.until(lambda: view.frame > 3)
        page.press(Qt.Key.Key_Space)
        assert not is_playing(page)
        assert not page.find(FilmScreen, "filmScreen").isVisible()

    window(story)


def test_that_the_film_plays_by_the_clock_and_shows_each_board_for_its_frames(window: Play) -> None:
    def story(page: StudioPage) -> None:
        view, boards = page.window.view_state, page.window.boards
        now = [1000.0]
        playback = Playback(boards, view, page.window, now_ms=lambda: now[0])
        page.window.playback.deleteLater()
        shown: dict[str, int] = {}
        playback.toggle()
        for frame in range(TOTAL):
            # A little late each time: the clock says which frame it is, not how often it was asked.
            now[0] = 1000 + (frame + 0.5) * 1000 / 24
            page.until(partial(has_come_to, view, frame))
            assert view.frame == frame
            shown[str(view.board)] = shown.get(str(view.board), 0) + 1
        assert shown == FRAMES
        page.until(lambda: not view.is_playing)
        assert view.frame == TOTAL - 1

    window(story)


def test_that_playing_from_the_end_begins_at_the_start(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(D)
        page.window.playback.step(1000)
        assert page.window.view_state.frame == TOTAL - 1
        page.run("play.toggle")
        assert page.window.view_state.frame < 5
        page.run("play.toggle")

    window(story)


def test_that_frames_are_stepped_and_the_start_is_one_key_away(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.script.clearFocus()
        page.window.setFocus()
        view = page.window.view_state
        page.click_board(B)
        page.window.setFocus()
        page.press(Qt.Key.Key_Left)
        assert (view.frame, page.selected) == (23, A)
        page.press(Qt.Key.Key_Right)
        assert (view.frame, page.selected) == (24, B)
        page.press(Qt.Key.Key_Home)
        assert (view.frame, page.selected) == (0, A)
        page.press(Qt.Key.Key_Left)
        assert view.frame == 0

    window(story)


def test_that_space_presses_the_focused_button_instead(window: Play) -> None:
    def story(page: StudioPage) -> None:
        view = page.window.view_state
        tab = page.find(QToolButton, "view.tab.plan")
        tab.setFocus()
        page.press(Qt.Key.Key_Space)
        assert view.view == "plan"
        assert not is_playing(page)

    window(story)


def test_that_space_types_a_space_in_text_fields(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.field("boardNotes").setFocus()
        page.type("a b")
        assert page.board(A).notes == "a b"
        page.find(QLineEdit, "stagePrompt").setFocus()
        page.find(QLineEdit, "stagePrompt").clear()
        page.type("a hall")
        assert page.find(QLineEdit, "stagePrompt").text() == "a hall"
        assert not page.window.view_state.is_playing

    window(story)


def test_that_arrows_belong_to_the_focused_slider_and_space_to_the_focused_list(window: Play) -> None:
    def story(page: StudioPage) -> None:
        slider = page.find(QSlider, "lens")
        slider.setFocus()
        before = slider.value()
        slider.blockSignals(True)
        page.press(Qt.Key.Key_Right)
        slider.blockSignals(False)
        assert slider.value() == before + 1
        box = page.find(QComboBox, "boardMove")
        box.setFocus()
        page.press(Qt.Key.Key_Space)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup, Qt.Key.Key_Escape)
        assert not page.window.view_state.is_playing
        assert page.window.view_state.frame == 0

    window(story)


def test_that_the_playhead_follows_the_selection_and_new_lengths(window: Play) -> None:
    def story(page: StudioPage) -> None:
        view = page.window.view_state
        view.select_board(C)
        assert view.frame == 36
        page.window.commands.set(A, "durationFrames", 48, label="Longer")
        assert (view.frame, page.selected) == (60, C)
        page.window.commands.delete(D)
        page.window.commands.delete(C)
        assert page.selected == B
        assert 48 <= view.frame < 60

    window(story)


def test_that_a_double_click_seeks_within_a_board(window: Play) -> None:
    def story(page: StudioPage) -> None:
        strip = page.strip()
        rect = strip.visualRect(strip.model().index(2, 0))
        QTest.mouseDClick(strip.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center())
        assert 36 + 12 < page.window.view_state.frame < 36 + 24

    window(story)


def test_that_a_click_while_playing_stops_there(window: Play) -> None:
    def story(page: StudioPage) -> None:
        view = page.window.view_state
        page.run("play.toggle")
        page.until(lambda: view.frame > 1)
        page.click_board(C)
        assert not is_playing(page)
        assert (view.frame, page.selected) == (36, C)

    window(story)
