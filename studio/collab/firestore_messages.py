"""The messages of Firestore's wire, as protobuf's own classes: the adapter's only door to Google's library.

The library's wrappers around them cost more than what they carry, for every document and every field. The library is
loaded, which takes 0.4 s, with the first name that is taken from here: only ``team_store.open_team_store`` brings the
modules in that do, when a team's project is opened.
"""

from __future__ import annotations

from functools import cache
from typing import Any

Message = Any
"""A protobuf message; its classes have no types."""


def __getattr__(name: str) -> Any:
    try:
        return _classes()[name]
    except KeyError:
        raise AttributeError(f"Firestore's wire has no message {name!r}.") from None


@cache
def _classes() -> dict[str, Any]:
    from google.cloud.firestore_v1.types import common, document, firestore, query, write
    from google.protobuf.message import DecodeError
    from google.protobuf.timestamp_pb2 import Timestamp

    wrapped = (
        document.Value,
        document.MapValue,
        document.Document,
        write.Write,
        write.DocumentTransform.FieldTransform,
        common.Precondition,
        query.StructuredQuery,
        firestore.CommitRequest,
        firestore.CommitResponse,
        firestore.GetDocumentRequest,
        firestore.BatchGetDocumentsRequest,
        firestore.BatchGetDocumentsResponse,
        firestore.RunQueryRequest,
        firestore.RunQueryResponse,
        firestore.RunAggregationQueryRequest,
        firestore.RunAggregationQueryResponse,
        firestore.ListenRequest,
        firestore.ListenResponse,
        firestore.Target,
        firestore.TargetChange,
    )
    # DecodeError is what bytes raise that are no message.
    return {"DecodeError": DecodeError, "Timestamp": Timestamp, **{each.__name__: each.pb() for each in wrapped}}
