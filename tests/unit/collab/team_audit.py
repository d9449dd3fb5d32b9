"""What has to hold of a team when all is quiet: the six invariants of working together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from studio.collab.drafts import KeptDraft
from studio.model.ids import DocPath, collection_name, doc_id, parent_collection, parent_document
from studio.model.operations import Create, operation_to_wire
from studio.model.raw_fields import without_store_fields
from tests.unit.collab.lease_rules import changes_guarded
from tests.unit.collab.simulated_person import VIEWER, words_of
from tests.unit.collab.simulated_team import Team, is_comment_of, journal_in

_FOLLOWS = ("status", "heading", "imageUrl", "imagePromptRevision", "videoUrl", "videoComposition")

Documents = Mapping[DocPath, Mapping[str, Any]]


def broken(team: Team) -> list[str]:
    """What does not hold, in words; nothing where all does."""
    return [
        *_not_kept(team),
        *late_writes(team),
        *_unequal(team),
        *_done_twice(team),
        *_of_viewers(team),
        *_lost_comments(team),
        *_lost_takes(team),
    ]


def _not_kept(team: Team) -> Iterator[str]:
    """Every acknowledged edit is in the state, the journal or a draft."""
    journal = {wire["opId"] for record in team.store.records for wire in journal_in(record.documents)}
    written = {
        word
        for record in team.store.records
        for path, stored in record.documents.items()
        if stored is not None and parent_collection(path) == "scenes"
        for word in words_of(stored.fields)
    }
    for person in team.people:
        for op_id in person.acknowledged - journal:
            yield f"{person.uid} was told that {op_id} is accepted, and the journal has nothing of it"
        for op_id in person.done - journal - person.let_go:
            yield f"{op_id} of {person.uid} is neither in the journal nor in a draft"
        for word in person.owed - written - _words_in(person.drafts):
            yield f"what {person.uid} wrote, {word}, is neither in the state nor in a draft"


def _words_in(drafts: list[KeptDraft]) -> set[str]:
    texts = [
        draft.mine if draft.is_text else json.dumps([operation_to_wire(op) for op in draft.ops]) for draft in drafts
    ]
    return {word for text in texts for word in words_of({"script": text})}


def late_writes(team: Team) -> Iterator[str]:
    """An epoch has one holder, and nothing that a lease guards is accepted with an older one, or from anybody else."""
    holders: dict[tuple[DocPath, int], str] = {}
    scenes: dict[DocPath, Mapping[str, Any]] = {}
    for record in team.store.records:
        journal = journal_in(record.documents)
        for path, stored in record.documents.items():
            if stored is None or parent_collection(path) != "scenes":
                continue
            before, fields = scenes.get(path), stored.fields
            scenes[path] = fields
            if (session := fields.get("lockSession")) is not None:
                first = holders.setdefault((path, fields["lockEpoch"]), session)
                if first != session:
                    yield f"{first} and {session} both had epoch {fields['lockEpoch']} of {path}"
            if before is None or not changes_guarded(before, fields):
                continue
            holder, epoch = before.get("lockSession"), before.get("lockEpoch")
            entries = [wire for wire in journal if wire["path"] == path]
            if not entries:
                yield f"commit {record.number} wrote into {path}, and no journal tells of it"
            for wire in entries:
                if wire["session"] != holder:
                    yield f"{wire['session']} wrote into {path} in commit {record.number}, when it was {holder}'s"
                elif wire.get("epoch") != epoch:
                    yield f"{holder} wrote into {path} in epoch {wire.get('epoch')}, when it was {epoch}"


def _unequal(team: Team) -> Iterator[str]:
    """All replicas are equal, and are what the journal makes of the beginning, in the store's order."""
    first = team.people[0].everything()
    for person in team.people[1:]:
        yield from _differences(f"{person.uid}'s", person.everything(), first)
    yield from _differences("the journal's", team.replayed(), first)
    yield from _differences("the store's", _without_what_follows(team.stored()), _without_what_follows(first))


def _differences(whose: str, documents: Documents, first: Documents) -> Iterator[str]:
    for path in sorted(documents.keys() | first.keys()):
        if documents.get(path) != first.get(path):
            yield f"{path}: {whose} is {documents.get(path)}, the first one's {first.get(path)}"


def _without_what_follows(documents: Documents) -> Documents:
    """Without what is the store's alone, and of scenes what whoever changes them works out."""
    return {
        path: {
            name: value
            for name, value in without_store_fields(fields).items()
            if collection_name(path) != "scenes" or name not in _FOLLOWS
        }
        for path, fields in documents.items()
    }


def _done_twice(team: Team) -> Iterator[str]:
    """Each operation is accepted once."""
    counts = Counter(wire["opId"] for record in team.store.records for wire in journal_in(record.documents))
    yield from (f"{op_id} was done {count} times" for op_id, count in counts.items() if count > 1)


def _of_viewers(team: Team) -> Iterator[str]:
    """A viewer changes nothing; what they say is theirs to say."""
    for record in team.store.records:
        for wire in journal_in(record.documents):
            if wire["uid"] == VIEWER and not is_comment_of(wire, VIEWER):
                yield f"a viewer changed {wire['path']}"
        for path, stored in record.documents.items():
            if stored is not None and stored.fields.get("lockedBy") == VIEWER:
                yield f"a viewer has the lease of {path}"


def _lost_comments(team: Team) -> Iterator[str]:
    """What was said is there; it is a draft of who said it only where the scene was deleted meanwhile."""
    deleted = {
        path
        for record in team.store.records
        for path, stored in record.documents.items()
        if stored is not None and stored.fields.get("deletedAt") is not None
    }
    for person in team.people:
        drafts = {op.doc for draft in person.drafts for op in draft.ops if isinstance(op, Create)}
        for path in person.said - team.store.documents.keys():
            if path not in drafts:
                yield f"the comment {path} of {person.uid} is gone"
            elif (scene := parent_document(path)) in team.store.documents and scene not in deleted:
                yield f"the comment {path} of {person.uid} is kept from a scene that is there"


def _lost_takes(team: Team) -> Iterator[str]:
    """Each accepted take is below its board wherever that is by now, with its picture; the deleted ones too."""
    made = {
        _board_and_take(DocPath(wire["path"])): wire["after"]["asset"]
        for record in team.store.records
        for wire in journal_in(record.documents)
        if wire["kind"] == "create" and collection_name(DocPath(wire["path"])) == "takes"
    }
    boards = {doc_id(path) for path in team.store.documents if collection_name(path) == "boards"}
    alive = boards - _deleted_boards(team)
    for person in team.people:
        there = {
            _board_and_take(path): fields["asset"]
            for path, fields in person.everything().items()
            if collection_name(path) == "takes"
        }
        for (board, take), _ in made.items() - there.items():
            yield f"the take {take} of the board {board} is not where {person.uid} looks"
        drafts = {op.doc for draft in person.drafts for op in draft.ops if isinstance(op, Create)}
        for board, take in map(_board_and_take, (path for path in drafts if collection_name(path) == "takes")):
            if board in alive and person.uid != VIEWER:
                yield f"the take {take} of {person.uid} is kept from the board {board} that is there"


def _board_and_take(path: DocPath) -> tuple[str, str]:
    return doc_id(parent_document(path)), doc_id(path)


def _deleted_boards(team: Team) -> set[str]:
    """The boards that were in the trash at any time, or in a scene that was."""
    written = [each for record in team.store.records for each in record.documents.items()]
    deleted = {path for path, stored in written if stored is not None and stored.fields.get("deletedAt") is not None}
    return {
        doc_id(path)
        for path, _ in written
        if collection_name(path) == "boards" and not deleted.isdisjoint((path, parent_document(path)))
    }
