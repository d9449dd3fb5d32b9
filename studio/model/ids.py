"""Names of things: documents, people, operations."""

from __future__ import annotations

import secrets
import time
from typing import NewType

SceneId = NewType("SceneId", str)
BoardId = NewType("BoardId", str)
PropId = NewType("PropId", str)
OpId = NewType("OpId", str)
Uid = NewType("Uid", str)
DocPath = NewType("DocPath", str)
"""Path of a document below its project, ``scenes/s1/boards/b2``; the project itself is ``""``."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PROJECT_PATH = DocPath("")


def new_ulid() -> str:
    """A ULID: 48 bits of milliseconds, 80 random bits, 26 characters that sort by time.

    Source: https://github.com/ulid/spec
    """
    value = (int(time.time() * 1000) << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))


def new_session() -> str:
    """An id for a window's time with a project; of two the one that began later sorts after the other."""
    return new_ulid().lower()


def new_id() -> str:
    """A short random document id: 12 characters of base 32, 60 bits."""
    value = secrets.randbits(60)
    return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(55, -1, -5)).lower()


def scene_path(scene: str) -> DocPath:
    """Document path of a scene."""
    return DocPath(f"scenes/{scene}")


def board_path(scene: str, board: str) -> DocPath:
    """Document path of a board."""
    return DocPath(f"scenes/{scene}/boards/{board}")


def stage_path(scene: str) -> DocPath:
    """Document path of a scene's stage."""
    return DocPath(f"scenes/{scene}/stage/current")


def take_path(scene: str, board: str, take: str) -> DocPath:
    """Document path of a take."""
    return DocPath(f"scenes/{scene}/boards/{board}/takes/{take}")


def layer_path(scene: str, board: str, layer: str) -> DocPath:
    """Document path of a drawing layer."""
    return DocPath(f"scenes/{scene}/boards/{board}/layers/{layer}")


def parent_collection(path: DocPath) -> str:
    """``scenes/s1/boards`` for ``scenes/s1/boards/b2``."""
    return path.rpartition("/")[0]


def doc_id(path: DocPath) -> str:
    """The last segment of a path."""
    return path.rpartition("/")[2]


def collection_name(path: DocPath) -> str:
    """``boards`` for ``scenes/s1/boards/b2``; "" for the project."""
    parts = path.split("/")
    return parts[-2] if len(parts) > 1 else ""


def parent_document(path: DocPath) -> DocPath:
    """``scenes/s1`` for ``scenes/s1/boards/b2``; the project for a scene, and for itself."""
    return DocPath("/".join(path.split("/")[:-2]))


def scene_of(path: DocPath) -> SceneId | None:
    """The scene that a document is or belongs to; None outside scenes."""
    parts = path.split("/")
    return SceneId(parts[1]) if len(parts) > 1 and parts[0] == "scenes" else None


def is_below(path: DocPath, ancestor: DocPath) -> bool:
    """Whether a document lies strictly below another; everything lies below the project."""
    return path != ancestor and (not ancestor or path.startswith(f"{ancestor}/"))
