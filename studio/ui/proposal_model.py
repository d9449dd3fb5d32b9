"""The parts of one proposal as rows: what each would change, why, and what was answered to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from studio.model.agent_documents import Proposal
from studio.model.change_set import ChangeSet
from studio.model.ids import DocPath
from studio.model.reader import DocumentReader
from studio.model.task_inputs import WriterInput
from studio.ui.agent_words import part_words
from studio.ui.document_bridge import DocumentBridge
from studio.ui.proposed_change import ProposedChange, changes_of, why_stale
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr

PART_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()
_SHOWN_CHANGES = 3


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part as it is shown; ``said`` is what was asked about it, with the answers."""

    number: int
    title: str
    rationale: str
    changes: tuple[ProposedChange, ...]
    more: int
    state: str
    is_open: bool
    stale: str
    said: tuple[tuple[str, str], ...]


class ProposalModel(QAbstractListModel):
    """Follows one proposal."""

    def __init__(self, bridge: DocumentBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._document = bridge.document
        self._id = ""
        self._rows: tuple[PartRow, ...] = ()
        bridge.changed.connect(self._follow)

    @property
    def proposal_id(self) -> str:
        """The proposal that is shown; "" for none."""
        return self._id

    @property
    def proposal(self) -> Proposal | None:
        """The proposal as it stands now."""
        return self._document.proposal(self._id) if self._id else None

    def show(self, proposal_id: str) -> None:
        """Shows a proposal."""
        self.beginResetModel()
        self._id = proposal_id
        self._rows = self._read()
        self.endResetModel()

    def part(self, row: int) -> PartRow | None:
        """What is shown in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.part(index.row())
        if row is None:
            return None
        if role == PART_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(word for word in (row.title, row.rationale, row.state, row.stale) if word)
        return None

    def _follow(self, change: ChangeSet) -> None:
        proposal = self.proposal
        if proposal is None:
            return
        # What a part would change may have been changed: then it fits no more, and says so.
        concerned = {DocPath(str(wire.get("doc", ""))) for wire in proposal.ops}
        touched = {*change.touched, *change.created, *change.deleted}
        if not any(path in concerned or path.startswith(("proposals/", "tasks/")) for path in touched):
            return
        rows = self._read()
        if len(rows) != len(self._rows):
            self.show(self._id)
        elif rows != self._rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def _read(self) -> tuple[PartRow, ...]:
        proposal = self.proposal
        if proposal is None:
            return ()
        return tuple(self._row(proposal, number) for number in range(len(proposal.parts)))

    def _row(self, proposal: Proposal, number: int) -> PartRow:
        part = proposal.parts[number]
        changes = changes_of(self._document, proposal, number)
        is_open = part.state == "open"
        looks = part.state in ("open", "stale")
        return PartRow(
            number=number,
            title=part.title,
            rationale=told_words(part.rationale),
            changes=changes[:_SHOWN_CHANGES],
            more=max(0, len(changes) - _SHOWN_CHANGES),
            state="" if is_open else part_words(part),
            is_open=is_open,
            stale=why_stale(self._document, proposal, number) if looks else "",
            said=questions_about(self._document, self._id, number),
        )


def questions_about(documents: DocumentReader, proposal_id: str, part: int) -> tuple[tuple[str, str], ...]:
    """What was asked about a part of a proposal, each question with its answer or with how far that is."""
    said = []
    for _, task in documents.tasks():
        asked = task.input_context
        if not isinstance(asked, WriterInput) or asked.job != "ask":
            continue
        if (asked.proposal_id, asked.part) == (proposal_id, part):
            said.append(
                (asked.text, told_words(task.answer or task.error or "") or (tr("thinking…") if task.is_live else ""))
            )
    return tuple(said)
