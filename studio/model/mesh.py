"""Triangle meshes as the prop kit makes them and the renderer draws them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Slots = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.uint32]

MAX_SLOTS = 6
MAX_TEXTURE_SIDE = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """One triangle mesh in its own metres: origin at the bottom centre, front towards +Z, Y up.

    ``positions`` (n, 3), ``normals`` (n, 3) unit length, ``slots`` (n,) material slot of each vertex
    (0 is the one that ``material.palette`` of a prop recolours), ``triangles`` (m, 3), counter-clockwise outside.
    A mesh with ``uvs`` (n, 2), v up, and a ``texture`` (h, w, 3) of sRGB bytes, first row on top, has the texture's
    colours in place of its slots'; the texture's sides are powers of two of at most 1024.
    """

    positions: Floats
    normals: Floats
    slots: Slots
    triangles: Indices
    uvs: Floats | None = None
    texture: Slots | None = None
