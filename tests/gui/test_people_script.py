"""Others in the script: their cursors, what they selected, the scenes they edit, and what one can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from studio.collab.lease import Asking, LeaseLost, LeaseState, LossReason, Mine, Theirs
from studio.collab.presence import Focus, Presence, TextCursor
from studio.model.ids import DocPath, Uid, scene_path
from studio.model.operations import Splice
from studio.ui.translation import use_language
from tests.gui.script_page import ME, ScriptPage, script_page

pytestmark = pytest.mark.usefixtures("qapp")

JIN = Uid("jin")
RAIN = "Rain on the road."


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def scene(page: ScriptPage, place: int = 1) -> DocPath:
    return scene_path(page.scene_ids[place])


def put_jin(page: ScriptPage, words: str, *, place: int = 1, selects: bool = False) -> None:
    """Jin's cursor stands at the end of these words of a scene, or has them selected."""
    name = page.scene_ids[place]
    script = page.document.scenes()[place][1].script
    start = script.index(words)
    cursor = TextCursor(name, start if selects else start + len(words), start + len(words))
    page.people.show({"j": Presence(JIN, "Jin", 1, Focus("script", name, field="script"), cursor)})
    QApplication.processEvents()


def is_coloured(page: ScriptPage, area: QRect, colour: QColor) -> bool:
    """Whether somewhere in an area of the view there is this colour."""
    image = page.editor.viewport().grab().toImage()
    scale = image.devicePixelRatio()
    return any(
        image.pixelColor(int(x * scale), int(y * scale)).name() == colour.name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


def at_words(page: ScriptPage, words: str) -> QRect:
    """Around the place behind these words."""
    point = page.point_of(page.after(words))
    return QRect(point.x() - 2, point.y() - 4, 5, 8)


def test_that_nothing_of_others_is_shown_while_one_is_alone() -> None:
    with script_page() as page:
        assert page.editor.remote.marks == ()
        assert page.panel.lease_bar.isHidden()


def test_that_somebody_s_cursor_stands_in_their_colour_where_it_is() -> None:
    with script_page() as page:
        put_jin(page, RAIN)
        colour = page.theme.person(JIN)
        assert colour.name() == page.theme.people[1]
        assert is_coloured(page, at_words(page, RAIN), colour)
        page.people.show({})
        assert not is_coloured(page, at_words(page, RAIN), colour)


def test_that_what_they_typed_before_their_cursor_was_told_moves_it_no_further() -> None:
    with script_page() as page:
        put_jin(page, RAIN)
        mark = page.editor.remote.marks[0]
        script = page.document.scenes()[1][1].script
        # Their cursor is told where it stands after the words, which come only then.
        ahead = TextCursor(mark.cursor.scene, mark.cursor.head + 5, mark.cursor.head + 5)
        page.people.show({"j": replace(page.people.others["j"], cursor=ahead)})
        QApplication.processEvents()
        at = script.index(RAIN) + len(RAIN)
        page.document.commit(
            [Splice(scene_path(mark.cursor.scene), ("script",), at, "", " Wet.")],
            label="Typing",
            origin="remote",
            initiator=mark.uid,
        )
        assert page.editor.remote.marks[0].cursor.head == at + 5


def test_that_it_stays_at_its_words_while_words_come_and_go_before_it() -> None:
    with script_page() as page:
        put_jin(page, RAIN)
        page.edit_elsewhere("NIGHT", "EARLY MORNING", place=1)
        page.put_cursor(page.at("DORA waits."))
        page.type_in("Old ")
        assert page.editor.remote.marks[0].cursor.head == page.document.scenes()[1][1].script.index(RAIN) + len(RAIN)
        assert is_coloured(page, at_words(page, RAIN), page.theme.person(JIN))


def test_that_a_cursor_in_a_scene_that_is_gone_is_not_shown() -> None:
    with script_page() as page:
        name = page.scene_ids[1]
        cursor = TextCursor("gone", 3, 9)
        page.people.show({"j": Presence(JIN, "Jin", 1, Focus("script", name), cursor)})
        page.editor.viewport().grab()
        page.people.show({"j": Presence(JIN, "Jin", 1, Focus("script", name), TextCursor(name, 0, 99999))})
        page.editor.viewport().grab()


def test_that_a_selection_is_tinted_over_every_row_of_it() -> None:
    with script_page("INT. A - DAY\n\n" + "Fog lies on the water. " * 8 + "\n", width=300) as page:
        page.put_cursor(0)
        words = ("Fog lies on the water. " * 8).strip()
        plain = page.editor.viewport().grab().toImage()
        put_jin(page, words, place=0, selects=True)
        page.now_s += 60
        tinted = page.editor.viewport().grab().toImage()
        rows = {
            y // 20
            for y in range(plain.height())
            if sum(plain.pixel(x, y) != tinted.pixel(x, y) for x in range(plain.width())) > 60
        }
        assert len(rows) >= 4


def test_that_a_name_stands_beside_a_cursor_that_moved_and_goes() -> None:
    with script_page() as page:
        above = QRect(page.point_of(page.after(RAIN)).x() + 3, page.point_of(page.after(RAIN)).y() - 22, 10, 10)
        put_jin(page, RAIN)
        assert is_coloured(page, above, page.theme.person(JIN))
        page.now_s += 10
        assert not is_coloured(page, above, page.theme.person(JIN))
        put_jin(page, "Rain on the road")
        put_jin(page, RAIN)
        assert is_coloured(page, above, page.theme.person(JIN))


STATES: list[tuple[LeaseState, bool, str, list[str]]] = [
    (Theirs(JIN, 79.0), False, "Jin is editing EXT. STREET - NIGHT.  0:21", ["Request"]),
    (Theirs(JIN, 79.0), True, "Jin is editing EXT. STREET - NIGHT.  0:21", ["Request", "Force"]),
    (Theirs(ME, 40.0), False, "Another window of yours is editing EXT. STREET - NIGHT.  1:00", ["Take over"]),
    (
        Theirs(JIN, 79.0, is_stale=True),
        False,
        "Jin has gone from EXT. STREET - NIGHT without letting go of it.  0:21",
        ["Take over"],
    ),
    (Theirs(JIN, 79.0, is_declined=True), False, "Jin keeps EXT. STREET - NIGHT for now.  0:21", ["Request"]),
    (
        Asking(JIN, 79.0),
        False,
        "You asked Jin for EXT. STREET - NIGHT; it opens to you when they let go.  0:21",
        ["Withdraw"],
    ),
    (Mine((JIN,)), False, "Jin asks for EXT. STREET - NIGHT.", ["Hand over", "Keep"]),
    (
        LeaseLost(LossReason.TAKEN, JIN, 79.0),
        False,
        "Jin is editing EXT. STREET - NIGHT by now. Your words are kept here and go in when they are done.",
        ["Request"],
    ),
    (
        LeaseLost(LossReason.FORCED),
        False,
        "An owner of the project has opened EXT. STREET - NIGHT to others. Your words are kept here.",
        ["Take back"],
    ),
    (
        LeaseLost(LossReason.CUT_OFF),
        False,
        "Nothing has come back for EXT. STREET - NIGHT for a while. Your words are kept here and go in when it does.",
        ["Take back"],
    ),
]


@pytest.mark.parametrize(("state", "is_owner", "words", "offers"), STATES)
def test_that_the_bar_tells_whose_the_scene_is_and_what_can_be_done(
    state: LeaseState, is_owner: bool, words: str, offers: list[str]
) -> None:
    with script_page() as page:
        page.people.know({JIN: "Jin"})
        page.people.is_owner = is_owner
        page.view.select_scene(page.scene_ids[1])
        page.people.show_lease(scene(page), state)
        bar = page.panel.lease_bar
        label = bar.findChild(QLabel, "leaseWords")
        assert label is not None
        assert label.text() == words
        assert [button.text() for button in bar.findChildren(QPushButton) if not button.isHidden()] == offers


def test_that_the_bar_is_there_only_where_there_is_something_to_tell() -> None:
    with script_page() as page:
        page.view.select_scene(page.scene_ids[0])
        page.people.show_lease(scene(page), Theirs(JIN, 0.0))
        assert page.panel.lease_bar.isHidden()
        page.view.select_scene(page.scene_ids[1])
        assert page.panel.lease_bar.isVisible()
        page.people.show_lease(scene(page), Mine())
        assert page.panel.lease_bar.isHidden()


def test_that_a_request_and_a_loss_are_told_wherever_one_is() -> None:
    with script_page() as page:
        page.view.select_scene(page.scene_ids[2])
        page.people.show_lease(scene(page, 0), Mine((JIN,)))
        assert page.panel.lease_bar.about == scene(page, 0)
        page.people.show_lease(scene(page, 1), LeaseLost(LossReason.TAKEN, JIN, 0.0))
        assert page.panel.lease_bar.about == scene(page, 1)


@pytest.mark.parametrize(
    ("state", "button", "signal"),
    [
        (Theirs(JIN, 0.0), "leaseAsk", "asked"),
        (Theirs(JIN, 0.0), "leaseForce", "forced"),
        (Theirs(JIN, 0.0, is_stale=True), "leaseTake", "taken_over"),
        (Asking(JIN, 0.0), "leaseWithdraw", "withdrawn"),
        (Mine((JIN,)), "leaseHand", "handed_over"),
        (Mine((JIN,)), "leaseKeep", "kept"),
        (LeaseLost(LossReason.FORCED), "leaseTake", "taken_over"),
    ],
)
def test_that_a_button_of_the_bar_says_what_is_wanted_by_keyboard_too(
    state: LeaseState, button: str, signal: str
) -> None:
    with script_page() as page:
        page.people.is_owner = True
        page.view.select_scene(page.scene_ids[1])
        page.people.show_lease(scene(page), state)
        wanted: list[tuple[str, ...]] = []
        getattr(page.people, signal).connect(lambda *what: wanted.append(what))
        found = page.panel.lease_bar.findChild(QPushButton, button)
        assert found is not None
        found.setFocus()
        QTest.keyClick(found, Qt.Key.Key_Space)
        assert wanted == [(scene(page), JIN) if signal == "kept" else (scene(page),)]


def test_that_typing_tells_which_scene_is_edited_and_a_refused_key_does_not() -> None:
    with script_page() as page:
        edited: list[str] = []
        page.editor.typed_in.connect(edited.append)
        page.put_cursor(page.after("Rain"))
        page.type_in("s")
        assert edited == [page.scene_ids[1]]
        page.lock(1)
        page.type_in("x")
        assert edited == [page.scene_ids[1]]


def test_that_who_is_cut_off_can_write_on_and_who_lost_a_scene_to_somebody_cannot() -> None:
    with script_page() as page:
        page.people.show_lease(scene(page), LeaseLost(LossReason.CUT_OFF))
        page.put_cursor(page.after("Rain"))
        page.type_in("s")
        assert "Rains on" in page.text
        page.people.show_lease(scene(page), LeaseLost(LossReason.TAKEN, JIN, 0.0))
        page.type_in("x")
        assert "Rainsx" not in page.text
        assert len(page.told) == 1


def test_that_the_chip_counts_the_time_since() -> None:
    with script_page() as page:
        page.people.show_lease(scene(page), Theirs(JIN, page.now_s))
        page.people.know({JIN: "Jin"})
        (shown,) = [each for each in page.scenes_in_sight() if each.lock is not None]
        assert shown.lock is not None
        assert (shown.lock.name, shown.lock.since_s) == ("Jin", page.now_s)
        before = page.editor.viewport().grab().toImage()
        page.now_s += 21
        assert page.editor.viewport().grab().toImage() != before


def test_that_the_bar_speaks_korean() -> None:
    use_language("ko")
    with script_page() as page:
        page.people.know({JIN: "진"})
        page.view.select_scene(page.scene_ids[1])
        page.people.show_lease(scene(page), Theirs(JIN, page.now_s))
        label = page.panel.lease_bar.findChild(QLabel, "leaseWords")
        assert label is not None
        assert label.text().startswith("진 님이 EXT. STREET - NIGHT")
