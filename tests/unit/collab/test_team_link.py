"""A team whose people each have a replica on a disk of their own: written, closed, killed and taken up again."""

from __future__ import annotations

import queue
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from studio.collab.company_driver import CompanyDriver
from studio.collab.document_store import Denied, Put, StoredDocument, Write
from studio.collab.drafts import KeptDraft
from studio.collab.presence_keeper import TEAM_PACE
from studio.collab.save_state import Shared, SharedState
from studio.collab.team_link import TeamLink
from studio.collab.team_replica import OpenReplica, TeamReplica, create_replica, replica_in
from studio.model.ids import PROJECT_PATH, DocPath, OpId, Uid, board_path, collection_name, scene_path
from studio.model.operations import Operation, Set, Splice
from studio.workflows.open_project import OpenProduction, open_for_window, open_production
from tests.doubles.memory_store import MemoryClient, MemoryStore

S1, B1 = scene_path("s1"), board_path("s1", "b1")
SOON_S = 20.0
TEXT = "INT. HALL - NIGHT\n\nMina waits.\n\nJun comes.\n"


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore(is_prompt=True, rules=only_members_write)
    contents: dict[DocPath, dict[str, Any]] = {
        PROJECT_PATH: {"title": "Night", "ownerId": "ann", "memberRoles": {"ann": "owner", "bob": "editor"}},
        S1: {"orderKey": "A", "script": TEXT, "status": "draft"},
        B1: {"orderKey": "A", "notes": ""},
    }
    made.commit([Put(path, fields) for path, fields in contents.items()])
    return made


def only_members_write(writes: Sequence[Write], documents: Mapping[DocPath, StoredDocument]) -> None:
    """The rule that a viewer changes nothing."""
    roles = documents[PROJECT_PATH].fields["memberRoles"] if PROJECT_PATH in documents else {}
    entries = [each for each in writes if isinstance(each, Put) and collection_name(each.path) == "journal"]
    if any(roles.get(entry.fields["uid"]) not in ("owner", "editor") for entry in entries):
        raise Denied("A viewer changes nothing.")


class Machine:
    """Somebody's machine with a replica; ``close`` and ``kill`` end the window, ``open`` begins another."""

    def __init__(self, uid: str, store: MemoryStore, home: Path) -> None:
        self.uid, self._store, self._home = uid, store, home
        self.kept: list[KeptDraft] = []
        self.states: list[SharedState] = []
        self.is_online = True
        self.open()

    def open(self) -> None:
        replica = TeamReplica(firebase_project="film", project="night", uid=Uid(self.uid))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DREAMFACTORY_HOME", str(self._home))
            self.folder = replica.folder
            if not self.folder.exists():
                create_replica(replica, self._store.load())
            self.production: OpenProduction = open_for_window(self.folder)
        assert isinstance(self.production.team, OpenReplica) and self.production.project.store is not None
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._clients: list[MemoryClient] = []
        self.production.project.store.follow(self._calls.put)
        self.link = TeamLink(
            self.production.document,
            self.production.project.store,
            self.production.team.outbox,
            self.production.project.journal,
            uid=Uid(self.uid),
            open_store=self._client,
            call=self._calls.put,
            told=self.states.append,
            kept=self.kept.extend,
        )
        self.company = CompanyDriver(
            self._client,
            uid=Uid(self.uid),
            session=self.link.id,
            name=self.uid.title,
            pace=TEAM_PACE,
            call=self._calls.put,
            told_lease=lambda _path, _state: self._calls.put(self.link.driver.go_on),
            changed=lambda: None,
        )
        self.link.use_leases(self.company.leases, lambda: self.company.now_s)

    @property
    def document(self) -> Any:
        return self.production.document

    @property
    def text(self) -> str:
        return str((self.document.raw(S1) or {})["script"])

    def go_offline(self) -> None:
        self.is_online = False
        for client in self._clients:
            client.go_offline()

    def commit(self, *ops: Operation) -> None:
        self.document.commit(ops, label="Edit", initiator=self.uid)

    def save(self) -> None:
        assert self.production.project.store is not None
        assert self.production.project.store.flush()

    def turn(self) -> None:
        while not self._calls.empty():
            self._calls.get()()
        self.link.tick()
        self.company.tick()
        self.link.driver.go_on()

    def close(self) -> None:
        self.company.close()
        self.link.close()
        self.production.close()

    def kill(self) -> None:
        """What is on the disk stays, and what the threads have not done yet does not come about."""
        self.save()
        self.link.stop()
        self.link.driver.close()
        self.company.close()
        self.production.project.abandon()
        self.production.history.close()
        assert self.production.team is not None
        self.production.team.close()

    def _client(self) -> MemoryClient:
        client = self._store.client()
        if not self.is_online:
            client.go_offline()
        self._clients.append(client)
        return client


@pytest.fixture
def both(store: MemoryStore, tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    machines = Machine("ann", store, tmp_path / "ann"), Machine("bob", store, tmp_path / "bob")
    until(at_rest(*machines), *machines)
    yield machines
    for machine in machines:
        machine.close()


def until(condition: Callable[[], bool], *machines: Machine) -> None:
    end = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < end, [(each.uid, each.link.state, each.text) for each in machines]
        for machine in machines:
            machine.turn()
        time.sleep(0.005)


def at_rest(*machines: Machine) -> Callable[[], bool]:
    def everything(machine: Machine) -> dict[DocPath, Any]:
        paths = (path for path in machine.document.all_paths() if collection_name(path) != "members")
        return {path: machine.document.raw(path) for path in paths}

    return lambda: (
        all(isinstance(each.link.state, Shared) and not each.link.session.pending for each in machines)
        and all(everything(each) == everything(machines[0]) for each in machines)
    )


def journal(store: MemoryStore) -> list[OpId]:
    return [OpId(path.rpartition("/")[2]) for path in store.documents if collection_name(path) == "journal"]


def test_that_nothing_is_sent_that_this_machine_has_not_saved(
    both: tuple[Machine, Machine], store: MemoryStore
) -> None:
    ann, bob = both
    held: list[bool] = []
    put = store.documents
    ann.commit(Set(B1, ("notes",), "Low"))
    revision = ann.document.revision
    for _ in range(400):
        ann.turn()
        saved = ann.production.project.store.saved_revision if ann.production.project.store else 0
        sent = (put[B1].fields or {}).get("notes") == "Low"
        held.append(not sent or saved >= revision)
        if sent:
            break
        time.sleep(0.002)
    assert sent and all(held)
    until(at_rest(ann, bob), ann, bob)


def test_that_what_was_written_offline_comes_after_a_restart_into_what_others_wrote(
    both: tuple[Machine, Machine], store: MemoryStore
) -> None:
    ann, bob = both
    ann.go_offline()
    ann.commit(Splice(S1, ("script",), TEXT.index("Jun"), "", "Slowly, "))
    ann.commit(Set(B1, ("notes",), "Low"))
    ann.kill()
    bob.commit(Splice(S1, ("script",), TEXT.index("Mina"), "", "In the dark, "))
    until(lambda: isinstance(bob.link.state, Shared) and not bob.link.session.pending, bob)
    ann.is_online = True
    ann.open()
    assert "Slowly, Jun" in ann.text
    until(at_rest(ann, bob), ann, bob)
    assert "In the dark, Mina waits." in ann.text and "Slowly, Jun comes." in ann.text
    assert (bob.document.raw(B1) or {})["notes"] == "Low" and not ann.kept
    assert len(journal(store)) == len(set(journal(store))) == 3


def test_that_words_carried_over_others_are_carried_on_after_a_kill(
    both: tuple[Machine, Machine], store: MemoryStore
) -> None:
    ann, bob = both
    # Ann hears of Bob while hers cannot be sent: it waits for the lease that he has.
    bob.company.leases.begin_editing(S1, now_s=bob.company.now_s)
    bob.commit(Splice(S1, ("script",), TEXT.index("Mina"), "", "In the dark, "))
    until(lambda: not bob.link.session.pending, bob)
    ann.commit(Splice(S1, ("script",), TEXT.index("Jun"), "", "Slowly, "))
    until(lambda: "In the dark" in ann.text, ann)
    assert "Slowly, Jun comes." in ann.text and ann.link.session.pending
    ann.kill()
    bob.commit(Splice(S1, ("script",), 0, "", "At last. "))
    until(lambda: not bob.link.session.pending, bob)
    ann.open()
    bob.company.leases.leave(S1, now_s=bob.company.now_s)
    until(at_rest(ann, bob), ann, bob)
    assert not ann.kept
    assert ann.text == "At last. INT. HALL - NIGHT\n\nIn the dark, Mina waits.\n\nSlowly, Jun comes.\n"


def test_that_a_command_beside_the_window_reaches_the_team_in_the_persons_name(
    both: tuple[Machine, Machine], store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = both
    monkeypatch.setenv("DREAMFACTORY_HOME", str(tmp_path / "ann"))
    command = open_production(ann.folder)
    command.document.commit([Set(B1, ("notes",), "From the terminal")], label="Command")
    command.close()
    until(lambda: (bob.document.raw(B1) or {})["notes"] == "From the terminal", ann, bob)
    until(at_rest(ann, bob), ann, bob)
    entries = [each.fields for path, each in store.documents.items() if collection_name(path) == "journal"]
    assert [entry["uid"] for entry in entries] == ["ann"]


def test_that_a_change_of_roles_is_heard_without_a_journal(both: tuple[Machine, Machine], store: MemoryStore) -> None:
    ann, bob = both
    project = store.documents[PROJECT_PATH].fields
    store.commit([Put(PROJECT_PATH, {**project, "memberRoles": {"ann": "owner", "bob": "viewer"}})])
    store.commit([Put(DocPath("members/bob"), {"uid": "bob", "displayName": "Bob"})])
    until(lambda: (ann.document.raw(PROJECT_PATH) or {})["memberRoles"]["bob"] == "viewer", ann, bob)
    until(lambda: (ann.document.raw(DocPath("members/bob")) or {}).get("displayName") == "Bob", ann, bob)
    ann.commit(Set(PROJECT_PATH, ("title",), "Day"))
    until(lambda: (bob.document.raw(PROJECT_PATH) or {})["title"] == "Day", ann, bob)
    until(at_rest(ann, bob), ann, bob)


def test_that_words_of_somebody_who_became_a_viewer_meanwhile_are_kept(
    both: tuple[Machine, Machine], store: MemoryStore
) -> None:
    ann, bob = both
    bob.go_offline()
    bob.commit(Splice(S1, ("script",), TEXT.index("Jun"), "", "Slowly, "))
    bob.kill()
    project = store.documents[PROJECT_PATH].fields
    store.commit([Put(PROJECT_PATH, {**project, "memberRoles": {"ann": "owner", "bob": "viewer"}})])
    bob.is_online = True
    bob.open()
    until(lambda: bool(bob.kept), ann, bob)
    until(at_rest(ann, bob), ann, bob)
    assert "Slowly" not in ann.text and "Slowly, Jun comes." in bob.kept[0].mine


def test_that_what_two_wrote_into_the_same_words_is_kept_on_the_disk(both: tuple[Machine, Machine]) -> None:
    ann, bob = both
    ann.go_offline()
    ann.commit(Splice(S1, ("script",), TEXT.index("waits"), "waits", "sleeps"))
    ann.kill()
    bob.commit(Splice(S1, ("script",), TEXT.index("waits"), "waits", "dances"))
    until(lambda: not bob.link.session.pending, bob)
    ann.is_online = True
    ann.open()
    until(lambda: bool(ann.kept), ann, bob)
    until(at_rest(ann, bob), ann, bob)
    assert "Mina dances." in ann.text and "Mina sleeps." in ann.kept[0].mine
    ann.kill()
    ann.open()
    until(at_rest(ann, bob), ann, bob)
    assert ann.production.project.store is not None
    assert len(ann.production.project.store.drafts.all()) == 1 == len(ann.kept)


def test_that_a_replica_that_came_from_elsewhere_sends_nothing(
    both: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, _bob = both
    monkeypatch.setenv("DREAMFACTORY_HOME", str(tmp_path / "ann"))
    assert replica_in(ann.folder) is not None
    copy = tmp_path / "gift.dream"
    shutil.copytree(ann.folder, copy)
    assert replica_in(copy) is None
    production = open_for_window(copy)
    assert production.team is None and not production.is_replica
    production.close()
