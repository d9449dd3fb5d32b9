"""An hour of work by script: the same edits for the same seed, in a child process and in the test that judges it.

Run as a program (``python -m tests.integration.scripted_edits PROJECT SEED``) it edits a project, prints each
revision that the disk has acknowledged, and waits to be killed.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

from studio.collab.embedded_store import open_project
from studio.collab.save_state import Saved, SaveState
from studio.model.document import Document
from studio.model.history import History
from studio.model.ids import DocPath, board_path, scene_path
from studio.model.operations import Create, Delete, Move, Operation, Set, Splice

EDITS = 200
S1, S2 = scene_path("s1"), scene_path("s2")


def contents() -> dict[DocPath, dict[str, Any]]:
    return {
        DocPath(""): {"title": "Kill", "schemaVersion": 1, "createdAt": "then"},
        S1: {"orderKey": "A", "script": "INT. TRAIN - NIGHT\n\n"},
        S2: {"orderKey": "B", "script": "EXT. TUNNEL - DAY\n\n"},
        board_path("s1", "b0"): {"orderKey": "A"},
    }


def document(raw: dict[DocPath, dict[str, Any]], *, revision: int) -> Document:
    return Document(raw, heading_of=lambda text: text.split("\n", 1)[0], revision=revision, now=lambda: "now")


class ScriptedEdits:
    """Edits a document, one commit a call, by a seed and nothing else."""

    def __init__(self, doc: Document, history: History, *, seed: int) -> None:
        self._doc = doc
        self._history = history
        self._random = random.Random(seed)
        self._made = 0

    def run_to(self, revision: int) -> None:
        while self._doc.revision < revision:
            self.edit()

    def edit(self) -> None:
        before = self._doc.revision
        while self._doc.revision == before:
            match self._random.randrange(10):
                case 0:
                    self._history.undo()
                case 1:
                    self._history.redo()
                case _:
                    key = self._random.choice((None, "burst"))
                    self._doc.commit([self._operation()], label=f"Edit {self._made}", merge_key=key)

    def _operation(self) -> Operation:
        self._made += 1
        boards = [path for path, _ in self._doc.all_boards()]
        kind = self._random.randrange(10)
        if kind < 5 or not boards:
            text = str((self._doc.raw(S1) or {})["script"])
            at = self._random.randrange(len(text) + 1)
            removed = text[at : at + self._random.choice((0, 0, 0, 2))]
            return Splice(S1, ("script",), at, removed, self._random.choice("abc가나 \n"))
        board = self._random.choice(boards)
        match kind:
            case 5 | 6:
                return Set(board, ("dialogue",), f"line {self._made}")
            case 7:
                return Create(board_path("s1", f"n{self._doc.revision}"), {"orderKey": f"M{self._made}"})
            case 8:
                return Move(board, f"T{self._made}", self._random.choice((S1, S2)))
            case _:
                return Delete(board)


def main(path: str, seed: str) -> None:
    # A slow disk, so that whatever were acknowledged too early would be lost.
    opened = open_project(Path(path), gather_s=0.01, before_sync=lambda: time.sleep(0.02))
    assert opened.store is not None
    doc = document(opened.contents, revision=opened.revision)
    history = History.from_journal(doc, opened.journal)
    opened.store.attach(doc)

    def acknowledge(state: SaveState) -> None:
        if isinstance(state, Saved):
            sys.stdout.write(f"{state.revision}\n")
            sys.stdout.flush()

    opened.store.on_state(acknowledge)
    edits = ScriptedEdits(doc, history, seed=int(seed))
    pace = random.Random(int(seed) + 1)
    for _ in range(EDITS):
        edits.edit()
        time.sleep(pace.choice((0, 0.001, 0.004)))
    opened.store.flush()
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
