"""One session's part in the live review: presenting, following, asking to present; without clock and store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Final

from studio.collab.document_store import (
    ABSENT,
    SERVER_TIME,
    Change,
    Committed,
    Conflicted,
    Patch,
    Put,
    StoredDocument,
    StoreFailure,
)
from studio.collab.presence_keeper import HEARTBEAT_S, STALE_S
from studio.collab.review import REVIEW_PATH, Review, ReviewMode, Showing
from studio.collab.review_clock import FollowedPlayhead, StoreClock, seconds_of
from studio.collab.written_fields import fields_after
from studio.model.ids import Uid
from studio.model.operations import MISSING, FieldPath

GAP_S: Final = 0.25
"""A presenter's playhead is told four times a second at most."""
FORGOTTEN_S: Final = 600.0
"""A review whose presenter has been silent for so long is over."""

_RETRY_S = 1.0
_SLACK_S = 1e-3
_HEARTBEAT_SLACK_S = 0.5


class _Deed(Enum):
    START = "start"
    TAKE_OVER = "take over"
    ASK = "ask"
    WITHDRAW = "withdraw"
    HAND_OVER = "hand over"
    END = "end"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the person wants done once, and of which presenter's review."""

    deed: _Deed
    epoch: int
    session: str = ""
    uid: Uid | None = None


class ReviewKeeper:
    """Keeps one session in step with ``review/current``. ``now_s`` is this machine's steady clock everywhere.

    A driver calls ``tick`` about ten times a second, commits what it returns, and tells ``answered``. ``changed`` is
    called when the review, or the person's part in it, is another. Every write expects the version that is known, so
    of two who start or take over at once one does, and the other follows.
    """

    def __init__(
        self, *, uid: Uid, session: str, server_time: str, now_s: float, changed: Callable[[], None] = lambda: None
    ) -> None:
        """``server_time`` is the store's time at ``now_s``."""
        self.session = session
        self._uid, self._changed = uid, changed
        self._clock = StoreClock(server_time, now_s=now_s)
        self._playhead = FollowedPlayhead()
        self._known: Review | None = None
        self._stored: StoredDocument | None = None
        self._flight: Put | Patch | None = None
        self._is_following = False
        self._wish: _Wish | None = None
        self._mine = Showing()
        self._mine_s = now_s
        self._is_told = True
        self._told_s = -GAP_S
        self._wait_s = 0.0
        self._is_current = False

    @property
    def review(self) -> Review | None:
        """The review that goes on; None without."""
        return self._known if self._known is not None and self._known.is_on else None

    @property
    def is_presenting(self) -> bool:
        """Whether the person presents."""
        return self.review is not None and self.review.session == self.session

    @property
    def is_following(self) -> bool:
        """Whether the person's film goes where the presenter's goes."""
        return self._is_following and self.review is not None and not self.is_presenting

    @property
    def is_asking(self) -> bool:
        """Whether the person waits to present."""
        if self._wish is not None and self._wish.deed in (_Deed.ASK, _Deed.WITHDRAW):
            return self._wish.deed is _Deed.ASK
        return self.review is not None and self.session in self.review.requests

    @property
    def is_at_rest(self) -> bool:
        """Whether a tick now and then is enough."""
        return self.review is None and self._wish is None

    def is_stale(self, *, now_s: float) -> bool:
        """Whether the presenter has been silent for so long that another may take over."""
        return self.review is not None and not self.is_presenting and self._silent_s(now_s) >= STALE_S

    def start(self, showing: Showing, *, now_s: float) -> None:
        """The person begins a review and presents; where another began one first that is followed."""
        if self.review is None and self._flight is None:
            self._mine, self._mine_s = showing, now_s
            self._will(_Deed.START)

    def show(self, showing: Showing, *, now_s: float) -> None:
        """The presenter shows something else, plays, pauses or seeks; nothing of it from anybody else."""
        if self.is_presenting and showing != self._mine:
            self._mine, self._mine_s, self._is_told = showing, now_s, False

    def follow(self) -> None:
        """The person joins, or joins again."""
        if self.review is not None and not self._is_following:
            self._is_following = True
            self._playhead.leave()
            self._changed()

    def leave(self) -> None:
        """The person goes their own way; who presents keeps presenting."""
        if self._is_following:
            self._is_following = False
            self._changed()

    def ask(self) -> None:
        """The person would like to present."""
        if self.review is not None and not self.is_presenting:
            self._will(_Deed.ASK)

    def withdraw(self) -> None:
        """Not any more."""
        if self.is_asking:
            self._will(_Deed.WITHDRAW)

    def hand_over(self, session: str = "", *, uid: Uid | None = None) -> None:
        """Another session presents: the one that is named, of this person, else who asked first."""
        review = self.review
        if review is None or not self.is_presenting:
            return
        to = session or next(iter(review.waiting), "")
        asked = review.requests.get(to)
        of = uid or (asked.uid if asked is not None else None)
        if of is not None and to != self.session:
            self._will(_Deed.HAND_OVER, to, of)

    def take_over(self, *, now_s: float) -> None:
        """The person presents in place of somebody who has fallen silent, from where the film is."""
        review = self.review
        if review is not None and self.is_stale(now_s=now_s):
            self._mine, self._mine_s = replace(review.showing, frame=self.position(now_s)), now_s
            self._will(_Deed.TAKE_OVER)

    def end(self) -> None:
        """The presenter ends the review for everybody."""
        if self.is_presenting:
            self._will(_Deed.END)

    def close(self, *, now_s: float) -> Put | Patch | None:
        """The person closes the project: what is to be written at once, and the last.

        Who presents hands over to who asked first; without any it is over.
        """
        review = self.review
        if review is None or self._flight is not None:
            return None
        if self.is_presenting:
            self.hand_over()
            if self._wish is None or self._wish.deed is not _Deed.HAND_OVER:
                self.end()
        else:
            self.withdraw()
        return self._due(now_s) if self._wish is not None else None

    def hear(self, change: Change, *, now_s: float) -> None:
        """Takes over what the store tells of ``review``; what is told twice or late says nothing."""
        if change.path != REVIEW_PATH:
            return
        if change.document is None:
            self._known, self._stored = None, None
        else:
            review = Review.of(change.document.fields)
            if review is not None and self._known is not None and review.count < self._known.count:
                return
            self._stored = change.document
            if review is not None:
                self._clock.heard(review.at, now_s=now_s)
            self._take(review, now_s)
        self._wait_s = now_s
        self._drop_wish(now_s)
        self._changed()

    def is_current(self) -> None:
        """The review has been told of, if there is one."""
        self._is_current = True

    def tick(self, now_s: float) -> Put | Patch | None:
        """What is to be written now."""
        review = self.review
        if review is not None and not self.is_presenting and self._silent_s(now_s) >= FORGOTTEN_S:
            self._known = replace(review, showing=replace(review.showing, mode=ReviewMode.ENDED))
            self._is_following = False
            self._changed()
        if self._flight is not None or not self._is_current or now_s < self._wait_s - _SLACK_S:
            return None
        self._drop_wish(now_s)
        self._flight = self._due(now_s)
        return self._flight

    def answered(self, outcome: Committed | StoreFailure, *, now_s: float) -> None:
        """How it went with a write; what was not written is tried again on what is there then."""
        write, self._flight = self._flight, None
        if isinstance(outcome, Committed):
            self._clock.heard(outcome.time, now_s=now_s)
            if write is not None:
                # The listener tells the same later.
                fields = fields_after(write, self._stored.fields if self._stored else None, now=outcome.time)
                written = StoredDocument(write.path, fields, outcome.versions[write.path])
                self.hear(Change(write.path, written), now_s=now_s)
            return
        self._is_told = not self.is_presenting
        # What it has become is told presently, and ends the waiting.
        self._wait_s = now_s + (GAP_S if isinstance(outcome, Conflicted) else _RETRY_S)

    def position(self, now_s: float) -> float:
        """The frame of the film that the presenter shows now, by the store's time of their last word."""
        review = self.review
        if review is None:
            return 0.0
        return self._mine_frame(now_s) if self.is_presenting else self._told_frame(review, now_s)

    def followed_position(self, now_s: float) -> float:
        """Where a follower's playhead stands: led to ``position`` without a jump that is seen."""
        review = self.review
        showing = review.showing if review is not None else Showing()
        return self._playhead.frame(showing, self.position(now_s), now_s=now_s)

    def _will(self, deed: _Deed, session: str = "", uid: Uid | None = None) -> None:
        epoch = self._known.epoch if self._known is not None else 0
        self._wish = _Wish(deed, epoch, session, uid)
        self._changed()

    def _take(self, review: Review | None, now_s: float) -> None:
        """The review is this by now."""
        before, self._known = self.review, review
        is_new = before is None or review is None or before.started_at != review.started_at
        if is_new:
            self._is_following = False
        if review is None or not review.is_on:
            return
        if review.session != self.session:
            if before is not None and before.session == self.session:
                # Who has handed over goes on with the others.
                self._is_following = True
                self._playhead.leave()
            elif is_new and self._wish is not None and self._wish.deed is _Deed.START:
                self._is_following = True
            return
        if before is None or before.session != self.session or before.epoch != review.epoch:
            # A new presenter begins from what is shown.
            self._is_following = True
            self._is_told, self._told_s = True, now_s
            if self._wish is None or self._wish.deed not in (_Deed.START, _Deed.TAKE_OVER):
                self._mine, self._mine_s = replace(review.showing, frame=self._told_frame(review, now_s)), now_s

    def _drop_wish(self, now_s: float) -> None:
        """Lets go of what has been done, or makes no sense any more."""
        wish, review = self._wish, self.review
        if wish is None:
            return
        match wish.deed:
            case _Deed.START:
                is_open = review is None
            case _Deed.TAKE_OVER:
                is_open = review is not None and review.epoch == wish.epoch and self.is_stale(now_s=now_s)
            case _Deed.ASK:
                is_open = review is not None and not self.is_presenting and self.session not in review.requests
            case _Deed.WITHDRAW:
                is_open = review is not None and self.session in review.requests
            case _Deed.HAND_OVER | _Deed.END:
                is_open = review is not None and review.epoch == wish.epoch and self.is_presenting
        if not is_open:
            self._wish = None

    def _due(self, now_s: float) -> Put | Patch | None:
        if self._wish is not None:
            return self._write_of(self._wish, now_s)
        if not self.is_presenting:
            return None
        silent_s = now_s - self._told_s
        is_due = not self._is_told and silent_s >= GAP_S - _SLACK_S
        if not is_due and silent_s < HEARTBEAT_S - _HEARTBEAT_SLACK_S:
            return None
        self._is_told, self._told_s = True, now_s
        return self._patch(self._showing_fields(now_s))

    def _write_of(self, wish: _Wish, now_s: float) -> Put | Patch:
        request = ("requests", self.session)
        match wish.deed:
            case _Deed.START:
                return self._start(now_s)
            case _Deed.TAKE_OVER:
                return self._patch(self._presenter_fields(self.session, self._uid, now_s))
            case _Deed.ASK:
                return self._patch({request: {"uid": self._uid, "at": SERVER_TIME}})
            case _Deed.WITHDRAW:
                return self._patch({request: MISSING})
            case _Deed.HAND_OVER:
                return self._patch(self._presenter_fields(wish.session, wish.uid or self._uid, now_s))
            case _Deed.END:
                return self._patch({("mode",): ReviewMode.ENDED.value, ("at",): SERVER_TIME, ("requests",): {}})

    def _start(self, now_s: float) -> Put:
        known = self._known
        fields: dict[str, Any] = {
            "presenter": self._uid,
            "session": self.session,
            "startedAt": SERVER_TIME,
            **{name: value for (name,), value in self._showing_fields(now_s).items()},
            "epoch": known.epoch + 1 if known is not None else 1,
            "count": known.count + 1 if known is not None else 1,
            "requests": {},
        }
        return Put(REVIEW_PATH, fields, expects=self._stored.version if self._stored else ABSENT)

    def _presenter_fields(self, session: str, uid: Uid, now_s: float) -> dict[FieldPath, Any]:
        epoch = self._known.epoch if self._known is not None else 0
        fields: dict[FieldPath, Any] = {
            **self._showing_fields(now_s),
            ("presenter",): uid,
            ("session",): session,
            ("epoch",): epoch + 1,
        }
        if self._known is not None and session in self._known.requests:
            fields["requests", session] = MISSING
        return fields

    def _showing_fields(self, now_s: float) -> dict[FieldPath, Any]:
        return {
            ("mode",): self._mine.mode.value,
            ("frame",): self._mine_frame(now_s),
            ("rate",): self._mine.rate,
            ("board",): self._mine.board,
            ("at",): SERVER_TIME,
        }

    def _mine_frame(self, now_s: float) -> float:
        is_playing = self._mine.mode is ReviewMode.PLAYING
        return self._mine.frame + ((now_s - self._mine_s) * self._mine.rate if is_playing else 0.0)

    def _patch(self, fields: dict[FieldPath, Any]) -> Patch:
        assert self._known is not None
        assert self._stored is not None
        return Patch(REVIEW_PATH, {**fields, ("count",): self._known.count + 1}, expects=self._stored.version)

    def _told_frame(self, review: Review, now_s: float) -> float:
        """Where a presenter's playhead is by their last word."""
        showing = review.showing
        run_s = max(0.0, self._clock.time_s(now_s) - seconds_of(review.at))
        return showing.frame + (run_s * showing.rate if showing.mode is ReviewMode.PLAYING else 0.0)

    def _silent_s(self, now_s: float) -> float:
        assert self._known is not None
        return self._clock.time_s(now_s) - seconds_of(self._known.at)
