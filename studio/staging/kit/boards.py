"""Boards to write on and to pin things to, and a wall to stand between desks."""

from __future__ import annotations

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box
from studio.staging.kit.occupancy import solid
from studio.staging.kit.operators import both_sides, join, move, turn


def _board_on_wall(size: Size) -> Part:
    """A writing board in a frame with a ledge."""
    w, h, d = size
    return join(
        box((w, h, 0.5 * d), (0, 0, -0.25 * d), bevel=0.006, slot=1),
        box((w - 0.08, h - 0.08, 0.02), (0, 0.04, 0.02 * d), bevel=0.0),
        box((0.7 * w, 0.02, d * 0.9), (0, 0.0, 0.05 * d), bevel=0.004, slot=1),
        box((0.09, 0.016, 0.02), (-0.18 * w, 0.02, 0.3 * d), bevel=0.0, slot=2),
        box((0.14, 0.03, 0.04), (0.1 * w, 0.02, 0.3 * d), bevel=0.004, slot=2),
    )


def _notice_board(size: Size) -> Part:
    """Cork in a frame, with papers pinned to it."""
    w, h, d = size
    sheets = (
        (-0.3, 0.56, 0.2, 4),
        (-0.02, 0.6, 0.16, -6),
        (0.28, 0.52, 0.22, 3),
        (-0.2, 0.14, 0.24, -4),
        (0.18, 0.12, 0.2, 7),
    )
    papers = [
        move(turn(box((wide * w, 0.3 * h, 0.004), bevel=0.0, slot=2), z_deg=lean), (x * w, y * h, 0.44 * d))
        for x, y, wide, lean in sheets
    ]
    return join(
        box((w, h, 0.7 * d), (0, 0, -0.15 * d), bevel=0.006, slot=1),
        box((w - 0.07, h - 0.07, 0.02), (0, 0.035, 0.22 * d), bevel=0.0),
        papers,
    )


def _partition(size: Size) -> Part:
    """A cubicle wall in a metal frame on two feet."""
    w, h, d = size
    thick = min(0.06, 0.4 * d)
    return join(
        box((w - 0.04, h - 0.1, thick), (0, 0.08, 0), bevel=0.008),
        both_sides(box((0.03, h, thick * 1.15), (w / 2 - 0.015, 0, 0), bevel=0.004, slot=1)),
        box((w, 0.03, thick * 1.15), (0, h - 0.03, 0), bevel=0.004, slot=1),
        both_sides(box((0.05, 0.03, d), (0.4 * w, 0, 0), bevel=0.006, slot=1)),
    )


def _partition_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    thick = min(0.07, 0.46 * d)
    return (solid((w, h, thick)), *(solid((0.05, 0.03, d), (side * 0.4 * w, 0, 0)) for side in (-1, 1)))


BOARDS = (
    Archetype(
        id="whiteboard",
        name_en="whiteboard",
        name_ko="화이트보드",
        keywords=("white board", "dry-erase board", "칠판용 화이트보드", "백판"),
        category="office",
        role="furniture_wall",
        size=(1.8, 1.1, 0.1),
        materials=("white", "steel", "cloth_blue"),
        build=meshed(_board_on_wall),
        attach="wall",
        access=("front",),
    ),
    Archetype(
        id="blackboard",
        name_en="blackboard",
        name_ko="칠판",
        keywords=("chalkboard", "slate board", "school board", "흑판", "녹색 칠판"),
        category="office",
        role="furniture_wall",
        size=(3.0, 1.2, 0.1),
        materials=("cloth_green", "wood_light", "white"),
        build=meshed(_board_on_wall),
        attach="wall",
        access=("front",),
    ),
    Archetype(
        id="notice_board",
        name_en="notice board",
        name_ko="게시판",
        keywords=("bulletin board", "cork board", "corkboard", "pinboard", "알림판", "코르크 보드"),
        category="office",
        role="furniture_wall",
        size=(1.2, 0.9, 0.05),
        materials=("wood_light", "wood_dark", "paper"),
        build=meshed(_notice_board),
        attach="wall",
    ),
    Archetype(
        id="partition",
        name_en="partition",
        name_ko="파티션",
        keywords=("cubicle wall", "office divider", "office partition", "칸막이", "가림막"),
        category="office",
        role="furniture_floor",
        size=(1.5, 1.5, 0.4),
        materials=("cloth_grey", "steel"),
        build=meshed(_partition),
        solids=_partition_solids,
    ),
)
