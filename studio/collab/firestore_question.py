"""A question to Firestore that may be asked over two connections; whichever answers first is heard."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final

import grpc

from studio.collab.firestore_line import Line

_NOT_THE_SERVERS: Final = (
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED,
    grpc.StatusCode.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking over a connection: a value, or why there is none."""

    line: Line
    value: Any = None
    error: grpc.RpcError | None = None

    @property
    def is_the_servers(self) -> bool:
        """Whether the server was reached, whatever it said."""
        return self.error is None or self.error.code() not in _NOT_THE_SERVERS


class Question:
    """Asked by one thread.

    Args:
        begin: sends it over a connection, with a deadline in seconds; returns the call.
        collect: waits for all of a call's answer; raises grpc.RpcError.
    """

    def __init__(self, begin: Callable[[Line, float], Any], collect: Callable[[Any], Any]) -> None:
        self._begin, self._collect = begin, collect
        self._calls: list[Any] = []
        self._answers: SimpleQueue[Answer] = SimpleQueue()

    @property
    def is_asked_twice(self) -> bool:
        """Whether the server may have got it twice."""
        return len(self._calls) > 1

    def ask(self, line: Line, timeout_s: float) -> None:
        """Asks over a connection.

        Raises:
            ValueError: it is closed.
        """
        call = self._begin(line, timeout_s)
        self._calls.append(call)
        threading.Thread(target=self._wait, args=(line, call), name="firestore call", daemon=True).start()

    def answer(self) -> Answer:
        """The next answer of as many as were asked for; each comes by its call's deadline."""
        return self._answers.get()

    def answer_within(self, timeout_s: float) -> Answer | None:
        """The next answer; None where there is none in time."""
        try:
            return self._answers.get(timeout=timeout_s)
        except Empty:
            return None

    def end(self) -> None:
        """Waits for no answer any more."""
        for call in self._calls:
            call.cancel()

    def _wait(self, line: Line, call: Any) -> None:
        try:
            answer = Answer(line, self._collect(call))
        except grpc.RpcError as error:
            answer = Answer(line, error=error)
        except grpc.FutureCancelledError:
            answer = Answer(line, error=call)
        self._answers.put(answer)
