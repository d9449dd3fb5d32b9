"""A team on a store whose network fails in every way: each person with a document, a history and a session."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from studio.collab.document_store import Denied, Heard, Lost, Put, StoredDocument, StoreFailure, Write
from studio.collab.pending_step import PendingStep
from studio.collab.session_actions import Check, GaveWay, Reload, Send
from studio.collab.shared_session import SharedSession
from studio.model.document import Document
from studio.model.history import History
from studio.model.ids import PROJECT_PATH, DocPath, OpId, board_path, collection_name, scene_path
from studio.model.journal import JournalEntry, entry_from_wire, entry_to_wire
from studio.model.raw_fields import STORE_FIELDS
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after
from tests.doubles.memory_store import MemoryClient, MemoryListening, MemoryStore
from tests.unit.collab.random_edits import edit

VIEWER = "viewer"
_FOLLOWS = ("status", "heading", "imageUrl", "imagePromptRevision", "videoUrl", "videoComposition")


def only_editors_write(writes: Sequence[Write], _documents: Mapping[DocPath, StoredDocument]) -> None:
    """The rule that a viewer changes nothing."""
    for write in writes:
        if isinstance(write, Put) and collection_name(write.path) == "journal" and write.fields["uid"] == VIEWER:
            raise Denied("A viewer changes nothing.")


class Person:
    """One person at one machine, whose clock may be wrong by a day."""

    def __init__(self, uid: str, store: MemoryStore, chance: random.Random) -> None:
        self.uid = uid
        self.acknowledged: set[OpId] = set()
        self.gave_way: list[GaveWay] = []
        self.reloads = 0
        self._chance = chance
        self._store = store
        self._skew = timedelta(hours=chance.uniform(-24, 24))
        self._runs = 0
        self._start()

    def restart(self) -> None:
        """The program is killed and started again, with what it had on its disk: the replica, and what is unsent."""
        unsent = tuple(PendingStep.of_entries(_on_disk(step)) for step in self.session.pending)
        replica = self.everything()
        self._client.close()
        self.session.close()
        self._start(replica, unsent)

    def edit(self) -> None:
        """Does something."""
        edit(self.document, self.history, self._chance, uid=self.uid)

    def turn(self) -> None:
        """Something happens between this person's machine and the store."""
        chance = self._chance.random()
        if chance < 0.45:
            self.act()
        elif chance < 0.9:
            self.deliver(self._chance.choice((1, 2, 50)))
        elif chance < 0.94 and self._listening is not None:
            self._listening.repeat()
        elif chance < 0.97 or self._client.is_offline:
            self.be_online(is_online=self._client.is_offline)
        else:
            self._client.loses_answers = not self._client.loses_answers

    def be_online(self, *, is_online: bool) -> None:
        """Cuts or mends the network."""
        (self._client.go_online if is_online else self._client.go_offline)()

    def mend(self) -> None:
        """All is well from now on."""
        self._client.loses_answers = False
        if self._client.is_offline:
            self.be_online(is_online=True)

    def deliver(self, most: int | None = None) -> None:
        """Hears all there is, or the first of it."""
        if self._listening is not None:
            self._listening.deliver(most)

    def act(self) -> bool:
        """Does what the session asks for; whether it asked for something."""
        action = self.session.next_action()
        match action:
            case Send(batch):
                try:
                    self._client.commit(batch.writes)
                except StoreFailure as failure:
                    self.session.failed(batch, failure)
                else:
                    self.acknowledged.update(op_id for step in batch.steps for op_id in step.op_ids)
                    self.session.accepted(batch)
            case Check(op_id):
                try:
                    found = self._client.get(DocPath(f"journal/{op_id}")) is not None
                except StoreFailure:
                    return True
                self.session.checked(op_id, is_there=found)
            case Reload():
                with suppress(StoreFailure):
                    self._load()
        return action is not None

    def everything(self) -> dict[DocPath, dict[str, Any]]:
        """All documents of this person's."""
        return {path: dict(self.document.raw(path) or {}) for path in self.document.all_paths()}

    def _start(
        self, replica: Mapping[DocPath, dict[str, Any]] | None = None, unsent: Sequence[PendingStep] = ()
    ) -> None:
        self._runs += 1
        self._client: MemoryClient = self._store.client()
        self.document = Document(replica or {}, heading_of=heading_of, anchor_after=anchor_after, now=self._now)
        self.history = History(self.document)
        self.session = SharedSession(
            self.document, session=f"{self.uid}/{self._runs}", gave_way=self.gave_way.append, pending=unsent
        )
        self.session.ask_to_reload()
        self._listening: MemoryListening | None = None

    def _load(self) -> None:
        loaded = self._client.load()
        if self._listening is not None:
            self._listening.close()
        self._listening = self._client.listen(("journal",), self._hear, resume=loaded.resume)
        self.reloads += 1
        self.session.reloaded(loaded)

    def _now(self) -> str:
        return (datetime.now(UTC) + self._skew).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _hear(self, news: Heard | Lost) -> None:
        if isinstance(news, Heard):
            self.session.heard([change.document.fields for change in news.changes if change.document is not None])


def _on_disk(step: PendingStep) -> tuple[JournalEntry, ...]:
    """A step as a replica's journal has it."""
    return tuple(entry_from_wire(entry_to_wire(entry)) for entry in step.entries)


class Team:
    """Several people, one of them sometimes a viewer."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.store = MemoryStore(rules=only_editors_write)
        self.store.commit([Put(path, fields) for path, fields in _contents().items()])
        count = self.chance.randint(2, 8)
        self.people = [Person(f"u{place}", self.store, self.chance) for place in range(count)]
        if self.chance.random() < 0.3:
            self.people.append(Person(VIEWER, self.store, self.chance))

    def work(self, *, edits: int) -> None:
        """Everybody edits while everything goes wrong."""
        for _ in range(edits):
            self.chance.choice(self.people).edit()
            for _ in range(self.chance.randrange(4)):
                self.chance.choice(self.people).turn()
            if self.chance.random() < 0.01:
                self.chance.choice(self.people).restart()

    def settle(self) -> None:
        """The network is well again, and everybody is left until nothing is on its way."""
        for person in self.people:
            person.mend()
        for _ in range(2000):
            is_quiet = True
            for person in self.people:
                person.deliver()
                is_quiet &= not person.act()
                if person.session.waits_for_others and not any(person.act() for _ in range(2)):
                    person.session.ask_to_reload()
            if is_quiet and not any(person.session.pending for person in self.people):
                return
        raise AssertionError("It never comes to rest.")

    def stored(self) -> dict[DocPath, dict[str, Any]]:
        """The store's documents, without its journal and what follows from other fields."""
        return {
            path: without_what_follows(path, stored.fields)
            for path, stored in self.store.documents.items()
            if collection_name(path) != "journal"
        }

    def replayed(self) -> dict[DocPath, dict[str, Any]]:
        """What the accepted operations make of the beginning, one after another in the store's order."""
        document = Document(_contents(), heading_of=heading_of, anchor_after=anchor_after)
        for record in self.store.records:
            wires = [
                stored.fields
                for path, stored in record.documents.items()
                if stored is not None and collection_name(path) == "journal"
            ]
            entries = [entry_from_wire(dict(wire)) for wire in sorted(wires, key=lambda wire: int(wire["place"]))]
            if entries:
                document.commit(
                    [entry.applied.op for entry in entries],
                    label="Replayed",
                    origin="remote",
                    op_ids=[entry.applied.op_id for entry in entries],
                )
        return {path: dict(document.raw(path) or {}) for path in document.all_paths()}

    def journal(self) -> list[OpId]:
        """The ids of all accepted operations."""
        return [
            OpId(str(stored.fields["opId"]))
            for path, stored in self.store.documents.items()
            if collection_name(path) == "journal"
        ]


def without_what_follows(path: DocPath, fields: Mapping[str, Any]) -> dict[str, Any]:
    """A document without what is the store's alone, and a scene without what whoever changes it works out."""
    fields = {name: value for name, value in fields.items() if name not in STORE_FIELDS}
    is_scene = collection_name(path) == "scenes"
    return {name: value for name, value in fields.items() if not is_scene or name not in _FOLLOWS}


def _contents() -> dict[DocPath, dict[str, Any]]:
    contents: dict[DocPath, dict[str, Any]] = {PROJECT_PATH: {"title": "Night"}}
    for place in range(3):
        script = f"INT. ROOM {place} - DAY\n\nA walks.\n\nB sits.\n"
        contents[scene_path(f"s{place}")] = {"orderKey": f"a{place}", "script": script, "status": "draft"}
        for number in range(2):
            contents[board_path(f"s{place}", f"b{number}")] = {"orderKey": f"a{number}"}
    return contents
