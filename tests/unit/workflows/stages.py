"""Small sets of people and things, for the tests of boards on a set."""

from __future__ import annotations

from typing import Any

from studio.model.stage import Prop, Size, Stage, StageContainer
from studio.staging.kit.mannequin import pose_size

ROOM = ((-4.0, -3.0), (4.0, -3.0), (4.0, 3.0), (-4.0, 3.0))


def person(name: str, x: float, z: float, *, pose: str = "stand", asset: str = "kit:woman", yaw: float = 0.0) -> Prop:
    return Prop(
        id=name.lower(),
        node=name.lower(),
        name=name,
        semantic_role="character",
        asset=asset,
        position=(x, 0.0, z),
        rotation=(0.0, yaw, 0.0),
        size=pose_size(asset, pose),
        pose=pose,
    )


def thing(prop_id: str, x: float, z: float, *, size: Size = (0.3, 0.3, 0.1), **fields: Any) -> Prop:
    fields = {"node": prop_id, "asset": "kit:box", **fields}
    return Prop(id=prop_id, position=(x, 0.0, z), size=size, **fields)


def room(*props: Prop) -> Stage:
    return Stage(container=StageContainer(footprint=ROOM, ceiling_y=2.8), props=props)
