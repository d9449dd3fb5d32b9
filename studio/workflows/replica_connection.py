"""What connects an open replica with its team: the team's store, its media, and the link that keeps both in step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from studio.collab.cloud_blobs import CloudBlobs, cloud_place
from studio.collab.document_store import DocumentStore
from studio.collab.drafts import KeptDraft
from studio.collab.embedded_store import ProjectStore
from studio.collab.firestore_token import PersonToken
from studio.collab.media_state import MediaState
from studio.collab.save_state import SharedState
from studio.collab.team_journal import TeamJournal
from studio.collab.team_link import TeamLink
from studio.collab.team_media import KNOWN_NAME, TeamMedia
from studio.collab.team_replica import OpenReplica
from studio.collab.team_store import open_team_store
from studio.workflows.open_project import OpenProduction


@dataclass(frozen=True, slots=True)
class ReplicaConnection:
    """Whoever has opened it ends it: the media first, as what the link waits for may be a file on its way up.

    ``open_store`` gives the team's store, as this person, on any thread; it raises SignInNeeded where nobody is signed
    in, or somebody else. ``media`` is None where the team has nowhere to keep them.
    """

    open_store: Callable[[], DocumentStore]
    media: TeamMedia | None
    link: TeamLink

    @classmethod
    def open(
        cls,
        production: OpenProduction,
        team: OpenReplica,
        store: ProjectStore,
        token: PersonToken,
        *,
        bucket: str,
        environment: Mapping[str, str],
        call: Callable[[Callable[[], None]], object],
        told: Callable[[SharedState], None] = lambda _: None,
        kept: Callable[[Sequence[KeptDraft]], None] = lambda _: None,
        media_arrived: Callable[[str], None] = lambda _: None,
        media_told: Callable[[MediaState], None] = lambda _: None,
    ) -> ReplicaConnection:
        """Begins to send what waits and to hear the others; ``call`` has a function called on the document's thread."""
        place, own_media = team.replica.place(environment), production.project.media
        media: TeamMedia | None = None
        if bucket:
            media = TeamMedia(
                own_media,
                CloudBlobs(cloud_place(bucket, team.replica.project, environment), token),
                production.project.folder / KNOWN_NAME,
                call=call,
                arrived=media_arrived,
                told=media_told,
            )

        def open_store() -> DocumentStore:
            token.current()
            opened = open_team_store(place, token)
            return opened if media is None else TeamJournal(opened, own_media, media)

        link = TeamLink(
            production.document,
            store,
            team.outbox,
            production.project.journal,
            uid=production.uid,
            open_store=open_store,
            call=call,
            told=told,
            kept=kept,
        )
        return cls(open_store, media, link)
