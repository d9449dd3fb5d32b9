"""One person of a team, with the product's drivers, in a process of its own: types or points once a second, hears all.

Says ``ready``, is told on a line when to begin, and tells at the end, as JSON, how old each thing that the others did
was when it was here, in ms, and the share of a processor that all this took.
"""

from __future__ import annotations

import json
import os
import queue
import random
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable

from studio.collab.company_driver import CompanyDriver
from studio.collab.document_store import DocumentStore
from studio.collab.presence import Focus, Pointer
from studio.collab.presence_keeper import TEAM_PACE
from studio.collab.session_driver import SessionDriver
from studio.collab.shared_session import SharedSession
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.ids import Uid, board_path
from studio.model.operations import Set
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after
from tests.stand_in.firestore_emulator import person

NOTES = ("notes",)
BOARD = board_path("s0", "b0")
_REST_S = 3.0
"""What has not been heard so long after the last was sent counts as lost."""
_TICK_S = 0.1
_WRAP_S = 1_000

OpenStore = Callable[[], DocumentStore]


class Person(ABC):
    """Somebody whose calls of the window's thread are done by ``turn_until``."""

    def __init__(self) -> None:
        self.calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.seen_ms: list[float] = []

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether everything is loaded and the others are heard."""

    @abstractmethod
    def work(self, begin: float, seconds: int) -> None:
        """Does something each second, from a time on."""

    @abstractmethod
    def close(self) -> None:
        """Ends."""

    def turn_until(self, end: float) -> None:
        """Does what comes in until a time."""
        while (left := end - time.time()) > 0:
            try:
                self.calls.get(timeout=left)()
            except queue.Empty:
                return


class Typing(Person):
    """Changes a board's notes; the others' are seen when they are in this person's document."""

    def __init__(self, open_store: OpenStore, uid: Uid) -> None:
        super().__init__()
        self._uid, self._mine = uid, board_path("s0", f"b{uid[1:]}")
        self._document = Document({}, heading_of=heading_of, anchor_after=anchor_after)
        self._session = SharedSession(self._document, session=f"session-{uid}", uid=uid)
        self._document.subscribe(self._hear)
        self._driver = SessionDriver(self._session, open_store, call=self.calls.put)

    def is_ready(self) -> bool:
        return self._mine in self._document.all_paths()

    def work(self, begin: float, seconds: int) -> None:
        for turn in range(seconds):
            self.turn_until(begin + turn)
            change = Set(self._mine, NOTES, f"word {turn} {time.time()}")
            self._document.commit([change], label="Notes", initiator=self._uid)
            self._driver.go_on()
        self.turn_until(begin + seconds + _REST_S)

    def close(self) -> None:
        self._driver.close()
        self._session.close()

    def _hear(self, change_set: ChangeSet) -> None:
        for each in change_set.applied if change_set.origin == "remote" else ():
            if isinstance(each.op, Set) and each.op.field == NOTES:
                self.seen_ms.append((time.time() - float(str(each.op.value).split()[-1])) * 1000)


class Pointing(Person):
    """Moves the pointer all the time; the others' are seen when they can be shown."""

    def __init__(self, open_store: OpenStore, uid: Uid) -> None:
        super().__init__()
        self._last: dict[str, float] = {}
        self._company = CompanyDriver(
            open_store,
            uid=uid,
            session=f"session-{uid}",
            name=lambda: str(uid),
            pace=TEAM_PACE,
            call=self.calls.put,
            told_lease=lambda _path, _state: None,
            changed=self._hear,
        )

    def is_ready(self) -> bool:
        self._company.tick()
        return self._company.presence is not None

    def work(self, begin: float, seconds: int) -> None:
        presence = self._company.presence
        assert presence is not None
        presence.go(Focus("boards", "s0", BOARD))
        for tick in range(int((seconds + _REST_S) / _TICK_S)):
            self.turn_until(begin + tick * _TICK_S)
            presence.point(Pointer(BOARD, time.time() % _WRAP_S / _WRAP_S, 0.5))
            self._company.tick()

    def close(self) -> None:
        self._company.close()

    def _hear(self) -> None:
        others = self._company.presence.others if self._company.presence is not None else {}
        for session, presence in others.items():
            if presence.pointer is not None and self._last.get(session) != presence.pointer.x:
                self._last[session] = presence.pointer.x
                self.seen_ms.append(((time.time() - presence.pointer.x * _WRAP_S) % _WRAP_S) * 1000)


def main() -> None:
    """Arguments: ``typing`` or ``pointing``, Firebase's project, the project, the emulator, who, how many seconds."""
    kind, firebase_project, project, emulator, who, seconds = sys.argv[1:]
    place, token = TeamPlace(firebase_project, project, emulator=emulator), person(who)
    somebody: Person = {"typing": Typing, "pointing": Pointing}[kind](lambda: open_team_store(place, token), Uid(who))
    while not somebody.is_ready():
        somebody.turn_until(time.time() + _TICK_S)
    os.write(1, b"ready\n")
    begin = float(sys.stdin.readline()) + random.random()
    somebody.turn_until(begin)
    spent, started = time.process_time(), time.time()
    somebody.work(begin, int(seconds))
    share = (time.process_time() - spent) / (time.time() - started)
    somebody.close()
    os.write(1, f"{json.dumps({'seen_ms': somebody.seen_ms, 'share': share})}\n".encode())


if __name__ == "__main__":
    main()
