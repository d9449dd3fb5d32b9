"""Plain solids for things the kit has no shape for."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, cylinder, lathe
from studio.staging.kit.occupancy import round_top, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join

_SHEET_M, _POST_M, _PARAPET_M = 0.01, 0.04, 1.0
"""How thick the floor and the walls of a room without a prop are, its corner posts, and how high its walls."""


def _box(size: Size) -> Part:
    return box(size, bevel=0.01)


def _cylinder() -> Part:
    return cylinder(0.5, 1.0, bevel=0.02, sides=28)


def _sphere() -> Part:
    return ball(0.5, sides=24, rows=14)


def _cone() -> Part:
    return lathe([(0, 0), (0.48, 0), (0.5, 0.02), (0, 1)], sides=28)


def _enclosure(size: Size) -> Part:
    """A floor, low walls on three sides and corner posts, thin enough for what stands against them to clear them."""
    w, h, d = size
    rise = max(0.3, min(_PARAPET_M, 0.5 * h))
    back = box((w, rise, _SHEET_M), (0.0, _SHEET_M, (_SHEET_M - d) / 2))
    side = box((_SHEET_M, rise, d), ((w - _SHEET_M) / 2, _SHEET_M, 0.0))
    post = box((_POST_M, h - _SHEET_M, _POST_M), ((w - _POST_M) / 2, _SHEET_M, (d - _POST_M) / 2))
    return join(box((w, _SHEET_M, d)), back, both_sides(side), four_corners(post))


PRIMITIVES = (
    Archetype(
        id="enclosure",
        name_en="enclosure",
        name_ko="칸막이 방",
        keywords=("partitioned space", "칸막이 공간"),
        category="primitive",
        role="sub_container",
        size=(3.0, 2.4, 3.0),
        materials=("plaster",),
        build=meshed(_enclosure),
        tags=("primitive",),
    ),
    Archetype(
        id="box",
        name_en="box",
        name_ko="상자",
        keywords=("cube", "block", "cuboid", "정육면체"),
        category="primitive",
        role="unspecified",
        size=(0.5, 0.5, 0.5),
        materials=("plaster",),
        build=meshed(_box),
        surfaces=whole_top,
        tags=("primitive",),
    ),
    Archetype(
        id="cylinder",
        name_en="cylinder",
        name_ko="원기둥",
        keywords=("tube", "원통"),
        category="primitive",
        role="unspecified",
        size=(0.5, 0.8, 0.5),
        materials=("plaster",),
        build=stretched(_cylinder),
        surfaces=round_top,
        tags=("primitive",),
    ),
    Archetype(
        id="sphere",
        name_en="sphere",
        name_ko="구",
        keywords=("orb", "구슬", "구체"),
        category="primitive",
        role="unspecified",
        size=(0.4, 0.4, 0.4),
        materials=("plaster",),
        build=stretched(_sphere),
        tags=("primitive",),
    ),
    Archetype(
        id="cone",
        name_en="cone",
        name_ko="원뿔",
        keywords=("spike", "고깔", "콘"),
        category="primitive",
        role="unspecified",
        size=(0.4, 0.7, 0.4),
        materials=("plaster",),
        build=stretched(_cone),
        tags=("primitive",),
    ),
)
