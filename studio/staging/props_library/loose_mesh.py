"""What the readers of foreign models hand on: triangles in the model's own units, a surface for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.errors import InputError

MOST_TRIANGLES_READ = 2_000_000
MOST_POINTS_READ = 4_000_000

Points = npt.NDArray[np.float64]
Faces = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Surface:
    """What a material looks like without its pictures: sRGB colour, opacity, metalness and emission from 0 to 1."""

    colour: tuple[int, int, int] = (206, 198, 184)
    opacity: float = 1.0
    metal: float = 0.0
    emission: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class LooseMesh:
    """``points`` (n, 3), ``faces`` (m, 3), ``face_surfaces`` (m,) indices into ``surfaces``; Y up, front towards +Z.

    ``credit`` is what the file says of its author or licence.
    """

    points: Points
    faces: Faces
    face_surfaces: npt.NDArray[np.int64]
    surfaces: tuple[Surface, ...]
    credit: str = ""


def checked(mesh: LooseMesh) -> LooseMesh:
    """The mesh without triangles that point nowhere, and without the points that no triangle uses.

    Raises:
        InputError: it has no triangles, too many of them, or a point that is not a number.
    """
    if len(mesh.faces) > MOST_TRIANGLES_READ or len(mesh.points) > MOST_POINTS_READ:
        raise InputError("it has more than two million triangles; simplify it first.")
    count = len(mesh.points)
    whole = np.all((mesh.faces >= 0) & (mesh.faces < count), axis=1)
    faces, owners = mesh.faces[whole], mesh.face_surfaces[whole]
    if not len(faces):
        raise InputError("it has no triangles; export it as a mesh.")
    kept, faces = np.unique(faces, return_inverse=True)
    used = mesh.points[kept]
    if not np.isfinite(used).all() or float(np.abs(used).max()) > 1e9:
        raise InputError("it has points that are not numbers; export it again.")
    return LooseMesh(used, faces.reshape(-1, 3), owners, mesh.surfaces, mesh.credit)
