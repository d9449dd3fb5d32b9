"""The sketch look: ink, marker and hatching on paper."""

from __future__ import annotations

from studio.viewport.focus_pass import FocusBlur, FocusPass
from studio.viewport.lighting import Lighting
from studio.viewport.program import Program
from studio.viewport.screen import Screen, fog_at, read_light, read_surface
from studio.viewport.shadow_pass import ShadowPass
from studio.viewport.target import COLOUR, Target
from studio.viewport.view import View

PAPER = (0xF4 / 255, 0xF1 / 255, 0xEA / 255)
INK = (0x22 / 255, 0x20 / 255, 0x1D / 255)


class SketchPass:
    """Draws the geometry buffer as a storyboard panel into ``picture``."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._panel = self.picture = Target(size, {"colour": COLOUR})
        self._focus: FocusPass | None = None
        self._program = Program("sketch.frag")

    def draw(
        self,
        geometry: Target,
        view: View,
        lighting: Lighting,
        shadow: ShadowPass,
        open_map: int,
        screen: Screen,
        focus: FocusBlur | None = None,
    ) -> None:
        """Draws the panel, blurred by the lens where a focus is given."""
        self._panel.bind()
        self._program.use(
            paper=PAPER,
            ink=INK,
            line_scale=max(0.6, geometry.size[1] / 720.0),
            pen=min(1.0, max(0.5, (4.5 / max(view.focus_m, 0.1)) ** 0.5)),
            fade_m=(0.6 * view.focus_m, max(11.0, 4.0 * view.focus_m)),
            gloom=lighting.gloom,
            fog_per_m=fog_at(lighting, view),
        )
        read_surface(self._program, geometry, view)
        read_light(self._program, lighting, shadow, view)
        self._program.bind(5, "open_map", open_map)
        screen.draw()
        self.picture = self._panel
        if focus is not None:
            if self._focus is None:
                self._focus = FocusPass(self._panel.size, COLOUR)
            self._focus.draw(self._panel["colour"], geometry, view, focus, screen)
            self.picture = self._focus.picture

    def release(self) -> None:
        """Frees everything."""
        self._panel.release()
        if self._focus is not None:
            self._focus.release()
        self._program.release()
