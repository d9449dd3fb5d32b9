"""What a room is made of when the stage does not say: swatches by slot, and the pattern laid on them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from studio.model.stage import Stage
from studio.model.swatches import SWATCHES
from studio.viewport.polygon import signed_area

PLAIN, BOARDS, TILES, GROUND, BLOCKS, GRAIN, WEAVE = range(7)

_OLD_WORDS = (
    "fantasy",
    "medieval",
    "gothic",
    "castle",
    "dungeon",
    "temple",
    "church",
    "historic",
    "hogwarts",
    "성",
    "중세",
)
_BARE_WORDS = (
    "sci",
    "space",
    "industrial",
    "warehouse",
    "factory",
    "garage",
    "cyber",
    "lab",
    "office",
    "사무실",
    "창고",
)
_LIVED_IN = {"floor": "wood_light", "wall": "plaster", "ceiling": "plaster", "trim": "white", "door": "wood"}
_OLD = {"floor": "stone", "wall": "stone", "ceiling": "wood", "trim": "stone_dark", "door": "wood_dark"}
_BARE = {"floor": "concrete", "wall": "plaster", "ceiling": "concrete", "trim": "iron", "door": "steel"}
_OUTDOOR = {"floor": "grass", "wall": "plaster", "ceiling": "plaster", "trim": "wood", "door": "wood"}
_FLOOR_PATTERNS = MappingProxyType(
    {
        "wood": BOARDS,
        "wood_light": BOARDS,
        "wood_dark": BOARDS,
        "stone": TILES,
        "stone_dark": TILES,
        "marble": TILES,
        "ceramic": TILES,
        "concrete": TILES,
        "grass": GROUND,
        "earth": GROUND,
        "sand": GROUND,
    }
)
_WALL_PATTERNS = MappingProxyType({"stone": BLOCKS, "stone_dark": BLOCKS, "brick": BLOCKS})
_PROP_PATTERNS = MappingProxyType(
    {"wood": GRAIN, "wood_light": GRAIN, "wood_dark": GRAIN}
    | {name: WEAVE for name in SWATCHES if name.startswith("cloth")}
)


def room_swatches(stage: Stage) -> tuple[tuple[str, int], ...]:
    """Swatch name and pattern of the room's six slots (see room_mesh); the container's own material wins."""
    chosen = dict(_usual(stage))
    chosen |= {part: name for part, name in _own(stage.container.material).items() if name in SWATCHES}
    floor, wall = chosen["floor"], chosen["wall"]
    return (
        (floor, GROUND if stage.container.outdoor else _FLOOR_PATTERNS.get(floor, PLAIN)),
        (wall, _WALL_PATTERNS.get(wall, PLAIN)),
        (chosen["ceiling"], PLAIN),
        (chosen["trim"], PLAIN),
        ("glass", PLAIN),
        (chosen["door"], GRAIN),
    )


def prop_pattern(name: str) -> int:
    """The pattern of a swatch on a prop."""
    return _PROP_PATTERNS.get(name, PLAIN)


def _own(material: Mapping[str, str] | None) -> dict[str, str]:
    given = dict(material or {})
    if "palette" in given:
        given.setdefault("floor", given["palette"])
    return {"wall": given["walls"]} | given if "walls" in given else given


def _usual(stage: Stage) -> Mapping[str, str]:
    container = stage.container
    words = f"{stage.theme} {stage.title} {container.id}".lower()
    if container.outdoor:
        return _OUTDOOR
    if any(word in words for word in _BARE_WORDS):
        return _BARE
    is_hall = container.ceiling_y - container.floor_y > 5 and abs(signed_area(container.footprint)) > 70
    return _OLD if is_hall or any(word in words for word in _OLD_WORDS) else _LIVED_IN
