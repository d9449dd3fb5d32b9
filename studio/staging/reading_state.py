"""Where a reader is within a sentence: what it speaks of, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class ReadingState:
    """Where the reader is within a sentence."""

    group: list[str]
    host: str | None = None
    open_relation: str | None = None
    subjects: list[str] | None = None
    fronted: tuple[str, str] | None = None
    each_of: str | None = None
    negated: bool = False
    is_closed: bool = False
    is_last: bool = False
    is_late: bool = False
    anchor: str | None = None
    inverse: tuple[str, list[str]] | None = None
