"""The open project of a team: kept in step with the others, and told in words how far that has come."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.collab.document_store import SignInNeeded
from studio.collab.drafts import KeptDraft
from studio.collab.media_state import MediaState
from studio.collab.save_state import Away, Sending, Shared, SharedState, ShutOut
from studio.collab.team_settings import load_team_settings
from studio.model.change_set import ChangeSet
from studio.model.ids import PROJECT_PATH
from studio.ui.team_words import failure_words, shared_words
from studio.ui.translation import tr
from studio.workflows.replica_connection import ReplicaConnection

if TYPE_CHECKING:
    from studio.collab.embedded_store import ProjectStore
    from studio.collab.team_replica import OpenReplica
    from studio.ui.account_access import AccountAccess
    from studio.workflows.open_project import OpenProduction

_FAREWELL_S = 2.0


class TeamDesk(QObject):
    """Lives as long as the team's project is open, whatever window shows it."""

    changed = Signal()
    """How far the person's work has come is another matter now."""

    kept = Signal(object)
    """Words of the person's gave way, and are kept."""

    rights_changed = Signal()
    """What the person may do here has changed."""

    media_arrived = Signal(str)
    """The file behind a reference has come from the team."""

    tried = Signal()
    """Somebody signed in or out: what waited for that is tried at once."""

    _called = Signal(object)

    def __init__(
        self,
        production: OpenProduction,
        team: OpenReplica,
        store: ProjectStore,
        account: AccountAccess,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._called.connect(lambda function: function())
        self._document, self._account = production.document, account
        self.replica = team.replica
        self._state: SharedState = Away("", unsent=0)
        self._rights = (self.role, self.is_shut_out)
        connection = ReplicaConnection.open(
            production,
            team,
            store,
            account.token_of(self.replica.uid, self.replica.firebase_project),
            bucket=load_team_settings().storage_bucket,
            environment=os.environ,
            call=self._called.emit,
            told=self._tell,
            kept=self._keep,
            media_arrived=self.media_arrived.emit,
            media_told=lambda _state: self.changed.emit(),
        )
        self.link, self.media, self.open_store = connection.link, connection.media, connection.open_store
        self._forget = production.document.subscribe(self._hear)
        if self.media is not None:
            self.media.follow({path: self._document.raw(path) for path in self._document.all_paths()})
        account.on_change(self.try_now)

    @property
    def role(self) -> str:
        """What the person is in this project; "" where they no longer belong to it."""
        roles = (self._document.raw(PROJECT_PATH) or {}).get("memberRoles")
        role = roles.get(self.replica.uid, "") if isinstance(roles, dict) else ""
        return role if isinstance(role, str) else ""

    @property
    def may_edit(self) -> bool:
        """Whether what the person changes reaches the others."""
        return self.role in ("owner", "editor") and not self.is_shut_out

    @property
    def may_comment(self) -> bool:
        """Whether the person may say something at all."""
        return self.role in ("owner", "editor", "viewer") and not self.is_shut_out

    @property
    def is_shut_out(self) -> bool:
        """Whether the team's store does not let the person in any more."""
        return isinstance(self.state, ShutOut)

    @property
    def state(self) -> SharedState:
        """How far the person's work has come."""
        return self._state

    @property
    def name(self) -> str:
        """How the others call the person."""
        who = self._account.now.who
        return (who.display_name or who.email.partition("@")[0]) if who is not None else ""

    def words(self) -> tuple[str, str, str]:
        """What the status bar says of what this machine has saved: in words, in which colour, and why."""
        match self.state:
            case Shared():
                return shared_words(self.media.state if self.media is not None else MediaState())
            case Sending(unsent=0):
                return tr("Sent"), "accent", tr("The team has it; the others get it now.")
            case Sending():
                return tr("Saved here"), "accent", tr("On its way to the team.")
            case ShutOut(unsent=unsent):
                why = tr("The team's rules do not let you in any more; ask the project's owner.")
                return _waiting(unsent) or tr("Saved here · out of the team"), "warning", why
            case Away(message=""):
                return tr("Saved here · connecting…"), "accent", tr("What the team did meanwhile is being fetched.")
            case Away(unsent=unsent, needs_sign_in=True):
                return _waiting(unsent) or tr("Saved here · not signed in"), "warning", failure_words(SignInNeeded())
            case Away(unsent=unsent):
                why = tr("The team cannot be reached; it is tried again, and all you do is kept here meanwhile.")
                return _waiting(unsent) or tr("Saved here · team away"), "warning", why

    async def end(self) -> None:
        """Ends: what is on its way has a moment to arrive, and what does not is sent when the project opens next."""
        until = time.monotonic() + _FAREWELL_S
        while isinstance(self.state, Sending) and time.monotonic() < until:
            await asyncio.sleep(0.05)
        self._forget()
        self._account.on_change(None)
        if self.media is not None:
            # First: what the link waits for just now may be a file on its way up.
            await asyncio.to_thread(self.media.close)
        self.link.stop()
        await asyncio.to_thread(self.link.driver.close)

    def _tell(self, state: SharedState) -> None:
        self._state = state
        self.changed.emit()
        self._look()

    def _hear(self, change: ChangeSet) -> None:
        if self.media is not None:
            paths = (*change.touched, *change.deleted, *change.moved)
            self.media.follow({path: self._document.raw(path) for path in paths})
        if change.touches(PROJECT_PATH, "memberRoles"):
            self._look()

    def _look(self) -> None:
        rights = (self.role, self.is_shut_out)
        if rights != self._rights:
            self._rights = rights
            self.rights_changed.emit()

    def try_now(self) -> None:
        """Asks the team's store again, whatever it said before."""
        self.tried.emit()
        if self.media is not None:
            self.media.try_now()
        self.link.driver.try_now()

    def _keep(self, drafts: Sequence[KeptDraft]) -> None:
        self.kept.emit(drafts)


def _waiting(unsent: int) -> str:
    return tr("Saved here · {count} to send", count=unsent) if unsent else ""
