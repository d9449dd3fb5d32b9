"""A large project that is loaded anew: how long the person's thread is held, beside working it out there."""

from __future__ import annotations

import time
from copy import deepcopy
from dataclasses import replace

from bench.row import Row, at_most, beside
from studio.collab.document_store import Loaded, StoredDocument
from studio.collab.shared_session import SharedSession
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, SceneId, board_path, scene_path
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after

_SCENES = 3_000
_TEXT = "Mina waits at the window. " * 20


def reloading_rows(*, rounds: int = 5) -> list[Row]:
    """Reloads where one scene is another; the best of ``rounds``."""
    document = Document(_contents(), heading_of=heading_of, anchor_after=anchor_after)
    session = SharedSession(document, session="s")
    stored = {path: StoredDocument(path, deepcopy(dict(document.raw(path) or {})), "") for path in document.all_paths()}
    held_s, worked_out_s = [], []
    for number in range(rounds):
        loaded = Loaded(stored | _changed(stored, number), (), "")
        begun = time.perf_counter()
        theirs = session.contents(loaded)
        ready = time.perf_counter()
        session.reloaded(loaded, theirs)
        held_s.append(time.perf_counter() - ready)
        worked_out_s.append(ready - begun)
    name = f"reload {_SCENES:,} scenes, one of them another: the person's thread is held"
    held_ms = 1000 * min(held_s)
    return [
        at_most(name, held_ms, "ms", 16),
        beside("… beside working out what is there", held_ms, "ms", 1000 * min(worked_out_s)),
    ]


def _contents() -> dict[DocPath, dict[str, object]]:
    stamp = {"rev": 1, "lastOpId": "o"}
    found: dict[DocPath, dict[str, object]] = {PROJECT_PATH: {"title": "Large", **stamp}}
    for number in range(_SCENES):
        scene = SceneId(f"s{number:04}")
        found[scene_path(scene)] = {"orderKey": scene, "script": f"INT. ROOM {number} - DAY\n\n{_TEXT}", **stamp}
        for board in "ab":
            found[board_path(scene, board)] = {"orderKey": board, "notes": "n" * 50, **stamp}
    return found


def _changed(stored: dict[DocPath, StoredDocument], number: int) -> dict[DocPath, StoredDocument]:
    path = scene_path(SceneId("s0100"))
    before = stored[path]
    text = f"INT. ROOM 100 - DAY\n\nAnother, {number}"
    return {path: replace(before, fields={**before.fields, "script": text, "rev": number + 2})}
