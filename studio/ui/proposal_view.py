"""A proposal as a list of its parts, each with its reason and what it would change, to be taken or left."""

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

from studio.model.task_inputs import WriterInput
from studio.ui.agent_desk import AgentDesk
from studio.ui.agent_words import agent_name, dollars, with_cost
from studio.ui.document_bridge import DocumentBridge
from studio.ui.flow_layout import FlowLayout
from studio.ui.naming import named
from studio.ui.proposal_cards import PartDelegate
from studio.ui.proposal_model import PartRow, ProposalModel
from studio.ui.theme import SPACE, Theme
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr


class ProposalView(QWidget):
    """Enter accepts the chosen part, Delete rejects it, ``?`` asks why."""

    left = Signal()
    """The person goes back to the tasks."""

    def __init__(self, bridge: DocumentBridge, desk: AgentDesk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposalView")
        self._document, self._desk = bridge.document, desk
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(SPACE)
        head = QHBoxLayout()
        back = named(QToolButton(), "proposalBack")
        back.setProperty("flat", "true")
        back.setText(tr("‹ Tasks"))
        back.clicked.connect(lambda _checked=False: self.left.emit())
        head.addWidget(back)
        head.addStretch(1)
        self._who = named(QLabel(), "proposalAgent")
        self._who.setProperty("role", "field")
        head.addWidget(self._who)
        column.addLayout(head)
        self._title = named(QLabel(), "proposalTitle")
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        column.addWidget(self._title)
        self._why = named(QLabel(), "proposalWhy")
        self._why.setProperty("role", "field")
        self._why.setWordWrap(True)
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._why)
        self.model = ProposalModel(bridge, self)
        self.list = named(QListView(), "partList")
        self.list.setAccessibleName(tr("What is proposed"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(PartDelegate(theme, self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.installEventFilter(self)
        column.addWidget(self.list, 1)
        self._question = named(QLineEdit(), "askWhyField")
        self._question.setAccessibleName(tr("Ask why"))
        self._question.returnPressed.connect(self._send_question)
        self._question.hide()
        column.addWidget(self._question)
        column.addWidget(self._buttons())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_chosen())
        self.model.dataChanged.connect(lambda *_: self._show_chosen())
        self.model.modelReset.connect(self._show_head)

    def show_proposal(self, proposal_id: str, *, part: int | None = None) -> None:
        """Shows a proposal, with a part of it chosen: the one that is named, else the first that is open."""
        self.model.show(proposal_id)
        proposal = self.model.proposal
        parts = proposal.parts if proposal is not None else ()
        first = next((number for number, each in enumerate(parts) if each.state == "open"), 0)
        self.list.setCurrentIndex(self.model.index(first if part is None else part))
        self._show_head()
        self._show_chosen()

    def ask_why(self) -> None:
        """Opens the line in which the chosen part is asked about."""
        if self._ask.isVisibleTo(self):
            cost = self._desk.estimate(WriterInput(job="ask"))
            self._question.setPlaceholderText(with_cost(tr("Why this? Or ask something else about it"), cost))
            self._question.show()
            self._question.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._accept_chosen()
            elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._reject_chosen()
            elif event.text() == "?":
                self.ask_why()
            elif event.key() == Qt.Key.Key_Escape:
                self.left.emit()
            else:
                return False
            return True
        return super().eventFilter(watched, event)

    def _buttons(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._one = QWidget()
        row = FlowLayout(self._one, spacing=SPACE // 2)
        self._accept = named(QPushButton(tr("Accept ↵")), "partAccept")
        self._accept.setProperty("primary", "true")
        self._accept.clicked.connect(self._accept_chosen)
        self._reject = named(QPushButton(tr("Reject")), "partReject")
        self._reject.clicked.connect(self._reject_chosen)
        self._ask = named(QPushButton(tr("Ask why…")), "partAsk")
        self._ask.clicked.connect(self.ask_why)
        for button in (self._accept, self._reject, self._ask):
            button.setProperty("compact", "true")
            row.addWidget(button)
        column.addWidget(self._one)
        self._all = QWidget()
        row = FlowLayout(self._all, spacing=SPACE // 2)
        accept = named(QToolButton(), "acceptAll")
        accept.setText(tr("Accept all"))
        accept.clicked.connect(lambda: self._desk.accept(self.model.proposal_id))
        reject = named(QToolButton(), "rejectAll")
        reject.setText(tr("Reject all"))
        reject.clicked.connect(lambda: self._desk.reject(self.model.proposal_id))
        for all_button in (accept, reject):
            all_button.setProperty("flat", "true")
        row.addWidget(accept)
        row.addWidget(reject)
        column.addWidget(self._all)
        return whole

    def _show_head(self) -> None:
        proposal = self.model.proposal
        self._title.setText(proposal.title if proposal is not None else "")
        self._why.setText(told_words(proposal.rationale) if proposal is not None else "")
        self._why.setVisible(bool(proposal is not None and proposal.rationale))
        if proposal is not None:
            cost = dollars(proposal.cost) if proposal.cost else ""
            self._who.setText(" · ".join(word for word in (agent_name(proposal.agent), cost) if word))

    def _chosen(self) -> PartRow | None:
        index: QModelIndex = self.list.currentIndex()
        return self.model.part(index.row()) if index.isValid() else None

    def _show_chosen(self) -> None:
        row = self._chosen()
        proposal = self.model.proposal
        may_answer = row is not None and row.is_open
        self._accept.setEnabled(may_answer and not (row is not None and row.stale))
        self._reject.setEnabled(may_answer)
        self._ask.setVisible("writer" in self._desk.agents)
        self._ask.setEnabled(row is not None)
        open_parts = [part for part in proposal.parts if part.state == "open"] if proposal is not None else []
        self._all.setVisible(len(open_parts) > 1)
        self.list.scheduleDelayedItemsLayout()

    def _accept_chosen(self) -> None:
        row = self._chosen()
        if row is not None and self._accept.isEnabled():
            self._desk.accept(self.model.proposal_id, part=row.number)
            self._go_on()

    def _reject_chosen(self) -> None:
        row = self._chosen()
        if row is not None and self._reject.isEnabled():
            self._desk.reject(self.model.proposal_id, part=row.number)
            self._go_on()

    def _go_on(self) -> None:
        """Chooses the next part that waits for an answer."""
        here = self.list.currentIndex().row()
        rows = [*range(here, self.model.rowCount()), *range(here)]
        for row in rows:
            part = self.model.part(row)
            if part is not None and part.is_open:
                self.list.setCurrentIndex(self.model.index(row))
                return

    def _send_question(self) -> None:
        row, words = self._chosen(), self._question.text().strip()
        self._question.clear()
        self._question.hide()
        self.list.setFocus()
        if row is not None:
            self._desk.ask_why(self.model.proposal_id, row.number, words)
