"""A person's answer to a proposal: take parts of it, or leave them; what no longer fits is told, never forced."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from studio.errors import CommitRefused, StudioError
from studio.model.agent_documents import Proposal, ProposalPart, ProposalState, proposal_path, text_key
from studio.model.document import Document
from studio.model.ids import Uid
from studio.model.operations import Create, Operation, Set, Splice, operation_from_wire
from studio.model.reader import DocumentReader
from studio.workflows.open_project import PRODUCER
from studio.workflows.tasks.moved_place import moved_place
from studio.workflows.tasks.proposing import standing, value_at


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
    asked = {number for number in open_parts(proposal) if parts is None or number in parts}
    needed = {need for number in asked for need in proposal.parts[number].needs}
    wanted = [number for number in open_parts(proposal) if number in asked | needed]
    if not asked:
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
            proposal = _moved_on(proposal, number)
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
    splices: list[Splice] = []
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
            op = _placed(documents, proposal, op)
            for earlier in splices:
                if (earlier.doc, earlier.field) == (op.doc, op.field):
                    op = _after(op, earlier, is_earlier=False)
            splices.append(op)
        elif isinstance(op, Set) and standing(documents, op) != proposal.expected[place]:
            raise CommitRefused("This has been changed since it was proposed.")
        yield op


def _placed(documents: DocumentReader, proposal: Proposal, op: Splice) -> Splice:
    """The splice where its words stand now.

    Raises:
        CommitRefused: they have been changed since.
    """
    text, base = value_at(documents, op.doc, op.field), proposal.bases.get(text_key(op.doc, op.field))
    if not isinstance(text, str) or base is None:
        raise CommitRefused("The text that this would change is not there any more.")
    return replace(op, at=moved_place(base, text, op.at, op.at + len(op.removed)))


def _moved_on(proposal: Proposal, number: int) -> Proposal:
    """The proposal once a part of it was taken: its texts have that part, the other parts' places follow."""
    part = proposal.parts[number]
    ops, bases = list(proposal.ops), dict(proposal.bases)
    for place in range(part.first, part.first + part.count):
        taken = operation_from_wire(ops[place])
        if not isinstance(taken, Splice) or (key := text_key(taken.doc, taken.field)) not in bases:
            continue
        base = bases[key]
        bases[key] = base[: taken.at] + taken.inserted + base[taken.at + len(taken.removed) :]
        for other, wire in enumerate(ops):
            op = operation_from_wire(wire)
            if other != place and isinstance(op, Splice) and text_key(op.doc, op.field) == key:
                ops[other] = {**wire, "at": _after(op, taken, is_earlier=other < place).at}
    return proposal.model_copy(update={"ops": tuple(ops), "bases": bases})


def _after(op: Splice, taken: Splice, *, is_earlier: bool) -> Splice:
    """A splice that counts in the text as it is once ``taken`` was made in it.

    Of two at one place the ``is_earlier`` one of the proposal stays before the other.
    """
    if op.at < taken.at + len(taken.removed) or (is_earlier and op.at <= taken.at):
        return op
    return replace(op, at=op.at + len(taken.inserted) - len(taken.removed))


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
        Set(path, ("ops",), list(proposal.ops)),
        Set(path, ("bases",), proposal.bases),
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
