"""What a session wants done, and what it tells of."""

from __future__ import annotations

from dataclasses import dataclass

from studio.collab.pending_step import Batch, PendingStep
from studio.collab.replayed_steps import KeptText
from studio.model.ids import OpId


@dataclass(frozen=True, slots=True)
class Send:
    """To commit the writes of a batch, and tell ``accepted`` or ``failed``."""

    batch: Batch


@dataclass(frozen=True, slots=True)
class Check:
    """To look whether the journal has this operation, and tell ``checked``."""

    op_id: OpId


@dataclass(frozen=True, slots=True)
class Reload:
    """To load everything anew, and tell ``reloaded``."""


Action = Send | Check | Reload


@dataclass(frozen=True, slots=True)
class GaveWay:
    """A step that could not be brought into what the store has; ``texts`` hold what the person wrote in it.

    ``is_whole`` says that nothing of the step was brought in; else it is the texts alone that gave way.
    """

    step: PendingStep
    why: str
    texts: tuple[KeptText, ...] = ()
    is_whole: bool = True
