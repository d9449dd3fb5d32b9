"""People of a team on Google's emulator, with the product's rules: each with a document, a session and leases."""

from __future__ import annotations

import queue
import time
import uuid
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from studio.collab.company_driver import CompanyDriver
from studio.collab.document_store import DocumentStore, Put
from studio.collab.firestore_token import PersonToken
from studio.collab.lease import LeaseState, guarded_by
from studio.collab.presence_keeper import TEAM_PACE
from studio.collab.save_state import Shared, SharedState
from studio.collab.session_actions import GaveWay
from studio.collab.session_driver import SessionDriver
from studio.collab.shared_session import SharedSession
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, Uid, board_path, scene_path
from studio.model.operations import Operation
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after
from tests.stand_in.firestore_emulator import OWNER, FirestoreEmulator, person

S1, S2 = scene_path("s1"), scene_path("s2")
B1 = board_path("s1", "b1")
SOON_S = 30.0
_CONTENTS: dict[DocPath, dict[str, Any]] = {
    S1: {
        "orderKey": "A",
        "script": "INT. HALL - NIGHT\n\nMina waits.\n",
        "status": "draft",
        "heading": "INT. HALL - NIGHT",
    },
    S2: {"orderKey": "B", "script": "EXT. YARD - DAY\n", "status": "draft", "heading": "EXT. YARD - DAY"},
    B1: {"orderKey": "A", "notes": ""},
}


def open_as_owner(place: TeamPlace) -> DocumentStore:
    """A project's store past all rules."""
    return open_team_store(place, PersonToken(lambda: OWNER, lambda: OWNER))


def team_project(emulator: FirestoreEmulator) -> TeamPlace:
    """A project of Ann's, with Bob as an editor and Vera as a viewer."""
    place = TeamPlace(emulator.firebase_project, uuid.uuid4().hex[:8], emulator=emulator.place)
    store = open_as_owner(place)
    roles = {"ann": "owner", "bob": "editor", "vera": "viewer"}
    project = {"title": "Night", "ownerId": "ann", "memberRoles": roles, "schemaVersion": 1}
    store.commit([Put(path, fields) for path, fields in ({PROJECT_PATH: project} | _CONTENTS).items()])
    store.close()
    return place


class Member:
    """A person's machine; its document lives on the thread of the test, which ``turn`` gives time to."""

    def __init__(self, uid: str, open_store: Callable[[], DocumentStore]) -> None:
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

    @classmethod
    def at(cls, place: TeamPlace, uid: str, *, token: PersonToken | None = None) -> Member:
        """Somebody at a project."""
        own = token or person(uid)
        return cls(uid, lambda: open_team_store(place, own))

    def begin_editing(self, path: DocPath) -> None:
        """Goes to a place that a lease guards."""
        self.company.leases.begin_editing(path, now_s=self.company.now_s)

    def leave(self, path: DocPath) -> None:
        """Goes elsewhere."""
        self.company.leases.leave(path, now_s=self.company.now_s)

    def lease_of(self, path: DocPath) -> LeaseState:
        """Whose a document is, as it is known here."""
        return self.company.leases.state(path, now_s=self.company.now_s)

    @property
    def words(self) -> str:
        """What the scene's script is here."""
        return str((self.document.raw(S1) or {}).get("script", ""))

    @property
    def notes(self) -> str:
        """What the board's notes are here."""
        return str((self.document.raw(B1) or {}).get("notes", ""))

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


def until(condition: Callable[[], bool], *members: Member, within_s: float = SOON_S) -> None:
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, [(each.driver.state, each.gave_way) for each in members]
        for member in members:
            member.turn()
        time.sleep(0.01)


def at_rest(*members: Member, at: DocPath = B1) -> Callable[[], bool]:
    """Whether nothing is on its way and all have the same, with the board where it has to be."""

    def everything(member: Member) -> dict[DocPath, Any]:
        return {path: member.document.raw(path) for path in member.document.all_paths()}

    return lambda: (
        all(isinstance(each.driver.state, Shared) and not each.session.pending for each in members)
        and all(everything(each) == everything(members[0]) for each in members)
        and at in members[0].document.all_paths()
    )


def accepted_epochs(place: TeamPlace) -> list[tuple[int, str]]:
    """Epoch and session of every write of the scene's words that the store took, in its order."""
    store = open_as_owner(place)
    entries = [document.fields for document in store.query("journal")]
    store.close()
    guarded = sorted((each for each in entries if "epoch" in each), key=lambda each: int(each["rev"]))
    return [(int(each["epoch"]), str(each["session"])) for each in guarded]


def none_comes_late(epochs: list[tuple[int, str]]) -> bool:
    """Whether every epoch is one session's, and none is written in after a later one."""
    return all(before[0] < after[0] or before == after for before, after in pairwise(epochs))
