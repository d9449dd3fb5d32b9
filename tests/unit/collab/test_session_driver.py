"""What drives a session when the store goes away: a store in memory, and a clock that stands still."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable, Iterator

import pytest

from studio.collab.document_store import Patch, Put
from studio.collab.save_state import Away, Shared
from studio.collab.session_driver import SessionDriver
from studio.collab.shared_session import SharedSession
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, Uid, scene_path
from studio.model.operations import Set
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after
from tests.doubles.memory_store import MemoryClient, MemoryStore

S1 = scene_path("s1")
SOON_S = 15.0


class Desk:
    """A person's document, session and driver on the thread of the test, at a store with one scene."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.store.commit([Put(PROJECT_PATH, {"title": "Night"}), Put(S1, {"orderKey": "A", "status": "draft"})])
        self.client: MemoryClient = self.store.client()
        self.document = Document({}, heading_of=heading_of, anchor_after=anchor_after)
        self.session = SharedSession(self.document, session="here", uid=Uid("ann"))
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.driver = SessionDriver(self.session, lambda: self.client, call=self._calls.put, clock=lambda: 0.0)

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + SOON_S
        while not condition():
            assert time.monotonic() < end, self.driver.state
            self.store.deliver()
            try:
                self._calls.get(timeout=0.01)()
            except queue.Empty:
                continue

    def lose(self) -> None:
        """The connection breaks, and that is told."""
        self.client.go_offline()
        self.store.deliver()
        while not self._calls.empty():
            self._calls.get()()

    def close(self) -> None:
        self.driver.close()
        self.session.close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    desk.until(lambda: isinstance(desk.driver.state, Shared) and S1 in desk.document.all_paths())
    yield desk
    desk.close()


def test_that_who_only_reads_is_told_of_being_cut_off_when_it_lasts(desk: Desk) -> None:
    desk.lose()
    assert desk.driver.state == Shared()
    desk.lose()
    assert isinstance(desk.driver.state, Away) and desk.driver.state.unsent == 0
    desk.client.go_online()
    desk.store.commit([Patch(S1, {("status",): "completed"})])
    desk.store.commit([Put(PROJECT_PATH, {"title": "Night", "memberRoles": {"ann": "owner"}})])
    desk.until(lambda: desk.driver.state == Shared())


def test_that_what_waits_goes_out_when_the_store_is_heard_again_however_long_there_was_to_wait(desk: Desk) -> None:
    desk.lose()
    desk.document.commit([Set(S1, ("rationale",), "Kept.")], label="Edit", initiator=Uid("ann"))
    desk.driver.go_on()
    desk.until(lambda: isinstance(desk.driver.state, Away) and desk.driver.state.unsent == 1)
    # The clock stands still: of itself the driver would wait for ever.
    desk.client.go_online()
    desk.store.commit([Put(PROJECT_PATH, {"title": "Night", "memberRoles": {"ann": "owner"}})])
    desk.until(lambda: desk.driver.state == Shared())
    assert (desk.store.documents[S1].fields)["rationale"] == "Kept."


def test_that_nothing_is_noted_before_what_has_to_be_kept_first_is_on_the_disk(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    is_full = [True]
    tries: list[None] = []

    def keep() -> None:
        tries.append(None)
        if is_full[0]:
            raise OSError("No space left on device")
        done.append("kept")

    caplog.set_level(logging.CRITICAL, logger="studio.collab.session_driver")
    desk.driver.first(keep)
    desk.driver.first(lambda: done.append("noted"))
    desk.driver.go_on()
    desk.until(lambda: len(tries) > 1)
    assert done == []
    is_full[0] = False
    desk.driver.go_on()
    desk.until(lambda: done == ["kept", "noted"])
