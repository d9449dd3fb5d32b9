"""The live review as the window knows it: whether one goes on, and the person's part in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from studio.collab.review import Review, Showing
from studio.collab.review_keeper import ReviewKeeper
from studio.model.ids import Uid
from studio.ui.people import People

_SECOND_MS = 1000


class ReviewDesk(QObject):
    """Bar, actions and film look at this one, and it alone at the keeper; while nobody is connected it says no."""

    changed = Signal()
    """The review, or the person's part in it."""

    acted = Signal()
    """The person has done something that others are to be told of."""

    def __init__(self, people: People, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.has_joined = False
        """Whether the person takes part, also where they have gone their own way for a while."""
        self._people = people
        self._keeper: ReviewKeeper | None = None
        self._now: Callable[[], float] = lambda: 0.0
        self._shown: tuple[object, ...] = ()
        self._clock = QTimer(self, interval=_SECOND_MS)
        self._clock.timeout.connect(self._look)
        people.changed.connect(self._look)

    @property
    def review(self) -> Review | None:
        """The review that goes on; one whose presenter went without a word is nothing to somebody who is alone."""
        if self._keeper is None or (self._people.is_alone and not self._keeper.is_presenting):
            return None
        return self._keeper.review

    @property
    def is_presenting(self) -> bool:
        """Whether the person presents."""
        return self._keeper is not None and self._keeper.is_presenting

    @property
    def is_following(self) -> bool:
        """Whether the film goes where the presenter's goes."""
        return self._keeper is not None and self.review is not None and self._keeper.is_following

    @property
    def is_asking(self) -> bool:
        """Whether the person waits to present."""
        return self._keeper is not None and self.review is not None and self._keeper.is_asking

    @property
    def is_stale(self) -> bool:
        """Whether the presenter has fallen silent."""
        return self._keeper is not None and self._keeper.is_stale(now_s=self._now())

    @property
    def may_start(self) -> bool:
        """Whether a review can begin: there is somebody to show the film to, and none goes on."""
        return self._keeper is not None and self.review is None and not self._people.is_alone

    @property
    def waiting(self) -> tuple[str, ...]:
        """The sessions that ask to present and are here, in their order."""
        review = self.review
        return tuple(each for each in review.waiting if each in self._people.others) if review is not None else ()

    @property
    def heirs(self) -> tuple[str, ...]:
        """The sessions that can be handed the review, who asked for it first."""
        return tuple(dict.fromkeys((*self.waiting, *self._people.others)))

    def name_of(self, session: str) -> str:
        """How somebody of the review is called."""
        here = self._people.others.get(session)
        review = self.review
        return here.name if here is not None else self._people.name_of(review.uid if review is not None else "")

    def use(self, keeper: ReviewKeeper, now: Callable[[], float]) -> None:
        """The keeper of the person's part, and its clock; called anew whenever it has changed."""
        self._keeper, self._now = keeper, now
        self._look()

    def start(self, showing: Showing) -> None:
        """Begins a review."""
        if self._keeper is not None and self.may_start:
            self._keeper.start(showing, now_s=self._now())
            self._act()

    def show(self, showing: Showing) -> None:
        """The presenter shows something else."""
        if self._keeper is not None:
            self._keeper.show(showing, now_s=self._now())
            self.acted.emit()

    def join(self) -> None:
        """Follows the presenter, for the first time or again."""
        if self._keeper is not None and self.review is not None and not self.is_presenting:
            self.has_joined = True
            self._people.follow("")
            self._keeper.follow()
            self._act()

    def take_part(self) -> None:
        """The person takes part on, as they did in the window before this one, be it that they go their own way."""
        self.has_joined = True
        self._look()

    def stray(self) -> None:
        """The person acts themselves: they take part on, and can come back."""
        if self._keeper is not None:
            self._keeper.leave()
            self._act()

    def leave(self) -> None:
        """Takes no part any more."""
        self.has_joined = False
        if self._keeper is not None:
            self._keeper.withdraw()
            self._keeper.leave()
            self._act()

    def ask(self) -> None:
        """Asks to present, or asks no longer."""
        if self._keeper is not None:
            if self.is_asking:
                self._keeper.withdraw()
            else:
                self._keeper.ask()
            self._act()

    def hand_over(self, session: str) -> None:
        """Lets another session present."""
        person = self._people.others.get(session)
        if self._keeper is not None and person is not None:
            self._keeper.hand_over(session, uid=Uid(person.uid))
            self._act()

    def take_over(self) -> None:
        """Presents in place of somebody who has fallen silent."""
        if self._keeper is not None:
            self._keeper.take_over(now_s=self._now())
            self._act()

    def end(self) -> None:
        """Ends the review for everybody."""
        if self._keeper is not None:
            self._keeper.end()
            self._act()

    def position(self) -> float:
        """The frame of the film at which a follower's playhead stands now."""
        return self._keeper.followed_position(self._now()) if self._keeper is not None else 0.0

    def _act(self) -> None:
        self.acted.emit()
        self._look()

    def _look(self) -> None:
        """Tells of what has become another."""
        review = self.review
        if review is None:
            self.has_joined = False
            self._clock.stop()
        else:
            self.has_joined = self.has_joined or self.is_presenting or self.is_following
            self._clock.start()
        others = tuple((session, each.name) for session, each in self._people.others.items())
        part = (self.has_joined, self.is_presenting, self.is_following, self.is_asking, self.is_stale)
        shown = (review, part, self.may_start, others)
        if shown != self._shown:
            self._shown = shown
            takes_part = self.has_joined and not self.is_presenting
            self._people.show_presenter(review.session if review is not None and takes_part else "")
            self.changed.emit()
