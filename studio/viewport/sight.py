"""Between the pixels of a widget and the set: where a point is seen, and what a pixel points at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.model.stage import Vec3
from studio.viewport.guides import Rect
from studio.viewport.view import View

Array = npt.NDArray[np.float64]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ray:
    """From ``origin`` along ``direction`` (unit length)."""

    origin: Array
    direction: Array

    def meets(self, point: Array, normal: Array) -> Array | None:
        """Where it goes through a plane before the eye; None where it runs along it or away from it."""
        slope = float(self.direction @ normal)
        if abs(slope) < 1e-6:
            return None
        along = float((point - self.origin) @ normal) / slope
        return self.origin + self.direction * along if along > 0 else None

    def along(self, point: Array, axis: Array) -> float:
        """How far along an axis (unit length) through ``point`` the line comes nearest to this ray, in metres.

        Source: Ericson, Real-Time Collision Detection (2005), 5.1.8.
        """
        between = point - self.origin
        b = float(axis @ self.direction)
        free = 1.0 - b * b
        if free < 1e-4:
            return 0.0
        return (b * float(self.direction @ between) - float(axis @ between)) / free


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A view in its frame: x, y, width, height in pixels of the widget."""

    view: View
    frame: Rect

    def to_px(self, point: Vec3 | Array) -> Point | None:
        """Where a point is seen; None behind the eye."""
        clip = self.view.view_projection @ np.array((*point, 1.0))
        if clip[3] < 1e-4:
            return None
        x, y, width, height = self.frame
        return (
            x + width * (0.5 + 0.5 * float(clip[0] / clip[3])),
            y + height * (0.5 - 0.5 * float(clip[1] / clip[3])),
        )

    def ray(self, at: Point) -> Ray:
        """What a pixel points at."""
        x, y, width, height = self.frame
        right = 2 * (at[0] - x) / max(1.0, width) - 1
        up = 1 - 2 * (at[1] - y) / max(1.0, height)
        aside = self.view.ray_x * right + self.view.ray_y * up
        if self.view.is_flat:
            return Ray(self.view.eye + aside, self.view.ray_z)
        along = self.view.ray_z + aside
        return Ray(self.view.eye, along / np.linalg.norm(along))

    def metres_per_px(self, point: Vec3 | Array) -> float:
        """How large one pixel is at a point's distance."""
        half = float(np.linalg.norm(self.view.ray_y))
        if self.view.is_flat:
            return 2 * half / max(1.0, self.frame[3])
        depth = float((np.array(point) - self.view.eye) @ self.view.ray_z)
        return max(depth, 0.05) * 2 * half / max(1.0, self.frame[3])
