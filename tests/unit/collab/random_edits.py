"""Edits of every kind, by chance: what people may do to a project at any moment."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress

from studio.errors import CommitRefused
from studio.model.comment import comment_path
from studio.model.document import Document
from studio.model.history import History
from studio.model.ids import board_path, doc_id, parent_document, scene_path, take_path
from studio.model.operations import Create, Delete, Move, Operation, Set, Splice

_KINDS = {
    "type": 35,
    "board": 15,
    "anchor": 5,
    "new board": 7,
    "new scene": 4,
    "delete": 4,
    "delete scene": 1,
    "move": 4,
    "key": 4,
    "prompt": 8,
    "say": 8,
    "take": 7,
    "drawn take": 2,
    "choose": 3,
    "delete take": 2,
}
"""What people do, and how often."""


def edit(
    document: Document,
    history: History,
    chance: random.Random,
    *,
    uid: str,
    may: Callable[[Operation], bool] = lambda _: True,
) -> None:
    """Does one thing; what does not fit at the moment, or what this person ``may`` not, is not done."""
    if chance.random() < 0.12:
        (history.undo if chance.random() < 0.6 else history.redo)(uid)
        return
    ops = _operations(document, chance, uid)
    if ops and all(map(may, ops)):
        merge_key = ops[0].doc if isinstance(ops[0], Splice) else None
        with suppress(CommitRefused):
            document.commit(ops, label="Edit", initiator=uid, merge_key=merge_key)


def _operations(document: Document, chance: random.Random, uid: str) -> list[Operation]:
    scenes = list(document.paths("scenes"))
    boards = [board for scene in scenes for board in document.paths(f"{scene}/boards")]
    kind = chance.choices(list(_KINDS), weights=list(_KINDS.values()))[0]
    fresh = f"n{chance.getrandbits(48):012x}"
    order_key = f"V{fresh}V"
    if kind == "new scene":
        return [Create(scene_path(fresh), {"orderKey": order_key, "script": f"INT. ROOM - DAY\n\n{word(chance)}.\n"})]
    if not scenes or not boards:
        return []
    scene, board = chance.choice(scenes), chance.choice(boards)
    text = str((document.raw(scene) or {}).get("script", ""))
    match kind:
        case "type":
            at = chance.randrange(len(text) + 1)
            end = min(len(text), at + chance.choice((0, 0, 0, 1, 3)))
            said = chance.choice(("{}", "hello {} ", "\n\nNEW {}\n\n", "가{}나")).format(word(chance))
            return [Splice(scene, ("script",), at, text[at:end], said)]
        case "board":
            return [
                Set(board, ("notes",), str(chance.random())),
                Set(board, ("durationFrames",), chance.randrange(1, 99)),
            ]
        case "anchor":
            said = str((document.raw(parent_document(board)) or {}).get("script", ""))[:3]
            return [Set(board, ("anchor",), {"start": 0, "end": len(said), "quote": said, "lost": False})]
        case "new board":
            status = chance.choice(("draft", "error"))
            return [Create(board_path(doc_id(scene), fresh), {"orderKey": order_key, "status": status})]
        case "delete":
            return [Delete(board)]
        case "delete scene":
            return [Delete(scene)] if len(scenes) > 2 else []
        case "move":
            return [Move(board, order_key, scene)]
        case "key":
            picture = f"media:{fresh}.png"
            return [Set(parent_document(board), ("keyBoardId",), doc_id(board)), Set(board, ("imageUrl",), picture)]
        case "take" | "drawn take":
            picture = f"media:{fresh}.png"
            made = Create(take_path(doc_id(parent_document(board)), doc_id(board), fresh), {"asset": picture})
            # What a machine draws is shown at once; what comes late is only there to choose.
            shown = [Set(board, ("takeId",), fresh), Set(board, ("imageUrl",), picture)]
            return [made, *(shown if kind == "drawn take" else [])]
        case "choose" | "delete take":
            takes = list(document.paths(f"{board}/takes"))
            if not takes:
                return []
            take = chance.choice(takes)
            return [Delete(take) if kind == "delete take" else Set(board, ("takeId",), doc_id(take))]
        case "say":
            return [Create(comment_path(doc_id(scene), fresh), {"uid": uid, "text": f"Said {fresh}"})]
        case _:
            return [Set(scene, ("visual_prompt",), word(chance))]


def word(chance: random.Random) -> str:
    """A word that nobody else writes."""
    return f"q{chance.getrandbits(40):010x}z"
