"""One camera as the passes need it: matrices, rays and clip range."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, tan

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey
from studio.viewport.projection import NEAR_M, perspective, view_matrix

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Matrices (4, 4) row-major; rays are the frame's half axes at one metre before the eye, world space;
    ``focus_m`` is the distance to the camera's target."""

    view_projection: Matrix
    eye: Matrix
    ray_x: Matrix
    ray_y: Matrix
    ray_z: Matrix
    near_m: float
    far_m: float
    fov_y_deg: float
    focus_m: float


def shot_view(camera: CameraKey, *, sensor: str, aspect: float, far_m: float) -> View:
    """The view of a shot camera through its gate and lens."""
    fov_y = optics.fov_deg(optics.gate(sensor), aspect, camera.lens_mm)[1]
    view = view_matrix(camera)
    projection = perspective(fov_y, aspect, far_m=far_m)
    half = tan(radians(fov_y) / 2)
    return View(
        view_projection=projection @ view,
        eye=np.array(camera.position, dtype=np.float64),
        ray_x=view[0, :3] * half * aspect,
        ray_y=view[1, :3] * half,
        ray_z=-view[2, :3],
        near_m=NEAR_M,
        far_m=far_m,
        fov_y_deg=fov_y,
        focus_m=float(np.linalg.norm(np.subtract(camera.target, camera.position))),
    )
