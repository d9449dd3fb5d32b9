"""A scene that somebody else is editing holds against every way of typing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.gui.script_page import THREE_SCENES, ScriptPage, script_page

pytestmark = pytest.mark.usefixtures("qapp")

CTRL = Qt.KeyboardModifier.ControlModifier
TOLD = "EXT. STREET - NIGHT is being edited by mina. It opens when they are done."


def in_rain(page: ScriptPage) -> None:
    page.put_cursor(page.after("Rain"))


def key(page: ScriptPage) -> None:
    in_rain(page)
    page.type_in("s")


def several_keys(page: ScriptPage) -> None:
    in_rain(page)
    page.type_in("fall\nand")


def enter(page: ScriptPage) -> None:
    in_rain(page)
    page.press(Qt.Key.Key_Return)


def backspace(page: ScriptPage) -> None:
    in_rain(page)
    page.press(Qt.Key.Key_Backspace)


def delete_a_word(page: ScriptPage) -> None:
    in_rain(page)
    page.press(Qt.Key.Key_Backspace, CTRL)


def delete_to_the_next_word(page: ScriptPage) -> None:
    in_rain(page)
    page.press(Qt.Key.Key_Delete, CTRL)


def key_over_a_selection(page: ScriptPage) -> None:
    page.editor.select(page.at("You're"), page.after("Rain"))
    page.type_in("x")


def cut(page: ScriptPage) -> None:
    page.select("Rain on the road.")
    page.press(Qt.Key.Key_X, CTRL)


def cut_across_scenes(page: ScriptPage) -> None:
    page.press(Qt.Key.Key_A, CTRL)
    page.press(Qt.Key.Key_X, CTRL)


def paste(page: ScriptPage) -> None:
    in_rain(page)
    page.paste("INT. CAR - DAY\n\nThe road.\n")


def middle_click(page: ScriptPage) -> None:
    QApplication.clipboard().setText("words", QApplication.clipboard().Mode.Selection)
    in_rain(page)
    page.editor.paste()


def drop(page: ScriptPage) -> None:
    page.drop("Cold ", page.at("Rain"))


def drag_into(page: ScriptPage) -> None:
    page.select("DORA waits.")
    page.drag_selection_to(page.at("Rain"))


def drag_out_of(page: ScriptPage) -> None:
    page.select("Rain")
    page.drag_selection_to(page.at("DORA waits."))


def compose(page: ScriptPage) -> None:
    in_rain(page)
    page.compose("ㅎ")
    page.compose("하")
    page.compose("", commit="하")


def compose_over_a_selection(page: ScriptPage) -> None:
    page.select("Rain")
    page.compose("", commit="하")


def reconvert(page: ScriptPage) -> None:
    page.put_cursor(page.at("EXT. STREET") + 2)
    page.compose("", commit="나", replace=(-1, 2))


def replace_one(page: ScriptPage) -> None:
    page.select("Rain")
    page.open_find()
    page.field("findReplacement").setText("Snow")
    page.press_button("findReplace")


def replace_all(page: ScriptPage) -> None:
    page.open_find("Rain")
    page.field("findReplacement").setText("Snow")
    page.press_button("findReplaceAll")


def delete_the_heading(page: ScriptPage) -> None:
    page.select("EXT. STREET - NIGHT\n\n")
    page.press(Qt.Key.Key_Delete)


def join_with_the_scene_above(page: ScriptPage) -> None:
    page.put_cursor(page.after("You're late."))
    page.press(Qt.Key.Key_Delete)


def join_with_the_scene_below(page: ScriptPage) -> None:
    page.select("INT. HALL - DAY\n\n")
    page.press(Qt.Key.Key_Delete)


GESTURES = (
    key,
    several_keys,
    enter,
    backspace,
    delete_a_word,
    delete_to_the_next_word,
    key_over_a_selection,
    cut,
    cut_across_scenes,
    paste,
    middle_click,
    drop,
    drag_into,
    drag_out_of,
    compose,
    compose_over_a_selection,
    reconvert,
    replace_one,
    replace_all,
    delete_the_heading,
    join_with_the_scene_above,
    join_with_the_scene_below,
)


@pytest.mark.parametrize("gesture", GESTURES, ids=lambda gesture: gesture.__name__)
def test_that_a_locked_scene_holds_against(gesture: Callable[[ScriptPage], None]) -> None:
    with script_page() as page:
        page.lock(1)
        revision = page.document.revision
        gesture(page)
        # At once: before any other event had its turn.
        assert page.shown == THREE_SCENES
        assert page.document.revision == revision
        assert page.told == [TOLD]
        QApplication.processEvents()
        assert page.shown == page.text == THREE_SCENES
        assert page.composing() == (-1, "")


def test_that_the_cursor_and_the_selection_stay_where_they_were() -> None:
    with script_page() as page:
        page.lock(1)
        page.select("Rain on")
        page.type_in("x")
        assert page.editor.selection() == (page.at("Rain"), page.after("Rain on"))


def test_that_scenes_beside_a_locked_one_are_open() -> None:
    with script_page() as page:
        page.lock(1)
        page.put_cursor(page.after("You're late."))
        page.type_in("\n\nShe sits.")
        page.put_cursor(page.after("Nobody."))
        page.type_in(" Dust.")
        assert page.told == []
        assert page.shown == page.text
        assert "late.\n\nShe sits.\n\nEXT." in page.text
        assert page.document.scenes()[1][1].script == "\nEXT. STREET - NIGHT\n\nRain on the road.\n"


def test_that_a_merge_that_a_lock_held_up_is_made_when_it_opens() -> None:
    with script_page() as page:
        page.lock(0)
        page.select("EXT. STREET - NIGHT")
        page.press(Qt.Key.Key_Delete)
        page.put_cursor(page.after("Rain"))
        assert len(page.scene_ids) == 3
        assert "EXT. STREET" not in page.text
        page.lock(0, by=None)
        page.wait(lambda: len(page.scene_ids) == 2)
        assert page.shown == page.text


def test_that_it_is_told_again_when_it_is_tried_again_elsewhere() -> None:
    with script_page() as page:
        page.lock(1)
        key(page)
        page.put_cursor(page.after("STREET"))
        page.type_in("x")
        assert page.told == [TOLD, TOLD]


def test_that_a_scene_opens_when_they_are_done() -> None:
    with script_page() as page:
        page.lock(1)
        key(page)
        page.lock(1, by=None)
        key(page)
        assert "Rains on" in page.text


def test_that_what_is_replaced_in_open_scenes_leaves_a_locked_one_alone() -> None:
    with script_page("INT. A - DAY\n\nRain.\n\nINT. B - DAY\n\nRain.\n") as page:
        page.lock(1)
        page.open_find("Rain")
        page.field("findReplacement").setText("Snow")
        page.press_button("findReplaceAll")
        assert page.text == page.shown == "INT. A - DAY\n\nSnow.\n\nINT. B - DAY\n\nRain.\n"
        assert len(page.told) == 1


def test_that_a_locked_scene_bears_the_colour_of_its_holder() -> None:
    with script_page() as page:
        page.put_cursor(page.at("Nobody."))
        before = bar_colour(page, "Rain on the road.")
        page.lock(1)
        colour = bar_colour(page, "Rain on the road.")
        assert colour != before
        assert colour == page.theme.person("mina").name()
        assert bar_colour(page, "DORA waits.") != colour


def bar_colour(page: ScriptPage, words: str) -> str:
    QApplication.processEvents()
    image: QImage = page.editor.viewport().grab().toImage()
    scale = image.devicePixelRatio()
    return image.pixelColor(int(scale), int((page.top_of(words) + 10) * scale)).name()
