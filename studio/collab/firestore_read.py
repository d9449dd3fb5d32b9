"""Reading from Firestore: documents by query, page by page, at one moment where that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from studio.collab.document_store import StoredDocument
from studio.collab.firestore_messages import Message, RunAggregationQueryRequest, RunQueryRequest, StructuredQuery
from studio.collab.firestore_values import read_fields
from studio.collab.firestore_wire import PAGE_DEADLINE_S, FirestoreWire
from studio.model.ids import DocPath

_PAGE: Final = 300
_DESCENDING: Final = 2


class Reading:
    """Reads below one project. Any thread may call it."""

    def __init__(self, wire: FirestoreWire) -> None:
        self._wire = wire
        self._root = wire.place.root

    def name_of(self, path: str) -> str:
        """A path, as the wire names it."""
        return f"{self._root}/{path}" if path else self._root

    def path_of(self, name: str) -> DocPath:
        """The path of what the wire names."""
        return DocPath(name[len(self._root) + 1 :])

    def stored(self, document: Message) -> StoredDocument:
        """A document as the port has it."""
        return StoredDocument(
            self.path_of(document.name), read_fields(document.fields), document.update_time.ToJsonString()
        )

    def documents(
        self,
        collection: str,
        *,
        below: bool = False,
        at: Message | None = None,
        came: Callable[[int], None] = lambda _: None,
    ) -> list[StoredDocument]:
        """All documents of a collection; ``below``: of all collections of this name below the project.

        ``came`` is told before the first page, and of each, how many came; what it raises ends it.

        Raises:
            StoreFailure: they cannot be had.
        """
        came(0)
        parent, _, name = collection.rpartition("/")
        query = StructuredQuery(limit={"value": _PAGE})
        query.order_by.add(field={"field_path": "__name__"})
        query.from_.add(collection_id=name, all_descendants=below)
        found: list[StoredDocument] = []
        while True:
            page = self._run(parent, query, at)
            found.extend(map(self.stored, page))
            came(len(page))
            if len(page) < _PAGE:
                return found
            query.start_at.Clear()
            query.start_at.values.add(reference_value=page[-1].name)
            query.start_at.before = False

    def count(self, collection: str, *, most: int = 0, at: Message | None = None) -> int:
        """How many documents all collections of this name below the project have; no more than ``most`` is counted.

        Raises:
            StoreFailure: it cannot be had.
        """
        request = RunAggregationQueryRequest(parent=self._root)
        query = request.structured_aggregation_query
        query.structured_query.from_.add(collection_id=collection, all_descendants=True)
        count = query.aggregations.add(alias="count").count
        count.SetInParent()
        if most:
            count.up_to.value = most
        if at is not None:
            request.read_time.CopyFrom(at)
        answers = self._wire.aggregate(request)
        return sum(answer.result.aggregate_fields["count"].integer_value for answer in answers)

    def latest(self, collection: str, field: str, count: int, *, at: Message | None = None) -> list[StoredDocument]:
        """The last documents of a collection by a field, the last one first."""
        query = StructuredQuery(limit={"value": count})
        query.order_by.add(field={"field_path": field}, direction=_DESCENDING)
        query.from_.add(collection_id=collection)
        return [self.stored(document) for document in self._run("", query, at)]

    def _run(self, parent: str, query: Message, at: Message | None) -> list[Any]:
        request = RunQueryRequest(parent=self.name_of(parent), structured_query=query)
        if at is not None:
            request.read_time.CopyFrom(at)
        answers = self._wire.query(request, deadline_s=PAGE_DEADLINE_S)
        return [answer.document for answer in answers if answer.HasField("document")]
