"""The messages of Firestore's wire, as protobuf's own classes: the adapter's only door to Google's library.

The library's wrappers around them cost more than what they carry, for every document and every field. Importing this
takes 0.4 s: only ``team_store.open_team_store`` brings it in, when a team's project is opened.
"""

from __future__ import annotations

from typing import Any, Final

from google.cloud.firestore_v1.types import common, document, firestore, query, write
from google.protobuf.message import DecodeError as _DecodeError
from google.protobuf.timestamp_pb2 import Timestamp as _Timestamp

Message = Any
"""A protobuf message; its classes have no types."""

DecodeError: Final[Any] = _DecodeError
"""What is raised for bytes that are no message."""
Timestamp: Final[Any] = _Timestamp
Value: Final[Any] = document.Value.pb()
MapValue: Final[Any] = document.MapValue.pb()
Document: Final[Any] = document.Document.pb()
Write: Final[Any] = write.Write.pb()
FieldTransform: Final[Any] = write.DocumentTransform.FieldTransform.pb()
Precondition: Final[Any] = common.Precondition.pb()
StructuredQuery: Final[Any] = query.StructuredQuery.pb()
CommitRequest: Final[Any] = firestore.CommitRequest.pb()
CommitResponse: Final[Any] = firestore.CommitResponse.pb()
GetDocumentRequest: Final[Any] = firestore.GetDocumentRequest.pb()
BatchGetDocumentsRequest: Final[Any] = firestore.BatchGetDocumentsRequest.pb()
BatchGetDocumentsResponse: Final[Any] = firestore.BatchGetDocumentsResponse.pb()
RunQueryRequest: Final[Any] = firestore.RunQueryRequest.pb()
RunQueryResponse: Final[Any] = firestore.RunQueryResponse.pb()
ListenRequest: Final[Any] = firestore.ListenRequest.pb()
ListenResponse: Final[Any] = firestore.ListenResponse.pb()
Target: Final[Any] = firestore.Target.pb()
TargetChange: Final[Any] = firestore.TargetChange.pb()
