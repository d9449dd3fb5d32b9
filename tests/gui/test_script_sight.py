"""What is in sight: the scene and board that are selected, and how the page is laid out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.model.ids import DocPath, scene_path
from studio.ui.script_formats import PAGE_PX
from studio.ui.theme import apply_theme, script_font
from tests.gui.script_page import THREE_SCENES, ScriptPage, long_script, script_page, small_document

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_a_script_opens_at_its_first_scene() -> None:
    title = "Title: Harbor Lights\nAuthor: Nobody\n\n"
    with script_page(title + long_script(60)) as page:
        assert 0 <= page.top_of("INT. ROOM 1 ") <= 40
        assert page.kind("Title: Harbor") == "title"


def test_that_a_script_opens_at_the_scene_that_was_selected() -> None:
    document = small_document(long_script(60))
    page = ScriptPage(document)
    page.board = DocPath(f"{scene_path(document.scenes()[30][0])}/boards/none")
    page.open()
    assert 0 <= page.top_of("INT. ROOM 31 ") <= 40
    page.close()


def test_that_the_cursor_takes_the_selection_to_its_scene() -> None:
    with script_page() as page:
        board = page.add_board("b", "Nobody.", place=2)
        page.click(page.after("Rain"))
        assert page.view.scene_id == page.scene_ids[1]
        assert page.view.board == ""
        page.click(page.at("Nobody") + 2)
        assert (page.view.scene_id, page.view.board) == (page.scene_ids[2], board)


def test_that_the_board_of_the_very_words_is_selected() -> None:
    with script_page() as page:
        page.add_board("a", "DORA waits.")
        second = page.add_board("b", "You're late.")
        page.click(page.after("Rain"))
        page.click(page.at("late."))
        assert page.view.board == second


def test_that_a_scene_that_is_selected_elsewhere_comes_into_sight_with_the_cursor() -> None:
    with script_page(long_script(60)) as page:
        page.view.select_scene(page.scene_ids[40])
        QApplication.processEvents()
        assert 0 <= page.top_of("INT. ROOM 41 ") <= 40
        page.type_in("x")
        assert "x" in page.document.scenes()[40][1].script
        assert page.view.scene_id == page.scene_ids[40]


def test_that_the_cursor_stays_while_the_film_plays() -> None:
    with script_page(long_script(60)) as page:
        page.put_cursor(page.after("INT. ROOM 1"))
        at = page.cursor_at
        page.view.set_playing(playing=True)
        page.view.select_scene(page.scene_ids[40])
        assert page.cursor_at == at
        assert 0 <= page.top_of("INT. ROOM 41 ") <= 40


def test_that_the_lines_of_a_board_come_into_sight_and_are_marked() -> None:
    with script_page("INT. A - DAY\n\n" + "Fog on the water.\n\n" * 60 + "The lamp.\n") as page:
        board = page.add_board("b", "The lamp.")
        page.view.select_board(board)
        QApplication.processEvents()
        top = page.top_of("The lamp.")
        assert 0 < top < page.editor.viewport().height() - 20
        image = page.editor.viewport().grab().toImage()
        accent = page.theme.colour("accent").name()
        scale = image.devicePixelRatio()
        assert image.pixelColor(int(scale), int((top + 10) * scale)).name() == accent
        assert image.pixelColor(int(scale), int((top - 30) * scale)).name() != accent


def test_that_a_board_whose_words_are_gone_says_what_it_was_for() -> None:
    with script_page() as page:
        board = page.add_board("b", "Rain on the road.", place=1)
        assert page.panel.binding.lost_words(board) is None
        assert page.panel.binding.lines_of(board) == (page.at("Rain"), page.after("road."))
        page.select("Rain on the road.")
        page.press(Qt.Key.Key_Delete)
        assert page.panel.binding.lines_of(board) is None
        assert page.panel.binding.lost_words(board) == "Rain on the road."
        page.undo()
        assert page.panel.binding.lines_of(board) == (page.at("Rain"), page.after("road."))


@pytest.mark.parametrize("width", [240, 362, 700, 1100])
def test_that_nothing_is_clipped_at_any_width(width: int) -> None:
    text = (
        THREE_SCENES
        + "\nEXT. A_VERY_LONG_PLACE_INDEED_THAT_NEVER_ENDS - NIGHT\n\nDONAUDAMPFSCHIFF (V.O.)\n(hm)\n긴 말.\n"
    )
    with script_page(text, width=width) as page:
        document, viewport = page.editor.document(), page.editor.viewport()
        assert document.size().width() <= viewport.width()
        block = document.begin()
        while block.isValid():
            layout = block.layout()
            for place in range(layout.lineCount()):
                line = layout.lineAt(place)
                assert layout.position().x() + line.x() + line.naturalTextWidth() <= viewport.width()
            block = block.next()


def test_that_a_wide_view_sets_a_page_in_its_middle() -> None:
    with script_page(width=1100) as page:
        frame = page.editor.document().rootFrame().frameFormat()
        assert page.editor.viewport().width() - frame.leftMargin() - frame.rightMargin() == pytest.approx(
            PAGE_PX, abs=10
        )
        assert abs(frame.leftMargin() - frame.rightMargin()) < 60
        narrow = page.line("You're late.").blockFormat().leftMargin()
        page.panel.resize(362, 640)
        page.wait(lambda: page.line("You're late.").blockFormat().leftMargin() < narrow)


def test_that_the_script_keeps_its_face_under_the_style_of_the_window(qapp: QApplication) -> None:
    sheet, font, palette = qapp.styleSheet(), qapp.font(), qapp.palette()
    with script_page("INT. 부두 - DAY\n\n안개.\n") as page:
        apply_theme(qapp, page.theme)
        QApplication.processEvents()
        face = page.editor.document().defaultFont()
        assert face.families() == script_font().families()
        assert face.pixelSize() == 13
        page.top_of("안개.")
        runs = {run.rawFont().familyName() for run in page.line("INT.").layout().lineAt(0).glyphRuns(-1, -1)}
        assert runs == {"Courier Prime", "NanumGothicCoding"}
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)
    qapp.setPalette(palette)


def test_that_the_length_beside_a_heading_makes_way_for_a_long_one() -> None:
    with script_page("INT. A - DAY\n\nFog.\n\nINT. " + "LONG " * 6 + "- DAY\n\nFog.\n") as page:
        short, long = page.scenes_in_sight()
        right = page.editor.viewport().width()
        assert short.length == "1/8 · 0:02"
        assert short.words_end < right - 100 < long.words_end
        assert ink(page, short.baseline) > 0
        assert ink(page, long.baseline) == 0


def ink(page: ScriptPage, baseline: int) -> int:
    """Pixels in the colour of the lengths at the right of a line."""
    image = page.editor.viewport().grab().toImage()
    ground = image.pixelColor(image.width() - 8, 4)
    return sum(
        image.pixelColor(x, y) != ground
        for x in range(image.width() - 30, image.width() - 14)
        for y in range(baseline - 8, baseline)
    )
