"""A person's machine that holds a scene's lease and is frozen just before it sends words; run by test_frozen_holder.

Tells on a line each, as JSON, how it stands; ends when its input does.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections.abc import Sequence

from studio.collab.document_store import Committed, Fence, Write
from studio.collab.firestore_store import FirestoreStore
from studio.collab.save_state import Shared
from studio.collab.team_store import TeamPlace
from studio.model.operations import Splice
from tests.integration.collab.team_members import S1, Member
from tests.stand_in.firestore_emulator import person


class FreezingStore(FirestoreStore):
    """Stops its process when the second words are about to be sent."""

    guarded = 0

    def commit(self, writes: Sequence[Write]) -> Committed:
        """Writes, now or when the process is let go on."""
        has_words = any(isinstance(write, Fence) for write in writes)
        if has_words and any(write.path.startswith("journal/") for write in writes):
            FreezingStore.guarded += 1
            if FreezingStore.guarded == 2:
                os.kill(os.getpid(), signal.SIGSTOP)
                # All threads have to be stopped before the first goes on.
                time.sleep(0.2)
        return super().commit(writes)


def main() -> None:
    """Arguments: Firebase's project, the project, the emulator, who."""
    firebase_project, project, emulator, uid = sys.argv[1:]
    place, token = TeamPlace(firebase_project, project, emulator=emulator), person(uid)
    member = Member(uid, lambda: FreezingStore(place, token))
    typed, told = 0, ""
    while not select.select([sys.stdin], [], [], 0.02)[0]:
        member.turn()
        if typed < 2 and S1 in member.document.all_paths() and isinstance(member.driver.state, Shared):
            typed += 1
            member.begin_editing(S1)
            member.commit(Splice(S1, ("script",), 0, "", f"Words {typed}. "))
        now = {
            "state": type(member.driver.state).__name__,
            "lease": type(member.lease_of(S1)).__name__,
            "words": member.words,
            "gave way": len(member.gave_way),
            "typed": typed,
            "at": 0.0,
        }
        if json.dumps(now) != told:
            told = json.dumps(now)
            os.write(1, f"{json.dumps(now | {'at': time.time()})}\n".encode())
    member.close()


if __name__ == "__main__":
    main()
