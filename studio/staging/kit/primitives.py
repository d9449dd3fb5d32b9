"""Plain solids for things the kit has no shape for."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, cylinder, lathe
from studio.staging.kit.occupancy import round_top, whole_top


def _box(size: Size) -> Part:
    return box(size, bevel=0.01)


def _cylinder() -> Part:
    return cylinder(0.5, 1.0, bevel=0.02, sides=28)


def _sphere() -> Part:
    return ball(0.5, sides=24, rows=14)


def _cone() -> Part:
    return lathe([(0, 0), (0.48, 0), (0.5, 0.02), (0, 1)], sides=28)


PRIMITIVES = (
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
