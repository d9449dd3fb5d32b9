"""The list of props: the picture's equal for those who work by keys or hear the window read out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QTreeView

from studio.ui.outliner_model import FREE, NAME, SHOWN, OutlinerModel
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.set_page import SHIFT, SetPage
from tests.gui.small_set import CRATE, SET


class ListPage:
    """The outliner with the focus."""

    def __init__(self, page: StudioPage) -> None:
        self.stage = SetPage(page)
        self.page = page
        page.push("side.set")
        self.tree = page.find(QTreeView, "outliner")
        self.tree.setFocus()

    @property
    def model(self) -> OutlinerModel:
        """What is listed."""
        return self.page.window.side.outliner.model

    def rows(self, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
        """The names, those below others indented."""
        found = []
        for row in range(self.model.rowCount(parent)):
            index = self.model.index(row, NAME, parent)
            found.append("  " * depth + str(index.data()))
            found += self.rows(index, depth + 1)
        return found

    def click(self, prop_id: str, column: int) -> None:
        """Clicks on a cell."""
        at = self.tree.visualRect(self.model.index_of(prop_id).siblingAtColumn(column)).center()
        QTest.mouseClick(self.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_that_the_list_shows_what_stands_on_what_and_what_is_chosen(window: Play) -> None:
    def story(page: StudioPage) -> None:
        listed = ListPage(page)
        assert listed.rows() == ["table 1", "  cup 1", "crate 1", "MINA"]
        page.press(Qt.Key.Key_Home)
        page.press(Qt.Key.Key_Down)
        assert listed.stage.chosen == ["cup#1"]
        page.press(Qt.Key.Key_Down, SHIFT)
        assert listed.stage.chosen == ["cup#1", "crate#1"]
        assert listed.stage.viewport.state.selected == {"cup#1", "crate#1"}
        listed.stage.choose("mina")
        assert listed.tree.currentIndex() == listed.model.index_of("mina")
        page.press(Qt.Key.Key_Return)
        assert listed.stage.viewport.free_view.pivot[0] < -1.0

    window(story)


def test_that_names_and_states_are_read_out(window: Play) -> None:
    def story(page: StudioPage) -> None:
        listed = ListPage(page)
        listed.stage.choose("crate#1")
        page.run("prop.lock")
        page.run("prop.hide")
        spoken = listed.model.index_of("crate#1").data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "crate 1, Furniture, hidden, locked"
        tree = QAccessible.queryAccessibleInterface(listed.tree)
        assert tree.role() == QAccessible.Role.Tree
        assert tree.text(QAccessible.Text.Name) == "Props of this set"
        assert tree.childCount() >= 3 * len(SET.props)

    window(story)


def test_that_rows_are_hidden_locked_and_named_in_place_each_with_its_undo(window: Play) -> None:
    def story(page: StudioPage) -> None:
        listed = ListPage(page)
        stage = listed.stage
        listed.click("crate#1", SHOWN)
        assert stage.prop("crate#1").hidden
        stage.undo()
        listed.click("crate#1", FREE)
        assert stage.prop("crate#1").locked
        stage.undo()
        listed.tree.setCurrentIndex(listed.model.index_of("crate#1"))
        page.press(Qt.Key.Key_Space)
        assert stage.prop("crate#1").hidden
        assert not page.window.view_state.is_playing
        stage.undo()
        page.press(Qt.Key.Key_F2)
        page.type("box")
        page.press(Qt.Key.Key_Return)
        assert stage.prop("crate#1").name == "box"
        assert "box 1" in listed.rows()
        stage.undo()
        assert stage.prop("crate#1") == CRATE

    window(story)


def test_that_a_few_words_find_a_prop_with_what_it_stands_on(window: Play) -> None:
    def story(page: StudioPage) -> None:
        listed = ListPage(page)
        line = page.find(QLineEdit, "outlinerSearch")
        line.setFocus()
        page.type("cup")
        assert listed.rows() == ["table 1", "  cup 1"]
        line.clear()
        page.type("person")
        assert listed.rows() == ["MINA"]
        line.clear()
        assert len(listed.rows()) == 4

    window(story)


def test_that_dropping_rows_attaches_and_groups_but_never_in_a_circle(window: Play) -> None:
    def story(page: StudioPage) -> None:
        listed = ListPage(page)
        stage, model = listed.stage, listed.model

        def drop(prop_id: str, on: QModelIndex) -> None:
            data = model.mimeData([model.index_of(prop_id)])
            model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, on)

        drop("crate#1", model.index_of("table#1"))
        assert stage.prop("crate#1").parent_id == "table#1"
        drop("table#1", model.index_of("crate#1"))
        assert stage.prop("table#1").parent_id == "room"
        drop("crate#1", QModelIndex())
        assert stage.prop("crate#1").parent_id == "room"
        stage.choose("table#1", "mina")
        page.run("prop.group")
        assert listed.rows() == ["Group 1", "  table 1", "    cup 1", "  MINA", "crate 1"]
        drop("crate#1", model.index(0, NAME))
        assert stage.prop("crate#1").group == stage.prop("mina").group
        stage.undo()
        stage.undo()
        assert listed.rows() == ["table 1", "  cup 1", "crate 1", "MINA"]

    window(story)


def test_that_the_menu_of_a_row_has_the_actions_of_props(window: Play) -> None:
    def story(page: StudioPage) -> None:
        listed = ListPage(page)
        listed.stage.choose("crate#1")
        listed.tree.customContextMenuRequested.emit(listed.tree.rect().center())
        menu = page.find(QMenu, "propMenu")
        page.until(menu.isVisible)
        names = {action.objectName() for action in menu.actions()}
        assert {"prop.rename", "prop.duplicate", "prop.replace", "prop.lock", "prop.drop", "prop.reset"} <= names
        menu.close()

    window(story)


def test_that_what_does_not_move_in_the_tree_keeps_the_rows(window: Play) -> None:
    def story(page: StudioPage) -> None:
        listed = ListPage(page)
        resets: list[bool] = []
        listed.model.modelReset.connect(lambda: resets.append(True))
        listed.stage.choose("crate#1")
        page.run("prop.left")
        page.run("prop.hide")
        assert resets == []

    window(story)


def test_that_a_folded_group_stays_folded_when_the_tree_is_built_anew(window: Play) -> None:
    def story(page: StudioPage) -> None:
        listed = ListPage(page)
        stage = listed.stage
        stage.choose("table#1", "mina")
        page.run("prop.group")
        listed.tree.collapse(listed.model.index(0, NAME))
        stage.choose("crate#1")
        page.run("prop.duplicate")
        assert len(stage.ids) == len(SET.props) + 1
        assert not listed.tree.isExpanded(listed.model.index(0, NAME))
        listed.tree.expand(listed.model.index(0, NAME))
        stage.undo()
        assert listed.tree.isExpanded(listed.model.index(0, NAME))

    window(story)


def test_that_ungrouping_showing_all_and_nudging_down_are_each_taken_back(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("table#1", "crate#1")
        page.run("prop.group")
        page.run("prop.hide")
        stage.choose("table#1", "crate#1")
        for action in ("prop.ungroup", "prop.show_all", "prop.up", "prop.down"):
            before = stage.props
            page.run(action)
            assert stage.props != before, action
            stage.undo()
            assert stage.props == before, action

    window(story)
