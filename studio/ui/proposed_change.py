"""What a part of a proposal would change, in words: what stands there, and what would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.errors import CommitRefused
from studio.model.agent_documents import Proposal
from studio.model.ids import collection_name, doc_id, scene_of
from studio.model.operations import Create, Delete, Operation, Set, Splice, operation_from_wire
from studio.model.reader import DocumentReader
from studio.ui.agent_words import place_of
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr
from studio.workflows.tasks.proposing import value_at
from studio.workflows.tasks.reviewing import fitting_operations

_MOST_LETTERS = 400
_TOLD = ("heading", "script", "action", "dialogue", "name", "title", "description", "prompt")
"""The fields by which a new document is told, in the order in which they are looked for."""


FIELD_WORDS = {
    "action": "Action",
    "characters": "characters",
    "description": "description",
    "dialogue": "Dialogue",
    "genre": "genre",
    "heading": "heading",
    "logline": "logline",
    "name": "name",
    "notes": "Notes",
    "productionBible": "bible",
    "rationale": "reason",
    "referenceImageUrls": "reference pictures",
    "script": "script",
    "title": "title",
    "tone": "tone",
    "visual_prompt": "picture in words",
    "visualStyle": "visual style",
}
"""What the fields of documents are called; others go by their own names."""


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One change: where, what stands there now, and what would."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ScriptChange:
    """Words of a scene that would make way for others: ``start`` and ``end`` are code points of the scene's text."""

    scene_id: str
    start: int
    end: int
    inserted: str


def changes_of(documents: DocumentReader, proposal: Proposal, number: int) -> tuple[ProposedChange, ...]:
    """The changes of a part, each in words."""
    part = proposal.parts[number]
    ops = (operation_from_wire(wire) for wire in proposal.ops[part.first : part.first + part.count])
    return tuple(change_of(documents, op) for op in ops)


def script_changes(documents: DocumentReader, proposal: Proposal, number: int) -> tuple[ScriptChange, ...]:
    """The changes of a part in the script as it is now; none where one of them is no splice of a scene's text.

    Raises:
        CommitRefused: what it would change has been changed since.
    """
    found = []
    for op in fitting_operations(documents, proposal, number):
        if not isinstance(op, Splice) or op.field != ("script",) or collection_name(op.doc) != "scenes":
            return ()
        found.append(ScriptChange(doc_id(op.doc), op.at, op.at + len(op.removed), op.inserted))
    return tuple(found)


def why_stale(documents: DocumentReader, proposal: Proposal, number: int) -> str:
    """Why a part no longer fits; "" where it does."""
    try:
        fitting_operations(documents, proposal, number)
    except CommitRefused as refused:
        return told_words(refused.message)
    return ""


def change_of(documents: DocumentReader, op: Operation) -> ProposedChange:
    """What an operation would change."""
    where = _where(documents, op)
    match op:
        case Splice(removed=removed, inserted=inserted):
            return ProposedChange(where, _short(removed), _short(inserted))
        case Set(doc=doc, field=field, value=value):
            return ProposedChange(where, _words(value_at(documents, doc, field)), _words(value))
        case Create(fields=fields):
            return ProposedChange(where, "", _told(fields))
        case Delete(doc=doc):
            return ProposedChange(where, _told(documents.raw(doc) or {}), tr("taken away"))
        case _:
            return ProposedChange(where, "", tr("changed"))


def _where(documents: DocumentReader, op: Operation) -> str:
    scene = scene_of(op.doc)
    board = doc_id(op.doc) if collection_name(op.doc) == "boards" else None
    place = place_of(documents, scene, board)
    field = " › ".join(_spaced(name) for name in op.field) if isinstance(op, Set | Splice) else ""
    return " · ".join(word for word in (place, field) if word)


def _spaced(name: str) -> str:
    if name in FIELD_WORDS:
        return tr(FIELD_WORDS[name])
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name.replace("_", " "))


def _told(fields: Mapping[str, Any]) -> str:
    words = [str(fields[name]) for name in _TOLD if isinstance(fields.get(name), str) and fields[name].strip()]
    return _short("\n".join(words[:2])) if words else tr("a new entry")


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _short(value)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        told = [f"{_spaced(name)}: {_words(inner)}" for name, inner in value.items() if inner not in (None, "", [], {})]
        return _short("\n".join(told))
    if isinstance(value, list | tuple):
        texts = [item for item in value if isinstance(item, str | int | float)]
        return _short(", ".join(str(text) for text in texts)) if texts else tr("{count} entries", count=len(value))
    return _short(str(value))


def _short(text: str) -> str:
    text = text.strip("\n")
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS].rstrip()} …"
