"""A line that tells whose the scene or board in front of one is, and offers what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from studio.collab.lease import Asking, Free, LeaseLost, LeaseState, Mine, Theirs
from studio.model.document import Document
from studio.model.ids import DocPath
from studio.ui.naming import named
from studio.ui.people import People
from studio.ui.people_words import lease_words
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr

_SECOND_MS = 1000
_BAR_PX, _NARROW_PX = 3, 340


class LeaseBar(QWidget):
    """Shown only while there is something to tell. ``path`` is the document in front of the person.

    Requests for, and losses of, other documents of the same kind are told as well: the first that there is.
    """

    shown = Signal(bool)

    def __init__(
        self,
        people: People,
        document: Document,
        theme: Theme,
        *,
        kind: str,
        path: Callable[[], DocPath],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("leaseBar")
        self._people, self._document, self._theme = people, document, theme
        self._kind, self._path = kind, path
        self._about = DocPath("")
        self._colour = theme.colour("warning")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(SPACE + 4, SPACE // 2, SPACE // 2, SPACE // 2)
        self._row.setSpacing(SPACE // 2)
        self._words = named(QLabel(), "leaseWords")
        self._words.setWordWrap(True)
        self._row.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE // 2)
        buttons.addStretch(1)
        self._row.addLayout(buttons)
        self._buttons: dict[str, QPushButton] = {}
        for name, run in (
            ("leaseAsk", lambda: people.asked.emit(self._about)),
            ("leaseWithdraw", lambda: people.withdrawn.emit(self._about)),
            ("leaseTake", lambda: people.taken_over.emit(self._about)),
            ("leaseForce", lambda: people.forced.emit(self._about)),
            ("leaseHand", lambda: people.handed_over.emit(self._about)),
            ("leaseKeep", self._keep),
        ):
            button = named(QPushButton(), name)
            button.setProperty("compact", "true")
            button.clicked.connect(run)
            buttons.addWidget(button)
            self._buttons[name] = button
        self._clock = QTimer(self, interval=_SECOND_MS)
        self._clock.timeout.connect(self._show_words)
        people.lease_changed.connect(lambda _path: self.refresh())
        people.changed.connect(self.refresh)
        self.refresh()

    @property
    def about(self) -> DocPath:
        """The document that it tells of; "" while it is hidden."""
        return self._about

    def refresh(self) -> None:
        """Shows what there is to tell by now."""
        path, state = self._first()
        texts = _offers(state, is_owner=self._people.is_owner, is_own=_uid(state) == self._people.uid)
        for name, button in self._buttons.items():
            button.setText(texts.get(name, ""))
            if name not in texts and button.hasFocus():
                self._words.setFocus()
            button.setVisible(name in texts)
        was_about, self._about = self._about, path
        before = self._words.text()
        self._show_words()
        uid = _uid(state)
        colour = self._theme.person(uid) if uid is not None else self._theme.colour("warning")
        if colour != self._colour:
            self._colour = colour
            self.update()
        if bool(path) == self.isHidden():
            self.setVisible(bool(path))
            self.shown.emit(bool(path))
        if isinstance(state, Theirs | Asking):
            self._clock.start()
        else:
            self._clock.stop()
        if path and (was_about != path or before != self._words.text()):
            QAccessible.updateAccessibility(QAccessibleEvent(self._words, QAccessible.Event.Alert))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room beside one another, the buttons stand below."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_PX
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("ground2"))
        painter.fillRect(0, 0, _BAR_PX, self.height(), self._colour)

    def _first(self) -> tuple[DocPath, LeaseState]:
        """What is lost comes first, then who asks, then whose the document in front is."""
        leases = {path: state for path, state in self._people.leases.items() if path.split("/")[-2] == self._kind}
        here = self._path()
        order = sorted(leases, key=lambda path: (path != here, path))
        for path in order:
            if isinstance(leases[path], LeaseLost):
                return path, leases[path]
        for path in order:
            state = leases[path]
            if isinstance(state, Mine) and state.asked_by:
                return path, state
        state = leases.get(here, Free())
        return (here, state) if isinstance(state, Theirs | Asking) else (DocPath(""), Free())

    def _show_words(self) -> None:
        state = self._people.lease(self._about) if self._about else Free()
        words = lease_words(self._document, self._people, self._about, state) if self._about else ""
        if isinstance(state, Theirs | Asking):
            words += f"  {clock(self._people.now_s - state.since_s)}"
        self._words.setText(words)

    def _keep(self) -> None:
        state = self._people.lease(self._about)
        if isinstance(state, Mine) and state.asked_by:
            self._people.kept.emit(self._about, state.asked_by[0])


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def _uid(state: LeaseState) -> str | None:
    match state:
        case Mine(asked_by):
            return asked_by[0] if asked_by else None
        case Free():
            return None
        case _:
            return state.uid


def _offers(state: LeaseState, *, is_owner: bool, is_own: bool) -> dict[str, str]:
    """What can be done, by the names of the buttons."""
    match state:
        case Mine():
            return {"leaseHand": tr("Hand over"), "leaseKeep": tr("Keep")}
        case Free():
            return {}
        case LeaseLost(uid=None):
            return {"leaseTake": tr("Take back")}
        case _ if state.is_stale:
            return {"leaseTake": tr("Take over")}
        case LeaseLost():
            offers = {"leaseAsk": tr("Request")}
        case Asking():
            offers = {"leaseWithdraw": tr("Withdraw")}
        case Theirs():
            offers = {"leaseAsk": tr("Request")}
    if is_own:
        # Nobody is asked who is oneself.
        return {"leaseForce": tr("Take over")}
    if is_owner:
        offers["leaseForce"] = tr("Force")
    return offers
