"""All boards of the film in story order, as an item model."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.documents import Board
from studio.model.ids import DocPath
from studio.model.timing import FrameRate
from studio.ui.document_bridge import DocumentBridge

Index = QModelIndex | QPersistentModelIndex
PATH_ROLE = int(Qt.ItemDataRole.UserRole) + 1
BOARD_ROLE = PATH_ROLE + 1
START_ROLE = PATH_ROLE + 2
FIRST_OF_SCENE_ROLE = PATH_ROLE + 3
_MIME = "application/x-dreamfactory-board"


class BoardModel(QAbstractListModel):
    """Rows are boards; ``total_frames`` and ``row_at`` place them on the film's time."""

    retimed = Signal()
    drop_wanted = Signal(str, str)
    """A board (path) is to stand before another (path, ``""`` = the end)."""

    def __init__(self, bridge: DocumentBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document = bridge.document
        self._paths: list[DocPath] = []
        self._starts: list[int] = [0]
        self._load()
        bridge.changed.connect(self._follow)

    @property
    def rate(self) -> FrameRate:
        """The film's frame rate."""
        return self._document.project.frame_rate.rate

    @property
    def total_frames(self) -> int:
        """Length of the film in frames."""
        return self._starts[-1]

    def path_at(self, row: int) -> DocPath:
        """The board's path, ``""`` outside the rows."""
        return self._paths[row] if 0 <= row < len(self._paths) else DocPath("")

    def row_of(self, path: str) -> int:
        """The board's row, -1 when it is not there."""
        try:
            return self._paths.index(DocPath(path))
        except ValueError:
            return -1

    def row_at(self, frame: int) -> int:
        """The row that is on screen at a frame of the film, -1 for an empty film."""
        if not self._paths:
            return -1
        return min(max(bisect_right(self._starts, frame) - 1, 0), len(self._paths) - 1)

    def start_of(self, row: int) -> int:
        """First frame of a row."""
        return self._starts[row]

    def board_at(self, row: int) -> Board | None:
        """The board of a row."""
        path = self.path_at(row)
        return self._document.board(path) if path else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._paths)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if not 0 <= row < len(self._paths):
            return None
        board = self._document.board(self._paths[row])
        if board is None:
            return None
        if role == BOARD_ROLE:
            return board
        if role == PATH_ROLE:
            return self._paths[row]
        if role == START_ROLE:
            return self._starts[row]
        if role == FIRST_OF_SCENE_ROLE:
            return row == 0 or self._paths[row - 1].split("/")[1] != self._paths[row].split("/")[1]
        if role == Qt.ItemDataRole.DisplayRole:
            return board.shot.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return board.rationale or board.action or board.dialogue
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{board.shot.text}, {board.shot_size}, {self.rate.seconds(board.duration_frames):.1f} s"
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, QByteArray(self._paths[indexes[0].row()].encode()))
        return data

    @override
    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if action != Qt.DropAction.MoveAction or not data.hasFormat(_MIME):
            return False
        target = row if row >= 0 else parent.row() if parent.isValid() else len(self._paths)
        moved = bytes(data.data(_MIME).data()).decode()
        self.drop_wanted.emit(moved, self.path_at(target))
        # The rows follow the document; Qt must not remove the dragged row itself.
        return False

    def _load(self) -> None:
        boards = self._document.all_boards()
        self._paths = [path for path, _ in boards]
        self._retime([board for _, board in boards])

    def _retime(self, boards: Sequence[Board]) -> None:
        self._starts = [0]
        for board in boards:
            self._starts.append(self._starts[-1] + board.duration_frames)

    def _follow(self, change: ChangeSet) -> None:
        touched = [path for path in change.touched if "/boards/" in path and path.count("/") == 3]
        scenes = [path for path in change.touched if path.startswith("scenes/") and path.count("/") == 1]
        if not touched and not scenes and change.touched and "" not in change.touched:
            return
        boards = self._document.all_boards()
        paths = [path for path, _ in boards]
        if paths != self._paths:
            self.beginResetModel()
            self._paths = paths
            self._retime([board for _, board in boards])
            self.endResetModel()
            self.retimed.emit()
            return
        before = self._starts[:]
        self._retime([board for _, board in boards])
        for path in touched:
            row = self.row_of(path)
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))
        if before != self._starts:
            self.retimed.emit()
