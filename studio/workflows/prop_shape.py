"""What follows from a prop's asset, size and pose: its box, what of it is solid, and what can stand on it."""

from __future__ import annotations

from typing import Any

from studio.model.stage import Box3, Prop, Size
from studio.staging.kit.mannequin import is_mannequin
from studio.staging.kit.poses import POSES
from studio.staging.library import Library

WireFields = dict[str, Any]


def pose_names() -> tuple[str, ...]:
    """The poses that a mannequin can take."""
    return tuple(POSES)


def can_pose(prop: Prop) -> bool:
    """Whether a prop is a figure that takes poses."""
    return is_mannequin(prop.asset)


def sized(prop: Prop, size: Size, library: Library) -> WireFields:
    """The fields of a prop of another size."""
    kind = library.find(prop.asset)
    solids = kind.solids(size) if kind.solids else None
    if is_mannequin(prop.asset):
        solids = library.pose_solids(prop.asset, size, prop.pose)
    elif prop.solids and not kind.solids:
        solids = tuple(_grown(box, prop.size, size) for box in prop.solids)
    surfaces = kind.surfaces(size) if kind.surfaces else ()
    return {
        "size": list(size),
        "solids": [box.to_wire() for box in solids] if solids else None,
        "supportSurfaces": [surface.to_wire() for surface in surfaces] or None,
    }


def posed_fields(prop: Prop, pose: str, library: Library) -> WireFields:
    """The fields of a figure in another pose; one that was made larger or smaller stays so."""
    natural, wanted = library.pose_size(prop.asset, prop.pose), library.pose_size(prop.asset, pose)
    factor = prop.size[1] / natural[1]
    width, height, depth = (round(edge * factor, 4) for edge in wanted)
    figure = prop.model_copy(update={"pose": pose})
    return {"pose": pose, **sized(figure, (width, height, depth), library)}


def replaced_fields(prop: Prop, asset: str, name: str, library: Library) -> WireFields:
    """The fields of a prop that becomes another thing, of that thing's own size, where it stands."""
    kind = library.find(asset)
    pose = (prop.pose or "stand") if is_mannequin(asset) else None
    other = prop.model_copy(update={"asset": asset, "pose": pose, "solids": None})
    size = library.pose_size(asset, pose) if is_mannequin(asset) else kind.size
    return {
        "asset": asset,
        "name": name,
        "pose": pose,
        "material": None,
        "modelUrl": None,
        **sized(other, size, library),
    }


def _grown(box: Box3, old: Size, new: Size) -> Box3:
    def at(corner: tuple[float, float, float]) -> tuple[float, float, float]:
        x, y, z = (round(value * to / was, 4) for value, was, to in zip(corner, old, new, strict=True))
        return x, y, z

    return Box3(min=at(box.min), max=at(box.max))
