"""What can be told about how safe the work is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saving:
    """Commits up to ``revision`` are on their way to the disk."""

    revision: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The disk has acknowledged everything up to ``revision``."""

    revision: int


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """The disk did not take what came after ``saved_revision``; it is kept in memory and tried again."""

    message: str
    saved_revision: int


SaveState = Saving | Saved | SaveFailed


@dataclass(frozen=True, slots=True)
class Sending:
    """The team's store has not confirmed everything; ``unsent`` commits have not reached it."""

    unsent: int


@dataclass(frozen=True, slots=True)
class Shared:
    """The team's store has everything."""


@dataclass(frozen=True, slots=True)
class Away:
    """The team's store cannot be reached for now, for the reason told, or is just being asked for the first time, where
    there is none; ``unsent`` commits wait on this machine."""

    message: str
    unsent: int
    needs_sign_in: bool = False


@dataclass(frozen=True, slots=True)
class ShutOut:
    """The person may no longer read the team's project; ``unsent`` commits are kept on this machine."""

    message: str
    unsent: int


SharedState = Sending | Shared | Away | ShutOut
