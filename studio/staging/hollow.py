"""What holds other things is hollow: a room within the room is open floor, a chest a shell with its lid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.placement.item import Item, local_boxes

_ROOM_EDGE_M, _ROOM_HEIGHT_M, _FLOOR_M = 1.5, 1.8, 0.01
"""From which floor and height on people walk in it; how thick the floor is that marks it."""
_BOARD_M, _BOARD_SHARE = 0.02, 0.08
"""How thick the boards of a shell are, at most that share of its shortest edge."""


def hollowed(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, those that others are to be inside of with room in them; a kit's own shelves are kept."""
    hosts = {name for item in items for wish in item.wants("inside") for name in wish.targets}
    return tuple(_hollow(item) if item.id in hosts and not _has_shelves(item) else item for item in items)


def _has_shelves(item: Item) -> bool:
    """Whether something can stand on a surface of it and be below its top."""
    return item.solids is not None and any(surface.height < 0.95 * item.size[1] for surface in item.surfaces)


def _hollow(item: Item) -> Item:
    w, h, d = item.size
    if min(w, d) >= _ROOM_EDGE_M and h >= _ROOM_HEIGHT_M:
        solids: tuple[Box3, ...] = (Box3(min=(-w / 2, 0.0, -d / 2), max=(w / 2, _FLOOR_M, d / 2)),)
        surfaces: tuple[SupportSurface, ...] = (
            SupportSurface(height=_FLOOR_M, min=(-w / 2, -d / 2), max=(w / 2, d / 2)),
        )
    else:
        board = round(min(_BOARD_M, _BOARD_SHARE * min(item.size)), 4)
        solids = _shell(item.size, board)
        inner = SupportSurface(height=board, min=(board - w / 2, board - d / 2), max=(w / 2 - board, d / 2 - board))
        surfaces = (*item.surfaces, inner)
        if not item.surfaces:
            surfaces = (SupportSurface(height=h, min=(-w / 2, -d / 2), max=(w / 2, d / 2)), inner)
    return replace(item, solids=solids, boxes=local_boxes(item.size, solids), surfaces=surfaces)


def _shell(size: Size, board: float) -> tuple[Box3, ...]:
    """Floor, lid and four sides of a box."""
    w, h, d = size[0] / 2, size[1], size[2] / 2
    return (
        Box3(min=(-w, 0.0, -d), max=(w, board, d)),
        Box3(min=(-w, h - board, -d), max=(w, h, d)),
        Box3(min=(-w, board, -d), max=(board - w, h - board, d)),
        Box3(min=(w - board, board, -d), max=(w, h - board, d)),
        Box3(min=(board - w, board, -d), max=(w - board, h - board, board - d)),
        Box3(min=(board - w, board, d - board), max=(w - board, h - board, d)),
    )
