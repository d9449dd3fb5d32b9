"""The agents' tasks as rows: those under way first, then the newest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from typing_extensions import override

from studio.model.agent_documents import Task
from studio.model.change_set import ChangeSet
from studio.model.ids import collection_name
from studio.ui.agent_desk import AgentDesk
from studio.ui.agent_words import agent_name, dollars, place_of, status_words, step_words
from studio.ui.document_bridge import DocumentBridge
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_TOGETHER_MS = 150
"""Commits and thoughts that come one after another are shown together."""

_MOST = 200
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as it is shown; ``done`` is the part of its steps that are behind it, None where that is not known."""

    id: str
    agent: str
    place: str
    state: str
    cost: str
    thought: str
    error: str
    answer: str
    done: float | None
    is_live: bool
    is_failed: bool


class TaskModel(QAbstractListModel):
    """Follows the document's tasks and what they think aloud.

    ``caught_up`` tells that calls or tasks have changed, as seldom as the rows do.
    """

    caught_up = Signal()

    def __init__(self, bridge: DocumentBridge, desk: AgentDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._desk = bridge.document, desk
        self._ids: list[str] = []
        self._changed: set[str] = set()
        self._has_calls = False
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._soon.timeout.connect(self._read)
        bridge.changed.connect(self._follow)
        desk.thought.connect(self._hear)
        self._read()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and row is not None:
            return " · ".join(word for word in (row.agent, row.place, row.state, row.cost, row.error) if word)
        return None

    def id_at(self, row: int) -> str:
        """The id of the task in a row; "" where there is none."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, task_id: str) -> int:
        """The row of a task; -1 where it has none."""
        return self._ids.index(task_id) if task_id in self._ids else -1

    def row(self, row: int) -> TaskRow | None:
        """What is shown in a row."""
        name = self.id_at(row)
        task = self._document.task(name) if name else None
        return self._row(name, task) if task is not None else None

    def _row(self, name: str, task: Task) -> TaskRow:
        steps = task.progress
        done = min(1.0, steps.done / steps.total) if task.is_live and steps.total else None
        state = [status_words(task)]
        if task.is_live and steps.what:
            count = tr("{place} of {count}", place=steps.done, count=steps.total) if steps.total else ""
            state = [word for word in (step_words(steps.what), count) if word]
            if task.status == "waiting":
                state.insert(0, status_words(task))
        return TaskRow(
            id=name,
            agent=agent_name(task.agent_type),
            place=place_of(self._document, task.scene_id, task.board_id),
            state=" · ".join(state),
            cost=self._cost(task),
            thought=self._desk.thoughts(name) if task.is_live else "",
            error=told_words(task.error or ""),
            answer=told_words(task.answer),
            done=done,
            is_live=task.is_live,
            is_failed=task.status == "failed",
        )

    def _cost(self, task: Task) -> str:
        used = task.usage.cost
        if task.is_live and task.cost_estimate > 0 and not used:
            return tr("about {estimate}", estimate=dollars(task.cost_estimate))
        if task.is_live and task.cost_estimate > 0:
            return tr("{used} of about {estimate}", used=dollars(used), estimate=dollars(task.cost_estimate))
        return dollars(used) if used > 0 else ""

    def _follow(self, change: ChangeSet) -> None:
        for path in (*change.touched, *change.created, *change.deleted):
            if collection_name(path) == "tasks":
                self._changed.add(path.rpartition("/")[2])
            self._has_calls = self._has_calls or collection_name(path) == "calls"
        if (self._changed or self._has_calls) and not self._soon.isActive():
            self._soon.start()

    def _hear(self, task_id: str) -> None:
        self._changed.add(task_id)
        if not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        tasks = self._document.tasks()
        live = [name for name, task in tasks if task.is_live]
        ended = [name for name, task in reversed(tasks) if not task.is_live]
        ids = [*live, *ended][:_MOST]
        changed, self._changed = self._changed, set()
        self._has_calls = False
        self.caught_up.emit()
        if ids != self._ids:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
            return
        for name in changed:
            row = self.row_of(name)
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))
