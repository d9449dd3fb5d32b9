"""The takes of one board as items: picture, kind, who made it, what a critic saw."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from studio.model.documents import Take
from studio.model.ids import DocPath
from studio.model.reader import DocumentReader
from studio.ui.agent_words import agent_name, take_words
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr

TAKE_ROLE = Qt.ItemDataRole.UserRole + 1
CHOSEN_ROLE = Qt.ItemDataRole.UserRole + 2
_ROOT = QModelIndex()


class TakeModel(QAbstractListModel):
    """Shows the takes that it is given."""

    def __init__(self, documents: DocumentReader, parent: QObject) -> None:
        super().__init__(parent)
        self._document = documents
        self._takes: tuple[tuple[str, Take], ...] = ()
        self._chosen: frozenset[str] = frozenset()

    def show(self, board: DocPath) -> bool:
        """Shows the takes of a board; tells whether others are shown than before."""
        takes = self._document.takes(board) if board else ()
        found = self._document.board(board) if board else None
        chosen = frozenset(name for name, take in takes if found is not None and is_chosen(found, name, take))
        names = [name for name, _ in takes]
        is_anew = names != [name for name, _ in self._takes]
        if is_anew:
            self.beginResetModel()
        changed = (takes, chosen) != (self._takes, self._chosen)
        self._takes, self._chosen = takes, chosen
        if is_anew:
            self.endResetModel()
        elif changed and takes:
            self.dataChanged.emit(self.index(0), self.index(len(takes) - 1))
        return is_anew

    @property
    def assets(self) -> frozenset[str]:
        """The references of what is shown."""
        return frozenset(take.asset for _, take in self._takes)

    def take_at(self, row: int) -> tuple[str, Take] | None:
        """The take in a row, with its id."""
        return self._takes[row] if 0 <= row < len(self._takes) else None

    def row_of(self, take_id: str) -> int:
        """The row of a take; -1 where it has none."""
        return next((row for row, (name, _) in enumerate(self._takes) if name == take_id), -1)

    def chosen_row(self) -> int:
        """The row of the take that the board shows; -1 where there is none."""
        return next((row for row, (name, _) in enumerate(self._takes) if name in self._chosen), -1)

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._takes)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.take_at(index.row())
        if found is None:
            return None
        name, take = found
        if role == TAKE_ROLE:
            return take
        if role == CHOSEN_ROLE:
            return name in self._chosen
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = (tr("Take {number}", number=index.row() + 1), take_title(take), score_words(take))
            return " · ".join(word for word in words if word)
        return None


def is_chosen(board: Any, take_id: str, take: Take) -> bool:
    """Whether a board shows this take: as its picture, or as its video."""
    if take.kind == "video":
        return bool(take.asset) and board.video_url == take.asset
    return bool(board.take_id == take_id)


def take_title(take: Take) -> str:
    """What it is, and who made it."""
    who = tr("offline") if take.agent == "offline" else agent_name(take.agent).capitalize()
    return f"{take_words(take)} · {who}"


def score_words(take: Take) -> str:
    """What a critic says of it in a few words; "" where none was asked."""
    verdict = take.verdict
    if verdict is None:
        return ""
    if not verdict.is_checked:
        return tr("not checked")
    score = f"{verdict.score:.2f}"
    return tr("passed · {score}", score=score) if verdict.passed else tr("below the bar · {score}", score=score)


def verdict_lines(take: Take) -> tuple[str, ...]:
    """The critic's rubric, a line a criterion, and what it advises."""
    verdict = take.verdict
    if verdict is None:
        return ()
    lines = [
        f"{criterion.criterion} {criterion.score:.2f}" + (f": {criterion.note}" if criterion.note else "")
        for criterion in verdict.criteria
        if verdict.is_checked
    ]
    return tuple(line for line in (*lines, told_words(verdict.reason), verdict.advice) if line)
