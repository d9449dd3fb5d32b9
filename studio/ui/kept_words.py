"""What the person wrote and could not be kept in the project: kept on the disk, told, and answered."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.collab.drafts import Drafts, KeptDraft
from studio.collab.replayed_steps import difference
from studio.collab.session_actions import GaveWay
from studio.errors import CommitRefused
from studio.model.raw_fields import read_field
from studio.ui.draft_view import DraftView
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr

if TYPE_CHECKING:
    from studio.collab.embedded_store import ProjectStore
    from studio.ui.main_window import MainWindow


class KeptWords(QObject):
    """Tells of each draft by a notice that leads to it; those of an earlier run when the window opens."""

    def __init__(self, window: MainWindow, project: Path, store: ProjectStore, tasks: TaskScope) -> None:
        super().__init__(window)
        self._window, self._store, self._tasks = window, store, tasks
        self._drafts = Drafts(project)
        tasks.start(tr("Looking for kept words"), self._tell_of_earlier())

    def take(self, what: GaveWay) -> None:
        """A step of the person's gave way."""
        self._tasks.start(tr("Keeping your words"), self._keep(what))

    def open(self, draft: KeptDraft) -> None:
        """Shows a draft beside what stands there now."""
        document = self._window.services.document
        raw = document.raw(draft.doc)
        now = read_field(raw or {}, draft.field)
        theirs = now if isinstance(now, str) and document.is_alive(draft.doc) else None
        place = str((raw or {}).get("heading") or tr("this scene"))
        view = DraftView(
            self._window, draft, place=place, theirs=theirs, answered=lambda text: self._answer(draft, text)
        )
        view.show()

    async def _tell_of_earlier(self) -> None:
        for draft in await asyncio.to_thread(self._drafts.all):
            self._tell(draft)

    async def _keep(self, what: GaveWay) -> None:
        kept = await asyncio.to_thread(self._drafts.keep, what)
        for draft in kept:
            self._tell(draft)
        if not kept:
            sentence = tr("“{0}” could not be kept: somebody else changed the same.").format(what.step.label)
            self._window.notices.tell(sentence, kind="warning")

    def _tell(self, draft: KeptDraft) -> None:
        sentence = tr("Somebody else changed the same words as you. Yours are kept: “{0}”").format(_beginning(draft))
        self._window.notices.tell(
            sentence, kind="warning", action=(tr("Compare"), lambda: self.open(draft)), stays=True
        )

    def _answer(self, draft: KeptDraft, text: str | None) -> None:
        document = self._window.services.document
        if text is not None:
            now = str(read_field(document.raw(draft.doc) or {}, draft.field))
            change = difference(draft.doc, draft.field, now, text)
            try:
                document.commit([change], label=tr("Your words"), initiator=self._window.services.uid)
            except CommitRefused as refused:
                self._window.notices.tell(refused.message, kind="warning")
                self._tell(draft)
                return
        self._tasks.start(tr("Saving"), self._drop(draft))

    async def _drop(self, draft: KeptDraft) -> None:
        # What was chosen has to be on the disk before what it replaces goes.
        if await asyncio.to_thread(self._store.flush):
            await asyncio.to_thread(self._drafts.drop, draft)
        else:
            self._tell(draft)


def _beginning(draft: KeptDraft) -> str:
    """The first words that are new in a draft."""
    old = set(draft.base.split("\n"))
    line = next((line for line in draft.mine.split("\n") if line.strip() and line not in old), draft.label)
    return line if len(line) <= 48 else f"{line[:47]}…"
