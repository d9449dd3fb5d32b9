"""A team's store in whose journal large values are media: they go up before their entry, and come before it is told."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from studio.collab.document_store import (
    SERVER_TIME,
    Change,
    Committed,
    DocumentStore,
    Heard,
    Listening,
    Loaded,
    Lost,
    Put,
    Resume,
    StoredDocument,
    StoreFailure,
    Unavailable,
    Write,
)
from studio.collab.journal_blobs import large_values_from_media, large_values_to_media
from studio.collab.team_media import TeamMedia
from studio.errors import MediaError
from studio.model.ids import DocPath, parent_collection
from studio.model.ports import BlobStore

_JOURNAL: Final = "journal"
_BLOBS: Final = ("beforeBlob", "afterBlob")

_log = logging.getLogger(__name__)


class TeamJournal:
    """A DocumentStore around a team's, for a replica.

    ``load`` gives journal entries as the store has them: whoever loads everything needs no values of the journal. An
    entry whose values cannot be had comes without its ``kind``: who hears what cannot be read loads everything.

    Args:
        store: the team's; it is closed with this one.
        media: the replica's.
        team: moves its media.
    """

    def __init__(self, store: DocumentStore, media: BlobStore, team: TeamMedia) -> None:
        self._store, self._media, self._team = store, media, team

    def load(self) -> Loaded:
        """As the port says."""
        return self._store.load()

    def get(self, path: DocPath) -> StoredDocument | None:
        """As the port says."""
        stored = self._store.get(path)
        return stored if stored is None else self._whole(stored)

    def query(self, collection: str) -> tuple[StoredDocument, ...]:
        """As the port says."""
        return tuple(self._whole(stored) for stored in self._store.query(collection))

    def commit(self, writes: Sequence[Write]) -> Committed:
        """As the port says; Unavailable too where a disk does not take a large value."""
        try:
            light = [self._light(write) for write in writes]
            self._team.upload_now(blob for write in light for blob in _blobs_of(write))
        except MediaError as error:
            raise Unavailable(error.message) from error
        return self._store.commit(light)

    def listen(
        self, collections: Sequence[str], hear: Callable[[Heard | Lost], None], *, resume: Resume | None = None
    ) -> Listening:
        """As the port says."""

        def hear_whole(news: Heard | Lost) -> None:
            if isinstance(news, Heard):
                news = replace(news, changes=tuple(map(self._whole_change, news.changes)))
            hear(news)

        return self._store.listen(collections, hear_whole, resume=resume)

    def time(self) -> str:
        """As the port says."""
        return self._store.time()

    def close(self) -> None:
        """As the port says."""
        self._store.close()

    def _light(self, write: Write) -> Write:
        if not isinstance(write, Put) or parent_collection(write.path) != _JOURNAL or _is_dated(write.fields):
            return write
        return replace(write, fields=large_values_to_media(dict(write.fields), self._media))

    def _whole_change(self, change: Change) -> Change:
        return change if change.document is None else replace(change, document=self._whole(change.document))

    def _whole(self, stored: StoredDocument) -> StoredDocument:
        blobs = _blobs_in(stored.path, stored.fields)
        if not blobs:
            return stored
        try:
            self._team.fetch_now(blobs)
            fields = large_values_from_media(dict(stored.fields), self._media)
        except (StoreFailure, MediaError, ValueError) as error:
            _log.info("Values of the journal cannot be had: %s", error)
            fields = {name: value for name, value in stored.fields.items() if name != "kind"}
        return replace(stored, fields=fields)


def _blobs_of(write: Write) -> tuple[str, ...]:
    return _blobs_in(write.path, write.fields) if isinstance(write, Put) else ()


def _blobs_in(path: DocPath, fields: Mapping[str, Any]) -> tuple[str, ...]:
    """The media that stand for large values of a journal entry."""
    if parent_collection(path) != _JOURNAL:
        return ()
    return tuple(str(fields[name]) for name in _BLOBS if fields.get(name) is not None)


def _is_dated(fields: Mapping[str, Any]) -> bool:
    """Whether the store's own time comes into it, which nobody knows yet."""
    after = fields.get("after")
    return isinstance(after, Mapping) and SERVER_TIME in after.values()
