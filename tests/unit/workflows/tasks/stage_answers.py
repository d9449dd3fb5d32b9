"""What a model might answer the Stage Designer with."""

from __future__ import annotations

import json
from typing import Any

TABLE: dict[str, Any] = {
    "id": "table",
    "name": "table",
    "semanticRole": "furniture_floor",
    "relationships": [{"targetId": "hall", "type": "centered"}],
}
MINA: dict[str, Any] = {
    "id": "mina",
    "name": "Mina",
    "semanticRole": "character",
    "relationships": [{"targetId": "table", "type": "near"}],
}


def a_node(name: str, *, count: int = 1, relation: str = "near") -> dict[str, Any]:
    """A thing of the floor near the table."""
    relations = [{"targetId": "table", "type": relation}]
    role = "furniture_floor"
    return {"id": name, "name": name, "semanticRole": role, "count": count, "relationships": relations}


def a_design(*nodes: dict[str, Any], **more: Any) -> str:
    """A design of a hall with a table, Mina and ``nodes``."""
    spec = {
        "sceneId": "hall",
        "title": "Hall",
        "mainContainer": {"id": "hall", "name": "hall", "size": [8, 3, 8]},
        "nodes": [TABLE, MINA, *nodes],
    }
    answer = {
        "spec": spec,
        "rationale": "She waits alone.",
        "reasons": [{"node": "table", "why": "Between her and the door."}],
        "expansion": {"timeOfDay": "night", "reasons": {"timeOfDay": "told"}},
        "resources": {"light": "night", "lightReason": "It is late.", "sky": "night"},
        **more,
    }
    return json.dumps(answer)


def a_critique(*scores: int, fixes: tuple[str, ...] = (), better: int | None = None) -> str:
    """A critique with these scores; the highest is better unless told."""
    best = better or scores.index(max(scores)) + 1
    told = [{"draft": number, "score": score, "weaknesses": "bare"} for number, score in enumerate(scores, 1)]
    return json.dumps({"scores": told, "better": best, "why": "It has a centre.", "fixes": list(fixes)})


def a_look(*edits: dict[str, Any]) -> str:
    """A look at the set that asks for these edits."""
    return json.dumps({"seen": "A table in a hall.", "edits": list(edits)})


def adding(name: str) -> dict[str, Any]:
    """An edit that adds a thing."""
    return {"action": "add", "target": name, "node": a_node(name), "why": f"A {name} is missing."}
