"""A relay between the store and Google's emulator, on the real wire: it loses, holds and refuses as it is told."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

import grpc

from studio.collab.firestore_messages import ListenResponse

_UNARY = frozenset({"Commit", "GetDocument"})
_STREAMED_BOTH_WAYS = frozenset({"Listen"})


class FirestoreRelay(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Stands before the emulator at ``place`` (host:port of its own).

    ``refused`` are tokens that are no longer good. ``lost_answers`` is how many commits still go through without an
    answer, ``lost_as`` what is told in its place; ``aborted`` how many are turned away as contended. While
    ``is_silent`` streams say nothing; ``is_deaf_to`` is the one kind of a listener's messages that is lost.
    ``target_ids`` are those that were told of.
    """

    def __init__(self, emulator: str) -> None:
        self.calls: Counter[str] = Counter()
        self.tokens: list[str] = []
        self.refused: set[str] = set()
        self.lost_answers, self.lost_as = 0, grpc.StatusCode.UNAVAILABLE
        self.aborted = 0
        self.is_silent = False
        self.is_deaf_to = ""
        self.target_ids: list[int] = []
        self._listening: set[SimpleQueue[bytes | grpc.RpcError | None]] = set()
        self._streams: set[Any] = set()
        self._lock = threading.Lock()
        self._channel = grpc.insecure_channel(emulator)
        self._pool = ThreadPoolExecutor(32, "relay")
        self._server = grpc.server(self._pool, handlers=[self])
        port = self._server.add_insecure_port("127.0.0.1:0")
        self.place = f"127.0.0.1:{port}"
        self._server.start()

    def service(self, details: Any) -> Any:
        """How a method is handled."""
        method: str = details.method
        name = method.rpartition("/")[2]
        metadata = tuple((key, value) for key, value in details.invocation_metadata if key != "user-agent")
        token = dict(metadata).get("authorization", "").removeprefix("Bearer ")
        self.calls[name] += 1
        self.tokens.append(token)

        def check(context: Any) -> None:
            if token in self.refused:
                context.abort(grpc.StatusCode.UNAUTHENTICATED, "the token has expired")

        def unary(request: bytes, context: Any) -> bytes:
            check(context)
            if name == "Commit" and self._takes("aborted"):
                context.abort(grpc.StatusCode.ABORTED, "too much contention")
            try:
                answer: bytes = self._channel.unary_unary(method)(request, metadata=metadata, timeout=10)
            except grpc.RpcError as error:
                context.abort(error.code(), error.details())
                raise AssertionError from error
            if name == "Commit" and self._takes("lost_answers"):
                context.abort(self.lost_as, "connection reset")
            return answer

        def stream(request: Any, context: Any) -> Iterator[bytes]:
            check(context)
            make = self._channel.stream_stream if name in _STREAMED_BOTH_WAYS else self._channel.unary_stream
            call = make(method)(_until_it_breaks(request) if name == "Listen" else request, metadata=metadata)
            context.add_callback(call.cancel)
            with self._lock:
                self._streams.add(call)
            try:
                if name == "Listen":
                    yield from self._listened(call)
                else:
                    yield from call
            except grpc.RpcError as error:
                context.abort(error.code(), error.details())

        if name in _UNARY:
            return grpc.unary_unary_rpc_method_handler(unary)
        if name in _STREAMED_BOTH_WAYS:
            return grpc.stream_stream_rpc_method_handler(stream)
        return grpc.unary_stream_rpc_method_handler(stream)

    def inject(self, message: bytes) -> None:
        """Slips a message into all streams of listeners."""
        with self._lock:
            for messages in self._listening:
                messages.put(message)

    def cut(self) -> None:
        """Ends all streams."""
        with self._lock:
            streams, self._streams = self._streams, set()
        for call in streams:
            call.cancel()

    def close(self) -> None:
        """Ends everything."""
        self.cut()
        self._server.stop(0).wait()
        self._channel.close()
        self._pool.shutdown()

    def _listened(self, call: Any) -> Iterator[bytes]:
        messages: SimpleQueue[bytes | grpc.RpcError | None] = SimpleQueue()

        def read() -> None:
            try:
                for message in call:
                    if not self.is_silent and not self._drops(message):
                        messages.put(message)
                messages.put(None)
            except grpc.RpcError as error:
                messages.put(error)

        with self._lock:
            self._listening.add(messages)
        self._pool.submit(read)
        while (message := messages.get()) is not None:
            if isinstance(message, grpc.RpcError):
                raise message
            yield message

    def _drops(self, message: bytes) -> bool:
        response = ListenResponse.FromString(message)
        self.target_ids.extend(response.document_change.target_ids)
        return bool(self.is_deaf_to) and response.WhichOneof("response_type") == self.is_deaf_to

    def _takes(self, counter: str) -> bool:
        with self._lock:
            left: int = getattr(self, counter)
            setattr(self, counter, max(0, left - 1))
        return left > 0


def _until_it_breaks(requests: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from requests
    except grpc.RpcError:
        return
