"""Two people of a team on Google's emulator, with the product's rules: each with a document, a session and leases."""

from __future__ import annotations

import queue
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from studio.collab.company_driver import CompanyDriver
from studio.collab.document_store import DocumentStore, Put
from studio.collab.firestore_token import PersonToken
from studio.collab.lease import guarded_by
from studio.collab.presence_keeper import TEAM_PACE
from studio.collab.save_state import Shared, SharedState, ShutOut
from studio.collab.session_actions import GaveWay
from studio.collab.session_driver import SessionDriver
from studio.collab.shared_session import SharedSession
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, Uid, board_path, layer_path, scene_path
from studio.model.operations import Create, Operation, Set, Splice
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after
from tests.stand_in.firestore_emulator import OWNER, FirestoreEmulator, running_emulator, user_token

S1, S2 = scene_path("s1"), scene_path("s2")
B1 = board_path("s1", "b1")
SOON_S = 30.0


@pytest.fixture(scope="module")
def emulator() -> Iterator[FirestoreEmulator]:
    with running_emulator() as running:
        yield running


@pytest.fixture
def place(emulator: FirestoreEmulator) -> TeamPlace:
    """A project of Ann's, with Bob as an editor and Vera as a viewer."""
    place = TeamPlace(emulator.firebase_project, uuid.uuid4().hex[:8], emulator=emulator.place)
    store = open_team_store(place, PersonToken(lambda: OWNER, lambda: OWNER))
    roles = {"ann": "owner", "bob": "editor", "vera": "viewer"}
    contents: dict[DocPath, dict[str, Any]] = {
        PROJECT_PATH: {"title": "Night", "ownerId": "ann", "memberRoles": roles, "schemaVersion": 1},
        S1: {
            "orderKey": "A",
            "script": "INT. HALL - NIGHT\n\nMina waits.\n",
            "status": "draft",
            "heading": "INT. HALL - NIGHT",
        },
        S2: {"orderKey": "B", "script": "EXT. YARD - DAY\n", "status": "draft", "heading": "EXT. YARD - DAY"},
        B1: {"orderKey": "A", "notes": ""},
    }
    store.commit([Put(path, fields) for path, fields in contents.items()])
    store.close()
    return place


class Member:
    """A person's machine; its document lives on the thread of the test, which ``turn`` gives time to."""

    def __init__(self, place: TeamPlace, uid: str) -> None:
        def open_store() -> DocumentStore:
            token = user_token(uid)
            return open_team_store(place, PersonToken(lambda: token, lambda: token))

        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.states: list[SharedState] = []
        self.gave_way: list[GaveWay] = []
        self.document = Document({}, heading_of=heading_of, anchor_after=anchor_after)
        session = f"{uid}-{uuid.uuid4().hex[:6]}"
        self.company = CompanyDriver(
            open_store,
            uid=Uid(uid),
            session=session,
            name=uid.title,
            pace=TEAM_PACE,
            call=self._calls.put,
            told_lease=lambda _path, _state: None,
            changed=lambda: None,
        )
        self.session = SharedSession(
            self.document,
            session=session,
            uid=Uid(uid),
            fence_of=self.company.leases.fence_of,
            may_send=self._may_send,
            gave_way=self.gave_way.append,
        )
        self.driver = SessionDriver(self.session, open_store, call=self._calls.put, told=self.states.append)
        self.uid = uid

    def commit(self, *ops: Operation) -> None:
        self.document.commit(ops, label="Edit", initiator=self.uid)

    def turn(self) -> None:
        while not self._calls.empty():
            self._calls.get()()
        now_s = self.company.now_s
        pending = {path for step in self.session.pending for op in step.ops if (path := guarded_by(op)) is not None}
        self.company.leases.pending(pending, now_s=now_s)
        self.company.tick()
        self.driver.go_on()

    def close(self) -> None:
        self.company.close()
        self.driver.close()
        self.session.close()

    def _may_send(self, op: Operation) -> bool:
        path = guarded_by(op)
        return path is None or self.company.leases.may_write(path, now_s=self.company.now_s)


def until(condition: Callable[[], bool], *members: Member) -> None:
    end = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < end, [(each.driver.state, each.gave_way) for each in members]
        for member in members:
            member.turn()
        time.sleep(0.01)


def at_rest(*members: Member) -> Callable[[], bool]:
    def everything(member: Member) -> dict[DocPath, Any]:
        return {path: member.document.raw(path) for path in member.document.all_paths()}

    return lambda: (
        all(isinstance(each.driver.state, Shared) and not each.session.pending for each in members)
        and all(everything(each) == everything(members[0]) for each in members)
        and B1 in members[0].document.all_paths()
    )


@pytest.fixture
def ann_and_bob(place: TeamPlace) -> Iterator[tuple[Member, Member]]:
    both = Member(place, "ann"), Member(place, "bob")
    until(at_rest(*both), *both)
    yield both
    for member in both:
        member.close()


def test_that_two_people_on_one_scene_keep_all_they_do(ann_and_bob: tuple[Member, Member]) -> None:
    ann, bob = ann_and_bob
    ann.commit(Splice(S1, ("script",), 0, "", "At last. "))
    bob.commit(Set(B1, ("notes",), "Low, from the door."))
    bob.commit(Create(board_path("s2", "new"), {"orderKey": "V"}))
    bob.commit(Create(DocPath("scenes/s1/comments/c1"), {"uid": "bob", "text": "Too dark?"}))
    until(at_rest(ann, bob), ann, bob)
    assert not ann.gave_way and not bob.gave_way
    assert str((bob.document.raw(S1) or {})["script"]).startswith("At last. INT. HALL")
    assert (ann.document.raw(B1) or {})["notes"] == "Low, from the door."
    assert ann.document.raw(board_path("s2", "new")) is not None
    comment = ann.document.raw(DocPath("scenes/s1/comments/c1")) or {}
    assert comment["text"] == "Too dark?" and comment["createdAt"]


def test_that_a_drawing_gets_its_boards_lease_wherever_one_looks(ann_and_bob: tuple[Member, Member]) -> None:
    ann, bob = ann_and_bob
    layer = layer_path("s1", "b1", "l1")
    ann.commit(Create(layer, {"kind": "ink", "orderKey": "V"}))
    until(lambda: not ann.session.pending and at_rest(ann, bob)(), ann, bob)
    assert not ann.gave_way
    assert bob.document.raw(layer) is not None


def test_that_a_viewer_changes_nothing_and_keeps_their_words(place: TeamPlace) -> None:
    ann, vera = Member(place, "ann"), Member(place, "vera")
    until(at_rest(ann, vera), ann, vera)
    vera.commit(Set(B1, ("notes",), "Mine!"))
    until(lambda: bool(vera.gave_way) and at_rest(ann, vera)(), ann, vera)
    assert (ann.document.raw(B1) or {})["notes"] == "" == (vera.document.raw(B1) or {})["notes"]
    assert vera.gave_way[0].step.ops == (Set(B1, ("notes",), "Mine!"),)
    ann.close()
    vera.close()


def test_that_who_is_removed_is_told_and_keeps_what_was_not_sent(
    place: TeamPlace, emulator: FirestoreEmulator, ann_and_bob: tuple[Member, Member]
) -> None:
    ann, bob = ann_and_bob
    store = open_team_store(place, PersonToken(lambda: OWNER, lambda: OWNER))
    project = store.get(PROJECT_PATH)
    assert project is not None
    store.commit([Put(PROJECT_PATH, {**project.fields, "memberRoles": {"ann": "owner", "vera": "viewer"}})])
    store.close()
    bob.commit(Set(B1, ("notes",), "Still here"))
    until(lambda: isinstance(bob.driver.state, ShutOut), ann, bob)
    assert (bob.document.raw(B1) or {})["notes"] == "Still here"
    assert [step.ops for step in bob.session.pending] == [(Set(B1, ("notes",), "Still here"),)]
    assert (ann.document.raw(B1) or {})["notes"] == ""
