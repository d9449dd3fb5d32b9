"""The sketch look: ink, marker and hatching on paper."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.viewport.focus_pass import FocusPass
from studio.viewport.frame import Frame
from studio.viewport.paper_pass import PaperPass
from studio.viewport.program import Program
from studio.viewport.screen import fog_at, read_light, read_surface
from studio.viewport.target import COLOUR, Target
from studio.viewport.view import View

Vector = npt.NDArray[np.float64]
PAPER = (0xF4 / 255, 0xF1 / 255, 0xEA / 255)
_NO_FADE = (1e5, 2e5)
INK = (0x22 / 255, 0x20 / 255, 0x1D / 255)


class SketchPass:
    """Draws the geometry buffer as a storyboard panel into ``picture``; a fine one looks at four places a pixel."""

    def __init__(self, size: tuple[int, int], *, is_fine: bool = False) -> None:
        self._panel = self.picture = Target(size, {"colour": COLOUR})
        self._line_scale = max(0.95, size[1] / 720.0)
        self._paper: PaperPass | None = None
        self._focus: FocusPass | None = None
        self._program = Program("sketch.frag", defines=("FINE",) if is_fine else ())

    def draw(self, frame: Frame) -> None:
        """Draws the panel, blurred by the lens where a focus is given."""
        view, lighting, screen = frame.view, frame.lighting, frame.screen
        width, height = self._panel.size
        if self._paper is None:
            self._paper = PaperPass(self._panel.size, line_scale=self._line_scale, screen=screen)
        self._panel.bind()
        self._program.use(
            paper=PAPER,
            ink=INK,
            line_scale=self._line_scale,
            pen=min(1.0, max(0.5, (4.5 / max(view.focus_m, 0.1)) ** 0.5)),
            fade_m=_NO_FADE if view.is_flat else (0.6 * view.focus_m, max(11.0, 4.0 * view.focus_m)),
            even_m=float(view.focus_m),
            key=_key_light(view),
            step_uv=(1.0 / width, 1.0 / height),
            gloom=lighting.gloom,
            fog_per_m=fog_at(lighting, view),
        )
        read_surface(self._program, frame.geometry, view)
        read_light(self._program, lighting, frame.shadow, view)
        self._program.bind(5, "open_map", frame.open_map)
        self._program.bind(6, "hand_map", self._paper.target["hand"])
        self._program.bind(7, "strokes_map", self._paper.target["strokes"])
        screen.draw()
        frame.particles.draw(self._panel, frame.draw_list, frame.geometry, view, screen, time_s=frame.time_s, ink=INK)
        self.picture = self._panel
        if frame.focus is not None:
            if self._focus is None:
                self._focus = FocusPass(self._panel.size, COLOUR)
            self._focus.draw(self._panel["colour"], frame.geometry, view, frame.focus, screen)
            self.picture = self._focus.picture

    def release(self) -> None:
        """Frees everything."""
        self._panel.release()
        if self._paper is not None:
            self._paper.release()
        if self._focus is not None:
            self._focus.release()
        self._program.release()


def _key_light(view: View) -> Vector:
    """Over the artist's shoulder: from behind the eye, the left and above."""
    key = -0.75 * view.ray_z / np.linalg.norm(view.ray_z) - 0.75 * view.ray_x / np.linalg.norm(view.ray_x)
    key = key + np.array((0.0, 0.85, 0.0))
    return np.asarray(key / np.linalg.norm(key), dtype=np.float64)
