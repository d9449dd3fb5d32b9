"""A list of things told in columns of words, one of them chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from studio.ui.naming import named
from studio.ui.theme import SPACE

T = TypeVar("T")
_ROOT = QModelIndex()
_MOST_ROWS = 6


class _Rows(QAbstractTableModel):
    """Words by row and column."""

    def __init__(self, columns: Sequence[str], parent: QTableView) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def show(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Has other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section]
        return None

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return None


class TextTable(Generic[T]):
    """The items, each told by ``words`` in as many words as there are columns; the first column takes what is left.

    The view is tall enough for its rows, up to some.
    """

    def __init__(self, name: str, title: str, columns: Sequence[str], words: Callable[[T], tuple[str, ...]]) -> None:
        self.view = named(QTableView(), name)
        self.view.setAccessibleName(title)
        self.view.setProperty("list", "true")
        self._words = words
        self.items: tuple[T, ...] = ()
        self._model = _Rows(columns, self.view)
        self.view.setModel(self._model)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setWordWrap(False)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        rows, head = self.view.verticalHeader(), self.view.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(4 * SPACE)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)

    @property
    def chosen(self) -> T | None:
        """The item that is chosen."""
        row = self.view.currentIndex().row()
        return self.items[row] if 0 <= row < len(self.items) else None

    def show(self, items: Sequence[T], *, key: Callable[[T], object]) -> None:
        """Has other items; the one with the same key stays chosen, else the first is."""
        before = self.chosen
        wanted = key(before) if before is not None else None
        self.items = tuple(items)
        self._model.show([self._words(item) for item in self.items])
        rows = range(len(self.items))
        row = next((row for row in rows if key(self.items[row]) == wanted), 0)
        if self.items:
            self.view.selectRow(row)
        count = min(max(len(self.items), 1), _MOST_ROWS)
        head = self.view.horizontalHeader().sizeHint().height()
        self.view.setFixedHeight(head + count * self.view.verticalHeader().defaultSectionSize())

    def choose(self, item: T) -> None:
        """Has an item chosen that is shown."""
        self.view.selectRow(self.items.index(item))

    def on_chosen(self, told: Callable[[], None]) -> None:
        """Has it told when another item is chosen."""
        self.view.selectionModel().selectionChanged.connect(lambda *_: told())

    def on_open(self, run: Callable[[], None]) -> None:
        """What Enter and a double click do."""
        self.view.activated.connect(lambda _: run())
