"""Does what a session asks of a store that is elsewhere: on a thread, at a pace, and again when it fails."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from studio.collab.document_store import (
    Denied,
    DocumentStore,
    Heard,
    Listening,
    Loaded,
    Lost,
    SignInNeeded,
    StoreFailure,
    Unavailable,
)
from studio.collab.outbox import Outbox, PendingWatch
from studio.collab.save_state import Away, Sending, Shared, SharedState, ShutOut
from studio.collab.session_actions import Action, Check, Reload, Send
from studio.collab.shared_session import SharedSession
from studio.errors import CommitRefused
from studio.model.ids import DocPath, parent_collection
from studio.model.raw_fields import Fields

PACE_S = 1.0
"""While somebody types, no more often than this is sent: a document takes one write a second for long."""
FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 30.0
LONGEST_UNHEARD_S = 4.0
"""As long as nobody listens who would tell that the store is back; one that cannot be reached is not asked by it."""
PATIENCE_S = 5.0
"""What has to be heard for so long is not waited for any longer: everything is loaded anew."""

_UNTOLD: Final = {
    "": ("memberRoles", "ownerId"),
    "members": ("uid", "role", "email", "displayName", "color"),
}
"""Fields that are written without a journal, by collection: who belongs to the project, and as what."""

_log = logging.getLogger(__name__)


class SessionDriver:
    """Only the thread of the document calls it; ``call`` has a function called there, from any other thread.

    ``told`` is called there with every change of how far the person's work has come. It begins by loading everything;
    until then, and while the store is away, the person works on, and what they do waits in the session. ``outbox`` is
    told what need not be sent any more after a restart.
    """

    def __init__(
        self,
        session: SharedSession,
        open_store: Callable[[], DocumentStore],
        *,
        call: Callable[[Callable[[], None]], object],
        told: Callable[[SharedState], None] = lambda _: None,
        loaded: Callable[[Loaded], None] = lambda _: None,
        outbox: Outbox | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._open_store = open_store
        self._call = call
        self._told = told
        self._loaded = loaded
        self._outbox = outbox
        self._watch = PendingWatch(session.pending)
        self._to_note: deque[Callable[[], None]] = deque()
        self._clock = clock
        self._store: DocumentStore | None = None
        self._listening: Listening | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="session")
        self._timer: threading.Timer | None = None
        self._is_busy = self._is_closed = self._is_shut_out = False
        self._losses = 0
        """How often the connection was lost since it was heard of last; once alone is nothing to tell of."""
        self._failures = 0
        self._not_before_s = 0.0
        self._waiting_since_s: float | None = None
        self._state: SharedState = Away("", unsent=len(session.unsent))
        session.ask_to_reload()
        self.go_on()

    @property
    def state(self) -> SharedState:
        """How far the person's work has come."""
        return self._state

    def go_on(self) -> None:
        """Does what is to be done now; call it after every commit of the document."""
        self._note()
        if self._is_closed or self._is_busy or self._is_shut_out:
            return
        now_s = self._clock()
        if now_s < self._not_before_s:
            self._wake_in(self._not_before_s - now_s)
            return
        action = self._session.next_action()
        if action is None:
            self._wait_for_others(now_s)
            self._tell()
            return
        self._waiting_since_s = None
        self._is_busy = True
        self._tell()
        self._thread.submit(self._do, action)

    def try_now(self) -> None:
        """The network is said to be back, or the person signed in again: nothing is waited for."""
        self._is_shut_out = False
        self._not_before_s = 0.0
        self.go_on()

    def first(self, work: Callable[[], None]) -> None:
        """Has something done before the outbox is told of anything more, such as keeping what gave way.

        What raises is tried again with what comes after it, and nothing more is noted until it has gone through.
        """
        self._to_note.append(work)
        self._thread.submit(self._write_notes)

    def stop(self) -> None:
        """Begins to end; what is not sent stays pending in the session. Waits for nothing."""
        if self._is_closed:
            return
        self._note()
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()
        if self._store is not None:
            # What the thread waits for just now ends with it.
            threading.Thread(target=self._store.close, name="session-end", daemon=True).start()
        self._thread.submit(self._end)

    def close(self) -> None:
        """Ends, and waits for it."""
        self.stop()
        self._thread.shutdown(wait=True)

    def _note(self) -> None:
        notes = self._watch.look(self._session.pending)
        outbox = self._outbox
        if self._is_closed:
            return
        if notes is not None and outbox is not None:
            self.first(lambda: outbox.note(notes))
        elif self._to_note:
            self._thread.submit(self._write_notes)

    def _write_notes(self) -> None:
        """On the thread."""
        while self._to_note:
            try:
                self._to_note[0]()
            except Exception:
                # Whatever it is, the thread has to live on; what is not noted is sent or told again after a restart.
                _log.exception("The outbox could not be written.")
                return
            self._to_note.popleft()

    def _wait_for_others(self, now_s: float) -> None:
        if not self._session.waits_for_others:
            self._waiting_since_s = None
            return
        if self._waiting_since_s is None:
            self._waiting_since_s = now_s
        left_s = self._waiting_since_s + PATIENCE_S - now_s
        if left_s > 0:
            self._wake_in(left_s)
            return
        self._waiting_since_s = None
        self._session.ask_to_reload()
        self._hand_over(self.go_on)

    def _wake_in(self, seconds: float) -> None:
        if self._timer is not None and self._timer.is_alive():
            return
        self._timer = threading.Timer(seconds, self._hand_over, (self.go_on,))
        self._timer.daemon = True
        self._timer.start()

    def _hand_over(self, function: Callable[[], None]) -> None:
        def unless_closed() -> None:
            if not self._is_closed:
                function()

        if not self._is_closed:
            self._call(unless_closed)

    def _do(self, action: Action) -> None:
        """On the thread: asks the store, and hands over what came of it."""
        try:
            ended = self._ask(action)
        except StoreFailure as failure:
            ended = self._failed(action, failure)
        except Exception as error:
            # The thread has to live on, and what it was about is tried again.
            _log.exception("The store failed in a way of its own.")
            ended = self._failed(action, Unavailable(str(error), may_be_done=True))
        self._hand_over(lambda: self._after(ended))

    def _ask(self, action: Action) -> Callable[[], None]:
        store = self._opened()
        session = self._session
        match action:
            case Send(batch):
                store.commit(batch.writes)
                return lambda: self._accepted(batch.steps[-1].merge_key, lambda: session.accepted(batch))
            case Check(op_id):
                is_there = store.get(DocPath(f"journal/{op_id}")) is not None
                return lambda: session.checked(op_id, is_there=is_there)
            case Reload():
                loaded = store.load()
                if self._listening is not None:
                    self._listening.close()
                self._listening = store.listen(("journal", *_UNTOLD), self._hear, resume=loaded.resume)
                theirs = session.contents(loaded)
                return lambda: self._take_over(loaded, theirs)

    def _opened(self) -> DocumentStore:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def _accepted(self, merge_key: str | None, accept: Callable[[], None]) -> None:
        accept()
        if merge_key is not None:
            self._not_before_s = self._clock() + PACE_S

    def _take_over(self, loaded: Loaded, theirs: Mapping[DocPath, Fields]) -> None:
        try:
            self._session.reloaded(loaded, theirs)
        except CommitRefused as refused:
            # Nothing is written on top of what cannot be read.
            self._shut_out(Denied(refused.message))
            return
        self._loaded(loaded)

    def _failed(self, action: Action, failure: StoreFailure) -> Callable[[], None]:
        def fail() -> None:
            if isinstance(action, Send):
                self._session.failed(action.batch, failure)
                if isinstance(failure, Unavailable | SignInNeeded):
                    self._back_off(failure)
            elif isinstance(failure, Denied):
                # Not even reading is allowed: what the person wrote is kept, and no more is asked.
                self._shut_out(failure)
            else:
                self._back_off(failure)

        return fail

    def _after(self, ended: Callable[[], None]) -> None:
        self._is_busy = False
        failures = self._failures
        ended()
        if self._failures == failures:
            self._failures = 0
        self.go_on()

    def _back_off(self, failure: StoreFailure) -> None:
        most_s = LONGEST_WAIT_S if self._listening is not None else LONGEST_UNHEARD_S
        longest_s = min(most_s, FIRST_WAIT_S * 2**self._failures)
        self._failures += 1
        self._not_before_s = self._clock() + random.uniform(FIRST_WAIT_S / 2, longest_s)
        self._say(Away(str(failure), unsent=len(self._session.unsent), needs_sign_in=isinstance(failure, SignInNeeded)))

    def _shut_out(self, failure: StoreFailure) -> None:
        self._is_shut_out = True
        self._say(ShutOut(str(failure), unsent=len(self._session.unsent)))

    def _hear(self, news: Heard | Lost) -> None:
        self._hand_over(lambda: self._follow(news))

    def _follow(self, news: Heard | Lost) -> None:
        if isinstance(news, Lost):
            self._losses += 1
            if news.waits_s is None and isinstance(news.failure, Denied):
                self._shut_out(news.failure)
            elif news.waits_s is None:
                # The listener has given up: a new one comes with everything loaded anew.
                self._session.ask_to_reload()
                self._back_off(news.failure)
                self.go_on()
            elif self._losses > 1:
                self._say(Away(str(news.failure), unsent=len(self._session.unsent)))
            return
        there = [change.document for change in news.changes if change.document is not None]
        for document in there:
            if (names := _UNTOLD.get(parent_collection(document.path))) is not None:
                fields = document.fields
                self._session.adopt(document.path, {name: fields[name] for name in names if name in fields})
        self._session.heard([each.fields for each in there if parent_collection(each.path) == "journal"])
        if self._losses:
            # Who is heard again can be told again.
            self._losses, self._not_before_s = 0, 0.0
        self.go_on()

    def _tell(self) -> None:
        unsent = len(self._session.unsent)
        if self._failures or self._losses > 1 or self._session.must_reload:
            # What the store has is not known.
            if isinstance(self._state, Away):
                self._say(replace(self._state, unsent=unsent))
            return
        self._say(Sending(unsent) if self._session.pending else Shared())

    def _say(self, state: SharedState) -> None:
        if state != self._state:
            self._state = state
            self._told(state)

    def _end(self) -> None:
        if self._listening is not None:
            self._listening.close()
        if self._store is not None:
            self._store.close()
