"""Where a reader is within a sentence: what it speaks of, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class ReadingState:
    """Where the reader is within a sentence.

    ``group`` are the things just named, ``host`` what a list belongs to, ``fronted`` a relation told before its
    subject, ``inverse`` one whose subject is the target, ``each_of`` what the list is repeated for. ``paired`` are the
    last two things that an *and* joins, ``place`` the part of the room last spoken of, ``amid`` what stands between
    the thing just named and the next.
    """

    group: list[str]
    host: str | None = None
    open_relation: str | None = None
    subjects: list[str] | None = None
    fronted: tuple[str, str] | None = None
    each_of: str | None = None
    each_count: int | None = None
    negated: bool = False
    is_closed: bool = False
    is_last: bool = False
    is_late: bool = False
    is_shared: bool = False
    anchor: str | None = None
    inverse: tuple[str, list[str]] | None = None
    paired: list[str] = field(default_factory=list)
    place: tuple[str, str] | None = None
    amid: list[str] = field(default_factory=list)
