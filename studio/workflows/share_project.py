"""A project of this machine given to a team: whole, with its history, and picked up again where it was broken off."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from studio.collab.document_store import ABSENT, SERVER_TIME, Conflicted, DocumentStore, Patch, Put, StoreFailure, Write
from studio.collab.embedded_store import OpenedProject, open_project
from studio.collab.team_replica import TeamReplica, create_replica
from studio.errors import Cancelled, InputError, ProjectError
from studio.model.agent_documents import Task
from studio.model.change_set import LOCAL_USER
from studio.model.document import utc_now
from studio.model.documents import SCHEMA_VERSION
from studio.model.ids import PROJECT_PATH, DocPath, Uid, collection_name, new_ulid, parent_document
from studio.model.journal import entry_to_wire
from studio.model.raw_fields import without_bookkeeping, without_store_fields
from studio.workflows.copy_media import copy_media

AT_WORK: Final = "The agents are at work in this project; wait until their tasks have ended, or cancel them."
Fields = Mapping[str, Any]
Progress = Callable[[int, int], None]

_MOST_DOCUMENTS: Final = 100
_MOST_BYTES: Final = 3 << 20
_MOST_ENTRY_BYTES: Final = 700 << 10
_MOST_LAYERED_BOARDS: Final = 6
"""The rules look each board up whose drawing comes along, and may look up some twenty documents in a batch."""
_LEFT: Final = frozenset({"members", "requests", "review", "invites", "presence", "journal"})
_UNFINISHED: Final = "(not whole yet)"
_SHARED_NAME: Final = "shared.json"
"""Beside a project of this machine: where it went, so that trying again goes on there."""


def share_project(
    folder: Path,
    firebase_project: str,
    uid: Uid,
    open_store: Callable[[TeamReplica], DocumentStore],
    *,
    name: str,
    email: str,
    progress: Progress = lambda _done, _all: None,
    stop: threading.Event | None = None,
) -> Path:
    """Gives a project to the team and returns this machine's replica of it; the project itself stays as it is.

    Raises:
        ProjectError, InputError: it cannot be shared as it is, and why.
        StoreFailure: the team's store cannot take it now; calling again goes on where this ended.
        Cancelled: ``stop`` was set; calling again goes on.
    """
    opened = open_project(folder, read_only=True)
    _refuse_unfit(opened)
    replica = _replica_of(folder, firebase_project, uid, revision=opened.revision)
    store = open_store(replica)
    try:
        _found(store, opened, uid, name=name, email=email)
        loaded = store.load()
        batches = [
            *_document_batches(opened.contents, uid, there=loaded.documents),
            *_journal_batches(opened, uid),
        ]
        for done, batch in enumerate(batches):
            if stop is not None and stop.is_set():
                raise Cancelled("Sharing was stopped; share the project again to go on.")
            progress(done, len(batches))
            _commit(store, batch)
        _commit(store, _ending(opened, uid))
        progress(len(batches), len(batches))
        loaded = store.load()
    finally:
        store.close()
    if replica.folder.exists():
        return replica.folder
    made = create_replica(replica, loaded)
    copy_media(folder, made)
    return made


def _refuse_unfit(opened: OpenedProject) -> None:
    tasks = (fields for path, fields in opened.contents.items() if collection_name(path) == "tasks")
    if any(Task.from_wire(fields).is_live for fields in tasks):
        raise InputError(AT_WORK)


def _replica_of(folder: Path, firebase_project: str, uid: Uid, *, revision: int) -> TeamReplica:
    """The project of the team that a folder became, or is to become; another where it was worked on since."""
    path = folder / _SHARED_NAME
    try:
        wire = json.loads(path.read_text(encoding="utf-8"))
        known = TeamReplica.from_wire(wire["replica"])
        if known.firebase_project == firebase_project and known.uid == uid and wire["revision"] == revision:
            return known
    except (OSError, ValueError, KeyError, TypeError):
        pass
    replica = TeamReplica(firebase_project=firebase_project, project=new_ulid().lower(), uid=uid)
    try:
        path.write_text(json.dumps({"replica": replica.to_wire(), "revision": revision}), encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"{folder} cannot be written ({error.strerror or error}); make it writable.") from error
    return replica


def _found(store: DocumentStore, opened: OpenedProject, uid: Uid, *, name: str, email: str) -> None:
    """Makes the project's own document and its owner's, where they are not there yet; what it is called says that it
    is not whole."""
    fields = without_store_fields(opened.contents[PROJECT_PATH])
    fields |= {"title": f"{fields.get('title') or ''} {_UNFINISHED}".strip()}
    fields |= {"ownerId": uid, "memberRoles": {uid: "owner"}}
    fields["schemaVersion"] = fields.get("schemaVersion") or SCHEMA_VERSION
    member = {"uid": uid, "role": "owner", "email": email, "displayName": name}
    try:
        store.commit([Put(PROJECT_PATH, fields, ABSENT), Put(DocPath(f"members/{uid}"), member, ABSENT)])
    except Conflicted:
        # An earlier try came so far.
        return
    except StoreFailure:
        if store.get(PROJECT_PATH) is None:
            raise


def _ending(opened: OpenedProject, uid: Uid) -> list[Write]:
    """Calls the project by its name, now that it is whole."""
    fields = opened.contents[PROJECT_PATH]
    title, rev = fields.get("title") or "", int(fields.get("rev") or 0) + 1
    op_id = f"shared-{opened.revision}"
    entry = _entry(op_id, uid, PROJECT_PATH, rev) | {"kind": "set", "field": ["title"], "after": title}
    named: dict[tuple[str, ...], Any] = {("title",): title, ("rev",): rev, ("lastOpId",): op_id}
    return [Put(DocPath(f"journal/{op_id}"), entry, ABSENT), Patch(PROJECT_PATH, named)]


def _entry(op_id: str, uid: Uid, path: DocPath, rev: int) -> dict[str, Any]:
    return {
        "opId": op_id,
        "step": op_id,
        "label": "Shared with the team",
        "uid": uid,
        "by": uid,
        "session": "",
        "at": utc_now(),
        "importedAt": SERVER_TIME,
        "origin": "remote",
        "path": path,
        "baseRev": rev - 1,
        "rev": rev,
        "commit": op_id,
        "of": 1,
        "place": 0,
    }


def _document_batches(
    contents: Mapping[DocPath, Fields], uid: Uid, *, there: Iterable[DocPath]
) -> Iterator[list[Write]]:
    known = set(there)
    kept = {
        path: _in_own_name(without_store_fields(fields), uid)
        for path, fields in contents.items()
        if path != PROJECT_PATH and path not in known and collection_name(path) not in _LEFT
    }
    for chunk in _chunks(kept):
        first = new_ulid()
        # As the history tells of them: revision and last operation are those of this machine.
        stamped = {
            path: {**fields, "rev": int(fields.get("rev") or 1), "lastOpId": fields.get("lastOpId") or first}
            for path, fields in chunk.items()
        }
        path = next(iter(stamped))
        entry = _entry(first, uid, path, stamped[path]["rev"]) | {
            "kind": "create",
            "after": without_bookkeeping(stamped[path]),
            "touches": {each: fields["rev"] for each, fields in stamped.items()},
        }
        documents = [Put(each, {**fields, "lastCommit": first}, ABSENT) for each, fields in stamped.items()]
        yield [Put(DocPath(f"journal/{first}"), entry, ABSENT), *documents]


def _chunks(documents: Mapping[DocPath, Fields]) -> Iterator[dict[DocPath, Fields]]:
    """Documents in batches, those above before those below, and a board with all its drawing in one."""
    chunk: dict[DocPath, Fields] = {}
    size = layered = 0
    for group in _groups(documents):
        cost = sum(_bytes(fields) for fields in group.values())
        draws = any(collection_name(path) == "layers" for path in group)
        is_full = len(chunk) + len(group) > _MOST_DOCUMENTS or size + cost > _MOST_BYTES
        if chunk and (is_full or (draws and layered == _MOST_LAYERED_BOARDS)):
            yield chunk
            chunk, size, layered = {}, 0, 0
        chunk |= group
        size += cost
        layered += draws
    if chunk:
        yield chunk


def _groups(documents: Mapping[DocPath, Fields]) -> Iterator[dict[DocPath, Fields]]:
    drawn: dict[DocPath, dict[DocPath, Fields]] = {}
    for path, fields in documents.items():
        if collection_name(path) == "layers":
            drawn.setdefault(parent_document(path), {})[path] = fields
    for path in sorted(documents, key=lambda path: (path.count("/"), path)):
        if collection_name(path) != "layers":
            yield {path: documents[path], **drawn.get(path, {})}


def _journal_batches(opened: OpenedProject, uid: Uid) -> Iterator[list[Write]]:
    batch: list[Write] = []
    size = 0
    for entry in opened.journal:
        wire = _in_own_name(entry_to_wire(entry), uid)
        cost = _bytes(wire)
        if cost > _MOST_ENTRY_BYTES:
            # It does not fit into a document of the store; what came of it is in the documents.
            continue
        if batch and (len(batch) >= 4 * _MOST_DOCUMENTS or size + cost > _MOST_BYTES):
            yield batch
            batch, size = [], 0
        brought = {**wire, "by": uid, "importedAt": SERVER_TIME}
        batch.append(Put(DocPath(f"journal/{entry.applied.op_id}"), brought, ABSENT))
        size += cost
    if batch:
        yield batch


def _commit(store: DocumentStore, batch: Sequence[Write]) -> None:
    try:
        store.commit(batch)
    except StoreFailure:
        # An earlier try may have gone through: then all of it is there.
        if store.get(batch[0].path) is None:
            raise


def _in_own_name(fields: Fields, uid: Uid) -> dict[str, Any]:
    """The fields with the person of this machine called as the team knows them."""
    named = dict(fields)
    if named.get("uid") == LOCAL_USER:
        named["uid"] = uid
    if LOCAL_USER in (mentions := named.get("mentions") or ()):
        named["mentions"] = [uid if each == LOCAL_USER else each for each in mentions]
    return named


def _bytes(fields: Fields) -> int:
    return len(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass"))
