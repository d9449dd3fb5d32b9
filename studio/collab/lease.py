"""The lease of a document: who edits it, in which session and epoch, and what of a project a lease guards.

``lockedAt`` is the store's time and is never compared with a clock of this machine: how old it is, is told by how long
this machine has seen it stay the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from studio.model.ids import DocPath, Uid, collection_name, parent_collection, parent_document
from studio.model.operations import Create, Delete, Move, Operation, Restore

TTL_S: Final = 30.0
"""A lease that was not renewed for so long may be taken over."""
RENEW_S: Final = 10.0
IDLE_S: Final = 60.0
"""Without input for so long a lease is let go."""
STOP_S: Final = 24.0
"""Without an acknowledged renewal for so long nothing guarded is written any more, before others may take over."""

REQUESTS: Final = "requests"
"""The collection below a document with who asks for its lease."""

_LONGEST_TTL_S = 120.0
_OF_THE_SCENE = frozenset({"script", "visual_prompt", "rationale"})


@dataclass(frozen=True, slots=True)
class Lease:
    """The lease fields of a document; without a ``session`` it is free. The epoch stays when it is let go."""

    epoch: int = 0
    session: str | None = None
    uid: Uid | None = None
    at: str | None = None
    ttl_s: float = TTL_S

    @classmethod
    def of(cls, fields: Mapping[str, Any] | None) -> Lease:
        """The lease of wire fields, whoever wrote them; what does not fit counts as not there."""
        raw = fields or {}
        session, uid = raw.get("lockSession"), raw.get("lockedBy")
        is_held = isinstance(session, str) and isinstance(uid, str) and bool(session and uid)
        return cls(
            epoch=int(_number(raw.get("lockEpoch"), 0)),
            session=session if is_held else None,
            uid=Uid(str(uid)) if is_held else None,
            at=str(raw["lockedAt"]) if is_held and raw.get("lockedAt") is not None else None,
            ttl_s=min(max(_number(raw.get("lockTtl"), TTL_S), 1.0), _LONGEST_TTL_S),
        )


class LossReason(Enum):
    """Why a lease is no longer this session's."""

    CUT_OFF = "cut off"
    """No renewal was acknowledged in time; nobody else has it yet as far as is known."""
    TAKEN = "taken"
    """It ran out and somebody else took it over."""
    FORCED = "forced"
    """It was taken away before it ran out, by an owner of the project."""
    LATE = "late"
    """Somebody else was faster, and there are words that wait."""
    REFUSED = "refused"
    """The store did not take a renewal."""


@dataclass(frozen=True, slots=True)
class Free:
    """Nobody edits it."""


@dataclass(frozen=True, slots=True)
class Mine:
    """This session edits it; ``asked_by`` are those who ask for it, the first first."""

    asked_by: tuple[Uid, ...] = ()


@dataclass(frozen=True, slots=True)
class Theirs:
    """Another session edits it, since when this machine first saw it, in seconds of the machine's own clock.

    ``is_stale``: it has run out and may be taken over. ``is_declined``: it was asked for and they keep it.
    """

    uid: Uid
    since_s: float
    is_stale: bool = False
    is_declined: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """Another session edits it, and this person has asked for it."""

    uid: Uid
    since_s: float
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class LeaseLost:
    """It was this session's, or was about to be; ``uid`` is who has it now, where somebody has."""

    reason: LossReason
    uid: Uid | None = None
    since_s: float = 0.0
    is_stale: bool = False


LeaseState = Free | Mine | Theirs | Asking | LeaseLost


def guarded_by(op: Operation) -> DocPath | None:
    """The document whose lease an operation needs; None where nothing guards what it changes.

    A scene's lease guards its text, its prompt, its rationale and the scene as a whole (which split, merge and delete
    go through as well); a board's guards its drawing layers. A document that is made or brought back needs no lease.
    """
    if collection_name(op.doc) == "layers":
        return parent_document(op.doc)
    if parent_collection(op.doc) != "scenes":
        return None
    match op:
        case Create() | Restore() | Move():
            return None
        case Delete():
            return op.doc
        case _:
            return op.doc if not op.field or op.field[0] in _OF_THE_SCENE else None


def request_path(path: DocPath, uid: Uid) -> DocPath:
    """Where somebody asks for the lease of a document."""
    return DocPath(f"{path}/{REQUESTS}/{uid}")


def _number(value: object, default: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    return float(value) if is_number and isinstance(value, int | float) else default
