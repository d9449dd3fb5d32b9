"""The people of a project as the window shows them: who is here and where, who edits what, and whom one follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic

from PySide6.QtCore import QObject, Signal

from studio.collab.lease import Free, LeaseState
from studio.collab.presence import Presence
from studio.model.ids import DocPath, Uid
from studio.ui.numbered_windows import told_apart

_FREE = Free()


class People(QObject):
    """What the window's parts show of others, and what the person wants of them; it knows no store.

    Whoever connects the window to others calls ``show``, ``show_lease``, ``know`` and listens to the wishes.
    """

    changed = Signal()
    """Who is here, how they are called, or what they are at."""

    moved = Signal()
    """A cursor, a pointer or an eye."""

    lease_changed = Signal(str)
    """Whose a document is; its path."""

    followed = Signal(str)
    """Another session is followed; "" for none."""

    asked = Signal(str)
    """The person asks for the lease of a document; its path."""

    withdrawn = Signal(str)
    taken_over = Signal(str)
    """The person takes over what has run out, or takes back what is free again."""

    forced = Signal(str)
    """An owner takes a lease away from who has it."""

    kept = Signal(str, str)
    """The person keeps a document that somebody asked for; its path, and who."""

    handed_over = Signal(str)

    def __init__(
        self,
        uid: Uid,
        *,
        colours: dict[str, int] | None = None,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        """``colours`` is where the theme looks up the place of somebody's colour."""
        super().__init__(parent)
        self.uid = uid
        self.is_owner = False
        """Whether the person may take leases away."""
        self.me: Presence | None = None
        self.others: Mapping[str, Presence] = {}
        """The other sessions, in the order in which they are shown."""
        self.following = ""
        self.presenter = ""
        """The session that presents a review in which the person takes part; "" without."""
        self._clock = clock
        self._colours = {} if colours is None else colours
        self._names: dict[str, str] = {}
        self._plain: dict[Uid, str] = {}
        self._leases: dict[DocPath, LeaseState] = {}

    @property
    def is_alone(self) -> bool:
        """Whether nobody else is here."""
        return not self.others

    @property
    def now_s(self) -> float:
        """The clock in which ``since_s`` of a lease counts."""
        return self._clock()

    def show(self, others: Mapping[str, Presence], *, me: Presence | None = None, session: str = "") -> None:
        """Who is here by now and where; ``me`` is what is told of the person, in this ``session``."""
        before, mine = self.others, self.me
        here = told_apart({**others, session: me} if me is not None else others)
        self.me = here.pop(session, None) if me is not None else None
        self.others = here
        self._plain = {each.uid: each.name for each in others.values()}
        for each in (*others.values(), *((me,) if me is not None else ())):
            self._colours[each.uid] = each.colour
        if self.following and self.following not in others:
            self.follow("")
        if _seen(before, mine) != _seen(self.others, me):
            self.changed.emit()
        if before != self.others:
            self.moved.emit()

    def show_presenter(self, session: str) -> None:
        """Who presents, so that their pointer is shown for all to see."""
        if session != self.presenter:
            self.presenter = session
            self.moved.emit()

    def know(self, names: Mapping[str, str]) -> None:
        """The names of members, also of those who are not here."""
        self._names = dict(names)

    def name_of(self, uid: str) -> str:
        """How somebody is called; the same person in another window is told as such by the words."""
        return self._plain.get(Uid(uid)) or self._names.get(uid) or uid

    def show_lease(self, path: DocPath, state: LeaseState) -> None:
        """Whose a document is by now."""
        if state != self.lease(path):
            if state == _FREE:
                del self._leases[path]
            else:
                self._leases[path] = state
            self.lease_changed.emit(path)

    def lease(self, path: DocPath) -> LeaseState:
        """Whose a document is."""
        return self._leases.get(path, _FREE)

    @property
    def leases(self) -> Mapping[DocPath, LeaseState]:
        """The documents that are not free."""
        return self._leases

    def follow(self, session: str) -> None:
        """Goes where somebody goes; "" goes where one goes oneself."""
        if session != self.following:
            self.following = session
            self.followed.emit(session)


def _seen(others: Mapping[str, Presence], me: Presence | None) -> tuple[object, ...]:
    """What ``changed`` is about."""
    return (*((name, each.uid, each.name, each.colour, each.focus) for name, each in others.items()), me and me.colour)
