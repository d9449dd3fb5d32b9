"""Gathers flat quads and boxes into one mesh, for what the room is made of."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.model.mesh import Mesh
from studio.model.stage import Vec3


class MeshBuilder:
    """Quads, triangles and boxes with flat normals; every face has a material slot."""

    def __init__(self) -> None:
        self._positions: list[Vec3] = []
        self._normals: list[Vec3] = []
        self._slots: list[int] = []
        self._triangles: list[tuple[int, int, int]] = []

    def face(self, corners: Sequence[Vec3], *, normal: Vec3, slot: int) -> None:
        """A convex face; its winding follows from the normal."""
        first = len(self._positions)
        a, b, c = (np.array(corner) for corner in corners[:3])
        outward = float(np.dot(np.cross(b - a, c - a), np.array(normal)))
        ordered = list(corners) if outward >= 0 else list(reversed(corners))
        self._positions += ordered
        self._normals += [normal] * len(ordered)
        self._slots += [slot] * len(ordered)
        self._triangles += [(first, first + k, first + k + 1) for k in range(1, len(ordered) - 1)]

    def box(self, origin: Vec3, edges: tuple[Vec3, Vec3, Vec3], *, slot: int) -> None:
        """A box from one corner along three edges at right angles."""
        start = np.array(origin)
        spans = [np.array(edge) for edge in edges]
        for axis in range(3):
            u, v = spans[(axis + 1) % 3], spans[(axis + 2) % 3]
            normal = spans[axis] / np.linalg.norm(spans[axis])
            for corner, outward in ((start, -normal), (start + spans[axis], normal)):
                quad = [_vec(corner), _vec(corner + u), _vec(corner + u + v), _vec(corner + v)]
                self.face(quad, normal=_vec(outward), slot=slot)

    def triangles(
        self, corners: Sequence[Vec3], faces: Sequence[tuple[int, int, int]], normal: Vec3, slot: int
    ) -> None:
        """Triangles over shared corners that all face one way."""
        for face in faces:
            self.face([corners[index] for index in face], normal=normal, slot=slot)

    def mesh(self) -> Mesh:
        """What was gathered."""
        return Mesh(
            positions=np.array(self._positions, dtype=np.float32).reshape(-1, 3),
            normals=np.array(self._normals, dtype=np.float32).reshape(-1, 3),
            slots=np.array(self._slots, dtype=np.uint8),
            triangles=np.array(self._triangles, dtype=np.uint32).reshape(-1, 3),
        )


def _vec(values: npt.NDArray[np.float64]) -> Vec3:
    return float(values[0]), float(values[1]), float(values[2])
