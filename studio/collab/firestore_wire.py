"""Calls to Firestore in a person's name: their token and a deadline with each, failures as the port tells them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Final

import grpc

from studio.collab.document_store import Denied, SignInNeeded, StoreFailure, TooLarge, Unavailable
from studio.collab.firestore_line import Line
from studio.collab.firestore_messages import Message
from studio.collab.firestore_question import Answer, Question
from studio.collab.firestore_token import PersonToken
from studio.collab.team_store import TeamPlace

DEADLINE_S: Final = 5.0
PAGE_DEADLINE_S: Final = 15.0
"""For a page of many documents, of which each may have a megabyte."""
_SILENT_S: Final = 2.0
"""A connection that stood and gives no answer for so long may be dead: another one is asked as well."""
_PAUSE_S: Final = 0.25
_MOST_ASKED_TWICE: Final = 1 << 16
"""Bytes of a question that is asked twice; what is larger may still be on its way, as may pages of documents."""
_BROKEN_OFF: Final = frozenset({grpc.StatusCode.CANCELLED, grpc.StatusCode.UNKNOWN})
"""The server has come to grief over something else: the emulator over a listener that goes while a write is told."""
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
        self._line = Line(place)
        self._left: Line | None = None
        self._to_tell: set[Callable[[], None]] = set()
        """Whoever waits for the server to be back: each answer says that it is."""

    def commit(self, request: Message, *, is_same_twice: bool = False) -> Message:
        """Sends a commit; ``is_same_twice``: written again it comes to the same, so that it may be sent again.

        Raises:
            Refusal: a precondition failed, or others were at it.
            StoreFailure: as the port says.
        """
        return self._call(
            lambda line: line.commit.future,
            _one_of,
            request,
            DEADLINE_S,
            is_write=True,
            may_be_sent_again=is_same_twice,
        )

    def get(self, request: Message) -> Message:
        """One document.

        Raises:
            Refusal: it is not there.
            StoreFailure: as the port says.
        """
        return self._call(lambda line: line.get.future, _one_of, request, DEADLINE_S)

    def batch_get(self, request: Message) -> list[Message]:
        """Several documents at one moment."""
        answers: list[Message] = self._call(lambda line: line.batch_get, list, request, DEADLINE_S)
        return answers

    def query(self, request: Message, *, deadline_s: float = DEADLINE_S) -> list[Message]:
        """The answers to a query."""
        answers: list[Message] = self._call(lambda line: line.query, list, request, deadline_s)
        return answers

    def aggregate(self, request: Message) -> list[Message]:
        """What a query comes to, such as how many documents it finds."""
        answers: list[Message] = self._call(lambda line: line.aggregate, list, request, DEADLINE_S)
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
        self._to_tell.add(returned)
        with suppress(ValueError):
            # Unless it is closed.
            channel.subscribe(look, try_to_connect=True)
        try:
            yield
        finally:
            self._to_tell.discard(returned)
            channel.unsubscribe(look)
            self._knocked_s = time.monotonic()

    def close(self) -> None:
        """Ends all calls."""
        # gRPC looks after a channel for a moment more, and does so badly where it is closed.
        time.sleep(max(0.0, self._knocked_s + _LINGER_S - time.monotonic()))
        with self._lock:
            for line in (self._left, self._line):
                if line is not None:
                    line.channel.close()

    def _call(
        self,
        method_of: Callable[[Line], Any],
        collect: Callable[[Any], Any],
        request: Message,
        deadline_s: float,
        *,
        is_write: bool = False,
        may_be_sent_again: bool = True,
    ) -> Any:
        token = self.token.current()
        for is_last in (False, True):
            question = Question(partial(_begin, method_of, request, self._metadata(token)), collect)
            try:
                answer = self._answer_to(question, deadline_s, is_brief=request.ByteSize() <= _MOST_ASKED_TWICE)
            except ValueError as error:
                raise Unavailable("The connection is closed.") from error
            finally:
                question.end()
            if answer.error is None:
                return answer.value
            if answer.error.code() is Code.UNAUTHENTICATED and not is_last:
                token = self.token.renewed_after(token)
                continue
            if answer.error.code() in _BROKEN_OFF and may_be_sent_again and not is_last:
                continue
            if is_write and question.is_asked_twice and answer.is_the_servers:
                # What is refused may be the same write that went through over the other connection.
                raise Unavailable("The team's store has not answered clearly.", may_be_done=True) from answer.error
            raise self.failure_of(answer.error, is_write=is_write) from answer.error
        raise AssertionError

    def _answer_to(self, question: Question, deadline_s: float, *, is_brief: bool) -> Answer:
        """Asks, over another connection as well where one that stood is silent: after a tunnel nobody tells of it."""
        first, until_s = self._line, time.monotonic() + deadline_s
        question.ask(first, deadline_s)
        is_doubted = first.has_answered and is_brief and deadline_s == DEADLINE_S
        answer = question.answer_within(_SILENT_S) if is_doubted else question.answer()
        if answer is None:
            answer = self._answer_over_another(question, first, until_s)
        if answer.is_the_servers:
            answer.line.has_answered = True
            for returned in tuple(self._to_tell):
                returned()
        if answer.line is not first or (answer.error is not None and answer.error.code() is Code.DEADLINE_EXCEEDED):
            self._another_than(first)
            first.end_streams()
        return answer

    def _answer_over_another(self, question: Question, silent: Line, until_s: float) -> Answer:
        question.ask(self._another_than(silent), until_s - time.monotonic())
        while True:
            answer = question.answer()
            left_s = until_s - time.monotonic()
            if answer.is_the_servers or left_s < _PAUSE_S:
                return answer
            if answer.line is not silent:
                # It could not be reached at all just then.
                time.sleep(_PAUSE_S)
                question.ask(self._another_than(silent), left_s - _PAUSE_S)

    def _another_than(self, line: Line) -> Line:
        """Goes on over another connection.

        A line is closed when the next one is left, as somebody may still look at it.
        """
        with self._lock:
            if line is self._line:
                before, self._left, self._line = self._left, line, Line(self.place)
                if before is not None:
                    before.channel.close()
            return self._line

    def _metadata(self, token: str) -> tuple[tuple[str, str], ...]:
        return (
            ("authorization", f"Bearer {token}"),
            ("google-cloud-resource-prefix", self.place.database_name),
            ("x-goog-request-params", f"database={self.place.database_name}"),
        )


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


def _begin(method_of: Callable[[Line], Any], request: Message, metadata: Any, line: Line, timeout_s: float) -> Any:
    return method_of(line)(request, timeout=timeout_s, metadata=metadata)


def _one_of(call: Any) -> Message:
    answer: Message = call.result()
    return answer
