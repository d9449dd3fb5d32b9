"""Making a proposal: operations in parts, with what they were made against."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.model.agent_documents import Proposal, ProposalPart, proposal_path, task_path, text_key
from studio.model.ids import DocPath, new_id
from studio.model.operations import Create, FieldPath, Operation, Set, Splice, operation_to_wire
from studio.model.reader import DocumentReader
from studio.workflows.tasks.task_work import TaskWork

_KEPT_BY_THE_STORE = frozenset({"rev", "lastOpId", "updatedAt"})


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """Operations that are taken or left together, with the reason; ``needs`` are parts that are taken along."""

    title: str
    rationale: str
    ops: tuple[Operation, ...]
    needs: tuple[int, ...] = ()


def proposal_of(
    documents: DocumentReader,
    parts: Sequence[ProposedPart],
    *,
    task_id: str,
    uid: str,
    agent: str,
    title: str,
    rationale: str,
    cost: float,
) -> Proposal:
    """The proposal of these parts against the documents as they are now."""
    ops = [op for part in parts for op in part.ops]
    ranges: list[ProposalPart] = []
    for part in parts:
        first = ranges[-1].first + ranges[-1].count if ranges else 0
        ranges.append(
            ProposalPart(title=part.title, rationale=part.rationale, first=first, count=len(part.ops), needs=part.needs)
        )
    revisions = {op.doc: int((documents.raw(op.doc) or {}).get("rev", 0)) for op in ops if documents.raw(op.doc)}
    return Proposal(
        task_id=task_id,
        uid=uid,
        agent=agent,
        title=title,
        ops=tuple(operation_to_wire(op) for op in ops),
        expected=tuple(_expected(documents, op) for op in ops),
        bases=_bases(documents, ops),
        parts=tuple(ranges),
        rationale=rationale,
        base_revs=dict(revisions),
        cost=cost,
    )


def propose(work: TaskWork, parts: Sequence[ProposedPart], *, agent: str, title: str, rationale: str) -> str:
    """Stores what a task proposes, with the task's cost, and returns the proposal's id."""
    name = new_id()
    task = work.task
    proposal = proposal_of(
        work.document,
        parts,
        task_id=work.id,
        uid=task.uid,
        agent=agent,
        title=title,
        rationale=rationale,
        cost=task.usage.cost,
    )
    work.commit(
        [Create(proposal_path(name), proposal.to_wire()), Set(task_path(work.id), ("proposalId",), name)],
        label="Proposal",
    )
    return name


def value_at(documents: DocumentReader, doc: DocPath, field: FieldPath) -> Any:
    """What stands in a field; None where nothing does."""
    value: Any = documents.raw(doc)
    for name in field:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def standing(documents: DocumentReader, op: Set) -> str | None:
    """A hash of what stands where an operation sets; of a whole document what people and agents made of it."""
    value = value_at(documents, op.doc, op.field)
    if not op.field and isinstance(value, dict):
        value = {name: each for name, each in value.items() if name not in _KEPT_BY_THE_STORE}
    return None if value is None else fingerprint(value)


def fingerprint(value: Any) -> str:
    """A short hash of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _bases(documents: DocumentReader, ops: Sequence[Operation]) -> dict[str, str]:
    bases: dict[str, str] = {}
    for op in ops:
        if isinstance(op, Splice):
            text = value_at(documents, op.doc, op.field)
            if isinstance(text, str):
                bases[text_key(op.doc, op.field)] = text
    return bases


def _expected(documents: DocumentReader, op: Operation) -> str | None:
    if isinstance(op, Create) or documents.raw(op.doc) is None:
        return None
    return standing(documents, op) if isinstance(op, Set) else None
