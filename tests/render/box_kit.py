"""A kit of plain boxes, so that what a test sees comes from the renderer alone."""

from __future__ import annotations

import numpy as np

from studio.model.mesh import Mesh
from studio.model.stage import Size
from studio.viewport.mesh_builder import MeshBuilder


class BoxKit:
    """Every asset is its box; its colour is its palette, or plaster."""

    def build_mesh(self, asset: str, size: Size, pose: str | None = None) -> Mesh:  # noqa: ARG002
        width, height, depth = size
        builder = MeshBuilder()
        builder.box((-width / 2, 0.0, -depth / 2), ((width, 0, 0), (0, height, 0), (0, 0, depth)), slot=0)
        return builder.mesh()

    def material_colours(self, asset: str, material: dict[str, str] | None) -> tuple[str, ...]:  # noqa: ARG002
        return ((material or {}).get("palette", "plaster"),)


class BallKit(BoxKit):
    """Every asset is a smooth ball of many facets."""

    def build_mesh(self, asset: str, size: Size, pose: str | None = None) -> Mesh:  # noqa: ARG002
        rings, sides = 16, 32
        polar, around = np.meshgrid(
            np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, sides + 1), indexing="ij"
        )
        normals = np.stack((np.sin(polar) * np.sin(around), np.cos(polar), np.sin(polar) * np.cos(around)), axis=-1)
        normals = normals.reshape(-1, 3)
        radius = size[1] / 2
        first = (np.arange(rings)[:, None] * (sides + 1) + np.arange(sides)).reshape(-1)
        below = first + sides + 1
        faces = np.concatenate((np.stack((first, below, below + 1), 1), np.stack((first, below + 1, first + 1), 1)))
        return Mesh(
            positions=(normals * radius + (0, radius, 0)).astype(np.float32),
            normals=normals.astype(np.float32),
            slots=np.zeros(len(normals), dtype=np.uint8),
            triangles=faces.astype(np.uint32),
        )
