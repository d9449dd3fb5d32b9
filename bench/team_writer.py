"""Somebody else who writes a team's project: one change for every line that comes in, in a process of its own."""

from __future__ import annotations

import os
import sys

from studio.collab.document_store import SERVER_TIME, Patch, Put
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.ids import DocPath
from tests.stand_in.firestore_emulator import person


def main() -> None:
    """Arguments: Firebase's project, the project, the emulator, who."""
    firebase_project, project, emulator, who = sys.argv[1:]
    store = open_team_store(TeamPlace(firebase_project, project, emulator=emulator), person(who))
    for number, _ in enumerate(sys.stdin):
        name = f"w{os.getpid()}-{number}"
        entry = {"opId": name, "at": SERVER_TIME, "path": "scenes/s0", "after": "a word"}
        change = Patch(DocPath("scenes/s0"), {("script",): f"word {number}"})
        store.commit([Put(DocPath(f"journal/{name}"), entry), change])
        print("written", flush=True)
    store.close()


if __name__ == "__main__":
    main()
