"""What of a loaded project belongs into a person's document."""

from __future__ import annotations

from studio.collab.document_store import Loaded
from studio.collab.lease import REQUESTS
from studio.model.ids import PROJECT_PATH, DocPath, collection_name, parent_document
from studio.model.raw_fields import Fields, without_store_fields


def contents_of(loaded: Loaded) -> dict[DocPath, Fields]:
    """The documents, but for who asks for a lease, which its keeper alone hears of, and for what lies below nothing.

    A take may be made while somebody moves its board to another scene: it is in the store and in the journal, and has
    no place any more.
    """
    found: dict[DocPath, Fields] = {}
    for path in sorted(loaded.documents, key=lambda path: path.count("/")):
        above = parent_document(path)
        if collection_name(path) != REQUESTS and (above == PROJECT_PATH or above in found):
            found[path] = without_store_fields(loaded.documents[path].fields)
    return found
