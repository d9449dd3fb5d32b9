"""An agent's memory: whole turns with their thought signatures, stored and sent back verbatim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.agents.model_provider import Content
from studio.model.agent_documents import Conversation, Turn, conversation_path, turn_path
from studio.model.ids import new_id, new_ulid
from studio.model.operations import Create
from studio.model.order_key import key_between
from studio.model.reader import DocumentReader
from studio.workflows.tasks.task_work import TaskWork


def history_of(documents: DocumentReader, conversation_id: str | None, *, model: str) -> tuple[Content, ...]:
    """The turns to send back; none where another model spoke them, whose signatures mean nothing to this one."""
    if conversation_id is None:
        return ()
    conversation = documents.conversation(conversation_id)
    if conversation is None or conversation.model != model:
        return ()
    return tuple(turn.content for turn in documents.turns(conversation_id))


def remember(
    work: TaskWork,
    conversation_id: str | None,
    turns: Sequence[Content],
    *,
    agent: str,
    model: str,
    scene_id: str | None = None,
) -> str:
    """Adds turns to a conversation and returns its id; another model begins a new one."""
    known = work.document.conversation(conversation_id) if conversation_id is not None else None
    ops: list[Any] = []
    if conversation_id is None or known is None or known.model != model:
        conversation_id = new_id()
        fresh = Conversation(agent=agent, model=model, scene_id=scene_id)
        ops.append(Create(conversation_path(conversation_id), fresh.to_wire(with_unset=False)))
    before = work.document.turns(conversation_id)
    key = before[-1].order_key if before else None
    for content in turns:
        key = key_between(key, None)
        turn = Turn(agent=agent, model=model, content=dict(content), order_key=key)
        ops.append(Create(turn_path(conversation_id, new_ulid()), turn.to_wire(with_unset=False)))
    work.commit(ops, label="Conversation")
    return conversation_id
