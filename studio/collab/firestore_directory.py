"""What a person finds across a team's projects: theirs, and the invitations for their address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from studio.collab.document_store import Unavailable
from studio.collab.firestore_messages import BatchGetDocumentsRequest, Message, RunQueryRequest, StructuredQuery
from studio.collab.firestore_values import field_path, read_fields, time_text
from studio.collab.firestore_wire import PAGE_DEADLINE_S, FirestoreWire, Refusal
from studio.collab.team_directory import NO_INDEX

_PAGE: Final = 100
_AT_ONCE: Final = 8
_DESCENDING: Final = 2
_EQUAL: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A document of some project; ``below`` are the names of its path below ``projects``."""

    below: tuple[str, ...]
    fields: dict[str, Any]
    changed_at: str


class FirestoreDirectory:
    """Asks over all projects of a team; the rules answer only with what is the person's to see."""

    def __init__(self, wire: FirestoreWire) -> None:
        self._wire = wire
        self._documents = f"{wire.place.database_name}/documents"

    def projects_of(self, uid: str, roles: Iterable[str]) -> list[Found]:
        """The projects in which somebody has one of these roles.

        Raises:
            StoreFailure: they cannot be had.
        """
        # One question a role: of those the rules are known to see, without a document, that they are answered.
        return [project for role in roles for project in self._projects(field_path(("memberRoles", uid)), role)]

    def invitations_for(self, email: str) -> tuple[list[Found], str]:
        """The invitations for an address, in whatever project, and the store's time.

        Raises:
            StoreFailure: they cannot be had.
        """
        query = StructuredQuery()
        query.from_.add(collection_id="invites", all_descendants=True)
        where = query.where.field_filter
        where.field.field_path, where.op = "email", _EQUAL
        where.value.string_value = email
        times: list[str] = []
        return self._pages(query, times.append), times[0]

    def invitation(self, project: str, invite_id: str) -> tuple[Found | None, str]:
        """One invitation as it is now, and the store's time.

        Raises:
            StoreFailure: it cannot be had.
        """
        name = f"{self._documents}/projects/{project}/invites/{invite_id}"
        request = BatchGetDocumentsRequest(database=self._wire.place.database_name, documents=[name])
        (answer,) = self._wire.batch_get(request)
        return self._found(answer.found) if answer.HasField("found") else None, time_text(answer.read_time)

    def last_edits(self, projects: Iterable[str]) -> dict[str, str]:
        """When each project was worked on last; those of which no history is there are left out."""
        with ThreadPoolExecutor(_AT_ONCE, "edits") as pool:
            found = [(project, pool.submit(self._last_edit, project)) for project in projects]
            times = {project: time.result() for project, time in found}
        return {project: time for project, time in times.items() if time}

    def _projects(self, field: str, role: str) -> list[Found]:
        query = StructuredQuery()
        query.from_.add(collection_id="projects")
        query.select.fields.add(field_path="title")
        query.select.fields.add(field_path=field)
        where = query.where.field_filter
        where.field.field_path, where.op = field, _EQUAL
        where.value.string_value = role
        return self._pages(query)

    def _last_edit(self, project: str) -> str:
        query = StructuredQuery(limit={"value": 1})
        query.from_.add(collection_id="journal")
        query.select.fields.add(field_path="at")
        query.order_by.add(field={"field_path": "at"}, direction=_DESCENDING)
        answers = self._ask(f"{self._documents}/projects/{project}", query)
        return next((str(read_fields(each.document.fields)["at"]) for each in answers if each.HasField("document")), "")

    def _pages(self, query: Message, timed: Callable[[str], None] = lambda _: None) -> list[Found]:
        query.order_by.add(field={"field_path": "__name__"})
        query.limit.value = _PAGE
        found: list[Found] = []
        while True:
            answers = self._ask(self._documents, query)
            page = [answer.document for answer in answers if answer.HasField("document")]
            found.extend(map(self._found, page))
            timed(time_text(answers[-1].read_time))
            if len(page) < _PAGE:
                return found
            query.start_at.Clear()
            query.start_at.values.add(reference_value=page[-1].name)
            query.start_at.before = False

    def _ask(self, parent: str, query: Message) -> list[Message]:
        request = RunQueryRequest(parent=parent, structured_query=query)
        try:
            return self._wire.query(request, deadline_s=PAGE_DEADLINE_S)
        except Refusal as refusal:
            # An index that is not there, or still being built.
            raise Unavailable(NO_INDEX) from refusal

    def _found(self, document: Message) -> Found:
        below = tuple(document.name[len(self._documents) + 1 :].split("/")[1:])
        return Found(below, read_fields(document.fields), time_text(document.update_time))
