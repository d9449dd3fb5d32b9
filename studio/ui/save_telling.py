"""What the status bar says of where the work is."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QObject, Qt, Signal

from studio.collab.save_state import Saved, SaveFailed, Saving
from studio.model.change_set import ChangeSet
from studio.ui.translation import tr

if TYPE_CHECKING:
    from studio.collab.embedded_store import ProjectStore
    from studio.collab.save_state import SaveState
    from studio.ui.document_bridge import DocumentBridge
    from studio.ui.main_window import MainWindow
    from studio.ui.team_desk import TeamDesk


class SaveTelling(QObject):
    """Tells how far the work is: *saving* only where there is work in what is being saved.

    Agents at work write down several times a second what they are doing. That is not what a person wants to have
    saved, and telling it would flicker all the while; that it cannot be saved is told whatever it is.
    """

    _told = Signal()

    def __init__(self, window: MainWindow, store: ProjectStore, bridge: DocumentBridge, team: TeamDesk | None) -> None:
        super().__init__(window)
        self._window, self._store, self._team = window, store, team
        self._has_work = not isinstance(store.state, Saved)
        self._failed = ""
        bridge.film_changed.connect(self._note)
        # Not from within the commit that is to be saved: the bridge has told of it by then.
        self._told.connect(self.show, Qt.ConnectionType.QueuedConnection)
        self.stop = store.on_state(lambda _state: self._told.emit())
        self.show()

    def show(self) -> None:
        """Shows what is so now."""
        state: SaveState = self._store.state
        failed = state.message if isinstance(state, SaveFailed) else ""
        match state:
            case Saved():
                self._has_work = False
                words, colour, why = self._team.words() if self._team is not None else (tr("Saved here"), "saved", "")
                self._window.status.show_saved(words, colour=colour, why=why)
            case Saving():
                if self._has_work:
                    self._window.status.show_saved(tr("Saving…"), colour="accent")
            case SaveFailed():
                self._window.status.show_saved(tr("Not saved"), colour="warning")
                if failed != self._failed:
                    self._window.notices.tell(failed, kind="warning")
            case _:
                assert_never(state)
        self._failed = failed

    def _note(self, _change: ChangeSet) -> None:
        self._has_work = True
