"""The door to a team's project: brings Google's library in only when one is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.collab.document_store import DocumentStore
from studio.collab.firestore_token import PersonToken


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """Where a team's project lies. ``emulator`` is the ``host:port`` of Google's emulator, in tests."""

    firebase_project: str
    project: str
    database: str = "(default)"
    emulator: str | None = None

    @property
    def database_name(self) -> str:
        """As the wire names it."""
        return f"projects/{self.firebase_project}/databases/{self.database}"

    @property
    def root(self) -> str:
        """The project's document, as the wire names it."""
        return f"{self.database_name}/documents/projects/{self.project}"


def emulator_in(environment: Mapping[str, str]) -> str | None:
    """The emulator that FIRESTORE_EMULATOR_HOST names, as Firebase's own tools set it; None for Google."""
    return environment.get("FIRESTORE_EMULATOR_HOST", "").strip() or None


def open_team_store(
    place: TeamPlace, token: PersonToken, *, coming: Callable[[int, int], None] | None = None
) -> DocumentStore:
    """The store of a team's project, as the person who has this token; nothing is sent yet.

    ``coming`` is told, on any thread, how many documents have come of how many while the project is loaded; what it
    raises ends that.
    """
    from studio.collab.firestore_store import FirestoreStore

    return FirestoreStore(place, token, coming=coming)
