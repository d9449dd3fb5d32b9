"""The free view: orbit, pan, dolly, flight and framing as plain values, apart from every shot camera."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import asin, atan2, cos, degrees, radians, sin, sqrt, tan
from types import MappingProxyType
from typing import Literal

from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.stage import Prop, Stage, Vec3
from studio.viewport.subject import corners_of

FREE_LENS_MM = 22.0
_FRAME_MM = optics.cropped_mm(optics.DEFAULT_GATE, optics.DEFAULT_ASPECT)[1]
_NEAREST_M, _FARTHEST_M = 0.25, 150.0
_STEEPEST_DEG = 88.0
_FLATTER, _FLAT_REACH_M = 6.0, 360.0
"""A flat view is taken from this many times as far with as much longer a lens, unless it is farther than this."""

Side = Literal["front", "back", "left", "right", "top", "bottom"]
SIDES_DEG = MappingProxyType[Side, tuple[float, float]](
    {
        "front": (0.0, 0.0),
        "back": (180.0, 0.0),
        "right": (90.0, 0.0),
        "left": (270.0, 0.0),
        "top": (0.0, 89.9),
        "bottom": (0.0, -89.9),
    }
)
"""Yaw and pitch of the side from which one looks: the front is +Z, the right +X."""


@dataclass(frozen=True, slots=True)
class FreeView:
    """An orbit: what it looks at, from which side (yaw 0 stands on +Z) and height, and how far away."""

    pivot: Vec3 = (0.0, 1.0, 0.0)
    yaw_deg: float = 32.0
    pitch_deg: float = 24.0
    distance_m: float = 8.0
    lens_mm: float = FREE_LENS_MM

    @property
    def is_flat(self) -> bool:
        """Whether it has no perspective; its camera, for what needs one, stands far off with a long lens."""
        return self.lens_mm > FREE_LENS_MM * 1.01

    @property
    def _half_height(self) -> float:
        return _FRAME_MM / (2 * self.lens_mm)

    def half_height_m(self, aspect: float) -> float:
        """Half of how much is seen upwards at the pivot, in a picture of that aspect."""
        fov_y = optics.fov_deg(optics.DEFAULT_GATE, aspect, self.lens_mm)[1]
        return self.distance_m * tan(radians(fov_y) / 2)

    @property
    def _farthest_m(self) -> float:
        return max(_FARTHEST_M, _FLAT_REACH_M if self.is_flat else 0.0)

    @property
    def position(self) -> Vec3:
        """Where the eye is."""
        yaw, pitch = radians(self.yaw_deg), radians(self.pitch_deg)
        x, y, z = self.pivot
        flat = self.distance_m * cos(pitch)
        return x + flat * sin(yaw), y + self.distance_m * sin(pitch), z + flat * cos(yaw)

    def camera(self) -> CameraKey:
        """The view as a camera."""
        return CameraKey(position=self.position, target=self.pivot, lens_mm=self.lens_mm)

    def moving(self, camera: CameraKey) -> CameraKey:
        """A shot camera moved to this view; lens, roll and the rest stay."""
        return camera.model_copy(update={"position": _rounded(self.position), "target": _rounded(self.pivot)})

    def orbited(self, right_px: float, down_px: float, *, height_px: int) -> FreeView:
        """Turned about the pivot by a drag; the height of the widget is half a turn."""
        turn = 180.0 / max(1, height_px)
        pitch = max(-_STEEPEST_DEG, min(_STEEPEST_DEG, self.pitch_deg + down_px * turn))
        return replace(self, yaw_deg=(self.yaw_deg - right_px * turn) % 360.0, pitch_deg=pitch)

    def panned(self, right_px: float, down_px: float, *, height_px: int) -> FreeView:
        """Moved in the picture's plane so that the pivot follows the pointer."""
        metres = 2 * self.distance_m * self._half_height / max(1, height_px)
        yaw, pitch = radians(self.yaw_deg), radians(self.pitch_deg)
        right = (cos(yaw), 0.0, -sin(yaw))
        up = (-sin(pitch) * sin(yaw), cos(pitch), -sin(pitch) * cos(yaw))
        x, y, z = (
            at - r * right_px * metres + u * down_px * metres for at, r, u in zip(self.pivot, right, up, strict=True)
        )
        return replace(self, pivot=(x, y, z))

    def dollied(self, steps: float) -> FreeView:
        """Nearer by an eighth for each positive step, farther for each negative one."""
        distance = self.distance_m * 0.875**steps
        return replace(self, distance_m=max(_NEAREST_M, min(self._farthest_m, distance)))

    def framing(self, low: Vec3, high: Vec3) -> FreeView:
        """Looking from the same side at a box, as near as shows it whole."""
        radius = max(0.1, sqrt(sum((b - a) ** 2 for a, b in zip(low, high, strict=True))) / 2)
        x, y, z = ((a + b) / 2 for a, b in zip(low, high, strict=True))
        distance = radius * sqrt(1 + self._half_height**-2) * 0.92
        return replace(self, pivot=(x, y, z), distance_m=min(self._farthest_m, distance))


def orbit_of(camera: CameraKey) -> FreeView:
    """The orbit about a shot camera's target on which that camera stands."""
    x, y, z = (at - goal for at, goal in zip(camera.position, camera.target, strict=True))
    distance = max(_NEAREST_M, sqrt(x * x + y * y + z * z))
    pitch = degrees(asin(max(-1.0, min(1.0, y / distance))))
    return FreeView(camera.target, degrees(atan2(x, z)) % 360.0, pitch, distance, camera.lens_mm)


def flown(view: FreeView, forward: float, right: float, up: float) -> FreeView:
    """The view carried through the air, in metres: along where it looks, to its right, and straight up."""
    yaw, pitch = radians(view.yaw_deg), radians(view.pitch_deg)
    ahead = (-sin(yaw) * cos(pitch), -sin(pitch), -cos(yaw) * cos(pitch))
    beside = (cos(yaw), 0.0, -sin(yaw))
    x, y, z = (at + forward * a + right * b for at, a, b in zip(view.pivot, ahead, beside, strict=True))
    return replace(view, pivot=(x, y + up, z))


def looked_round(view: FreeView, right_px: float, down_px: float, *, height_px: int) -> FreeView:
    """Turned on the spot, as one who flies looks round: the eye stays where it is, and the pivot goes round it."""
    turned = view.orbited(right_px, down_px, height_px=height_px)
    x, y, z = (
        pivot + eye - moved for pivot, eye, moved in zip(turned.pivot, view.position, turned.position, strict=True)
    )
    return replace(turned, pivot=(x, y, z))


def view_from(side: Side, *, about: FreeView | None = None, is_flat: bool = False) -> FreeView:
    """The set from one side: about the same middle and as large as ``about`` shows it, flat or in perspective."""
    yaw, pitch = SIDES_DEG[side]
    return replace(flattened(about or FreeView(), is_flat=is_flat), yaw_deg=yaw, pitch_deg=pitch)


def view_towards(direction: Vec3, *, about: FreeView) -> FreeView:
    """The same set from where a corner, an edge or a face of the view cube points."""
    x, y, z = direction
    pitch = degrees(atan2(y, sqrt(x * x + z * z)))
    yaw = degrees(atan2(x, z)) % 360.0 if abs(x) + abs(z) > 1e-9 else 0.0
    return replace(about, yaw_deg=yaw, pitch_deg=max(-89.9, min(89.9, pitch)))


def flattened(view: FreeView, *, is_flat: bool) -> FreeView:
    """What lies at the pivot keeps its size; a flat view has six times the distance and lens, where there is room."""
    metres = view.distance_m * FREE_LENS_MM / view.lens_mm
    factor = max(1.0, min(_FLATTER, _FLAT_REACH_M / metres)) if is_flat else 1.0
    return replace(view, distance_m=metres * factor, lens_mm=FREE_LENS_MM * factor)


def cube_axes(view: FreeView) -> tuple[Vec3, Vec3, Vec3]:
    """Where the world's X, Y and Z point in the picture: right, up and towards the eye, each of length one at most."""
    yaw, pitch = radians(view.yaw_deg), radians(view.pitch_deg)
    return (
        (cos(yaw), -sin(pitch) * sin(yaw), cos(pitch) * sin(yaw)),
        (0.0, cos(pitch), sin(pitch)),
        (-sin(yaw), -sin(pitch) * cos(yaw), cos(pitch) * cos(yaw)),
    )


def overview(stage: Stage) -> FreeView:
    """The view a stage opens with: all of its floor, from a raised corner."""
    xs, zs = zip(*stage.container.footprint, strict=True)
    low, high = stage.container.floor_y, stage.container.ceiling_y
    top = low + min(high - low, 3.0)
    yaw = 32.0 if (max(zs) - min(zs)) >= (max(xs) - min(xs)) else 90.0 - 32.0
    return FreeView(yaw_deg=yaw).framing((min(xs), low, min(zs)), (max(xs), top, max(zs)))


def plan_of(stage: Stage) -> FreeView:
    """The view from straight above, as near as shows the whole floor."""
    xs, zs = zip(*stage.container.footprint, strict=True)
    floor = stage.container.floor_y
    view = FreeView(yaw_deg=0.0, pitch_deg=_STEEPEST_DEG)
    return view.framing((min(xs), floor, min(zs)), (max(xs), floor, max(zs)))


def bounds_of(props: tuple[Prop, ...]) -> tuple[Vec3, Vec3] | None:
    """The axis-aligned box round some props; None round nothing."""
    if not props:
        return None
    corners = [corner for prop in props for corner in corners_of(prop).tolist()]
    low = tuple(min(corner[axis] for corner in corners) for axis in range(3))
    high = tuple(max(corner[axis] for corner in corners) for axis in range(3))
    return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def _rounded(point: Vec3) -> Vec3:
    x, y, z = (round(value, 4) + 0.0 for value in point)
    return x, y, z
