"""What of a loaded project belongs into a person's document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from studio.collab.document_store import Loaded
from studio.collab.lease import REQUESTS
from studio.model.ids import PROJECT_PATH, DocPath, collection_name, doc_id, parent_document
from studio.model.operations import Move, Operation
from studio.model.raw_fields import Fields, without_store_fields


def contents_of(loaded: Loaded) -> dict[DocPath, Fields]:
    """The documents, but for who asks for a lease, which its keeper alone hears of, and for what lies below nothing."""
    found: dict[DocPath, Fields] = {}
    for path in sorted(loaded.documents, key=lambda path: path.count("/")):
        above = parent_document(path)
        if collection_name(path) != REQUESTS and (above == PROJECT_PATH or above in found):
            found[path] = without_store_fields(loaded.documents[path].fields)
    return found


def moves_to(contents: Mapping[DocPath, Fields], known: Iterable[DocPath]) -> list[Operation]:
    """Where the boards of a document have gone meanwhile: what is pending goes after them.

    A board keeps its id wherever it goes.
    """
    here = set(known)
    came = {doc_id(path): path for path in contents if _is_board(path) and path not in here}
    went = sorted(path for path in here if _is_board(path) and path not in contents and doc_id(path) in came)
    places = ((path, came[doc_id(path)]) for path in went)
    return [Move(path, str(contents[there].get("orderKey", "")), parent_document(there)) for path, there in places]


def _is_board(path: DocPath) -> bool:
    return collection_name(path) == "boards"
