"""A prop that a person brought along, as the library's index keeps it."""

from __future__ import annotations

import re

from studio.model.frozen import Frozen
from studio.model.stage import Box3, Role, Side, Size, SupportSurface
from studio.staging.kit.archetype import Attach

OWN_PREFIX = "user:"
MOST_OWN_TRIANGLES = 12_000
"""What is drawn of one: thinned to half as many, each perhaps seen from both sides."""

_ID = re.compile(r"user:[0-9a-f]{16}")


class OwnProp(Frozen):
    """One prop of the library.

    ``id`` is ``user:`` and the hash of its mesh; ``names`` what it is called, the first one shown; ``tags`` further
    words that find it; ``solids`` and ``surfaces`` are fractions of its box; ``note`` says what had to be guessed.
    """

    id: str
    names: tuple[str, ...]
    tags: tuple[str, ...] = ()
    category: str = ""
    role: Role = "furniture_floor"
    attach: Attach = "floor"
    size: Size
    materials: tuple[str, ...] = ()
    solids: tuple[Box3, ...] | None = None
    surfaces: tuple[SupportSurface, ...] = ()
    access: tuple[Side, ...] = ()
    triangles: int = 0
    licence: str = ""
    credit: str = ""
    source: str = ""
    note: str = ""


def is_own(asset: str) -> bool:
    """Whether an asset's name is one of a person's own props; what a document says is not believed further."""
    return _ID.fullmatch(asset) is not None
