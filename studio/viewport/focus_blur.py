"""How much a lens blurs what it is not focused on: the same for the live view, the boards and the film."""

from __future__ import annotations

from dataclasses import dataclass
from math import dist

from studio.model import optics
from studio.model.documents import CameraKey


@dataclass(frozen=True, slots=True)
class FocusBlur:
    """A lens focused on a distance; ``sensor_width_mm`` is as wide as the frame lies on the sensor."""

    distance_m: float
    f_number: float
    lens_mm: float
    sensor_width_mm: float

    @property
    def infinity_share(self) -> float:
        """The radius of the circle of confusion of what is infinitely far, as a share of the frame's width.

        Source: thin lens, c = f² / (N (d − f)) · |z − d| / z.
        """
        lens_m, sensor_m = self.lens_mm / 1000, self.sensor_width_mm / 1000
        apart = max(self.distance_m - lens_m, 0.02)
        return lens_m**2 / (max(self.f_number, 0.5) * apart) / 2 / sensor_m


def blur_of(camera: CameraKey, *, sensor: str, aspect: float) -> FocusBlur:
    """The blur of a shot camera; focused on its target and opened as usual where nothing else was chosen."""
    return FocusBlur(
        distance_m=camera.focus_m if camera.focus_m is not None else dist(camera.position, camera.target),
        f_number=camera.f_stop or optics.DEFAULT_F_NUMBER,
        lens_mm=camera.lens_mm,
        sensor_width_mm=optics.cropped_mm(optics.gate(sensor), aspect)[0],
    )
