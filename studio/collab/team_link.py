"""An open replica of a team's project: its document, its store on this machine and the team's, kept in step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from studio.collab.document_store import DocumentStore, Fence
from studio.collab.drafts import KeptDraft, drafts_of
from studio.collab.lease import guarded_by
from studio.collab.save_state import Saved, SaveState, SharedState
from studio.collab.session_actions import GaveWay
from studio.collab.session_driver import SessionDriver
from studio.collab.shared_session import SharedSession
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, Uid, new_session
from studio.model.journal import JournalEntry
from studio.model.operations import Operation

if TYPE_CHECKING:
    from studio.collab.embedded_store import ProjectStore
    from studio.collab.lease_keeper import LeaseKeeper
    from studio.collab.outbox import Outbox


class TeamLink:
    """Sends what this machine has saved, and brings in what others do. Only the thread of the document calls it.

    It lives as long as the project is open, whatever window shows it. What a lease guards waits for ``leases``, which
    a window's company has.
    """

    def __init__(
        self,
        document: Document,
        store: ProjectStore,
        outbox: Outbox,
        journal: Sequence[JournalEntry],
        *,
        uid: Uid,
        open_store: Callable[[], DocumentStore],
        call: Callable[[Callable[[], None]], object],
        told: Callable[[SharedState], None] = lambda _: None,
        kept: Callable[[Sequence[KeptDraft]], None] = lambda _: None,
    ) -> None:
        """``journal`` is the replica's as it was opened; ``kept`` is told of words that gave way, once on the disk."""
        self.id = new_session()
        self.leases: LeaseKeeper | None = None
        self._now_s: Callable[[], float] = lambda: 0.0
        self._document, self._uid = document, uid
        self._store, self._call, self._kept = store, call, kept
        outbox.forget_older(journal)
        self.session = SharedSession(
            document,
            session=self.id,
            uid=uid,
            fence_of=self._fence_of,
            may_send=self._may_send,
            gave_way=self._gave_way,
            pending=outbox.unsent(journal),
            saved=lambda: store.saved_revision,
        )
        self.driver = SessionDriver(self.session, open_store, call=call, told=told, outbox=outbox)
        self._forget = store.on_state(self._hear_state)

    @property
    def state(self) -> SharedState:
        """How far the person's work has come."""
        return self.driver.state

    def use_leases(self, leases: LeaseKeeper | None, now_s: Callable[[], float] = lambda: 0.0) -> None:
        """Has what leases guard go by these; with none it waits."""
        self.leases, self._now_s = leases, now_s

    def tick(self) -> None:
        """Has leases acquired for what waits, and sends what they are there for by now."""
        if self.leases is None:
            return
        waiting = {path for step in self.session.pending for op in step.ops if (path := guarded_by(op)) is not None}
        self.leases.pending(waiting, now_s=self._now_s())
        if waiting:
            self.driver.go_on()

    def stop(self) -> None:
        """Begins to end; waits for nothing."""
        self._forget()
        self.driver.stop()
        self.session.close()

    def close(self) -> None:
        """Ends, and waits for it."""
        self.stop()
        self.driver.close()

    def _hear_state(self, state: SaveState) -> None:
        if isinstance(state, Saved):
            self._call(self.driver.go_on)

    def _fence_of(self, op: Operation) -> Fence | None:
        return self.leases.fence_of(op) if self.leases is not None else None

    def _may_send(self, op: Operation) -> bool:
        path = guarded_by(op)
        if path is None or not self._may_edit:
            # Who may not edit gets no lease: the store refuses, and the words are kept.
            return True
        return self.leases is not None and self.leases.may_write(path, now_s=self._now_s())

    @property
    def _may_edit(self) -> bool:
        roles = (self._document.raw(PROJECT_PATH) or {}).get("memberRoles")
        return isinstance(roles, dict) and roles.get(self._uid) in ("owner", "editor")

    def _gave_way(self, what: GaveWay) -> None:
        drafts = drafts_of(what)

        def keep() -> None:
            for draft in drafts:
                self._store.drafts.write(draft)
            self._call(lambda: self._kept(drafts))

        if drafts:
            self.driver.first(keep)
