"""The side column: the board that is looked at, what stands on its set, the agents at work, or what people say."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.ui.actions import ActionRegistry
from studio.ui.naming import named
from studio.ui.outliner import Outliner
from studio.ui.prop_commands import PropCommands
from studio.ui.prop_panel import PropPanel
from studio.ui.stage_hands import StageHands
from studio.ui.task_scope import TaskScope
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

_MENU = (
    ("prop.rename", "prop.duplicate", "prop.replace", "prop.delete"),
    ("prop.hide", "prop.show_all", "prop.lock"),
    ("prop.drop", "prop.group", "prop.ungroup"),
    ("prop.board_only", "prop.reset"),
    ("view.frame", "prop.all", "prop.invert"),
)


class SidePanel(QWidget):
    """Up to four tabs; the set's has the outliner above and the chosen props below."""

    def __init__(
        self,
        inspector: QWidget,
        commands: PropCommands,
        hands: StageHands,
        view_state: ViewState,
        registry: ActionRegistry,
        tasks: TaskScope,
        theme: Theme,
        comments: QWidget,
        agents: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._registry = registry
        self._commands = commands
        self._hands = hands
        self._inspector = inspector
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tabs = QWidget()
        row = QHBoxLayout(tabs)
        row.setContentsMargins(SPACE // 2, SPACE, SPACE // 2, 0)
        row.setSpacing(SPACE // 4)
        group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        names = (("board", tr("Board")), ("set", tr("Set")), ("tasks", tr("Tasks")), ("comments", tr("Comments")))
        for name, text in names:
            button = named(QToolButton(), f"side.{name}")
            button.setText(text)
            button.setCheckable(True)
            button.setProperty("flat", "true")
            button.setProperty("tab", "true")
            group.addButton(button)
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self._buttons["board"].clicked.connect(self.show_board)
        self._buttons["set"].clicked.connect(self.show_set)
        self._buttons["tasks"].clicked.connect(self.show_tasks)
        self._buttons["tasks"].setVisible(agents is not None)
        self._buttons["comments"].clicked.connect(self.show_comments)
        column.addWidget(tabs)
        self.outliner = Outliner(view_state, theme, is_read_only=commands.is_read_only)
        self.props = PropPanel(commands, hands, view_state, registry, tasks, theme)
        area = named(QScrollArea(), "propScroll")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.props.setContentsMargins(12, SPACE, 12, 12)
        area.setWidget(self.props)
        self.outliner.setContentsMargins(12, SPACE, 12, 0)
        self._set = named(QSplitter(Qt.Orientation.Vertical), "setSplitter")
        self._set.setHandleWidth(1)
        self._set.setChildrenCollapsible(False)
        self._set.addWidget(self.outliner)
        self._set.addWidget(area)
        self._set.setSizes([320, 300])
        self._stack = QStackedWidget()
        self._stack.addWidget(inspector)
        self._stack.addWidget(self._set)
        self._agents = agents
        if agents is not None:
            self._stack.addWidget(agents)
        self._comments = comments
        self._stack.addWidget(comments)
        column.addWidget(self._stack, 1)

        model = self.outliner.model
        model.renamed.connect(commands.rename)
        model.shown_wanted.connect(lambda names, is_on: commands.set_hidden(names, hidden=not is_on))
        model.free_wanted.connect(lambda names, is_on: commands.set_locked(names, locked=not is_on))
        model.put_below.connect(lambda names, parent_id: commands.put_below(names, parent_id or None))
        model.put_into_group.connect(commands.put_into_group)
        self.outliner.menu_wanted.connect(self.open_menu)
        self.outliner.frame_wanted.connect(registry["view.frame"].trigger)
        hands.shown.connect(lambda _stage: self._show_stage())
        view_state.board_changed.connect(lambda _board: self._show_stage())
        self._show_stage()
        self.show_board()

    def show_board(self) -> None:
        """Turns to the board."""
        self._buttons["board"].setChecked(True)
        self._stack.setCurrentWidget(self._inspector)

    def show_set(self) -> None:
        """Turns to what stands on the set."""
        self._buttons["set"].setChecked(True)
        self._stack.setCurrentWidget(self._set)

    def show_tasks(self) -> None:
        """Turns to the agents at work."""
        if self._agents is not None:
            self._buttons["tasks"].setChecked(True)
            self._stack.setCurrentWidget(self._agents)

    def show_comments(self) -> None:
        """Turns to what people say."""
        self._buttons["comments"].setChecked(True)
        self._stack.setCurrentWidget(self._comments)

    def tell_unread(self, count: int) -> None:
        """Says on the comments' tab how many threads have something new."""
        tab = self._buttons["comments"]
        tab.setText(f"{tr('Comments')} {count}" if count else tr("Comments"))
        tab.setAccessibleName(tr("Comments, {count} unread", count=count) if count else tr("Comments"))

    @property
    def shows_set(self) -> bool:
        """Whether the set is looked at."""
        return self._stack.currentWidget() is self._set

    def offer_set(self, *, offered: bool) -> None:
        """Whether the set can be turned to: only on the stage."""
        self._buttons["set"].setVisible(offered)
        if not offered and self.shows_set:
            self.show_board()

    def open_menu(self, at: QPoint) -> None:
        """The menu of the chosen props, at a point of the screen."""
        menu = QMenu(self)
        menu.setObjectName("propMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for names in _MENU:
            menu.addSeparator()
            for name in names:
                menu.addAction(self._registry[name])
        menu.popup(at)

    def _show_stage(self) -> None:
        self.outliner.show_stage(self._hands.stage, own=self._commands.overridden())
