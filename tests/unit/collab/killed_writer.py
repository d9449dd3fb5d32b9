"""Writes into a project in processes that are killed at a point of a commit; run by test_killed_writer."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from studio.collab.document_store import Patch, Put, Revision
from studio.collab.sqlite_store import SqliteStore
from studio.model.ids import DocPath

SCENE, BOARD = DocPath("scenes/a"), DocPath("scenes/a/boards/x")


def write(folder: Path, runtime: Path, *, point: str, commits: int) -> None:
    """Commits, tells each that is acknowledged, and dies in the last one at a point."""
    turn = 0

    def at_point(name: str) -> None:
        if name == point and turn == commits:
            os.kill(os.getpid(), signal.SIGKILL)

    store = SqliteStore(folder, runtime=runtime, at_point=at_point)
    scene = store.get(SCENE)
    first = int(scene.fields["rev"]) if scene else 0
    for turn in range(1, commits + 1):
        rev = first + turn
        store.commit(
            [
                Put(DocPath(f"journal/o{rev:05}"), {"opId": f"o{rev:05}", "step": "s", "rev": rev}),
                Patch(SCENE, {("rev",): rev}, expects=Revision(rev - 1)),
                Put(BOARD, {"rev": rev}),
            ]
        )
        os.write(1, f"{point} {rev}\n".encode())


def main() -> None:
    """``FOLDER RUNTIME ROUNDS POINT…``: one process a round and point, one after another."""
    folder, runtime, rounds, points = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    for turn in range(rounds):
        for point in points:
            child = os.fork()
            if not child:
                write(folder, runtime, point=point, commits=1 + turn % 3)
                os._exit(1)
            _, status = os.waitpid(child, 0)
            assert os.WIFSIGNALED(status), f"it was not killed at {point}: {status}"
            os.write(1, f"{point} killed\n".encode())


if __name__ == "__main__":
    main()
