"""Calls to Firestore in a person's name: their token and a deadline with each, failures as the port tells them."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import grpc

from studio.collab.document_store import Denied, SignInNeeded, StoreFailure, TooLarge, Unavailable
from studio.collab.firestore_messages import (
    BatchGetDocumentsRequest,
    BatchGetDocumentsResponse,
    CommitRequest,
    CommitResponse,
    Document,
    GetDocumentRequest,
    ListenRequest,
    Message,
    RunQueryRequest,
    RunQueryResponse,
)
from studio.collab.firestore_token import PersonToken
from studio.collab.team_store import TeamPlace

DEADLINE_S: Final = 5.0
PAGE_DEADLINE_S: Final = 15.0
"""For a page of many documents, of which each may have a megabyte."""
_HOST = "firestore.googleapis.com:443"
_SERVICE = "/google.firestore.v1.Firestore/"
_RECONNECT_MS = (250, 2_500)
"""How long gRPC waits between its tries to connect, first and at most: it knocks, the listener need not."""
_CONNECT_MS = 4_000
"""How long a try may take."""
_ALIVE_MS = (30_000, 5_000)
"""After how long without a word the server is asked whether it is there, and how long it has to answer."""
_LINGER_S: Final = 0.5
_SIZE_WORDS = ("longer than", "larger than", "too large", "exceeds the maximum", "maximum entity size", "too big")

Code = grpc.StatusCode


class Refusal(Exception):
    """The server answered that it did not do it, for a reason that the caller can look into."""

    def __init__(self, code: Any, details: str) -> None:
        super().__init__(f"{code.name}: {details}")
        self.code = code


class FirestoreWire:
    """A channel to Firestore. Any thread may call it."""

    def __init__(self, place: TeamPlace, token: PersonToken) -> None:
        self.place = place
        self.token = token
        self._knocked_s = float("-inf")
        self._lock = threading.Lock()
        self._line = _Line(place)
        self._hung_up: _Line | None = None

    def commit(self, request: Message) -> Message:
        """Sends a commit.

        Raises:
            Refusal: a precondition failed, or others were at it.
            StoreFailure: as the port says.
        """
        return self._call(lambda line: line.commit, request, DEADLINE_S, is_write=True)

    def get(self, request: Message) -> Message:
        """One document.

        Raises:
            Refusal: it is not there.
            StoreFailure: as the port says.
        """
        return self._call(lambda line: line.get, request, DEADLINE_S)

    def batch_get(self, request: Message) -> list[Message]:
        """Several documents at one moment."""
        answers: list[Message] = self._call(lambda line: _all_of(line.batch_get), request, DEADLINE_S)
        return answers

    def query(self, request: Message, *, deadline_s: float = DEADLINE_S) -> list[Message]:
        """The answers to a query."""
        answers: list[Message] = self._call(lambda line: _all_of(line.query), request, deadline_s)
        return answers

    def listen(self, requests: Iterator[Message], token: str) -> Any:
        """Opens a stream of messages' bytes; the call can be iterated over and cancelled."""
        try:
            return self._line.listen(requests, self._metadata(token))
        except ValueError as error:
            raise Unavailable("The connection is closed.") from error

    def failure_of(self, error: grpc.RpcError, *, is_write: bool = False) -> StoreFailure | Refusal:
        """What the port calls it."""
        return failure_of(error.code(), error.details() or "", is_write=is_write)

    @contextmanager
    def knocking(self, returned: Callable[[], None]) -> Iterator[None]:
        """Tries to connect meanwhile, and tells when the server can be reached again."""
        was_away = threading.Event()

        def look(state: Any) -> None:
            if state is not grpc.ChannelConnectivity.READY:
                was_away.set()
            elif was_away.is_set():
                returned()

        channel = self._line.channel
        try:
            channel.subscribe(look, try_to_connect=True)
        except ValueError:
            yield
            return
        try:
            yield
        finally:
            channel.unsubscribe(look)
            self._knocked_s = time.monotonic()

    def close(self) -> None:
        """Ends all calls."""
        # gRPC looks after a channel for a moment more, and does so badly where it is closed.
        time.sleep(max(0.0, self._knocked_s + _LINGER_S - time.monotonic()))
        with self._lock:
            for line in (self._hung_up, self._line):
                if line is not None:
                    line.channel.close()

    def _call(
        self, method_of: Callable[[_Line], Any], request: Message, deadline_s: float, *, is_write: bool = False
    ) -> Any:
        token = self.token.current()
        for is_last in (False, True):
            line = self._line
            try:
                return method_of(line)(request, timeout=deadline_s, metadata=self._metadata(token))
            except grpc.RpcError as error:
                if error.code() is Code.DEADLINE_EXCEEDED:
                    self._hang_up(line)
                if error.code() is Code.UNAUTHENTICATED and not is_last:
                    token = self.token.renewed_after(token)
                    continue
                raise self.failure_of(error, is_write=is_write) from error
            except ValueError as error:
                raise Unavailable("The connection is closed.") from error
        raise AssertionError

    def _hang_up(self, line: _Line) -> None:
        """Goes on over another connection: one that gives no answer may be dead, and after a tunnel nobody tells.

        A line is closed when the next one is hung up, as somebody may still look at it.
        """
        with self._lock:
            if line is not self._line:
                return
            before, self._hung_up, self._line = self._hung_up, line, _Line(self.place)
            if before is not None:
                before.channel.close()
        line.end_streams()

    def _metadata(self, token: str) -> tuple[tuple[str, str], ...]:
        return (
            ("authorization", f"Bearer {token}"),
            ("google-cloud-resource-prefix", self.place.database_name),
            ("x-goog-request-params", f"database={self.place.database_name}"),
        )


class _Line:
    """A connection, and what can be said over it."""

    def __init__(self, place: TeamPlace) -> None:
        options = [
            ("grpc.initial_reconnect_backoff_ms", _RECONNECT_MS[0]),
            ("grpc.min_reconnect_backoff_ms", _CONNECT_MS),
            ("grpc.max_reconnect_backoff_ms", _RECONNECT_MS[1]),
            ("grpc.max_receive_message_length", -1),
            # A channel of one's own: what breaks one store's connection is nothing to another's.
            ("grpc.use_local_subchannel_pool", 1),
        ]
        if place.emulator is None:
            # The emulator hangs up on who asks; Google's servers are asked as often by Firebase's own libraries.
            alive = [("grpc.keepalive_time_ms", _ALIVE_MS[0]), ("grpc.keepalive_timeout_ms", _ALIVE_MS[1])]
            self.channel = grpc.secure_channel(_HOST, grpc.ssl_channel_credentials(), options + alive)
        else:
            self.channel = grpc.insecure_channel(place.emulator, options)
        one, many = self.channel.unary_unary, self.channel.unary_stream
        self.commit = _method(one, "Commit", CommitRequest, CommitResponse)
        self.get = _method(one, "GetDocument", GetDocumentRequest, Document)
        self.batch_get = _method(many, "BatchGetDocuments", BatchGetDocumentsRequest, BatchGetDocumentsResponse)
        self.query = _method(many, "RunQuery", RunQueryRequest, RunQueryResponse)
        # Unread: gRPC would write of a message that is none into the log.
        self._listen = self.channel.stream_stream(
            f"{_SERVICE}Listen", request_serializer=ListenRequest.SerializeToString
        )
        self._streams: weakref.WeakSet[Any] = weakref.WeakSet()

    def listen(self, requests: Iterator[Message], metadata: Any) -> Any:
        """Opens a stream."""
        call = self._listen(requests, metadata=metadata)
        self._streams.add(call)
        return call

    def end_streams(self) -> None:
        """Ends all streams; whoever listens is told."""
        for call in list(self._streams):
            call.cancel()


def _all_of(method: Any) -> Callable[..., list[Any]]:
    return lambda *arguments, **named: list(method(*arguments, **named))


def failure_of(code: Any, details: str, *, is_write: bool = False) -> StoreFailure | Refusal:
    """What the port calls a status of gRPC."""
    match code:
        case Code.PERMISSION_DENIED:
            return Denied(f"The project's rules do not allow it ({details.strip() or 'no reason given'}).")
        case Code.UNAUTHENTICATED:
            return SignInNeeded("The sign-in is no longer good; sign in again.")
        case Code.INVALID_ARGUMENT | Code.RESOURCE_EXHAUSTED if any(word in details for word in _SIZE_WORDS):
            return TooLarge(details)
        case Code.INVALID_ARGUMENT | Code.UNIMPLEMENTED | Code.OUT_OF_RANGE:
            return Denied(f"The store does not take it ({details}).")
        case Code.ABORTED | Code.FAILED_PRECONDITION | Code.ALREADY_EXISTS | Code.NOT_FOUND:
            return Refusal(code, details)
        case Code.RESOURCE_EXHAUSTED:
            return Unavailable(f"The team's Firebase project has used up what it may ({details}).")
        case _:
            return Unavailable(f"The team's store cannot be reached ({code.name}).", may_be_done=is_write)


def _method(make: Callable[..., Any], name: str, request: Any, response: Any) -> Any:
    return make(
        f"{_SERVICE}{name}", request_serializer=request.SerializeToString, response_deserializer=response.FromString
    )
