"""A small production to change in tests: two scenes, four boards, a stage."""

from __future__ import annotations

from typing import Any

from studio.model.document import Document
from studio.model.ids import DocPath, board_path, scene_path, stage_path
from studio.model.raw_fields import without_bookkeeping

S1, S2 = scene_path("s1"), scene_path("s2")
B1, B2, B3 = board_path("s1", "b1"), board_path("s1", "b2"), board_path("s1", "b3")
STAGE = stage_path("s1")
TEXT = "INT. HALL - NIGHT\n\nMina waits."


def heading_of(script: str) -> str:
    return script.split("\n", 1)[0].strip()


def contents() -> dict[DocPath, dict[str, Any]]:
    prop = {"size": [1, 1, 1], "position": [0, 0, 0]}
    return {
        DocPath(""): {"title": "Night", "schemaVersion": 1},
        S1: {"orderKey": "A", "script": TEXT, "keyBoardId": "b1"},
        S2: {"orderKey": "B", "script": "EXT. YARD - DAY\n"},
        B1: {"orderKey": "A", "dialogue": "Hello?", "notes": "", "subjects": [], "futureField": {"kept": True}},
        B2: {"orderKey": "B"},
        B3: {"orderKey": "C"},
        board_path("s2", "c1"): {"orderKey": "A"},
        STAGE: {
            "container": {"footprint": [[0, 0], [4, 0], [4, 4], [0, 4]]},
            "props": {"table": {"id": "table", "order": 0, **prop}, "cup#1": {"id": "cup#1", "order": 1, **prop}},
        },
    }


def document() -> Document:
    return Document(contents(), heading_of=heading_of)


def live(doc: Document) -> dict[DocPath, dict[str, Any]]:
    """What people would say is there: no tombstones, no bookkeeping; a status that was never set is a draft."""
    fields = {path: doc.raw(path) or {} for path in doc.all_paths()}
    return {
        path: {"status": "draft", **without_bookkeeping(raw)}
        for path, raw in fields.items()
        if raw.get("deletedAt") is None
    }
