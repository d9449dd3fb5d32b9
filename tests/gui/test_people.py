"""The people in the window: who is here and where, following them, and their pointers and eyes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QSlider, QToolButton, QWidget

from studio.collab.presence import Eye, Focus, Pointer, Presence, TextCursor
from studio.model.ids import PROJECT_PATH, DocPath, Uid, doc_id, scene_of
from studio.model.operations import Set
from studio.ui.eye_marks import frustum
from studio.ui.following import view_of
from studio.ui.numbered_windows import initial
from studio.ui.people import People
from studio.ui.people_bar import PeopleBar, PersonChip
from studio.ui.pointer_layer import PointerLayer, pointers_on
from studio.ui.studio_window import SMALLEST
from studio.ui.theme import load_theme
from studio.ui.translation import use_language
from studio.viewport.navigation import FreeView
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.script_page import ME, small_document
from tests.gui.small_film import A, B

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def person(name: str, colour: int = 0, focus: Focus | None = None) -> Presence:
    return Presence(Uid(name.lower()), name, colour, focus or Focus())


@contextmanager
def people_bar() -> Iterator[tuple[People, PeopleBar, str]]:
    """A bar of its own, its people, and a scene they can be at."""
    document, theme = small_document(), load_theme()
    people = People(ME, colours=theme.places)
    bar = PeopleBar(people, document, theme)
    try:
        yield people, bar, document.scenes()[1][0]
    finally:
        bar.close()
        bar.deleteLater()
        people.deleteLater()


def chips(bar: PeopleBar) -> list[PersonChip]:
    """The chips that are shown, from the left."""
    row = bar.layout()
    assert row is not None
    widgets = [item.widget() for place in range(row.count()) if (item := row.itemAt(place)) is not None]
    return [widget for widget in widgets if isinstance(widget, PersonChip) and not widget.isHidden()]


def _buttons(shelf: QWidget) -> list[QWidget]:
    """What can be clicked or moved in a row of the window."""
    kinds = (QAbstractButton, QSlider, QLineEdit)
    return [w for kind in kinds for w in shelf.findChildren(kind) if w.isVisibleTo(shelf)]


def follow_button(bar: PeopleBar) -> QToolButton:
    found = bar.findChild(QToolButton, "followButton")
    assert isinstance(found, QToolButton)
    return found


def test_that_nobody_is_shown_while_one_is_alone() -> None:
    with people_bar() as (people, bar, _):
        assert bar.isHidden()
        people.show({"a": person("Mina")}, me=person("Me", 2))
        assert not bar.isHidden()
        assert [chip.accessibleName() for chip in chips(bar)] == ["Mina", "Me"]
        people.show({}, me=person("Me", 2))
        assert bar.isHidden()


def test_that_who_presents_points_with_a_laser() -> None:
    people = People(ME)
    pointing = {name: replace(person(name), pointer=Pointer(A, 0.5, 0.25)) for name in ("Mina", "Jun")}
    people.show(pointing)
    people.show_presenter("Jun")
    found = pointers_on(people, A, QRectF(10, 0, 100, 100))
    assert [(each.name, each.is_laser) for each in found] == [("Mina", False), ("Jun", True)]
    assert found[0].at == QPointF(60, 25)
    people.deleteLater()


def test_that_a_chip_tells_where_somebody_is_in_both_languages() -> None:
    with people_bar() as (people, bar, scene):
        people.show({"a": person("Mina", focus=Focus("script", scene, field="script"))})
        assert chips(bar)[0].toolTip() == "Mina\nEXT. STREET - NIGHT · writing here\nClick to follow"
        use_language("ko")
        people.show({"a": person("Mina", focus=Focus("draw", scene, field="drawing"))})
        assert chips(bar)[0].toolTip() == "Mina\nEXT. STREET - NIGHT · 그리는 중\n누르면 따라갑니다"


def test_that_a_chip_has_the_colour_of_its_person_and_their_initial() -> None:
    with people_bar() as (people, bar, _):
        people.show({"a": person("Mina", 3)})
        chip = chips(bar)[0]
        image = chip.grab().toImage()
        scale = image.devicePixelRatio()
        found = image.pixelColor(int(6 * scale), int(13 * scale)).name()
        assert found == load_theme().people[3]


def test_that_a_click_or_a_key_follows_and_another_ends_it() -> None:
    with people_bar() as (people, bar, _):
        people.show({"a": person("Mina"), "b": person("Jin", 1)})
        bar.show()
        QTest.mouseClick(chips(bar)[1], Qt.MouseButton.LeftButton)
        assert people.following == "b"
        assert chips(bar)[1].isChecked()
        assert follow_button(bar).text() == "Following Jin"
        QTest.keyClick(chips(bar)[1], Qt.Key.Key_Space)
        assert people.following == ""
        QTest.keyClick(follow_button(bar), Qt.Key.Key_Space)
        assert people.following == "a"
        people.show({"b": person("Jin", 1)})
        assert people.following == ""
        assert follow_button(bar).text() == "Follow"


def test_that_many_people_have_a_menu() -> None:
    with people_bar() as (people, bar, _):
        people.show({f"s{place}": person(f"P{place}", place % 6) for place in range(20)})
        assert len(chips(bar)) == 5
        more = bar.findChild(QToolButton, "people.more")
        assert isinstance(more, QToolButton)
        assert more.text() == "+15"
        menu = more.menu()
        assert menu is not None
        menu.actions()[3].trigger()
        assert people.following == "s8"


def test_that_what_somebody_does_in_one_place_is_no_change_of_who_is_here() -> None:
    with people_bar() as (people, _, scene):
        changes: list[str] = []
        people.changed.connect(lambda: changes.append("changed"))
        people.moved.connect(lambda: changes.append("moved"))
        mina = person("Mina", focus=Focus("script", scene))
        people.show({"a": mina})
        people.show({"a": Presence(mina.uid, mina.name, 0, mina.focus, TextCursor(scene, 3, 3))})
        people.show({"a": Presence(mina.uid, mina.name, 0, mina.focus, TextCursor(scene, 3, 3))})
        assert changes == ["changed", "moved", "moved"]


def test_that_an_eye_is_where_its_view_is() -> None:
    view = FreeView(pivot=(1.0, 2.0, 3.0), yaw_deg=200.0, pitch_deg=35.0, distance_m=6.0)
    back = view_of(Eye("s", view.position, view.pivot))
    assert np.allclose(back.position, view.position)
    assert back.pivot == view.pivot


@pytest.mark.parametrize("target", [(0.0, 0.0, -5.0), (0.0, 9.0, 0.0), (0.0, 0.0, 0.0)])
def test_that_a_frustum_stands_wherever_an_eye_looks(target: tuple[float, float, float]) -> None:
    corners = frustum(Eye("s", (0.0, 0.0, 0.0), target), length_m=2.0)
    assert corners.shape == (8, 3)
    assert np.isfinite(corners).all()
    assert np.allclose(np.linalg.norm(corners[1:5].mean(axis=0)), 2.0)


@pytest.mark.parametrize("language", ["view.english", "view.korean"])
def test_that_the_smallest_window_has_room_for_everything_in_it(window: Play, language: str) -> None:
    def story(page: StudioPage) -> None:
        page.run(language)
        page.document.commit([Set(PROJECT_PATH, ("title",), "A long night between two harbours")], label="Title")
        page.window.people.show(
            {name: person(name, focus=Focus("stage", scene_of(B) or "", B)) for name in ("Mina", "Jin")},
            me=person("Me", 2),
        )
        page.click_board(B)
        page.run("view.stage")
        page.frame.resize(SMALLEST)
        page.until(lambda: page.frame.size() == SMALLEST)
        bar = page.find(QWidget, "topBar")
        page.until(lambda: all(button.width() >= button.minimumSizeHint().width() for button in _buttons(bar)))
        assert (
            page.find(QToolButton, "followButton").width() >= page.find(QToolButton, "followButton").sizeHint().width()
        )
        for shelf in (bar, page.find(QWidget, "framingBar")):
            places = [(w, QRect(w.mapTo(shelf, QPoint()), w.size())) for w in _buttons(shelf)]
            assert len(places) > 5
            for place, (one, here) in enumerate(places):
                for other, there in places[place + 1 :]:
                    assert not here.intersects(there), (one.objectName(), other.objectName())

    window(story)


def test_that_the_view_follows_somebody_until_one_acts(window: Play) -> None:
    def story(page: StudioPage) -> None:
        people, view = page.window.people, page.window.view_state
        scene = scene_of(B) or ""
        assert not page.window.registry["people.follow"].isEnabled()
        people.show({"m": person("Mina", focus=Focus("draw", scene, B))}, me=person("Me", 2))
        assert page.window.people_bar.isVisible()
        view.select_board(A)
        page.run("people.follow")
        assert (view.workspace, view.board) == ("draw", B)
        people.show({"m": person("Mina", focus=Focus("stage", scene, A))}, me=person("Me", 2))
        assert (view.workspace, view.board) == ("stage", A)
        eye = Eye(scene, (4.0, 3.0, 2.0), (0.0, 1.0, 0.0))
        people.show({"m": Presence(Uid("mina"), "Mina", 0, Focus("stage", scene, A), eye=eye)}, me=person("Me", 2))
        viewport = page.window.stage_page.viewport
        assert viewport is not None
        page.until(lambda: np.allclose(viewport.free_view.position, eye.position, atol=0.01))
        assert view.view == "free"
        # Choosing whom to follow is not going one's own way; a key in the picture is.
        QTest.mouseClick(page.window.people_bar, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
        assert people.following == "m"
        QTest.keyClick(viewport, Qt.Key.Key_F)
        assert people.following == ""
        people.show({"m": person("Mina", focus=Focus("cut", scene, B))}, me=person("Me", 2))
        assert (view.workspace, view.board) == ("stage", A)

    window(story)


def test_that_it_is_told_where_one_is_and_pointers_of_others_are_shown(window: Play) -> None:
    def story(page: StudioPage) -> None:
        view, place, people = page.window.view_state, page.window.company.own_place, page.window.people
        focuses: list[Focus] = []
        cursors: list[TextCursor | None] = []
        pointers: list[Pointer | None] = []
        edits: list[str] = []
        place.went.connect(focuses.append)
        place.cursor_placed.connect(cursors.append)
        place.pointed.connect(pointers.append)
        place.edited.connect(edits.append)
        place.left.connect(lambda path: edits.append(f"left {path}"))
        scene = scene_of(A) or ""

        page.window.script.editor.setFocus()
        view.select_board(A)
        page.window.script.editor.go_to(page.window.script.binding.bounds(0)[0] + 4)
        assert cursors[-1] == TextCursor(doc_id(DocPath(f"scenes/{scene}")), 4, 4)
        page.turn_to_draw()
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        assert focuses[-1] == Focus("draw", scene, A, "drawing")
        assert edits == [A]
        canvas = page.window.draw_page.canvas
        sheet = canvas.sheet()
        QTest.mouseMove(canvas, QPointF(sheet.x() + sheet.width() / 2, sheet.y() + sheet.height() / 4).toPoint())
        page.until(lambda: isinstance(pointers[-1], Pointer))
        told = pointers[-1]
        assert told is not None
        assert told.board == A
        assert (told.x, told.y) == pytest.approx((0.5, 0.25), abs=0.01)

        layer = canvas.findChild(PointerLayer)
        assert isinstance(layer, PointerLayer)
        assert layer.isHidden()
        mina = Presence(Uid("mina"), "Mina", 0, Focus("draw", scene, A), pointer=Pointer(A, 0.5, 0.5))
        people.show({"m": mina})
        assert layer.isVisible()
        image = canvas.grab().toImage()
        at = QPointF(sheet.x() + sheet.width() / 2 + 2, sheet.y() + sheet.height() / 2 + 6).toPoint()
        scale = image.devicePixelRatio()
        assert image.pixelColor(int(at.x() * scale), int(at.y() * scale)).name() == load_theme().people[0]
        view.show_workspace("cut")
        on_film = page.window.film_page.findChild(PointerLayer)
        assert isinstance(on_film, PointerLayer)
        view.go_to_frame(page.window.boards.start_of(page.window.boards.row_of(A)))
        assert on_film.isVisible()
        view.select_board(B)
        assert layer.isHidden()
        assert edits == [A, f"left {A}"]
        QApplication.processEvents()

    window(story)


def test_that_windows_of_one_person_are_told_apart_by_a_number() -> None:
    with people_bar() as (people, bar, _scene):
        people.show({"b": person("Mina"), "a": person("Mina"), "c": person("Jin", 1)}, me=person("Me", 2), session="d")
        assert {session: each.name for session, each in people.others.items()} == {
            "a": "Mina",
            "b": "Mina · 2",
            "c": "Jin",
        }
        assert [chip.accessibleName() for chip in chips(bar)][:3] == ["Mina · 2", "Mina", "Jin"]
        # Of a lease it is known whose it is, and not in which of their windows.
        assert people.name_of("mina") == "Mina"
        people.show({"b": person("Mina"), "c": person("Jin", 1)}, me=person("Me", 2), session="d")
        assert [each.name for each in people.others.values()] == ["Mina", "Jin"]


def test_that_this_window_counts_among_those_of_its_person() -> None:
    mine = Presence(ME, "Me")
    with people_bar() as (people, _bar, _scene):
        people.show({"b": mine, "d": mine}, me=mine, session="c")
        assert [each.name for each in people.others.values()] == ["Me", "Me · 3"]
        assert people.me is not None and people.me.name == "Me · 2"


@pytest.mark.parametrize(("name", "sign"), [("Mina", "M"), ("Mina · 2", "M2"), ("mina · park", "M"), (" · 2", " ")])
def test_that_the_sign_of_somebody_has_the_number_of_their_window(name: str, sign: str) -> None:
    assert initial(name) == sign
