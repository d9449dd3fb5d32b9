"""The agents' place in the side panel: their tasks, and a proposal when one is looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.ui.agent_desk import AgentDesk
from studio.ui.proposal_view import ProposalView
from studio.ui.services import Services
from studio.ui.tasks_panel import TasksPanel
from studio.ui.view_state import ViewState


class AgentsPage(QStackedWidget):
    """Turns from the tasks to a proposal and back."""

    calls_wanted = Signal()
    """The person wants to see what was asked of models."""

    def __init__(
        self, services: Services, desk: AgentDesk, view_state: ViewState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("agentsPage")
        self._document = services.document
        self.tasks = TasksPanel(services.bridge, desk, view_state, services.theme)
        self.proposal = ProposalView(services.bridge, desk, services.theme)
        self.addWidget(self.tasks)
        self.addWidget(self.proposal)
        self.tasks.proposal_wanted.connect(self.show_proposal)
        self.tasks.calls_wanted.connect(self.calls_wanted)
        self.proposal.left.connect(self.show_tasks)

    def show_tasks(self) -> None:
        """Turns to the tasks."""
        self.setCurrentWidget(self.tasks)
        self.tasks.take_focus()

    def show_proposal(self, proposal_id: str = "", *, part: int | None = None) -> bool:
        """Turns to a proposal, the newest that waits for an answer unless one is named; tells whether there is one."""
        name = proposal_id or self._newest()
        if self._document.proposal(name) is None:
            return False
        self.proposal.show_proposal(name, part=part)
        self.setCurrentWidget(self.proposal)
        self.proposal.list.setFocus()
        return True

    def _newest(self) -> str:
        waiting = [name for name, each in self._document.proposals() if each.state in ("open", "partly")]
        return waiting[-1] if waiting else ""
