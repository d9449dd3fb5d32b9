"""All boards of the film in story order, as an item model."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
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
from studio.model.ids import PROJECT_PATH, DocPath, parent_collection
from studio.model.timing import FrameRate
from studio.ui.document_bridge import DocumentBridge

Index = QModelIndex | QPersistentModelIndex
PATH_ROLE = int(Qt.ItemDataRole.UserRole) + 1
BOARD_ROLE = PATH_ROLE + 1
START_ROLE = PATH_ROLE + 2
FIRST_OF_SCENE_ROLE = PATH_ROLE + 3
BOARD_MIME = "application/x-dreamfactory-board"


class BoardModel(QAbstractListModel):
    """Rows are boards; ``total_frames`` and ``row_at`` place them on the film's time."""

    retimed = Signal()

    def __init__(self, bridge: DocumentBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document = bridge.document
        self._paths: list[DocPath] = []
        self._rows: dict[str, int] = {}
        self._starts: list[int] = [0]
        self._opens_scene: list[bool] = []
        self._gone: dict[str, DocPath] = {}
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
        return self._rows.get(path, -1)

    def stand_in(self, path: str) -> DocPath:
        """The board itself while it is there; else where it moved to, or what took its place in the last change."""
        return DocPath(path) if path in self._rows or not path else self._gone.get(path, DocPath(""))

    def first_of(self, scene_id: str) -> DocPath:
        """The first board of a scene, ``""`` when it has none."""
        collection = f"scenes/{scene_id}/boards"
        return next((path for path in self._paths if parent_collection(path) == collection), DocPath(""))

    def opens_scene(self, row: int) -> bool:
        """Whether a row's board is the first of its scene."""
        return self._opens_scene[row]

    def frames_of(self, row: int) -> int:
        """Length of a row's board in frames."""
        return self._starts[row + 1] - self._starts[row]

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
            return self._opens_scene[row]
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
        return [BOARD_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(BOARD_MIME, QByteArray(self._paths[indexes[0].row()].encode()))
        return data

    def dragged_row(self, data: QMimeData) -> int:
        """The row of a dragged board; -1 when it is none of this film."""
        return self.row_of(bytes(data.data(BOARD_MIME).data()).decode()) if data.hasFormat(BOARD_MIME) else -1

    def _load(self) -> None:
        boards = self._document.all_boards()
        self._place([path for path, _ in boards])
        self._retime([board for _, board in boards])

    def _place(self, paths: list[DocPath]) -> None:
        self._paths = paths
        self._rows = {path: row for row, path in enumerate(paths)}
        scenes = [path.split("/", 2)[1] for path in paths]
        self._opens_scene = [row == 0 or scenes[row - 1] != scene for row, scene in enumerate(scenes)]

    def _retime(self, boards: Sequence[Board]) -> None:
        self._starts = [0, *accumulate(board.duration_frames for board in boards)]

    def _follow(self, change: ChangeSet) -> None:
        touched = [path for path in change.touched if "/boards/" in path and path.count("/") == 3]
        is_arranged = any(_is_place(path) for path in (*change.created, *change.deleted, *change.moved)) or any(
            _is_place(path) and change.touches(path, "orderKey") for path in change.touched
        )
        if not touched and not is_arranged and PROJECT_PATH not in change.touched:
            return
        if not is_arranged and PROJECT_PATH not in change.touched and all(map(self._keeps_time, touched)):
            # The usual edit: it costs the same in a film of any length.
            self._tell_rows(touched)
            return
        boards = self._document.all_boards()
        paths = [path for path, _ in boards]
        before = self._starts
        if paths != self._paths:
            self.beginResetModel()
            old = self._paths
            self._place(paths)
            self._retime([board for _, board in boards])
            self._gone = self._stand_ins(old, change)
            self.endResetModel()
            self.retimed.emit()
            return
        self._retime([board for _, board in boards])
        self._tell_rows(touched)
        if before != self._starts or PROJECT_PATH in change.touched:
            self.retimed.emit()

    def _keeps_time(self, path: DocPath) -> bool:
        """Whether a board is still where it was and as long as it was."""
        row, board = self.row_of(path), self._document.board(path)
        return row >= 0 and board is not None and self._starts[row + 1] - self._starts[row] == board.duration_frames

    def _tell_rows(self, paths: Sequence[DocPath]) -> None:
        rows = sorted(row for path in paths if (row := self.row_of(path)) >= 0)
        for first, last in _runs(rows):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _stand_ins(self, old: Sequence[DocPath], change: ChangeSet) -> dict[str, DocPath]:
        """For each board that went: where it went to, else the first that its scene got instead, else a neighbour."""
        found: dict[str, DocPath] = {}
        beside = DocPath("")
        for path in reversed(old):
            if path in self._rows:
                beside = path
            else:
                found[path] = beside
        fresh: dict[str, DocPath] = {}
        for path in self._paths:
            if path in change.created:
                fresh.setdefault(parent_collection(path), path)
        beside = self._paths[-1] if self._paths else DocPath("")
        for path in old:
            if path in self._rows:
                beside = path
                continue
            found[path] = change.moved.get(path) or fresh.get(parent_collection(path)) or found[path] or beside
        return found


def _is_place(path: DocPath) -> bool:
    """Whether a document's coming, going or moving arranges the boards anew: a scene's or a board's."""
    return path.startswith("scenes/") and (path.count("/") == 1 or (path.count("/") == 3 and "/boards/" in path))


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rows in order as unbroken runs, first and last each: one signal a run instead of one a row."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        members = [row for _, row in run]
        yield members[0], members[-1]
