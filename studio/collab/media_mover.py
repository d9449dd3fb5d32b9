"""Moves media between a replica and its team on two threads, one a way, in the order of its lanes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Final

from studio.collab.cloud_blobs import Altered, CloudBlobs, NotShared, Passed
from studio.collab.document_store import StoreFailure, TooLarge, Unavailable
from studio.collab.known_media import KnownMedia
from studio.collab.media_folder import MediaFolder, media_name
from studio.collab.media_lane import MediaLane
from studio.collab.media_state import MediaState
from studio.errors import MediaError

_CLOSING_S: Final = 1.0
_TOLD_EVERY_S: Final = 0.25

_log = logging.getLogger(__name__)


class MediaMover:
    """Any thread may call it; ``upload``, ``download`` and ``close`` wait. It owns ``blobs`` and closes them.

    Args:
        media: the replica's.
        blobs: the team's.
        known: what the team has.
        came: called, on any thread, with each reference that has come.
        changed: called, on any thread, when the state may be another.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        media: MediaFolder,
        blobs: CloudBlobs,
        known: KnownMedia,
        *,
        came: Callable[[str], None],
        changed: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self._media, self._blobs, self._known, self._clock = media, blobs, known, clock
        self._came, self._changed = came, changed
        self._up, self._down = MediaLane("smallest"), MediaLane("latest")
        self._moving: set[str] = set()
        self._given_up: dict[str, Exception] = {}
        self._turn = threading.Condition()
        self._is_closed = False
        self._told_s = 0.0
        self._threads = (
            threading.Thread(target=self._run, args=(self._up, self._send), name="media up", daemon=True),
            threading.Thread(target=self._run, args=(self._down, self._fetch), name="media down", daemon=True),
        )

    def begin(self) -> None:
        """Starts the threads."""
        for thread in self._threads:
            thread.start()

    @property
    def is_closed(self) -> bool:
        """Whether it has ended, or is about to."""
        return self._is_closed

    def has_given_up(self, reference: str) -> bool:
        """Whether a file cannot be moved, now or later: it is altered, or too large."""
        return reference in self._given_up

    def state(self) -> MediaState:
        """What waits, and what keeps it."""
        with self._turn:
            return MediaState.of(self._up, self._down, next(reversed(self._given_up.values()), None))

    def sort(self, reference: str, *, may_go: bool = True, may_come: bool = True) -> bool:
        """Has a file wait for its way, up where it is here and down where it is not; tells whether it has one."""
        try:
            is_here = self._media.has(reference)
            size = self._media.path(reference).stat().st_size if is_here else 0
        except (MediaError, OSError):
            return False
        with self._turn:
            lane = None
            if is_here and may_go and media_name(reference) not in self._known:
                lane = self._up
            elif not is_here and may_come:
                lane = self._down
            if lane is None or reference in self._given_up:
                return False
            lane.add(reference, size=size)
            self._turn.notify_all()
        return True

    def drop(self, reference: str) -> None:
        """Has a file wait no more; one that is being moved may arrive all the same."""
        with self._turn:
            self._up.drop(reference)
            self._down.drop(reference)

    def hurry(self) -> tuple[str, ...]:
        """Nothing is waited for any longer; returns what was given up, to be sorted again."""
        with self._turn:
            again = tuple(self._given_up)
            self._given_up.clear()
            for lane in (self._up, self._down):
                lane.hurry()
            self._turn.notify_all()
        return again

    def upload(self, reference: str) -> None:
        """Returns when the team has a file. Raises as ``CloudBlobs.upload``, and when it is closed meanwhile."""
        with self._moved(reference):
            if media_name(reference) not in self._known:
                self._blobs.upload(reference, self._media.path(reference), passed=self._check_open)
                self._went_up(reference)

    def download(self, reference: str) -> None:
        """Returns when a file is here. Raises as ``CloudBlobs.download``, and when it is closed meanwhile."""
        with self._moved(reference):
            if not self._media.has(reference):
                self._blobs.download(reference, self._media.place(reference), passed=self._check_open)
                self._came_down(reference)

    def close(self) -> None:
        """Breaks off what is being moved and ends, within a second."""
        with self._turn:
            self._is_closed = True
            self._turn.notify_all()
        self._blobs.break_off()
        until_s = time.monotonic() + _CLOSING_S
        for thread in self._threads:
            thread.join(max(0.0, until_s - time.monotonic()))
        self._blobs.close()

    def _run(self, lane: MediaLane, move: Callable[[str], None]) -> None:
        while (reference := self._next(lane)) is not None:
            self._move(lane, reference, move)

    def _next(self, lane: MediaLane) -> str | None:
        with self._turn:
            while not self._is_closed:
                now_s = self._clock()
                reference = lane.next(now_s, but=self._moving)
                if reference is not None:
                    self._moving.add(reference)
                    return reference
                self._turn.wait(lane.wakes_in_s(now_s, but=self._moving))
        return None

    def _move(self, lane: MediaLane, reference: str, move: Callable[[str], None]) -> None:
        """Moves one that is marked as moving, and sorts out what came of it."""
        try:
            move(reference)
        except Exception as error:
            # Whatever it was, the thread has to live on for the others.
            self._failed(lane, reference, error)
        finally:
            self._let_go(reference)
        self._changed()

    def _let_go(self, reference: str) -> None:
        with self._turn:
            for lane in (self._up, self._down):
                lane.passed.pop(reference, None)
            self._moving.discard(reference)
            self._turn.notify_all()

    def _send(self, reference: str) -> None:
        self._blobs.upload(reference, self._media.path(reference), passed=partial(self._while_sending, reference))
        self._went_up(reference)

    def _while_sending(self, large: str, passed_bytes: int) -> None:
        """Between two pieces of a large file the small ones go, which have no pieces."""
        self._passed(self._up, large, passed_bytes)
        while (small := self._next_small_to_send()) is not None:
            self._move(self._up, small, self._send)

    def _next_small_to_send(self) -> str | None:
        with self._turn:
            if self._is_closed:
                return None
            small = self._up.next(self._clock(), but=self._moving, most_bytes=self._blobs.piece_bytes)
            if small is not None:
                self._moving.add(small)
            return small

    def _fetch(self, reference: str) -> None:
        self._fetch_told(reference, self._while_fetching(reference))

    def _fetch_small(self, reference: str) -> None:
        self._fetch_told(reference, self._check_open)

    def _fetch_told(self, reference: str, passed: Passed) -> None:
        if self._media.has(reference):
            # Made here meanwhile: the same bytes have the same name.
            with self._turn:
                self._down.drop(reference)
            self.sort(reference)
        else:
            self._blobs.download(reference, self._media.place(reference), passed=passed)
            self._came_down(reference)

    def _while_fetching(self, large: str) -> Passed:
        """Now and then during a large file the small ones come that wait meanwhile."""
        looks_at = piece_bytes = self._blobs.piece_bytes
        too_large: set[str] = set()

        def passed(passed_bytes: int) -> None:
            nonlocal looks_at
            self._passed(self._down, large, passed_bytes)
            if passed_bytes >= looks_at:
                looks_at = passed_bytes + piece_bytes
                while (small := self._next_small_to_fetch(too_large)) is not None:
                    self._move(self._down, small, self._fetch_small)

        return passed

    def _next_small_to_fetch(self, too_large: set[str]) -> str | None:
        """The next that the team has and that is small, which has to be asked; it is marked as moving."""
        while True:
            with self._turn:
                reference = self._down.next(self._clock(), but=self._moving | too_large)
                if reference is None or self._is_closed:
                    return None
                self._moving.add(reference)
            size: int | None = self._blobs.piece_bytes + 1
            with suppress(StoreFailure):
                size = self._blobs.size(reference)
            if size is not None and size <= self._blobs.piece_bytes:
                return reference
            with self._turn:
                self._moving.discard(reference)
                if size is None:
                    self._down.later(reference, self._clock())
                else:
                    too_large.add(reference)

    def _went_up(self, reference: str) -> None:
        self._known.mark((media_name(reference),))
        self._done(self._up, reference)

    def _came_down(self, reference: str) -> None:
        self._known.mark((media_name(reference),))
        self._done(self._down, reference)
        self._came(reference)

    def _done(self, lane: MediaLane, reference: str) -> None:
        with self._turn:
            lane.moved(reference)
            self._given_up.pop(reference, None)

    def _failed(self, lane: MediaLane, reference: str, error: Exception) -> None:
        now_s = self._clock()
        with self._turn:
            if self._is_closed:
                return
            match error:
                case NotShared():
                    lane.works()
                    lane.later(reference, now_s)
                case Altered() | TooLarge():
                    self._give_up(lane, reference, error)
                case MediaError() if lane is self._up:
                    self._give_up(lane, reference, error)
                case StoreFailure() | MediaError():
                    # The others are not kept by what may be the matter with this one only.
                    lane.later(reference, now_s)
                    lane.rest(now_s, error)
                case _:
                    _log.error("A media file was not moved.", exc_info=error)
                    lane.later(reference, now_s)
                    lane.rest(now_s, Unavailable(f"The team's media cannot be reached ({type(error).__name__})."))

    def _give_up(self, lane: MediaLane, reference: str, error: Exception) -> None:
        lane.drop(reference)
        self._given_up[reference] = error

    @contextmanager
    def _moved(self, reference: str) -> Iterator[None]:
        """While one reference is moved here, nobody else moves it."""
        with self._turn:
            while reference in self._moving and not self._is_closed:
                self._turn.wait()
            self._check_open()
            self._moving.add(reference)
        try:
            yield
        finally:
            self._let_go(reference)
            self._changed()

    def _check_open(self, _passed_bytes: int = 0) -> None:
        if self._is_closed:
            raise Unavailable("The project is being closed.")

    def _passed(self, lane: MediaLane, reference: str, passed_bytes: int) -> None:
        self._check_open()
        with self._turn:
            lane.passed[reference] = passed_bytes
        if self._clock() >= self._told_s + _TOLD_EVERY_S:
            self._told_s = self._clock()
            self._changed()
