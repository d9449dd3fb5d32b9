"""The script's place in the window: the editor, and the find bar below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.model.ids import Uid, scene_path
from studio.ui.agent_desk import AgentDesk
from studio.ui.document_bridge import DocumentBridge
from studio.ui.find_bar import FindBar, find_all, next_place
from studio.ui.lease_bar import LeaseBar
from studio.ui.people import People
from studio.ui.script_binding import ScriptBinding
from studio.ui.script_editor import ScriptEditor
from studio.ui.script_proposals import ScriptProposals
from studio.ui.theme import Theme
from studio.ui.view_state import ViewState

_LOOK_AGAIN_MS = 120
_MOST_MARKS = 1000


class ScriptPanel(QWidget):
    """Writes, and finds and replaces in what was written. Takes the focus for its editor."""

    told = Signal(str)
    """A sentence for the person."""

    proposal_wanted = Signal(str, int)
    """The person asks about a part of a proposal."""

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        theme: Theme,
        *,
        uid: Uid,
        people: People,
        is_read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("scriptPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.editor = ScriptEditor(bridge, view_state, theme, uid=uid, people=people, is_read_only=is_read_only)
        self.lease_bar = LeaseBar(
            people, bridge.document, theme, kind="scenes", path=lambda: scene_path(view_state.scene_id)
        )
        self._bridge, self._theme = bridge, theme
        self.proposals: ScriptProposals | None = None
        self.find_bar = FindBar(theme, can_replace=not is_read_only)
        self._found: list[tuple[int, int]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.editor, 1)
        column.addWidget(self.lease_bar)
        column.addWidget(self.find_bar)
        self.find_bar.hide()
        self.setFocusProxy(self.editor)
        self._again = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._look)
        view_state.scene_changed.connect(lambda _scene: self.lease_bar.refresh())
        self.editor.told.connect(self.told)
        self.editor.escaped.connect(self._leave)
        self.editor.script_changed.connect(self._look_again)
        self.editor.cursorPositionChanged.connect(self._show_count)
        self.find_bar.query_changed.connect(self._search)
        self.find_bar.next_wanted.connect(lambda: self._go(1))
        self.find_bar.previous_wanted.connect(lambda: self._go(-1))
        self.find_bar.replace_wanted.connect(self._replace_one)
        self.find_bar.replace_all_wanted.connect(self._replace_all)
        self.find_bar.closed.connect(self._close_find)

    @property
    def binding(self) -> ScriptBinding:
        """The text, and what boards and locks have to do with it."""
        return self.editor.binding

    def use_agents(self, desk: AgentDesk) -> None:
        """Shows in the script what agents propose for it."""
        self.proposals = ScriptProposals(self.editor, self._bridge, desk, self._theme)
        self.proposals.why_wanted.connect(self.proposal_wanted)

    def go_to_next_proposal(self) -> bool:
        """Goes to the next proposed change in the script; tells whether there is one."""
        return self.proposals is not None and self.proposals.go_to_next()

    def open_find(self) -> None:
        """Opens the find bar, with the selected words if they are on one line."""
        start, end = self.editor.selection()
        words = self.binding.text[start:end]
        self.find_bar.open("" if "\n" in words else words)
        self._look()

    def _search(self) -> None:
        """The query is another: goes to the first place at the cursor or below."""
        self._look()
        if not self._found:
            self._show_count()
            return
        start, _ = self.editor.selection()
        self._select(next((place for place, found in enumerate(self._found) if found[0] >= start), 0))

    def _look_again(self) -> None:
        if self.find_bar.isVisibleTo(self):
            self._again.start()

    def _look(self) -> None:
        """Finds all places anew, and marks them."""
        self._again.stop()
        query = self.find_bar.query if self.find_bar.isVisibleTo(self) else ""
        self._found = find_all(self.binding.text, query, match_case=self.find_bar.matches_case)
        self.editor.marks.show_found(self._found[:_MOST_MARKS])
        self._show_count()

    def _show_count(self) -> None:
        if not self.find_bar.isVisibleTo(self):
            return
        here = self.editor.selection()
        place = self._found.index(here) if here in self._found else None
        self.find_bar.show_count(place, len(self._found))

    def _go(self, steps: int) -> None:
        self._look()
        if self._found:
            self._select(next_place(self._found, self.editor.selection(), steps=steps))

    def _select(self, place: int) -> None:
        self.editor.select(*self._found[place])
        self._show_count()

    def _replace_one(self) -> None:
        """Replaces the place that is selected and goes to the next; where none is, only goes there."""
        self._look()
        here = self.editor.selection()
        if here in self._found:
            done = self.editor.replace([here], self.find_bar.replacement)
            if done.count:
                end = here[0] + len(self.find_bar.replacement)
                self.editor.select(end, end)
            self._look()
            if self._found and done.count:
                self._search()
                return
        self._go(1)

    def _replace_all(self) -> None:
        self._look()
        if self._found:
            self.editor.replace(self._found, self.find_bar.replacement)
            self._look()

    def _leave(self) -> None:
        if self.find_bar.isVisibleTo(self):
            self.find_bar.close_bar()
        else:
            self.editor.clearFocus()

    def _close_find(self) -> None:
        self._look()
        self.editor.setFocus()
