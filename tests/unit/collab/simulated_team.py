"""A team on a store whose network fails in every way; some machines sleep or are killed with a scene in hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from studio.collab.document_store import Committed, Denied, Fence, Put, StoredDocument, Write
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, board_path, collection_name, scene_path
from studio.model.journal import entry_from_wire
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after
from tests.doubles.memory_store import MemoryClient, MemoryStore
from tests.unit.collab.lease_rules import demand_fences, judge_leases
from tests.unit.collab.simulated_person import VIEWER, Person

Fencing = Literal["whole", "not judged", "not sent"]
"""Whether late words are kept out; a store that does not look, or people who do not say, let them in."""


class Team:
    """Several people, one of them an owner, one sometimes a viewer."""

    def __init__(self, seed: int, *, fencing: Fencing = "whole") -> None:
        self.chance = random.Random(seed)
        self._fencing = fencing
        self._writer = "u0"
        self.store = MemoryStore(rules=self._judge)
        self.store.commit([Put(path, fields) for path, fields in _contents().items()])
        count = self.chance.randint(2, 8)
        self.people = [self._person(f"u{place}") for place in range(count)]
        if self.chance.random() < 0.3:
            self.people.append(self._person(VIEWER))

    def work(self, *, edits: int) -> None:
        """Everybody edits while everything goes wrong."""
        chance = self.chance
        for _ in range(edits):
            self.go_on(chance.uniform(0.1, 2))
            awake = [person for person in self.people if not person.is_frozen]
            if not awake:
                continue
            chance.choice(awake).edit()
            for _ in range(chance.randrange(4)):
                chance.choice(awake).turn()
            if chance.random() < 0.2:
                chance.choice(awake).wander()
            event = chance.random()
            if event < 0.01:
                chance.choice(self.people).restart()
            elif event < 0.04:
                # Those in the middle of sending: what they send will be late.
                sleeper = chance.choice([person for person in awake if person.is_sending] or awake)
                sleeper.freeze(chance.uniform(5, 90), stops_clock=chance.random() < 0.5)
            elif event < 0.05:
                self.people[0].force()
            elif event < 0.075:
                for _ in range(chance.randrange(2, 10)):
                    self.go_on(5.0)

    def go_on(self, by_s: float) -> None:
        """Time goes by; whoever is awake looks after their leases."""
        self.store.clock.go_on(by_s)
        for person in self.people:
            if not person.is_frozen:
                person.keep_leases()

    def settle(self) -> None:
        """All is well again, and everybody is left until nothing is on its way."""
        for person in self.people:
            person.mend()
            person.leave()
        for _ in range(300):
            self.store.clock.go_on(2.0)
            is_quiet = True
            for person in self.people:
                person.deliver()
                person.keep_leases(at_once=True)
                while person.act():
                    is_quiet = False
                    person.deliver()
                if person.session.waits_for_others:
                    person.session.ask_to_reload()
                    is_quiet = False
            if is_quiet and not any(person.session.pending for person in self.people):
                return
        raise AssertionError("It never comes to rest.")

    def stored(self) -> dict[DocPath, Mapping[str, Any]]:
        """The store's documents, without its journal."""
        return {
            path: stored.fields
            for path, stored in self.store.documents.items()
            if collection_name(path) not in ("journal", "requests")
        }

    def replayed(self) -> dict[DocPath, dict[str, Any]]:
        """What the accepted operations make of the beginning, one after another in the store's order."""
        document = Document(_contents(), heading_of=heading_of, anchor_after=anchor_after)
        for record in self.store.records:
            entries = [entry_from_wire(dict(wire)) for wire in journal_in(record.documents)]
            if entries:
                document.commit(
                    [entry.applied.op for entry in entries],
                    label="Replayed",
                    origin="remote",
                    op_ids=[entry.applied.op_id for entry in entries],
                )
        return {path: dict(document.raw(path) or {}) for path in document.all_paths()}

    def _person(self, uid: str) -> Person:
        return Person(
            uid,
            lambda: _Way(self.store, lambda writes: self._arrive(uid, writes)),
            lambda: self.store.clock.now_s,
            self.chance,
            sends_fences=self._fencing != "not sent",
        )

    def _arrive(self, uid: str, writes: Sequence[Write]) -> Sequence[Write]:
        self._writer = uid
        is_judged = self._fencing != "not judged"
        return writes if is_judged else [write for write in writes if not isinstance(write, Fence)]

    def _judge(self, writes: Sequence[Write], documents: Mapping[DocPath, StoredDocument]) -> None:
        if self._writer == VIEWER:
            _judge_viewer(writes)
        now = self.store.clock.text
        judge_leases(writes, documents, now=now, is_owner=self._writer == "u0")
        if self._fencing == "whole":
            demand_fences(writes, documents, now=now)


def _judge_viewer(writes: Sequence[Write]) -> None:
    for write in writes:
        if collection_name(write.path) == "journal":
            is_own = isinstance(write, Put) and is_comment_of(write.fields, VIEWER)
        else:
            is_own = collection_name(write.path) == "comments"
        if not is_own:
            raise Denied("A viewer comments and changes nothing.")


class _Way(MemoryClient):
    """One program's way to the store."""

    def __init__(self, store: MemoryStore, arrive: Callable[[Sequence[Write]], Sequence[Write]]) -> None:
        super().__init__(store)
        self._arrive = arrive

    def commit(self, writes: Sequence[Write]) -> Committed:
        return super().commit(self._arrive(writes))


def journal_in(documents: Mapping[DocPath, StoredDocument | None]) -> list[Mapping[str, Any]]:
    """The journal entries among the documents of one commit, in order."""
    wires = [
        stored.fields for path, stored in documents.items() if stored is not None and collection_name(path) == "journal"
    ]
    return sorted(wires, key=lambda wire: int(wire["place"]))


def is_comment_of(wire: Mapping[str, Any], uid: str) -> bool:
    """Whether a journal entry tells of a comment that somebody made, changed or took back."""
    return wire["uid"] == uid and collection_name(DocPath(wire["path"])) == "comments"


def _contents() -> dict[DocPath, dict[str, Any]]:
    contents: dict[DocPath, dict[str, Any]] = {PROJECT_PATH: {"title": "Night"}}
    for place in range(3):
        script = f"INT. ROOM {place} - DAY\n\nA walks.\n\nB sits.\n"
        contents[scene_path(f"s{place}")] = {"orderKey": f"a{place}", "script": script, "status": "draft"}
        for number in range(2):
            contents[board_path(f"s{place}", f"b{place}{number}")] = {"orderKey": f"a{number}"}
    return contents
