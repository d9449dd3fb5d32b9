"""The record of what was asked of models: which, with which prompt, how long, how it ended, at what cost."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from studio.model.agent_documents import Call
from studio.model.change_set import ChangeSet
from studio.model.ids import collection_name
from studio.ui.agent_words import agent_name, dollars, outcome_words
from studio.ui.document_bridge import DocumentBridge
from studio.ui.naming import named
from studio.ui.services import Services
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.workflows.call_record import write_call_record

COLUMNS = ("Time", "Agent", "Model", "Prompt", "Tokens", "Seconds", "Outcome", "Cost")
_NUMBERS = frozenset({"Tokens", "Seconds", "Cost"})
_ROOT = QModelIndex()


class CallModel(QAbstractTableModel):
    """The calls, the newest first."""

    def __init__(self, bridge: DocumentBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = bridge.document
        self._calls: tuple[tuple[str, Call], ...] = ()
        bridge.changed.connect(self._follow)
        self._read()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._calls)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(COLUMNS[section])
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(COLUMNS[section])
        return None

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(name)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(self._calls[index.row()][1], name)
        return None

    def _words(self, call: Call, column: str) -> str:
        task = self._document.task(call.task_id)
        used = call.usage
        words = {
            "Time": _clock(call.created_at),
            "Agent": agent_name(task.agent_type) if task is not None else "",
            "Model": tr("offline") if call.provider == "offline" else call.model,
            "Prompt": f"{call.prompt_name} v{call.prompt_version}" if call.prompt_name else "",
            "Tokens": f"{used.prompt_tokens + used.answer_tokens + used.thought_tokens:,}",
            "Seconds": f"{call.seconds:.1f}",
            "Outcome": outcome_words(call.outcome),
            "Cost": dollars(call.cost),
        }
        return words[column]

    def _follow(self, change: ChangeSet) -> None:
        paths = (*change.touched, *change.created, *change.deleted)
        if any(collection_name(path) == "calls" for path in paths):
            self._read()

    def _read(self) -> None:
        self.beginResetModel()
        self._calls = tuple(reversed(self._document.calls()))
        self.endResetModel()


class CallsView(QDialog):
    """Opens beside the work and closes with Escape."""

    def __init__(self, window: QWidget, services: Services) -> None:
        super().__init__(window)
        self.setObjectName("callsView")
        self.setWindowTitle(tr("Record of calls"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(12)
        self._empty = QLabel(tr("Nothing was asked of a model yet. What is asked is listed here, with its cost."))
        self._empty.setProperty("role", "empty")
        self._empty.setWordWrap(True)
        column.addWidget(self._empty)
        self.model = CallModel(services.bridge, self)
        self.table = named(QTableView(), "callTable")
        self.table.setAccessibleName(tr("Record of calls"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(COLUMNS.index("Prompt"), QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        self._sum = named(QLabel(), "callSum")
        self._sum.setProperty("role", "field")
        foot.addWidget(self._sum, 1)
        self.save = named(QPushButton(tr("Export CSV…")), "callExport")
        self.save.clicked.connect(self._ask_where)
        foot.addWidget(self.save)
        column.addLayout(foot)
        self.model.modelReset.connect(self._show)
        self._show()
        self.resize(min(860, window.width() - 4 * SPACE), min(520, window.height() - 8 * SPACE))

    def _show(self) -> None:
        count = self.model.rowCount()
        self._empty.setVisible(not count)
        self.table.setVisible(bool(count))
        self.save.setEnabled(bool(count))
        desk = self._services.agents
        spent = desk.spent if desk is not None else 0.0
        self._sum.setText(tr("{count} calls · {amount}", count=count, amount=dollars(spent)))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Export CSV…").rstrip("…"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("CSV (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("calls.csv")
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, path: str) -> None:
        """Writes the record to a file."""
        services = self._services
        written = asyncio.to_thread(write_call_record, services.document.snapshot(), Path(path))
        services.tasks.start(tr("Exporting"), written)


def _side(column: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _clock(time: str | None) -> str:
    """A time of the wire as this machine's date and clock."""
    if not time:
        return ""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%m-%d %H:%M:%S")
    except ValueError:
        return time
