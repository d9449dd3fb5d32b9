"""One connection to Firestore, and what can be said over it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from typing import Any, Final

import grpc

from studio.collab.firestore_messages import (
    BatchGetDocumentsRequest,
    BatchGetDocumentsResponse,
    CommitRequest,
    CommitResponse,
    Document,
    GetDocumentRequest,
    ListenRequest,
    Message,
    RunAggregationQueryRequest,
    RunAggregationQueryResponse,
    RunQueryRequest,
    RunQueryResponse,
)
from studio.collab.team_store import TeamPlace

_HOST: Final = "firestore.googleapis.com:443"
_SERVICE: Final = "/google.firestore.v1.Firestore/"
_RECONNECT_MS: Final = (250, 2_500)
"""How long gRPC waits between its tries to connect, first and at most: it knocks, the listener need not."""
_CONNECT_MS: Final = 2_000
"""How long a try may take: as long as one is under way that nobody answers, nothing is heard of a network's return."""
_ALIVE_MS: Final = (30_000, 5_000)
"""After how long without a word the server is asked whether it is there, and how long it has to answer."""


class Line:
    """A connection."""

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
        self.has_answered = False
        """Whether the server has said something over it, so that it stood once."""
        one, many = self.channel.unary_unary, self.channel.unary_stream
        self.commit = _method(one, "Commit", CommitRequest, CommitResponse)
        self.get = _method(one, "GetDocument", GetDocumentRequest, Document)
        self.batch_get = _method(many, "BatchGetDocuments", BatchGetDocumentsRequest, BatchGetDocumentsResponse)
        self.query = _method(many, "RunQuery", RunQueryRequest, RunQueryResponse)
        self.aggregate = _method(many, "RunAggregationQuery", RunAggregationQueryRequest, RunAggregationQueryResponse)
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


def _method(make: Callable[..., Any], name: str, request: Any, response: Any) -> Any:
    return make(
        f"{_SERVICE}{name}", request_serializer=request.SerializeToString, response_deserializer=response.FromString
    )
