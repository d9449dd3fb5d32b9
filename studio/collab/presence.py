"""Where somebody is: what a session tells of its person, and how that is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Final

from studio.model.ids import PROJECT_PATH, DocPath, Uid
from studio.model.plain_text import plain_line

Vec3 = tuple[float, float, float]

COLOURS: Final = 6
"""How many colours of people a theme has."""
LONGEST_NAME: Final = 60

_LONGEST_ID = 200
_FURTHEST_M = 1e5


@dataclass(frozen=True, slots=True)
class Focus:
    """What somebody is at; "" for none. ``field`` is a wire name, ``workspace`` one of the window's."""

    workspace: str = ""
    scene: str = ""
    board: DocPath = PROJECT_PATH
    field: str = ""


@dataclass(frozen=True, slots=True)
class TextCursor:
    """A cursor in the text of a scene, in code points; what lies between ``anchor`` and ``head`` is selected."""

    scene: str
    anchor: int
    head: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer on the picture of a board, in fractions of the frame from its upper left corner."""

    board: DocPath
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Eye:
    """The camera of a free view of a scene's set, in metres."""

    scene: str
    position: Vec3
    target: Vec3


@dataclass(frozen=True, slots=True)
class Presence:
    """What a session tells of its person. ``colour`` is the place of their colour in the theme."""

    uid: Uid
    name: str
    colour: int = 0
    focus: Focus = Focus()
    cursor: TextCursor | None = None
    pointer: Pointer | None = None
    eye: Eye | None = None

    def shares_view_with(self, other: Presence) -> bool:
        """Whether the other looks at what this one's cursor, pointer and eye are in."""
        return self.focus.workspace == other.focus.workspace and self.focus.scene == other.focus.scene

    def to_wire(self, *, seq: int, expire_at: str) -> dict[str, Any]:
        """The document of ``presence/{session}``."""
        cursor, pointer, eye = self.cursor, self.pointer, self.eye
        view = {
            "pointer": pointer and {"board": pointer.board, "x": pointer.x, "y": pointer.y},
            "camera": eye and {"scene": eye.scene, "position": list(eye.position), "target": list(eye.target)},
        }
        return {
            "uid": self.uid,
            "name": self.name,
            "color": self.colour,
            "currentFocus": {
                "workspace": self.focus.workspace,
                "scene": self.focus.scene,
                "board": self.focus.board,
                "field": self.focus.field,
            },
            "cursor": cursor and {"scene": cursor.scene, "anchor": cursor.anchor, "head": cursor.head},
            "view": {name: value for name, value in view.items() if value is not None},
            "seq": seq,
            "expireAt": expire_at,
        }

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Presence | None:
        """What a document tells, whoever wrote it; None where it tells of nobody. What does not fit is left out."""
        uid = fields.get("uid")
        if not isinstance(uid, str) or not uid or len(uid) > _LONGEST_ID:
            return None
        focus, view = _map(fields.get("currentFocus")), _map(fields.get("view"))
        colour = fields.get("color")
        return cls(
            uid=Uid(uid),
            name=plain_name(fields.get("name")) or plain_name(uid),
            colour=colour % COLOURS if isinstance(colour, int) else 0,
            focus=Focus(
                plain_id(focus.get("workspace")),
                plain_id(focus.get("scene")),
                DocPath(plain_id(focus.get("board"))),
                plain_id(focus.get("field")),
            ),
            cursor=_cursor(_map(fields.get("cursor"))),
            pointer=_pointer(_map(view.get("pointer"))),
            eye=_eye(_map(view.get("camera"))),
        )


def plain_name(value: object) -> str:
    """Somebody's name as one short line that only says what it shows; it stands beside other words."""
    return plain_line(value[: 4 * LONGEST_NAME], most=LONGEST_NAME) if isinstance(value, str) else ""


def between(before: Presence, after: Presence, share: float) -> Presence:
    """Somebody on the way from one place to another; a text cursor and what changed its board or scene jump."""
    pointer, eye = after.pointer, after.eye
    if before.pointer is not None and pointer is not None and before.pointer.board == pointer.board:
        x, y = before.pointer.x, before.pointer.y
        pointer = replace(pointer, x=x + (pointer.x - x) * share, y=y + (pointer.y - y) * share)
    if before.eye is not None and eye is not None and before.eye.scene == eye.scene:
        eye = replace(
            eye,
            position=_mixed(before.eye.position, eye.position, share),
            target=_mixed(before.eye.target, eye.target, share),
        )
    return replace(after, pointer=pointer, eye=eye)


def _mixed(one: Vec3, other: Vec3, share: float) -> Vec3:
    x, y, z = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return x, y, z


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def plain_id(value: object) -> str:
    """An id or a path that somebody wrote; "" for what can be none."""
    return value if isinstance(value, str) and len(value) <= _LONGEST_ID else ""


def _offset(value: object) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and 0 <= value < 1 << 31 else None


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        return None
    return float(value) if abs(value) <= _FURTHEST_M else None


def _vec3(value: object) -> Vec3 | None:
    if not isinstance(value, list | tuple) or len(value) != 3:
        return None
    x, y, z = (_number(each) for each in value)
    return None if x is None or y is None or z is None else (x, y, z)


def _cursor(raw: Mapping[str, Any]) -> TextCursor | None:
    scene, anchor, head = plain_id(raw.get("scene")), _offset(raw.get("anchor")), _offset(raw.get("head"))
    return TextCursor(scene, anchor, head) if scene and anchor is not None and head is not None else None


def _pointer(raw: Mapping[str, Any]) -> Pointer | None:
    board, x, y = plain_id(raw.get("board")), _number(raw.get("x")), _number(raw.get("y"))
    if not board or x is None or y is None:
        return None
    return Pointer(DocPath(board), min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))


def _eye(raw: Mapping[str, Any]) -> Eye | None:
    scene, position, target = plain_id(raw.get("scene")), _vec3(raw.get("position")), _vec3(raw.get("target"))
    return Eye(scene, position, target) if scene and position is not None and target is not None else None
