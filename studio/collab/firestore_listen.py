"""A listener of Firestore: one stream, its thread, and what it does when the stream breaks."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import Any, Final

import grpc

from studio.collab.document_store import Denied, Heard, Lost, SignInNeeded, StoreFailure, Unavailable
from studio.collab.firestore_messages import DecodeError, ListenResponse, Message
from studio.collab.firestore_targets import Snapshot, TargetLost, Targets
from studio.collab.firestore_wire import Code, FirestoreWire, Refusal

WATCHDOG_S: Final = 120.0
"""The server speaks every 30 s; a stream that is silent for as long is dead."""
MID_SENTENCE_S: Final = 4.0
"""As long may the server be silent before it has told everything."""
MOST_CONNECTS: Final = 60
"""Connections a minute, whatever happens."""
_MINUTE_S: Final = 60.0
_FIRST_WAIT_S: Final = 0.25
_LONGEST_WAIT_S: Final = 30.0
_FRESH_S: Final = 60.0
"""How old what was last told may be: then the time is told without a change, so that ``resume`` stays young."""
_log = logging.getLogger(__name__)


class FirestoreListener:
    """A Listening that is told by a thread of its own, and gives up only where trying again is of no use."""

    def __init__(
        self,
        wire: FirestoreWire,
        targets: Targets,
        hear: Callable[[Heard | Lost], None],
        *,
        watchdog_s: float = WATCHDOG_S,
    ) -> None:
        self._wire = wire
        self._targets = targets
        self._hear = hear
        self._watchdog_s = watchdog_s
        self._wake = threading.Event()
        self._telling = threading.RLock()
        self._closed = threading.Event()
        self._call: Any = None
        self._connects: deque[float] = deque(maxlen=MOST_CONNECTS)
        self._failures = 0
        self._is_renewed = False
        self._told_s = 0.0
        self._thread = threading.Thread(target=self._run, name="firestore listener", daemon=True)

    @property
    def is_over(self) -> bool:
        """Whether it has ended or given up."""
        return self._closed.is_set() or (self._thread.ident is not None and not self._thread.is_alive())

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()

    def close(self) -> None:
        """Ends it; nothing is told once this has returned."""
        with self._telling:
            self._closed.set()
        self._wake.set()
        call = self._call
        if call is not None:
            call.cancel()
        if threading.current_thread() is not self._thread and self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        refused: str | None = None
        while not self._closed.is_set():
            self._keep_pace()
            token = ""
            try:
                token = self._wire.token.current() if refused is None else self._wire.token.renewed_after(refused)
                self._is_renewed, refused = refused is not None, None
                self._listen(token)
            except TargetLost as lost:
                failure: StoreFailure | None = lost.failure
                if lost.is_token and not self._is_renewed:
                    refused, failure = token, None
            except grpc.RpcError as error:
                told = self._wire.failure_of(error)
                failure = Unavailable(str(told)) if isinstance(told, Refusal) else told
                if error.code() is Code.UNAUTHENTICATED and not self._is_renewed:
                    refused, failure = token, None
            except StoreFailure as raised:
                failure = raised
            if self._closed.is_set():
                return
            self._failures += 1
            if isinstance(failure, Denied | SignInNeeded):
                self._tell(Lost(failure, None))
                return
            if failure is not None:
                wait_s = random.uniform(0, min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2 ** min(self._failures, 10)))
                self._tell(Lost(failure, wait_s))
                self._wait(wait_s)

    def _listen(self, token: str) -> None:
        """Listens until the stream ends, which it tells by raising."""
        requests: SimpleQueue[Message | None] = SimpleQueue()
        messages: SimpleQueue[bytes | grpc.RpcError | None] = SimpleQueue()
        for request in self._targets.start():
            requests.put(self._addressed(request))
        call = self._call = self._wire.listen(iter(requests.get, None), token)
        reader = threading.Thread(target=_read, args=(call, messages), name="firestore stream", daemon=True)
        reader.start()
        is_first = True
        try:
            while not self._closed.is_set():
                message = self._next(messages)
                for result in self._targets.take(message):
                    if isinstance(result, Snapshot):
                        self._failures, self._is_renewed = 0, False
                        self._tell_snapshot(result, is_first=is_first)
                        is_first = False
                    else:
                        requests.put(self._addressed(result))
        finally:
            requests.put(None)
            call.cancel()
            reader.join()

    def _next(self, messages: SimpleQueue[bytes | grpc.RpcError | None]) -> Message:
        try:
            patience_s = self._watchdog_s if self._targets.are_current else min(self._watchdog_s, MID_SENTENCE_S)
            message = messages.get(timeout=patience_s)
        except Empty:
            raise Unavailable("The team's store has fallen silent.") from None
        if message is None:
            raise Unavailable("The server has closed the connection.")
        if isinstance(message, grpc.RpcError):
            raise message
        # The emulator garbles now and then what it says while others write.
        try:
            read = ListenResponse.FromString(message)
        except DecodeError as error:
            raise Unavailable("The server's message cannot be read.") from error
        if read.WhichOneof("response_type") is None:
            raise Unavailable("The server's message says nothing.")
        return read

    def _tell_snapshot(self, snapshot: Snapshot, *, is_first: bool) -> None:
        now = time.monotonic()
        if snapshot.changes or is_first or now - self._told_s > _FRESH_S:
            self._told_s = now
            self._tell(Heard(snapshot.changes, snapshot.resume.text(), is_current=True))

    def _tell(self, news: Heard | Lost) -> None:
        with self._telling:
            if self._closed.is_set():
                return
            try:
                self._hear(news)
            except Exception:
                # What hears is at fault, not the connection: others' changes have to be told all the same.
                _log.exception("A listener's hearer has failed.")

    def _addressed(self, request: Message) -> Message:
        request.database = self._wire.place.database_name
        return request

    def _keep_pace(self) -> None:
        if len(self._connects) == MOST_CONNECTS:
            self._wake.wait(max(0.0, self._connects[0] + _MINUTE_S - time.monotonic()))
        self._connects.append(time.monotonic())

    def _wait(self, wait_s: float) -> None:
        """Waits, no longer than the server is away."""
        with self._wire.knocking(self._wake.set):
            self._wake.wait(wait_s)
        if not self._closed.is_set():
            self._wake.clear()


def _read(call: Iterator[bytes], messages: SimpleQueue[bytes | grpc.RpcError | None]) -> None:
    try:
        for message in call:
            messages.put(message)
    except grpc.RpcError as error:
        messages.put(error)
    else:
        messages.put(None)
