"""What the person did and could not be kept in the project: told, shown beside what stands there, and answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, assert_never

from PySide6.QtCore import QObject, Signal

from studio.collab.drafts import KeptDraft
from studio.collab.merge_text import both_texts, my_text
from studio.collab.replayed_steps import difference
from studio.errors import CommitRefused
from studio.model.operations import Operation, Restore
from studio.model.raw_fields import read_field
from studio.ui.draft_list import DraftList
from studio.ui.draft_view import DraftView
from studio.ui.proposed_change import change_of
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr

if TYPE_CHECKING:
    from studio.collab.embedded_store import ProjectStore
    from studio.ui.main_window import MainWindow

Answer = Literal["mine", "both", "again", "drop"]
"""What is to become of a draft: to stand there, to stand below theirs, to be done once more, or to go."""


class KeptWords(QObject):
    """Tells of each draft by a notice that leads to it, and lists what waits for an answer, of earlier runs too."""

    changed = Signal()

    def __init__(self, window: MainWindow, store: ProjectStore, tasks: TaskScope) -> None:
        super().__init__(window)
        self._window, self._store, self._tasks = window, store, tasks
        self._kept: dict[str, KeptDraft] = {}
        self._view: DraftView | None = None
        self._action = window.registry["edit.kept"]
        self._action.triggered.connect(lambda _checked=False: self.show_all())
        window.services.bridge.changed.connect(lambda _change: self._refresh())
        tasks.start(tr("Looking for kept words"), self._tell_of_earlier())

    @property
    def kept(self) -> tuple[KeptDraft, ...]:
        """What waits for an answer, the oldest first."""
        return tuple(self._kept[name] for name in sorted(self._kept))

    def take(self, drafts: Sequence[KeptDraft]) -> None:
        """Steps of the person's gave way, and what they were lies on the disk."""
        for draft in drafts:
            self._add(draft)
            self._tell(draft)

    def show_all(self) -> None:
        """Shows the one draft, or the list of them."""
        if len(self._kept) == 1:
            self.open(self.kept[0])
        elif self._kept:
            DraftList(self._window, self).show()

    def open(self, draft: KeptDraft) -> None:
        """Shows a draft beside what stands there now, and what comes to stand there meanwhile."""
        if draft.id not in self._kept:
            return
        if self._view is not None:
            self._view.close()
        view = DraftView(self._window, draft)
        view.answered.connect(lambda answer: self._answer(draft, answer))
        view.destroyed.connect(lambda _view: self._forget(view))
        self._view = view
        self._refresh()
        view.show()

    def title_of(self, draft: KeptDraft) -> str:
        """A draft in one line: where it belongs, and how it begins."""
        if draft.is_text:
            return f"{self._place_of(draft)}  ·  {_beginning(draft)}"
        where = change_of(self._window.services.document, draft.ops[0]).where
        return f"{where}  ·  {draft.label}" if where else draft.label

    def _place_of(self, draft: KeptDraft) -> str:
        raw = self._window.services.document.raw(draft.doc) or {}
        return str(raw.get("heading") or tr("this scene"))

    def _forget(self, view: DraftView) -> None:
        if self._view is view:
            self._view = None

    def _refresh(self) -> None:
        view, document = self._view, self._window.services.document
        if view is None:
            return
        draft = view.draft
        if not draft.is_text:
            view.show_deeds([change_of(document, op) for op in draft.ops])
            return
        theirs = self._now(draft) if document.is_alive(draft.doc) else None
        view.show_theirs(theirs, place=self._place_of(draft), can_restore=document.raw(draft.doc) is not None)

    def _now(self, draft: KeptDraft) -> str:
        now = read_field(self._window.services.document.raw(draft.doc) or {}, draft.field)
        return now if isinstance(now, str) else ""

    def _add(self, draft: KeptDraft) -> None:
        self._kept[draft.id] = draft
        self._show_action()

    def _show_action(self) -> None:
        """The menu, the palette and the key are there where something is kept, and only then."""
        self._action.setVisible(bool(self._kept))
        self._action.setEnabled(bool(self._kept))
        self.changed.emit()

    async def _tell_of_earlier(self) -> None:
        for draft in await asyncio.to_thread(self._store.drafts.all):
            self._add(draft)
        if len(self._kept) == 1:
            self._tell(self.kept[0])
        elif self._kept:
            sentence = tr("{count} changes of yours gave way to somebody else's and are kept.", count=len(self._kept))
            self._window.notices.tell(sentence, kind="warning", action=(tr("Look"), self.show_all))

    def _tell(self, draft: KeptDraft) -> None:
        if draft.is_text:
            sentence = tr("Somebody else changed the same words as you. Yours are kept: “{0}”").format(
                _beginning(draft)
            )
        else:
            sentence = tr("“{0}” does not fit what somebody else did. It is kept.").format(draft.label)
        self._window.notices.tell(sentence, kind="warning", action=(tr("Compare"), lambda: self.open(draft)))

    def _answer(self, draft: KeptDraft, answer: Answer) -> None:
        ops = self._ops(draft, answer)
        if ops:
            words = tr("Your words") if draft.is_text else draft.label
            try:
                self._window.services.document.commit(ops, label=words, initiator=self._window.services.uid)
            except CommitRefused as refused:
                self._window.notices.tell(refused.message, kind="warning")
                return
        self._kept.pop(draft.id, None)
        self._show_action()
        if self._view is not None:
            self._view.close()
        self._tasks.start(tr("Saving"), self._drop(draft))

    def _ops(self, draft: KeptDraft, answer: Answer) -> list[Operation]:
        # What stands there is read now: it may have changed while both were looked at.
        now = self._now(draft) if draft.is_text else ""
        match answer:
            case "drop":
                return []
            case "again":
                return list(draft.ops)
            case "mine":
                text = my_text(draft.base, draft.mine, now)
            case "both":
                text = both_texts(draft.base, draft.mine, now)
            case _:
                assert_never(answer)
        is_gone = not self._window.services.document.is_alive(draft.doc)
        ops: list[Operation] = [Restore(draft.doc)] if is_gone else []
        return [*ops, difference(draft.doc, draft.field, now, text)] if text != now else ops

    async def _drop(self, draft: KeptDraft) -> None:
        # What was chosen has to be on the disk before what it replaces goes.
        if await asyncio.to_thread(self._store.flush):
            await asyncio.to_thread(self._store.drafts.drop, draft)
        else:
            self._add(draft)
            self._tell(draft)


def _beginning(draft: KeptDraft) -> str:
    """The first words that are new in a draft."""
    old = set(draft.base.split("\n"))
    line = next((line for line in draft.mine.split("\n") if line.strip() and line not in old), draft.label)
    return line if len(line) <= 48 else f"{line[:47]}…"
