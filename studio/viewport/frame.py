"""What the passes of one frame share: the buffers so far, the camera, the light, the lens and the time."""

from __future__ import annotations

from dataclasses import dataclass

from studio.viewport.draw_list import DrawList
from studio.viewport.focus_blur import FocusBlur
from studio.viewport.lighting import Lighting
from studio.viewport.particle_pass import ParticlePass
from studio.viewport.screen import Screen
from studio.viewport.shadow_pass import ShadowPass
from studio.viewport.target import Target
from studio.viewport.view import View


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame at work; ``open_map`` is the occlusion's texture."""

    draw_list: DrawList
    view: View
    geometry: Target
    shadow: ShadowPass
    open_map: int
    particles: ParticlePass
    screen: Screen
    focus: FocusBlur | None = None
    time_s: float = 0.0

    @property
    def lighting(self) -> Lighting:
        """The stage's light."""
        return self.draw_list.lighting
