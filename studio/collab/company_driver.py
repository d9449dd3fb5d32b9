"""Tells a store of one session's person and hears of the others: presence and leases, with the I/O on a thread."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from studio.collab.document_store import (
    Committed,
    DocumentStore,
    Heard,
    Listening,
    Lost,
    StoreFailure,
    Unavailable,
    Write,
)
from studio.collab.lease import LeaseState
from studio.collab.lease_keeper import LeaseKeeper
from studio.collab.presence import Presence
from studio.collab.presence_keeper import Pace, PresenceKeeper
from studio.collab.review_keeper import ReviewKeeper
from studio.model.ids import DocPath, Uid, collection_name, parent_collection

AGAIN_S = 5.0
"""A store that cannot be opened, or a listener that gave up, is tried again after so long."""
_SCENES, _PRESENCE, _REVIEW = "scenes", "presence", "review"

_log = logging.getLogger(__name__)


class CompanyDriver:
    """Only the thread of the window calls it; ``call`` has a function called there, from any other thread.

    ``told_lease`` and ``changed`` are called there too. Nothing is told before the store is open; while it cannot be
    opened the person is alone. ``name`` is asked when it is: by then it is known who signed in.
    """

    def __init__(
        self,
        open_store: Callable[[], DocumentStore],
        *,
        uid: Uid,
        session: str,
        name: Callable[[], str],
        pace: Pace,
        call: Callable[[Callable[[], None]], object],
        told_lease: Callable[[DocPath, LeaseState], None],
        changed: Callable[[], None],
        review_changed: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.leases = LeaseKeeper(uid=uid, session=session, told=told_lease)
        self.presence: PresenceKeeper | None = None
        self.review: ReviewKeeper | None = None
        self._who = (uid, session, name)
        self._pace = pace
        self._call = call
        self._changed, self._review_changed = changed, review_changed
        self._clock = clock
        self._opened: DocumentStore | None = None
        self._store: DocumentStore | None = None
        self._listening: Listening | None = None
        self._boards = ""
        self._nearby: frozenset[str] = frozenset()
        self._nearby_listening: Listening | None = None
        self._is_closed = False
        self._open_store = open_store
        self._again_s: float | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="company")
        self._thread.submit(self._open)

    @property
    def now_s(self) -> float:
        """This machine's steady clock, in which everything here counts."""
        return self._clock()

    @property
    def is_at_rest(self) -> bool:
        """Whether a tick now and then is enough: one is alone, edits and presents nothing."""
        is_reviewing = self.review is not None and not self.review.is_at_rest
        return self.leases.is_at_rest and not is_reviewing and (self.presence is None or not self.presence.others)

    def shown(self) -> Mapping[str, Presence]:
        """The others by session, each where they are to be shown now."""
        return self.presence.all_shown(now_s=self._clock()) if self.presence is not None else {}

    def watch_boards(self, scene_id: str) -> None:
        """Hears whose boards of a scene are being drawn."""
        self._boards = f"scenes/{scene_id}/boards" if scene_id else ""
        self._watch_nearby()

    def _watch_nearby(self) -> None:
        """Hears of the boards in sight, of those that are edited or wanted here, and of what is asked for."""
        boards = self.leases.collections - {_SCENES} | ({self._boards} if self._boards else set())
        wanted = self.leases.request_collections | boards
        if wanted != self._nearby and self._store is not None:
            self._nearby = frozenset(wanted)
            self._thread.submit(self._listen_nearby, self._store, self._nearby)

    def tick(self) -> None:
        """Writes what is due; call it about ten times a second, once a second where it is at rest."""
        now_s = self._clock()
        if self._again_s is not None and now_s >= self._again_s and not self._is_closed:
            self._again_s = None
            self._thread.submit(self._open if self._store is None else self._listen_anew)
        if self._store is None or self._is_closed:
            return
        self._watch_nearby()
        for write in self.leases.tick(now_s):
            self._commit(write.writes, partial(self.leases.answered, write.number))
        if self.presence is not None:
            told = self.presence.tick(now_s)
            if told is not None:
                self._commit((told,), self.presence.answered)
        if self.review is not None:
            said = self.review.tick(now_s)
            if said is not None:
                self._commit((said,), self.review.answered)

    def close(self) -> None:
        """Lets all go, tells the others, and waits until that is done."""
        self.stop()
        self._thread.shutdown(wait=True)

    def stop(self) -> None:
        """Lets all go, tells the others, and ends; waits for nothing."""
        if self._is_closed:
            return
        if self._store is not None:
            now_s = self._clock()
            self.leases.leave_all(now_s=now_s)
            last = [write.writes for write in self.leases.tick(now_s)]
            if self.presence is not None:
                last.append((self.presence.leave(),))
            said = self.review.close(now_s=now_s) if self.review is not None else None
            if said is not None:
                last.append((said,))
            for writes in last:
                self._thread.submit(_committed, self._store, writes)
        self._is_closed = True
        self._thread.submit(self._end)
        self._thread.shutdown(wait=False)

    def _commit(self, writes: Iterable[Write], answered: Callable[..., None]) -> None:
        store = self._store
        assert store is not None

        def work() -> None:
            outcome = _committed(store, tuple(writes))
            self._hand_over(lambda: answered(outcome, now_s=self._clock()))

        self._thread.submit(work)

    def _hand_over(self, function: Callable[[], None]) -> None:
        def unless_closed() -> None:
            if not self._is_closed:
                function()

        if not self._is_closed:
            self._call(unless_closed)

    def try_now(self) -> None:
        """Somebody signed in, or the network is said to be back: nothing is waited for."""
        if self._again_s is not None:
            self._again_s = self._clock()

    def _open(self) -> None:
        try:
            store = self._opened or self._open_store()
            self._opened = store
            server_time = store.time()
        except StoreFailure as failure:
            _log.info("Nobody else can be heard here yet: %s", failure)
            self._hand_over(self._wait)
            return
        self._hand_over(lambda: self._begin(store, server_time))

    def _wait(self) -> None:
        self._again_s = self._clock() + AGAIN_S

    def _begin(self, store: DocumentStore, server_time: str) -> None:
        uid, session, name = self._who
        self._store = store
        self.presence = PresenceKeeper(
            uid=uid,
            session=session,
            name=name(),
            pace=self._pace,
            server_time=server_time,
            now_s=self._clock(),
            changed=self._changed,
        )
        self.review = ReviewKeeper(
            uid=uid, session=session, server_time=server_time, now_s=self._clock(), changed=self._review_changed
        )
        self._thread.submit(self._listen, store)
        self._changed()

    def _listen_anew(self) -> None:
        if self._listening is not None:
            self._listening.close()
        if self._opened is not None:
            self._listen(self._opened)

    def _listen(self, store: DocumentStore) -> None:
        self._listening = store.listen((_SCENES, _PRESENCE, _REVIEW), self._hear)

    def _listen_nearby(self, store: DocumentStore, collections: frozenset[str]) -> None:
        if self._nearby_listening is not None:
            self._nearby_listening.close()
        self._nearby_listening = store.listen(tuple(sorted(collections)), self._hear) if collections else None

    def _hear(self, news: Heard | Lost) -> None:
        self._hand_over(lambda: self._follow(news))

    def _follow(self, news: Heard | Lost) -> None:
        now_s = self._clock()
        self.leases.watch(is_live=isinstance(news, Heard), now_s=now_s)
        if isinstance(news, Lost) and news.waits_s is None:
            # The listener has given up.
            self._wait()
        if isinstance(news, Lost) or self.presence is None or self.review is None:
            return
        for change in news.changes:
            if parent_collection(change.path) == _PRESENCE:
                self.presence.follow(change, now_s=now_s)
            elif collection_name(change.path) in ("scenes", "boards", "requests"):
                self.leases.follow(change, now_s=now_s)
            elif parent_collection(change.path) == _REVIEW:
                self.review.hear(change, now_s=now_s)
        if news.is_current:
            self.presence.is_current()
            self.review.is_current()

    def _end(self) -> None:
        for listening in (self._listening, self._nearby_listening):
            if listening is not None:
                listening.close()
        if self._opened is not None:
            self._opened.close()


def _committed(store: DocumentStore, writes: tuple[Write, ...]) -> Committed | StoreFailure:
    try:
        return store.commit(writes)
    except StoreFailure as failure:
        return failure
    except Exception as error:
        # The thread has to live on; who asked hears that it did not go through.
        _log.exception("The store failed in a way of its own.")
        return Unavailable(str(error), may_be_done=True)
