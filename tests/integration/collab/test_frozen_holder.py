"""Who holds a scene's lease is frozen in the middle of a write, and wakes up long after somebody else has it."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.collab.lease import Mine, Theirs
from studio.collab.team_store import TeamPlace
from studio.model.operations import Splice
from tests.integration.collab.team_members import S1, Member, accepted_epochs, at_rest, none_comes_late, until
from tests.repository import ROOT

HOW = ("taken away", "run out") if os.environ.get("DREAMFACTORY_SOAK") else ("taken away",)
TOLD_WITHIN_S = 5.0
_log = logging.getLogger(__name__)


class FrozenHolder:
    """Bob's machine, a process of its own, and what it tells."""

    def __init__(self, place: TeamPlace) -> None:
        arguments = (place.firebase_project, place.project, str(place.emulator), "bob")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.collab.frozen_holder", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told: list[dict[str, Any]] = [{"words": "", "typed": 0}]
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def is_frozen(self) -> bool:
        """Whether it stands still."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text("ascii")
        return stat.rpartition(")")[2].split()[0] == "T"

    def wake(self) -> None:
        """Lets it go on."""
        self.process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Ends it."""
        self.wake()
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self._reader.join()
        self.process.stdout.close()
        assert self.process.wait() == 0

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told.append(json.loads(line))


@pytest.fixture
def holder(place: TeamPlace) -> Iterator[FrozenHolder]:
    holder = FrozenHolder(place)
    yield holder
    holder.close()


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("how", HOW)
def test_that_a_frozen_holder_writes_nothing_late_and_its_words_are_kept(
    holder: FrozenHolder, place: TeamPlace, how: str
) -> None:
    ann = Member.at(place, "ann")
    try:
        until(lambda: holder.is_frozen, ann)
        assert holder.told[-1]["typed"] == 2 and holder.told[-1]["words"].startswith("Words 2. Words 1. ")
        until(lambda: ann.words.startswith("Words 1. "), ann)
        frozen = time.monotonic()
        until(lambda: isinstance(ann.lease_of(S1), Theirs), ann)
        if how == "taken away":
            ann.company.leases.force_release(S1, now_s=ann.company.now_s)
        ann.commit(Splice(S1, ("script",), len(ann.words), "", "\nHe does not come.\n"))
        until(lambda: isinstance(ann.lease_of(S1), Mine), ann, within_s=60)
        ann.begin_editing(S1)
        until(lambda: not ann.session.pending, ann)
        _log.info("%s: taken over %.1f s after", how, time.monotonic() - frozen)

        awake = len(holder.told)
        holder.wake()
        woken = time.time()
        # It has heard who has the scene now, and its words are still there.
        until(lambda: len(holder.told) > awake and holder.told[-1]["lease"] == "LeaseLost", ann)
        told = next(line for line in holder.told[awake:] if line["lease"] == "LeaseLost")
        assert told["at"] - woken <= TOLD_WITHIN_S
        assert "Words 2. " in told["words"] and "Words 2. " not in ann.words
        _log.info("%s: told %.2f s after it woke", how, told["at"] - woken)

        ann.leave(S1)
        until(lambda: "Words 2. " in ann.words and holder.told[-1]["words"] == ann.words, ann, within_s=60)
        assert ann.words.startswith("Words 2. Words 1. INT. HALL") and ann.words.endswith("He does not come.\n")
        assert holder.told[-1]["gave way"] == 0
        epochs = accepted_epochs(place)
        assert len({session for _, session in epochs}) == 2 and none_comes_late(epochs)
        assert at_rest(ann)()
    finally:
        ann.close()
