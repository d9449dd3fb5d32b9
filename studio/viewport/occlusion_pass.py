"""Ambient occlusion and the sun's shadow at half size, blurred along surfaces."""

from __future__ import annotations

import numpy as np

from studio.viewport.lighting import Lighting
from studio.viewport.program import Program
from studio.viewport.screen import Screen, read_light, read_surface
from studio.viewport.shadow_pass import ShadowPass
from studio.viewport.target import METRES, PAIR, Target
from studio.viewport.view import View

_RADIUS_M = 0.55


class OcclusionPass:
    """``texture`` is 1 where the sky is open and 0 deep in corners; beside it, the share of the sun that arrives."""

    def __init__(self, size: tuple[int, int]) -> None:
        half = (max(1, size[0] // 2), max(1, size[1] // 2))
        self._metres = Target(half, {"metres": METRES})
        self._raw = Target(half, {"open": PAIR})
        self._soft = Target(half, {"open": PAIR})
        self._measure = Program("distance.frag")
        self._gather = Program("occlusion.frag")
        self._blur = Program("occlusion_blur.frag")

    @property
    def texture(self) -> int:
        """The blurred occlusion, two channels."""
        return self._soft["open"]

    def draw(self, geometry: Target, view: View, lighting: Lighting, shadow: ShadowPass, screen: Screen) -> None:
        """Computes the occlusion of the geometry buffer."""
        self._metres.bind()
        self._measure.use()
        read_surface(self._measure, geometry, view)
        screen.draw()
        self._raw.bind()
        self._gather.use(radius_m=_RADIUS_M, frame_scale=0.5 / float(np.linalg.norm(view.ray_y)))
        read_surface(self._gather, geometry, view)
        read_light(self._gather, lighting, shadow, view)
        self._gather.bind(5, "metres_map", self._metres["metres"])
        screen.draw()
        self._soft.bind()
        self._blur.use(
            pixel=(1.0 / self._raw.size[0], 1.0 / self._raw.size[1]),
            even_m=float(view.focus_m) if view.is_flat else 0.0,
        )
        self._blur.bind(5, "metres_map", self._metres["metres"])
        self._blur.bind(6, "open_map", self._raw["open"])
        screen.draw()

    def release(self) -> None:
        """Frees everything."""
        for part in (self._metres, self._raw, self._soft, self._measure, self._gather, self._blur):
            part.release()
