"""A screenplay as read: its elements, its scenes and who speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from studio.script.line_rules import Interior

ElementType = Literal[
    "heading",
    "action",
    "character",
    "parenthetical",
    "dialogue",
    "lyric",
    "transition",
    "centered",
    "section",
    "synopsis",
    "note",
    "page_break",
    "boneyard",
]


@dataclass(frozen=True, slots=True)
class Element:
    """One element without the marks that made it; emphasis stays in its text.

    ``line`` and ``end_line`` count from 1; ``start`` and ``end`` bound it in the source in code points, marks included.
    ``dual`` holds for a speech beside the one before it, ``depth`` is a section's level.
    """

    type: ElementType
    text: str
    line: int
    end_line: int
    start: int
    end: int
    scene_number: str | None = None
    dual: bool = False
    forced: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ScriptScene:
    """One scene: what its heading says, how long it is, who speaks in it (in order of appearance).

    ``line`` and ``start`` are the heading's; ``eighths`` are eighths of a page, ``seconds`` the reading time.
    """

    number: str | None
    heading: str
    line: int
    start: int
    interior: Interior | None
    location: str
    time: str | None
    eighths: int
    seconds: float
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CharacterCount:
    """Somebody who speaks: ``lines`` are speeches (cues), ``words`` are the words spoken."""

    name: str
    lines: int
    words: int


@dataclass(frozen=True, slots=True)
class Screenplay:
    """All of it; ``pages`` without the title page, ``warnings`` one sentence each."""

    title_page: Mapping[str, tuple[str, ...]]
    elements: tuple[Element, ...]
    scenes: tuple[ScriptScene, ...]
    characters: tuple[CharacterCount, ...]
    pages: int
    warnings: tuple[str, ...]
