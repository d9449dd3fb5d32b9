"""What agents propose for the script, shown in the script where it would go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from studio.errors import CommitRefused
from studio.model.change_set import ChangeSet
from studio.model.ids import collection_name
from studio.ui.agent_desk import AgentDesk
from studio.ui.agent_words import agent_name
from studio.ui.document_bridge import DocumentBridge
from studio.ui.proposal_card import ProposalCard
from studio.ui.proposed_change import script_changes
from studio.ui.script_editor import ScriptEditor
from studio.ui.theme import SPACE, Theme
from studio.ui.told_sentence import told_words

MOST_CARDS = 12
"""Changes that stand in the script at once, the first of it; when one is answered, the next comes."""


@dataclass(frozen=True, slots=True)
class _Hunk:
    """One part of a proposal in the script: what makes way (code points of the script), and what comes."""

    proposal_id: str
    part: int
    struck: tuple[tuple[int, int], ...]
    words: str
    why: str

    @property
    def key(self) -> str:
        return f"{self.proposal_id}.{self.part}"

    @property
    def last(self) -> int:
        """The line below which it stands."""
        start, end = self.struck[-1]
        return max(start, end - 1)


class ScriptProposals(QObject):
    """Strikes out what would make way, leaves room below it, and puts a card there."""

    why_wanted = Signal(str, int)
    """The person asks about a part of a proposal."""

    def __init__(self, editor: ScriptEditor, bridge: DocumentBridge, desk: AgentDesk, theme: Theme) -> None:
        super().__init__(editor)
        self._editor, self._document, self._desk, self._theme = editor, bridge.document, desk, theme
        self._hunks: tuple[_Hunk, ...] = ()
        self._cards: dict[str, ProposalCard] = {}
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._read)
        self._move = QTimer(self, singleShot=True, interval=0)
        self._move.timeout.connect(self._place)
        bridge.changed.connect(self._follow)
        editor.laid_out.connect(self._move.start)
        editor.script_changed.connect(self._again.start)
        editor.verticalScrollBar().valueChanged.connect(lambda _value: self._put())
        self._again.start()

    @property
    def cards(self) -> tuple[ProposalCard, ...]:
        """The cards, from the top of the script."""
        return tuple(self._cards[hunk.key] for hunk in self._hunks if hunk.key in self._cards)

    def go_to_next(self) -> bool:
        """Goes to the next change below the one that has the focus, else the first; tells whether there is one."""
        cards = self.cards
        if not cards:
            return False
        here = next((place for place, card in enumerate(cards) if card.hasFocus()), -1)
        place = (here + 1) % len(cards)
        hunk = self._hunks[place]
        self._editor.sight.show_lines(hunk.struck[0][0], hunk.last + 1)
        self._put()
        top = self._editor.sight.rows_area((hunk.struck[0][0], hunk.last + 1)).top()
        self._editor.sight.show_down_to(cards[place].geometry().bottom() + SPACE, top=top - SPACE)
        self._put()
        cards[place].setFocus()
        return True

    def _follow(self, change: ChangeSet) -> None:
        paths = (*change.touched, *change.created, *change.deleted)
        if any(collection_name(path) == "proposals" for path in paths):
            self._again.start()

    def _read(self) -> None:
        hunks = sorted(self._found(), key=lambda hunk: hunk.struck[0])
        self._hunks = tuple(hunks[:MOST_CARDS])
        keys = {hunk.key for hunk in self._hunks}
        for key in self._cards.keys() - keys:
            card = self._cards.pop(key)
            if card.hasFocus():
                self._editor.setFocus()
            card.hide()
            card.deleteLater()
        for hunk in self._hunks:
            if hunk.key not in self._cards:
                self._cards[hunk.key] = self._card(hunk)
        self._editor.marks.show_struck(
            [(start, end) for hunk in self._hunks for start, end in hunk.struck if end > start]
        )
        self._place()

    def _found(self) -> Iterator[_Hunk]:
        for name, proposal in self._document.proposals():
            if proposal.state not in ("open", "partly"):
                continue
            for number, part in enumerate(proposal.parts):
                if part.state != "open":
                    continue
                try:
                    changes = script_changes(self._document, proposal, number)
                except CommitRefused:
                    # It no longer fits; the list of the parts says why.
                    continue
                ranges = [(self._editor.binding.range_of(each.scene_id), each) for each in changes]
                struck = tuple((found[0] + each.start, found[0] + each.end) for found, each in ranges if found)
                if struck:
                    words = "\n⋯\n".join(each.inserted.strip("\n") for _, each in ranges)
                    why = f"{agent_name(proposal.agent)} · {told_words(part.rationale) or part.title}"
                    yield _Hunk(name, number, struck, words, why)

    def _card(self, hunk: _Hunk) -> ProposalCard:
        can_ask = "writer" in self._desk.agents
        card = ProposalCard(self._theme, self._editor.viewport(), name=f"proposal.{hunk.key}", can_ask=can_ask)
        card.accepted.connect(partial(self._answer, self._desk.accept, hunk))
        card.rejected.connect(partial(self._answer, self._desk.reject, hunk))
        card.why_wanted.connect(partial(self.why_wanted.emit, hunk.proposal_id, hunk.part))
        card.escaped.connect(self._editor.setFocus)
        return card

    def _answer(self, answer: Callable[..., object], hunk: _Hunk) -> None:
        # What was being typed is a step of its own.
        self._editor.binding.end_burst()
        answer(hunk.proposal_id, part=hunk.part)

    def _place(self) -> None:
        """Makes room for the cards, and puts them there."""
        width, column = self._editor.viewport().width(), self._editor.sight.column
        rooms: dict[int, int] = {}
        for hunk in self._hunks:
            height = self._cards[hunk.key].show_change(hunk.words, hunk.why, column=column, width=width)
            rooms[hunk.last] = rooms.get(hunk.last, 0) + height + SPACE
        with self._editor.sight.kept():
            self._editor.room.leave(rooms)
        self._put()

    def _put(self) -> None:
        taken: dict[int, int] = {}
        for hunk in self._hunks:
            card = self._cards[hunk.key]
            top = self._editor.sight.below(hunk.last) + taken.get(hunk.last, 0)
            taken[hunk.last] = taken.get(hunk.last, 0) + card.height()
            card.move(0, top)
            card.show()
