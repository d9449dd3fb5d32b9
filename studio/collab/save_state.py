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
