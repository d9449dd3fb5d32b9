"""Connects a window to the others who have its project open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, QObject, QTimer, Signal

from studio.collab.company_driver import CompanyDriver
from studio.collab.document_store import DocumentStore
from studio.collab.lease import LeaseState
from studio.collab.presence_keeper import LOCAL_PACE, TEAM_PACE, Pace, PresenceKeeper
from studio.collab.sqlite_store import SqliteStore
from studio.model.ids import DocPath, Uid, new_session
from studio.settings import person_name

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow
    from studio.ui.team_desk import TeamDesk

_TICK_MS = 100
_REST_MS = 1000


class CompanyLink(QObject):
    """Tells the others where the person of a window is, shows where they are, and whose a scene or a drawing is.

    Another window of the same person may take the place of its own: the person is the same session to the others then.
    """

    _called = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        open_store: Callable[[], DocumentStore],
        *,
        uid: Uid,
        session: str,
        name: Callable[[], str],
        pace: Pace,
        team: TeamDesk | None = None,
    ) -> None:
        super().__init__()
        self._team, self._session = team, session
        self._called.connect(lambda function: function())
        self._driver = driver = CompanyDriver(
            open_store,
            uid=uid,
            session=session,
            name=name,
            pace=pace,
            call=self._called.emit,
            told_lease=self._show_lease,
            changed=self._show,
            review_changed=self._show_review,
        )
        self._connections: list[QMetaObject.Connection] = []
        if team is not None:
            team.link.use_leases(driver.leases, lambda: driver.now_s)
            team.tried.connect(driver.try_now)
        self._clock = QTimer(self, interval=_REST_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._use(window)

    def attach(self, window: MainWindow) -> None:
        """Goes on with another window, which shows what the one before did."""
        before, has_joined = self._people, self._review.has_joined
        self._use(window)
        for path, state in before.leases.items():
            window.people.show_lease(path, state)
        self._show()
        if has_joined:
            self._review.take_part()
        if before.following in window.people.others:
            window.people.follow(before.following)

    def detach(self) -> None:
        """Hears no more of its window, which goes; the others are told nothing of that."""
        for connection in self._connections:
            QObject.disconnect(connection)
        self._connections.clear()

    def close(self) -> None:
        """Lets go of what the person edits, and tells that they are gone."""
        self.detach()
        self._clock.stop()
        if self._team is None:
            self._driver.close()
        else:
            # The network may take its time; nobody waits for it.
            self._team.link.use_leases(None)
            self._driver.stop()
        self.deleteLater()

    def _use(self, window: MainWindow) -> None:
        self._people, self._view_state = window.people, window.view_state
        self._place, self._review = window.company.own_place, window.company.review
        window.people.is_owner = self._team is None or self._team.role == "owner"
        driver, place, people, leases = self._driver, self._place, self._people, self._driver.leases
        self._connections += [
            place.went.connect(lambda focus: self._tell(lambda presence: presence.go(focus))),
            place.cursor_placed.connect(lambda cursor: self._tell(lambda presence: presence.place_cursor(cursor))),
            place.pointed.connect(lambda pointer: self._tell(lambda presence: presence.point(pointer))),
            place.looked.connect(lambda eye: self._tell(lambda presence: presence.look_from(eye))),
            place.edited.connect(lambda path: self._do(leases.typed, path)),
            place.left.connect(lambda path: self._do(leases.leave, path)),
            people.asked.connect(lambda path: self._do(leases.ask, path)),
            people.withdrawn.connect(lambda path: self._do(leases.withdraw, path)),
            people.taken_over.connect(lambda path: self._do(leases.take_over, path)),
            people.forced.connect(lambda path: self._do(leases.force_release, path)),
            people.handed_over.connect(lambda path: self._do(leases.hand_over, path)),
            people.kept.connect(lambda path, uid: leases.keep(DocPath(path), Uid(uid), now_s=driver.now_s)),
            self._view_state.scene_changed.connect(self._watch_scene),
            self._review.acted.connect(self._hurry),
        ]

    def _do(self, deed: Callable[..., None], path: str) -> None:
        deed(DocPath(path), now_s=self._driver.now_s)
        self._hurry()

    def _tell(self, tell: Callable[[PresenceKeeper], None]) -> None:
        if self._driver.presence is not None:
            tell(self._driver.presence)
        if not self._driver.is_at_rest:
            self._hurry()

    def _hurry(self) -> None:
        """Something is to be told: the next tick is soon."""
        if self._clock.interval() != _TICK_MS:
            self._clock.setInterval(_TICK_MS)

    def _tick(self) -> None:
        if self._team is not None:
            self._team.link.tick()
        self._driver.tick()
        presence = self._driver.presence
        if presence is not None and presence.is_moving(now_s=self._driver.now_s):
            self._show()
        if self._driver.is_at_rest and self._clock.interval() != _REST_MS:
            self._clock.setInterval(_REST_MS)

    def _show(self) -> None:
        presence = self._driver.presence
        if presence is None:
            return
        if not self._people.others:
            # Where one is has not been told to anybody yet.
            presence.go(self._place.focus)
            self._watch_scene(self._view_state.scene_id)
        self._people.show(self._driver.shown(), me=presence.mine, session=self._session)
        self._show_review()
        self._hurry()

    def _show_review(self) -> None:
        if self._driver.review is not None:
            self._review.use(self._driver.review, lambda: self._driver.now_s)
            self._hurry()

    def _show_lease(self, path: DocPath, state: LeaseState) -> None:
        self._people.show_lease(path, state)
        if self._team is not None:
            # What waited for a lease may be sent with it; not from within what tells of it.
            QTimer.singleShot(0, self, self._team.link.driver.go_on)

    def _watch_scene(self, scene: str) -> None:
        self._driver.watch_boards(scene)


def link_of(window: MainWindow, folder: Path, team: TeamDesk | None, *, uid: Uid) -> CompanyLink:
    """The link to the others: of the team, or the other windows of this machine that have the project in a folder."""
    if team is None:
        return CompanyLink(
            window, lambda: SqliteStore(folder), uid=uid, session=new_session(), name=person_name, pace=LOCAL_PACE
        )
    return CompanyLink(
        window,
        team.open_store,
        uid=uid,
        session=team.link.id,
        name=lambda: team.name or person_name(),
        pace=TEAM_PACE,
        team=team,
    )
