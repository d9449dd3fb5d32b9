"""Which model reads the documents of which collection."""

from __future__ import annotations

from studio.model.agent_documents import Call, Conversation, Proposal, Task, Turn
from studio.model.comment import Comment
from studio.model.documents import Board, Layer, Project, Scene, Take
from studio.model.frozen import Frozen

DOCUMENT_KINDS: dict[str, type[Frozen]] = {
    "": Project,
    "scenes": Scene,
    "boards": Board,
    "takes": Take,
    "layers": Layer,
    "comments": Comment,
    "tasks": Task,
    "proposals": Proposal,
    "conversations": Conversation,
    "turns": Turn,
    "calls": Call,
}
"""Collection name → model; the stage is parsed by ``stage_from_fields``."""

TIMED_KINDS = frozenset({Take, Comment, Task, Proposal, Conversation, Call})
"""Documents whose time of making the commit fills in."""
