"""The agents at work: their tasks, what they cost, and one line to ask for anything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from studio.model.change_set import ChangeSet
from studio.model.ids import PROJECT_PATH
from studio.model.task_inputs import SupervisorInput
from studio.ui.agent_desk import AgentDesk
from studio.ui.agent_words import board_of, dollars, with_cost
from studio.ui.document_bridge import DocumentBridge
from studio.ui.flow_layout import FlowLayout
from studio.ui.naming import named
from studio.ui.task_cards import TaskDelegate
from studio.ui.task_model import TaskModel
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState


class TasksPanel(QWidget):
    """A list of cards; what can be done with the chosen one stands below it."""

    proposal_wanted = Signal(str)
    """The person wants to see the proposal of this id."""

    calls_wanted = Signal()
    """The person wants to see what was asked of models."""

    def __init__(
        self,
        bridge: DocumentBridge,
        desk: AgentDesk,
        view_state: ViewState,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tasksPanel")
        self._document, self._desk, self._view_state = bridge.document, desk, view_state
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(SPACE)
        column.addLayout(self._head())
        self._empty = named(QLabel(), "tasksEmpty")
        self._empty.setProperty("role", "empty")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._empty, 1)
        self.model = TaskModel(bridge, desk, self)
        self.list = named(QListView(), "taskList")
        self.list.setAccessibleName(tr("The agents' tasks"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(TaskDelegate(theme, self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.installEventFilter(self)
        column.addWidget(self.list, 1)
        column.addWidget(self._actions())
        column.addLayout(self._budget())
        self.command = named(QLineEdit(), "commandBox")
        self.command.setPlaceholderText(tr("Ask for anything…"))
        self.command.setAccessibleName(tr("Ask for anything…"))
        self.command.returnPressed.connect(self._ask)
        column.addWidget(self.command)
        self._chosen = ""
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.model.modelReset.connect(self._keep_choice)
        self.model.dataChanged.connect(lambda *_: self._show_chosen())
        self.list.doubleClicked.connect(lambda _index: self._open())
        self.model.caught_up.connect(self._show_budget)
        bridge.changed.connect(self._follow)
        desk.changed.connect(self._show_desk)
        desk.asked.connect(self.choose)
        self._show_desk()
        self._keep_choice()

    def choose(self, task_id: str) -> None:
        """Chooses a task, as soon as it has its row."""
        self._chosen = task_id
        self._keep_choice()

    def take_focus(self) -> None:
        """Takes the keys to the cards; while there are none, to the line below."""
        (self.list if self.model.rowCount() else self.command).setFocus()

    def focus_command(self) -> None:
        """Puts the cursor into the line that asks for anything."""
        self.command.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._cancel.isEnabled():
                self._desk.runner.cancel(self._chosen)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open()
                return True
        return super().eventFilter(watched, event)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        self._who = named(QLabel(), "taskProvider")
        self._who.setProperty("role", "heading")
        row.addWidget(self._who)
        row.addStretch(1)
        self._pause = named(QToolButton(), "tasksPause")
        self._pause.setProperty("flat", "true")
        self._pause.clicked.connect(lambda: self._desk.set_paused(paused=not self._desk.runner.is_paused))
        row.addWidget(self._pause)
        calls = named(QToolButton(), "tasksCalls")
        calls.setProperty("flat", "true")
        calls.setText(tr("Calls…"))
        calls.setToolTip(tr("Record of calls"))
        calls.clicked.connect(lambda _checked=False: self.calls_wanted.emit())
        row.addWidget(calls)
        return row

    def _actions(self) -> QWidget:
        self._deeds = QWidget()
        row = FlowLayout(self._deeds, spacing=SPACE // 2)

        def button(name: str, text: str) -> QPushButton:
            made = named(QPushButton(text), name)
            row.addWidget(made)
            return made

        self._open_it = button("taskOpen", tr("Show proposal"))
        self._open_it.setProperty("primary", "true")
        self._open_it.clicked.connect(self._open)
        self._plan = button("taskPlan", tr("Do it"))
        self._plan.setProperty("primary", "true")
        self._plan.clicked.connect(lambda: self._desk.run_plan(self._chosen))
        self._wonder = button("taskAskWriter", tr("Ask the Writer"))
        self._wonder.clicked.connect(lambda: self._desk.ask_about_failure(self._chosen))
        self._go = button("taskBoard", tr("Go to board"))
        self._go.clicked.connect(self._go_to_board)
        self._retry = button("taskRetry", tr("Try again"))
        self._retry.clicked.connect(lambda: self._desk.retry(self._chosen))
        self._cancel = button("taskCancel", tr("Stop"))
        self._cancel.clicked.connect(lambda: self._desk.runner.cancel(self._chosen))
        return self._deeds

    def _budget(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self._spent = named(QLabel(), "budgetSpent")
        self._spent.setProperty("role", "field")
        row.addWidget(self._spent)
        row.addStretch(1)
        self.budget = named(QLineEdit(), "budgetField")
        self.budget.setPlaceholderText(tr("no limit"))
        self.budget.setAccessibleName(tr("Budget in dollars"))
        self.budget.setToolTip(tr("What the agents may cost in this project, in dollars; empty for no limit"))
        self.budget.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.budget.setFixedWidth(96)
        self.budget.editingFinished.connect(self._set_budget)
        row.addWidget(self.budget)
        return row

    def _show_desk(self) -> None:
        desk = self._desk
        self._who.setText(desk.provider_name)
        self._who.setAccessibleName(tr("Agents: {name}", name=desk.provider_name))
        self._pause.setText(tr("Go on") if desk.runner.is_paused else tr("Pause"))
        self._empty.setText(
            tr("Nobody is at work. Ask an agent from the menu or with Ctrl+K.")
            if desk.agents
            else tr("There are no agents in this version.")
        )
        self._pause.setEnabled(bool(desk.agents))
        self.command.setVisible("supervisor" in desk.agents)
        hint = with_cost(tr("Ask for anything…"), desk.estimate(SupervisorInput()))
        self.command.setPlaceholderText(hint)
        self._show_budget()

    def _follow(self, change: ChangeSet) -> None:
        if PROJECT_PATH in change.touched:
            self._show_budget()

    def _show_budget(self) -> None:
        budget = self._document.project.budget
        spent = dollars(self._desk.spent)
        self._spent.setText(tr("Spent {amount} of", amount=spent))
        if not self.budget.isModified():
            self.budget.setText("" if budget is None else dollars(budget))

    def _set_budget(self) -> None:
        if not self.budget.isModified():
            return
        self.budget.setModified(False)
        words = self.budget.text().strip().lstrip("$").replace(",", "")
        try:
            amount = float(words) if words else None
        except ValueError:
            amount = self._document.project.budget
        if amount is None or 0 <= amount < float("inf"):
            self._desk.set_budget(amount)
        self._show_budget()

    def _keep_choice(self) -> None:
        row = self.model.row_of(self._chosen)
        if row < 0 and self.model.rowCount() and not self._document.task(self._chosen):
            row = 0
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        has_rows = bool(self.model.rowCount())
        self._empty.setVisible(not has_rows)
        self.list.setVisible(has_rows)
        self._show_chosen()

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._chosen = self.model.id_at(current.row())
        self._show_chosen()

    def _show_chosen(self) -> None:
        task = self._document.task(self._chosen) if self._chosen else None
        self._deeds.setVisible(task is not None)
        if task is None:
            return
        board = board_of(task)
        desk, is_over = self._desk, not task.is_live
        left = [step for step in task.plan if not step.task_ids]
        self._plan.setVisible(task.status == "succeeded" and bool(left))
        if left:
            words = tr("Go on") if len(left) < len(task.plan) else tr("Do it")
            self._plan.setText(with_cost(words, desk.plan_estimate(self._chosen)))
        is_failed_picture = task.status == "failed" and task.agent_type == "artist" and board is not None
        self._wonder.setVisible(is_failed_picture and "writer" in desk.agents)
        if is_over:
            self._retry.setText(with_cost(tr("Try again"), desk.estimate(task.input_context)))
        self._cancel.setVisible(task.is_live)
        self._cancel.setEnabled(task.is_live)
        self._retry.setVisible(task.status in ("failed", "cancelled") or task.lacks_parts)
        self._open_it.setVisible(task.proposal_id is not None)
        self._go.setVisible(board is not None and self._document.board(board) is not None)

    def _open(self) -> None:
        task = self._document.task(self._chosen) if self._chosen else None
        if task is not None and task.proposal_id is not None:
            self.proposal_wanted.emit(task.proposal_id)
        else:
            self._go_to_board()

    def _go_to_board(self) -> None:
        task = self._document.task(self._chosen) if self._chosen else None
        board = board_of(task) if task is not None else None
        if board is not None and self._document.board(board) is not None:
            self._view_state.select_board(board)

    def _ask(self) -> None:
        words = self.command.text().strip()
        if words:
            self.command.clear()
            view = self._view_state
            self._desk.ask(SupervisorInput(text=words), scene_id=view.scene_id, board=view.board or None)
