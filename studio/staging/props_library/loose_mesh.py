"""What the readers of foreign models hand on: triangles in the model's own units, a surface for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from studio.errors import InputError

MOST_TRIANGLES_READ = 2_000_000
MOST_POINTS_READ = 4_000_000

Points = npt.NDArray[np.float64]
Faces = npt.NDArray[np.int64]
Pixels = npt.NDArray[np.uint8]
ReadBeside = Callable[[str], bytes | None]
"""Reads a file that the model names, or None where there is none that may be read."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What a material looks like: sRGB colour, opacity, metalness and emission from 0 to 1.

    ``picture`` is the place of its picture in the mesh's ``pictures``, which then takes the place of its colour.
    """

    colour: tuple[int, int, int] = (206, 198, 184)
    opacity: float = 1.0
    metal: float = 0.0
    emission: float = 0.0
    picture: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LooseMesh:
    """``points`` (n, 3), ``faces`` (m, 3), ``face_surfaces`` (m,) indices into ``surfaces``; Y up, front towards +Z.

    ``corner_uvs`` (m, 3, 2) say where each corner lies on its surface's picture, v up, repeating beyond 0 to 1;
    ``pictures`` are (h, w, 3) sRGB bytes, the first row on top. ``credit`` is what the file says of its author or
    licence, ``note`` what of it could not be read.
    """

    points: Points
    faces: Faces
    face_surfaces: npt.NDArray[np.int64]
    surfaces: tuple[Surface, ...]
    credit: str = ""
    corner_uvs: Points | None = None
    pictures: tuple[Pixels, ...] = ()
    note: str = ""

    def with_faces(self, kept: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> LooseMesh:
        """Only these faces, and all that belongs to them; the points stay."""
        uvs = self.corner_uvs
        return replace(
            self,
            faces=self.faces[kept],
            face_surfaces=self.face_surfaces[kept],
            corner_uvs=None if uvs is None else uvs[kept],
        )


def checked(mesh: LooseMesh) -> LooseMesh:
    """The mesh without triangles that point nowhere, and without the points that no triangle uses.

    Raises:
        InputError: it has no triangles, too many of them, or a point that is not a number.
    """
    if len(mesh.faces) > MOST_TRIANGLES_READ or len(mesh.points) > MOST_POINTS_READ:
        raise InputError("it has more than two million triangles; simplify it first.")
    count = len(mesh.points)
    whole = mesh.with_faces(np.all((mesh.faces >= 0) & (mesh.faces < count), axis=1))
    if not len(whole.faces):
        raise InputError("it has no triangles; export it as a mesh.")
    kept, faces = np.unique(whole.faces, return_inverse=True)
    used = mesh.points[kept]
    if not np.isfinite(used).all() or float(np.abs(used).max()) > 1e9:
        raise InputError("it has points that are not numbers; export it again.")
    uvs = whole.corner_uvs
    if uvs is not None:
        # A corner whose place on the picture is no number shows the picture's corner.
        uvs = np.where(np.isfinite(uvs) & (np.abs(uvs) < 1e6), uvs, 0.0)
    return replace(whole, points=used, faces=faces.reshape(-1, 3), corner_uvs=uvs)
