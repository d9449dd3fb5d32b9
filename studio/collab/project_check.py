"""Looking a project over: what is missing, altered, orphaned or refers to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from studio.collab.embedded_store import open_project
from studio.collab.media_folder import MediaFolder
from studio.errors import MediaError
from studio.model.ids import PROJECT_PATH, DocPath, board_path, collection_name, doc_id, parent_document, take_path
from studio.model.media_references import references_in
from studio.model.raw_fields import is_live
from studio.model.reader import what_is_wrong
from studio.model.typed_documents import TypedDocuments

Documents = Mapping[DocPath, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: at which document, and what to do."""

    severity: Literal["error", "warning"]
    where: DocPath
    message: str


def check_project(path: Path) -> list[Finding]:
    """Everything wrong with the documents and media of a project, in the order of paths; only reads.

    Raises:
        ProjectError: it cannot be opened at all: damaged, not ours, out of reach.
    """
    opened = open_project(path, read_only=True)
    documents = opened.contents
    media = MediaFolder(opened.folder / "media")
    verdicts: dict[str, str | None] = {}
    findings: list[Finding] = []
    for doc in sorted(documents):
        if is_live(documents[doc]):
            findings += _document_findings(doc, documents)
            findings += _reference_findings(doc, documents)
            findings += _media_findings(doc, documents[doc], media, verdicts)
    return findings


def _document_findings(doc: DocPath, documents: Documents) -> Iterator[Finding]:
    fields = documents[doc]
    if doc != PROJECT_PATH and parent_document(doc) not in documents:
        yield Finding("error", doc, f"{doc} is an orphan: there is no {parent_document(doc)}; delete it or move it.")
    try:
        TypedDocuments().check(doc, fields, [()])
    except ValidationError as error:
        yield Finding("error", doc, f"{doc or 'The project'} is damaged: {what_is_wrong(error)}.")
    except (KeyError, TypeError, AttributeError) as error:
        yield Finding("error", doc, f"{doc or 'The project'} is not formed as it has to be: {error!r}.")


def _reference_findings(doc: DocPath, documents: Documents) -> Iterator[Finding]:
    fields = documents[doc]
    match collection_name(doc):
        case "scenes":
            key_board = fields.get("keyBoardId")
            if key_board and not is_live(documents.get(board_path(doc_id(doc), str(key_board)))):
                yield Finding("warning", doc, f"The key board {key_board} of {doc} is not there; choose another.")
        case "boards":
            scene_id, board_id = doc_id(parent_document(doc)), doc_id(doc)
            take = fields.get("takeId")
            if take and not is_live(documents.get(take_path(scene_id, board_id, str(take)))):
                yield Finding("warning", doc, f"The chosen take {take} of {doc} is not there; choose another.")
            yield from _anchor_findings(doc, fields.get("anchor"), documents.get(parent_document(doc)))
        case "comments":
            # One on a point or on frames has no place in the text.
            yield from _anchor_findings(doc, fields.get("anchor"), documents.get(parent_document(doc)))


def _anchor_findings(doc: DocPath, anchor: Any, scene: Mapping[str, Any] | None) -> Iterator[Finding]:
    if not isinstance(anchor, dict) or anchor.get("lost") or scene is None:
        return
    text, start, end = str(scene.get("script", "")), anchor.get("start", 0), anchor.get("end", 0)
    if not 0 <= start <= end <= len(text):
        yield Finding("warning", doc, f"{doc} is anchored outside its scene's text; anchor it again.")


def _media_findings(
    doc: DocPath, fields: Mapping[str, Any], media: MediaFolder, verdicts: dict[str, str | None]
) -> Iterator[Finding]:
    for reference in sorted(set(references_in(fields))):
        if reference not in verdicts:
            verdicts[reference] = _verdict(media, reference)
        verdict = verdicts[reference]
        if verdict is not None:
            yield Finding("error", doc, f"{doc or 'The project'}: {verdict}")


def _verdict(media: MediaFolder, reference: str) -> str | None:
    try:
        media.read(reference)
    except MediaError as error:
        return error.message
    return None
