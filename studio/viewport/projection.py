"""Where things land in the picture: view and projection matrices of a shot camera, and points through them."""

from __future__ import annotations

from math import cos, radians, sin, tan

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.stage import Vec3

Matrix = npt.NDArray[np.float64]
NEAR_M = 0.04


def view_matrix(camera: CameraKey) -> Matrix:
    """World to camera space, (4, 4) row-major; the camera looks along −Z, roll turns the picture clockwise."""
    eye = np.array(camera.position, dtype=np.float64)
    forward = np.array(camera.target, dtype=np.float64) - eye
    length = float(np.linalg.norm(forward))
    forward = forward / length if length > 1e-9 else np.array((0.0, 0.0, -1.0))
    is_upright = abs(forward[1]) > 1 - 1e-7
    upward = np.array((0.0, 0.0, forward[1])) if is_upright else np.array((0.0, 1.0, 0.0))
    right = np.cross(forward, upward)
    right /= np.linalg.norm(right)
    up = np.cross(right, forward)
    roll = radians(camera.roll_deg)
    right, up = right * cos(roll) - up * sin(roll), right * sin(roll) + up * cos(roll)
    matrix = np.identity(4)
    matrix[0, :3], matrix[1, :3], matrix[2, :3] = right, up, -forward
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix


def projection_matrix(camera: CameraKey, sensor: str, aspect: float, *, far_m: float = 200.0) -> Matrix:
    """Camera to clip space, (4, 4) row-major, from the gate, the lens and the crop to ``aspect``."""
    _, fov_y = optics.fov_deg(optics.gate(sensor), aspect, camera.lens_mm)
    return perspective(fov_y, aspect, far_m=far_m)


def perspective(fov_y_deg: float, aspect: float, *, far_m: float = 200.0, near_m: float = NEAR_M) -> Matrix:
    """A perspective matrix by vertical field of view, GL clip space."""
    scale = 1.0 / tan(radians(fov_y_deg) / 2)
    matrix = np.zeros((4, 4))
    matrix[0, 0], matrix[1, 1] = scale / aspect, scale
    matrix[2, 2] = (far_m + near_m) / (near_m - far_m)
    matrix[2, 3] = 2 * far_m * near_m / (near_m - far_m)
    matrix[3, 2] = -1.0
    return matrix


def orthographic(half_height_m: float, aspect: float, *, far_m: float, near_m: float = NEAR_M) -> Matrix:
    """A matrix without perspective by half the height that is seen, GL clip space."""
    matrix = np.identity(4)
    matrix[0, 0], matrix[1, 1] = 1.0 / (half_height_m * aspect), 1.0 / half_height_m
    matrix[2, 2] = 2.0 / (near_m - far_m)
    matrix[2, 3] = (far_m + near_m) / (near_m - far_m)
    return matrix


def project_point(point: Vec3, camera: CameraKey, *, sensor: str, aspect: float) -> tuple[float, float, float]:
    """Where a point lands: x and y as fractions of the frame from its top left, and its distance in m along the axis.

    The distance is negative for a point behind the camera, whose x and y mean nothing.
    """
    seen = view_matrix(camera) @ np.array((*point, 1.0))
    depth = -float(seen[2])
    clip = projection_matrix(camera, sensor, aspect) @ seen
    divisor = float(clip[3]) if abs(clip[3]) > 1e-9 else 1e-9
    return 0.5 + 0.5 * float(clip[0]) / divisor, 0.5 - 0.5 * float(clip[1]) / divisor, depth


def frustum_planes(view_projection: Matrix) -> Matrix:
    """The six planes (6, 4) of a view, pointing inwards and normalised.

    Source: Gribb and Hartmann, Fast Extraction of Viewing Frustum Planes.
    """
    rows = view_projection
    planes = np.stack([rows[3] + sign * rows[axis] for axis in range(3) for sign in (1, -1)])
    return np.asarray(planes / np.linalg.norm(planes[:, :3], axis=1, keepdims=True), dtype=np.float64)
