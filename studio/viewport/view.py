"""One camera as the passes need it: matrices, rays and clip range."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians, tan

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey
from studio.viewport.projection import NEAR_M, orthographic, perspective, view_matrix

Matrix = npt.NDArray[np.float64]
_FLAT_EYE_M = 400.0
_FOCUS_PER_HALF_HEIGHT, _NEAREST_FOCUS_M = 3.2, 0.5
"""A usual lens sees half as high as a third of how far away it is."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Matrices (4, 4) row-major; rays are the frame's half axes at one metre before the eye, world space;
    ``focus_m`` is the distance to the camera's target.

    A flat view has no perspective: its half axes are the same at every distance, and ``focus_m`` is how far away a
    camera would see as much.
    """

    view_projection: Matrix
    eye: Matrix
    ray_x: Matrix
    ray_y: Matrix
    ray_z: Matrix
    near_m: float
    far_m: float
    fov_y_deg: float
    focus_m: float
    is_flat: bool = False


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


def flat_view(camera: CameraKey, *, half_height_m: float, aspect: float) -> View:
    """The set without perspective, from where a camera looks and as tall as is asked.

    The eye stands far enough away for every set to lie before it.
    """
    view = view_matrix(camera)
    eye = np.array(camera.target, dtype=np.float64) + view[2, :3] * _FLAT_EYE_M
    view[:3, 3] = -view[:3, :3] @ eye
    reach = 2 * _FLAT_EYE_M
    return View(
        view_projection=orthographic(half_height_m, aspect, far_m=reach) @ view,
        eye=eye,
        ray_x=view[0, :3] * half_height_m * aspect,
        ray_y=view[1, :3] * half_height_m,
        ray_z=-view[2, :3],
        near_m=NEAR_M,
        far_m=reach,
        fov_y_deg=0.0,
        focus_m=max(_NEAREST_FOCUS_M, half_height_m * _FOCUS_PER_HALF_HEIGHT),
        is_flat=True,
    )
