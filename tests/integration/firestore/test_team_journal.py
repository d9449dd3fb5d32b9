"""Two people change what is too large for an entry of the journal, on Google's emulator and the storage stand-in."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.collab.cloud_blobs import CloudBlobs, CloudPlace
from studio.collab.document_store import Put, TooLarge, Unavailable
from studio.collab.media_folder import MediaFolder
from studio.collab.save_state import Shared
from studio.collab.session_actions import GaveWay
from studio.collab.session_driver import SessionDriver
from studio.collab.shared_session import SharedSession
from studio.collab.team_journal import TeamJournal
from studio.collab.team_media import TeamMedia
from studio.model.document import Document
from studio.model.ids import DocPath, SceneId, Uid, scene_path
from studio.model.operations import Create, Set
from studio.script.scene_text import heading_of
from tests.doubles.memory_store import MemoryStore
from tests.integration.firestore.conftest import OpenStore
from tests.stand_in.firestore_emulator import person
from tests.stand_in.storage_server import StorageServer, storage_server

SCENE = scene_path(SceneId("s1"))
ENTRY = DocPath("journal/01")


def words(letter: str) -> str:
    """A value of 700 KB."""
    return f"{letter} 밤배 " * 60_000


@pytest.fixture
def server() -> Iterator[StorageServer]:
    with storage_server() as server:
        yield server


@pytest.fixture
def machine(server: StorageServer, tmp_path: Path) -> Iterator[Callable[[str], tuple[MediaFolder, TeamMedia]]]:
    opened: list[TeamMedia] = []

    def open_for(uid: str) -> tuple[MediaFolder, TeamMedia]:
        (tmp_path / uid).mkdir()
        media = MediaFolder(tmp_path / uid / "media")
        blobs = CloudBlobs(CloudPlace(server.bucket, "p", server.url), person(uid), sleep=lambda _: None)
        opened.append(TeamMedia(media, blobs, tmp_path / uid / "known.sqlite", call=lambda function: function()))
        return media, opened[-1]

    yield open_for
    for team in opened:
        team.close()


OpenMachine = Callable[[str], tuple[MediaFolder, TeamMedia]]


class Member:
    """A person's machine; its document lives on the thread of the test."""

    def __init__(self, uid: str, open_journal: Callable[[], TeamJournal]) -> None:
        self.calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.gave_way: list[GaveWay] = []
        self.reloads = 0
        self.document = Document({}, heading_of=heading_of)
        self.session = SharedSession(
            self.document, session=f"{uid}-1", uid=Uid(uid), gave_way=self.gave_way.append, may_send=lambda _: True
        )
        self.driver = SessionDriver(self.session, open_journal, call=self.calls.put, loaded=self._count)
        self.uid = uid

    def commit(self, op: Create | Set) -> None:
        self.document.commit([op], label="Edit", initiator=self.uid)

    def turn(self) -> None:
        while not self.calls.empty():
            self.calls.get()()
        self.driver.go_on()

    def close(self) -> None:
        self.driver.close()
        self.session.close()

    def _count(self, _loaded: object) -> None:
        self.reloads += 1


@pytest.fixture
def both(open_store: OpenStore, machine: OpenMachine) -> Iterator[tuple[Member, Member]]:
    def member(uid: str) -> Member:
        return Member(uid, lambda: TeamJournal(open_store(uid), *machine(uid)))

    ann, bob = member("ann"), member("bob")
    yield ann, bob
    ann.close()
    bob.close()


def until(is_so: Callable[[], bool], *members: Member) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline, [(each.driver.state, each.gave_way) for each in members]
        for member in members:
            member.turn()
        time.sleep(0.01)


def test_that_a_change_of_a_large_value_reaches_the_other_as_a_change(
    both: tuple[Member, Member], server: StorageServer
) -> None:
    ann, bob = both
    until(lambda: isinstance(ann.driver.state, Shared) and isinstance(bob.driver.state, Shared), ann, bob)
    ann.commit(Create(SCENE, {"orderKey": "V", "visual_prompt": words("a")}))
    until(lambda: (bob.document.raw(SCENE) or {}).get("visual_prompt") == words("a"), ann, bob)
    # Before and after together are more than a document of the store can hold.
    server.faults.extend([503, "", "break"])
    bob.commit(Set(SCENE, ("visual_prompt",), words("b")))
    until(lambda: (ann.document.raw(SCENE) or {}).get("visual_prompt") == words("b"), ann, bob)
    until(lambda: isinstance(bob.driver.state, Shared), ann, bob)
    assert (ann.gave_way, bob.gave_way) == ([], [])
    assert (ann.reloads, bob.reloads) == (1, 1)
    assert len(server.files) == 3


def test_that_an_entry_is_written_after_its_values_or_not_at_all(machine: OpenMachine, server: StorageServer) -> None:
    store = MemoryStore(is_prompt=True)
    journal = TeamJournal(store.client(), *machine("ann"))
    entry = {
        "opId": "01",
        "kind": "set",
        "path": SCENE,
        "field": ["visual_prompt"],
        "before": words("a"),
        "after": words("b"),
    }
    with pytest.raises(TooLarge):
        store.commit([Put(ENTRY, entry)])
    server.faults.extend([500] * 5)
    with pytest.raises(Unavailable):
        journal.commit([Put(ENTRY, entry)])
    assert store.get(ENTRY) is None

    journal.commit([Put(ENTRY, entry), Put(SCENE, {"visual_prompt": words("b")})])
    kept = store.get(ENTRY)
    assert kept is not None
    assert kept.fields.keys() == {"opId", "kind", "path", "field", "beforeBlob", "afterBlob"}
    assert len(server.stored) == 2
    found = TeamJournal(store.client(), *machine("bob")).get(ENTRY)
    assert found is not None
    assert found.fields == entry


def test_that_an_entry_whose_values_cannot_be_had_is_not_taken_for_another(
    machine: OpenMachine, server: StorageServer
) -> None:
    store = MemoryStore(is_prompt=True)
    TeamJournal(store.client(), *machine("ann")).commit(
        [
            Put(
                ENTRY,
                {
                    "opId": "01",
                    "kind": "create",
                    "path": SCENE,
                    "after": {"visual_prompt": words("a")},
                    "baseRev": 0,
                    "rev": 1,
                },
            )
        ]
    )
    bob = TeamJournal(store.client(), *machine("bob"))
    name = next(iter(server.files))
    data = server.files.pop(name)
    found = bob.get(ENTRY)
    assert found is not None
    assert "kind" not in found.fields
    server.files[name] = data
    found = bob.get(ENTRY)
    assert found is not None
    assert found.fields["after"] == {"visual_prompt": words("a")}
