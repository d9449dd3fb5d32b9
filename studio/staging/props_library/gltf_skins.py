"""Shapes that bones or sliders deform, as the file left them: skins at rest, morph targets at their weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from studio.staging.props_library.gltf_data import GltfData
from studio.staging.props_library.gltf_nodes import Matrix
from studio.staging.props_library.loose_mesh import Points

_MOST_TARGETS = 64


def morphed(data: GltfData, primitive: dict[str, Any], points: Points, weights: Any) -> Points:
    """Points (n, 3) with the morph targets whose weight is not 0."""
    targets = primitive.get("targets") or []
    for target, weight in list(zip(targets, weights or (), strict=False))[:_MOST_TARGETS]:
        if float(weight) != 0.0 and "POSITION" in target:
            points = points + float(weight) * data.accessor(target["POSITION"]).astype(float).reshape(points.shape)
    return points


def skinned(
    data: GltfData, primitive: dict[str, Any], points: Points, skin: int, world: Mapping[int, Matrix]
) -> Points | None:
    """Points (n, 3) in the world where the joints put them; None for a mesh without joints and weights.

    Source: glTF 2.0, 3.7.3: the transform of the node that bears the skin has no part in it.
    """
    attributes = primitive["attributes"]
    if "JOINTS_0" not in attributes or "WEIGHTS_0" not in attributes:
        return None
    wire = data.fields["skins"][skin]
    joints = [int(joint) for joint in wire["joints"]]
    inverse = np.tile(np.identity(4), (len(joints), 1, 1))
    if "inverseBindMatrices" in wire:
        inverse = data.accessor(wire["inverseBindMatrices"]).astype(float).reshape(-1, 4, 4).transpose(0, 2, 1)
    if len(inverse) < len(joints):
        raise ValueError("too few bind matrices")
    matrices = np.stack([world.get(joint, np.identity(4)) @ inverse[place] for place, joint in enumerate(joints)])
    whole = np.concatenate((points, np.ones((len(points), 1))), 1)
    moved = np.zeros((len(points), 3))
    total = np.zeros((len(points), 1))
    for part in range(4):
        if f"JOINTS_{part}" not in attributes or f"WEIGHTS_{part}" not in attributes:
            break
        owners = data.accessor(attributes[f"JOINTS_{part}"]).astype(np.int64)
        shares = data.accessor(attributes[f"WEIGHTS_{part}"]).astype(float)
        for column in range(owners.shape[1]):
            share = shares[:, column, None]
            moved += share * np.einsum("nij,nj->ni", matrices[owners[:, column], :3], whole)
            total += share
    return np.where(total > 1e-6, moved / np.maximum(total, 1e-6), points)
