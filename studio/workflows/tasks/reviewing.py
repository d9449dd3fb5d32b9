"""A person's answer to a proposal: take parts of it, or leave them; what no longer fits is told, never forced."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from studio.errors import CommitRefused, StudioError
from studio.model.agent_documents import Proposal, ProposalPart, ProposalState, proposal_path
from studio.model.document import Document
from studio.model.ids import Uid
from studio.model.operations import Create, Operation, Set, Splice, operation_from_wire
from studio.model.reader import DocumentReader
from studio.workflows.open_project import PRODUCER
from studio.workflows.tasks.proposing import fingerprint, value_at

_LEAST_SOUGHT = 8
"""Letters by which a place is found again where the words on one side of it have changed."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Numbers of the parts that were taken, and of those that no longer fit what stands there."""

    accepted: tuple[int, ...]
    stale: tuple[int, ...]


def open_parts(proposal: Proposal) -> tuple[int, ...]:
    """Numbers of the parts that still wait for an answer."""
    return tuple(number for number, part in enumerate(proposal.parts) if part.state == "open")


def accept(
    document: Document, proposal_id: str, *, initiator: Uid, parts: Collection[int] | None = None, label: str = ""
) -> Reviewed:
    """Takes parts of a proposal, all that are open unless told: one step of the person's undo.

    A part that touches what has been changed since is left and marked stale: nobody's words are written over.

    Raises:
        StudioError: there is no such proposal, or nothing of it is open.
    """
    proposal = _open_proposal(document, proposal_id)
    wanted = [number for number in open_parts(proposal) if parts is None or number in parts]
    if not wanted:
        raise StudioError("These parts of the proposal have been answered already.")
    accepted: list[int] = []
    stale: list[int] = []
    step = f"proposal:{proposal_id}:{document.revision}"
    for number in wanted:
        try:
            ops = fitting_operations(document, proposal, number)
            document.commit(ops, label=label or proposal.title, initiator=initiator, merge_key=step)
        except CommitRefused:
            stale.append(number)
        else:
            accepted.append(number)
    document.end_step(initiator)
    _answer(document, proposal_id, proposal, {**dict.fromkeys(accepted, "accepted"), **dict.fromkeys(stale, "stale")})
    return Reviewed(tuple(accepted), tuple(stale))


def reject(document: Document, proposal_id: str, *, parts: Collection[int] | None = None) -> None:
    """Leaves parts of a proposal, all that are open unless told.

    Raises:
        StudioError: there is no such proposal, or nothing of it is open.
    """
    proposal = _open_proposal(document, proposal_id)
    wanted = [number for number in open_parts(proposal) if parts is None or number in parts]
    _answer(document, proposal_id, proposal, dict.fromkeys(wanted, "rejected"))


def fitting_operations(documents: DocumentReader, proposal: Proposal, number: int) -> list[Operation]:
    """The operations of a part as they fit the documents now: splices moved to where their words stand by now.

    Raises:
        CommitRefused: what they would change has been changed since.
    """
    part = proposal.parts[number]
    return list(_fitting(documents, proposal, part))


def _fitting(documents: DocumentReader, proposal: Proposal, part: ProposalPart) -> Iterator[Operation]:
    made: set[str] = set()
    for place in range(part.first, part.first + part.count):
        wire = proposal.ops[place]
        op = operation_from_wire(wire)
        if isinstance(op, Create):
            made.add(op.doc)
        elif op.doc in made:
            pass
        elif documents.raw(op.doc) is None:
            raise CommitRefused("What this would change is not there any more.")
        elif isinstance(op, Splice):
            op = _placed(documents, op, wire)
        elif isinstance(op, Set) and op.field:
            value = value_at(documents, op.doc, op.field)
            if (None if value is None else fingerprint(value)) != proposal.expected[place]:
                raise CommitRefused("This has been changed since it was proposed.")
        yield op


def _placed(documents: DocumentReader, op: Splice, wire: dict[str, Any]) -> Splice:
    """The splice where its words, between the words around them, stand now; the nearest to its old place.

    Raises:
        CommitRefused: they are not there any more.
    """
    text = value_at(documents, op.doc, op.field)
    before, after = str(wire.get("before", "")), str(wire.get("after", ""))
    if not isinstance(text, str):
        raise CommitRefused("The text that this would change is not there any more.")
    for known_before, known_after in ((before, after), (before, ""), ("", after)):
        sought = known_before + op.removed + known_after
        if len(sought) < _LEAST_SOUGHT and (known_before, known_after) != (before, after):
            continue
        places = [at + len(known_before) for at in _places(text, sought)]
        if places:
            return replace(op, at=min(places, key=lambda at: abs(at - op.at)))
    raise CommitRefused("The words that this would change are not there any more.")


def _places(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def _open_proposal(document: Document, proposal_id: str) -> Proposal:
    proposal = document.proposal(proposal_id)
    if proposal is None:
        raise StudioError("There is no such proposal any more.")
    return proposal


def _answer(document: Document, proposal_id: str, proposal: Proposal, answers: dict[int, str]) -> None:
    parts = [
        part.model_copy(update={"state": answers.get(number, part.state)}) for number, part in enumerate(proposal.parts)
    ]
    path = proposal_path(proposal_id)
    ops = [
        Set(path, ("parts",), [part.to_wire() for part in parts]),
        Set(path, ("state",), _state(parts)),
    ]
    document.commit(ops, label="Proposal", initiator=PRODUCER)


def _state(parts: list[ProposalPart]) -> ProposalState:
    states = {part.state for part in parts}
    if "open" in states:
        return "partly" if "accepted" in states else "open"
    if states == {"accepted"}:
        return "accepted"
    if "accepted" in states:
        return "partly"
    return "stale" if states == {"stale"} else "rejected"
