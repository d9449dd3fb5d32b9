"""A project of a machine goes to a team, comes to another machine, and is taken out again, on Google's emulator."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from studio.collab.document_store import Committed, DocumentStore, Put, Unavailable, Write
from studio.collab.embedded_store import open_project
from studio.collab.firestore_token import PersonToken
from studio.collab.outbox import Outbox
from studio.collab.project_folder import create_project
from studio.collab.team_replica import TeamReplica, replica_in
from studio.collab.team_store import open_team_store
from studio.errors import Cancelled, InputError, ProjectError
from studio.model.ids import PROJECT_PATH, DocPath, Uid, board_path, collection_name, scene_path
from studio.model.operations import Create, Delete, Set, Splice
from studio.workflows.open_project import open_production
from studio.workflows.share_project import share_project
from studio.workflows.team_project import copy_from_team, has_unsent, open_from_team
from tests.stand_in.firestore_emulator import OWNER, EmulatorProcess, FirestoreEmulator, user_token

S1 = scene_path("s1")
C1 = DocPath("scenes/s1/comments/c1")
THEN = "2025-03-04T05:06:07.000000Z"


@pytest.fixture(scope="module")
def emulator(firestore_process: EmulatorProcess) -> FirestoreEmulator:
    return firestore_process.project()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, emulator: FirestoreEmulator) -> Path:
    monkeypatch.setenv("DREAMFACTORY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", emulator.place)
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that somebody has worked on: with drawings, a picture, a comment of last year and a history."""
    contents: dict[DocPath, dict[str, Any]] = {PROJECT_PATH: {"title": "Night"}}
    for scene in range(12):
        contents[scene_path(f"s{scene}")] = {"orderKey": f"a{scene:02}", "script": f"INT. ROOM {scene} - DAY\n"}
        for board in range(3):
            contents[board_path(f"s{scene}", f"b{board}")] = {"orderKey": f"a{board}"}
            contents[DocPath(f"scenes/s{scene}/boards/b{board}/layers/l1")] = {"kind": "ink", "orderKey": "a"}
    contents[C1] = {"uid": "me", "text": "Darker?", "createdAt": THEN, "mentions": ["me"]}
    contents[DocPath("scenes/s2/comments/c2")] = {"uid": "kim", "text": "Yes.", "createdAt": THEN}
    folder = create_project(tmp_path / "Night", contents)
    production = open_production(folder)
    picture = production.project.media.put(b"a picture", "png")
    commit = production.document.commit
    commit([Splice(S1, ("script",), 0, "", "Night. ")], label="Type")
    commit([Set(board_path("s1", "b1"), ("imageUrl",), picture)], label="Picture")
    commit([Create(DocPath("markers/m1"), {"orderKey": "a", "title": "Act two"})], label="Mark")
    commit([Delete(scene_path("s3"))], label="Delete")
    production.close()
    return folder


def store_of(replica: TeamReplica) -> DocumentStore:
    token = user_token(replica.uid, email=f"{replica.uid}@example.org")
    return open_team_store(replica.place(os.environ), PersonToken(lambda: token, lambda: token))


def shared(folder: Path, emulator: FirestoreEmulator, **more: Any) -> Path:
    words: dict[str, Any] = {"name": "Ann", "email": "ann@example.org", "open_store": store_of} | more
    open_store = words.pop("open_store")
    return share_project(folder, emulator.firebase_project, Uid("ann"), open_store, **words)


def contents(folder: Path) -> dict[DocPath, dict[str, Any]]:
    opened = open_project(folder, read_only=True)
    return {path: fields for path, fields in opened.contents.items() if path and collection_name(path) != "members"}


def joined(replica: TeamReplica, uid: str, role: str) -> TeamReplica:
    """Somebody else who belongs to the project by now."""
    store = open_team_store(replica.place(os.environ), PersonToken(lambda: OWNER, lambda: OWNER))
    project = store.get(PROJECT_PATH)
    assert project is not None
    store.commit([Put(PROJECT_PATH, {**project.fields, "memberRoles": {**project.fields["memberRoles"], uid: role}})])
    store.close()
    return replica.model_copy(update={"uid": Uid(uid)})


def as_ann(fields: dict[DocPath, dict[str, Any]]) -> dict[DocPath, dict[str, Any]]:
    """What a project of this machine reads like in the team."""
    named = {path: dict(each) for path, each in fields.items()}
    named[C1] |= {"uid": "ann", "mentions": ["ann"]}
    return named


def stamped(fields: dict[DocPath, dict[str, Any]]) -> dict[DocPath, dict[str, Any]]:
    """Without the bookkeeping that a document gets when it is written first."""
    return {path: {k: v for k, v in each.items() if k not in ("rev", "lastOpId")} for path, each in fields.items()}


def test_that_a_project_comes_to_the_team_whole_and_is_taken_out_whole(
    folder: Path, emulator: FirestoreEmulator, tmp_path: Path
) -> None:
    replica = shared(folder, emulator)
    here, there = contents(folder), contents(replica)
    assert stamped(there) == stamped(as_ann(here)) and len(there) > 80
    assert all(there[path]["rev"] == fields["rev"] for path, fields in here.items() if "rev" in fields)
    opened = open_project(replica, read_only=True)
    assert opened.contents[PROJECT_PATH]["memberRoles"] == {"ann": "owner"}
    ids = {entry.applied.op_id for entry in opened.journal}
    assert {entry.applied.op_id for entry in open_project(folder, read_only=True).journal} <= ids
    assert not has_unsent(replica)
    picture = str(there[board_path("s1", "b1")]["imageUrl"])
    assert opened.media.read(picture) == b"a picture"

    back = copy_from_team(replica, tmp_path / "Back")
    assert stamped(contents(back)) == stamped(here) and replica_in(back) is None
    again = open_project(back, read_only=True)
    assert "memberRoles" not in again.contents[PROJECT_PATH]
    assert again.contents[DocPath("members/me")] == {"uid": "me", "displayName": "Ann"}
    assert {entry.applied.op_id for entry in again.journal} == ids
    assert again.contents[PROJECT_PATH]["title"] == "Night"
    assert again.media.read(picture) == b"a picture"


def test_that_sharing_goes_on_where_it_was_broken_off(folder: Path, emulator: FirestoreEmulator) -> None:
    class Cut:
        """A store whose answers get lost, one commit after another."""

        def __init__(self, store: DocumentStore, lost: list[int]) -> None:
            self._store, self._lost, self._count = store, lost, 0

        def __getattr__(self, name: str) -> Any:
            return getattr(self._store, name)

        def commit(self, writes: list[Write]) -> Committed:
            self._count += 1
            done = self._store.commit(writes)
            if self._count in self._lost:
                raise Unavailable("The network is gone.", may_be_done=True)
            return done

        def get(self, path: DocPath) -> Any:
            if self._count in self._lost:
                raise Unavailable("The network is gone.")
            return self._store.get(path)

    def cut_at(count: int) -> Any:
        return lambda replica: Cut(store_of(replica), [count])

    for count in (1, 2):
        with pytest.raises(Unavailable):
            shared(folder, emulator, open_store=cut_at(count))
    stop = threading.Event()
    with pytest.raises(Cancelled):
        shared(folder, emulator, stop=stop, progress=lambda done, _: stop.set() if done == 0 else None)
    replica = shared(folder, emulator)
    assert stamped(contents(replica)) == stamped(as_ann(contents(folder)))
    assert shared(folder, emulator) == replica
    assert open_project(replica, read_only=True).contents[PROJECT_PATH]["title"] == "Night"


def test_that_what_was_worked_on_since_a_try_is_shared_as_it_is_now(folder: Path, emulator: FirestoreEmulator) -> None:
    stop = threading.Event()
    with pytest.raises(Cancelled):
        shared(folder, emulator, stop=stop, progress=lambda done, _: stop.set() if done == 1 else None)
    production = open_production(folder)
    production.document.commit([Splice(S1, ("script",), 0, "", "Late ")], label="Type")
    production.close()
    assert str(contents(shared(folder, emulator))[S1]["script"]).startswith("Late Night. ")


def test_that_a_project_whose_agents_are_at_work_is_not_shared(folder: Path, emulator: FirestoreEmulator) -> None:
    production = open_production(folder)
    task = {
        "uid": "me",
        "requestKey": "k",
        "agent_type": "artist",
        "status": "running",
        "input_context": {"kind": "artist"},
    }
    production.document.commit([Create(DocPath("tasks/t1"), task)], label="Task")
    production.close()
    with pytest.raises(InputError, match="agents are at work"):
        shared(folder, emulator)


def test_that_another_member_gets_it_on_a_machine_of_theirs(
    folder: Path, emulator: FirestoreEmulator, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = replica_in(shared(folder, emulator))
    assert ann is not None
    expected = stamped(as_ann(contents(folder)))
    bob = joined(ann, "bob", "editor")
    monkeypatch.setenv("DREAMFACTORY_HOME", str(home.with_name("other")))
    replica = open_from_team(bob, store_of(bob))
    assert stamped(contents(replica)) == expected
    assert open_from_team(bob, store_of(bob)) == replica


def test_that_nobody_takes_over_a_machines_copy_with_work_that_was_not_sent(
    folder: Path, emulator: FirestoreEmulator
) -> None:
    ann = replica_in(shared(folder, emulator))
    assert ann is not None
    bob = joined(ann, "bob", "editor")
    assert open_from_team(bob, store_of(bob)) == ann.folder
    assert replica_in(ann.folder) == bob
    production = open_production(ann.folder)
    production.document.commit([Set(S1, ("visual_prompt",), "Fog")], label="Prompt", initiator=production.uid)
    production.close()
    assert has_unsent(ann.folder)
    with pytest.raises(ProjectError, match="not in the team yet"):
        open_from_team(ann, store_of(ann))
    outbox = Outbox(ann.folder)
    outbox.mark(entry.applied.op_id for entry in open_project(ann.folder, read_only=True).journal)
    outbox.close()
    assert open_from_team(ann, store_of(ann)) == ann.folder
