"""Clay for views in motion on slow machines: one lit draw of what is in view, its ids beside it."""

from __future__ import annotations

import numpy as np

from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL
from studio.viewport.lighting import Lighting, Rgb
from studio.viewport.scene_buffers import SceneBuffers
from studio.viewport.screen import fog_at
from studio.viewport.span_draws import SpanDraws
from studio.viewport.target import COLOUR, DEPTH, NUMBER, Target
from studio.viewport.view import View

_PLAIN_SHADE = 0.72
"""develop.frag's scale of the light before its curve."""


class DraftPass:
    """Draws colour, id and depth into ``target``."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.target = Target(size, {"colour": COLOUR, "id": NUMBER, "depth": DEPTH})
        self.spans = SpanDraws("draft")

    def draw(self, draw_list: DrawList, view: View, scene: SceneBuffers) -> None:
        """Fills the target."""
        lighting = draw_list.lighting
        scale = np.array(lighting.grade) * lighting.exposure * _PLAIN_SHADE
        haze = _developed(lighting.background_bottom, lighting)
        sky = [(a + b) / 2 for a, b in zip(haze, _developed(lighting.background_top, lighting), strict=True)]
        self.target.bind()
        GL.glClearBufferfv(GL.GL_COLOR, 0, (GL.GLfloat * 4)(*sky, 1.0))
        GL.glClearBufferuiv(GL.GL_COLOR, 1, (GL.GLuint * 4)(0, 0, 0, 0))
        GL.glClearBufferfv(GL.GL_DEPTH, 0, (GL.GLfloat * 1)(1.0))
        self.spans.draw(
            draw_list,
            view,
            scene,
            eye=view.eye,
            sun_direction=lighting.sun_direction,
            sun_colour=lighting.sun,
            sky_colour=lighting.sky,
            ground_colour=lighting.ground,
            light_scale=scale,
            fog_colour=haze,
            fog_per_m=fog_at(lighting, view),
        )

    def release(self) -> None:
        """Frees everything."""
        self.target.release()
        self.spans.release()


def _developed(light: Rgb, lighting: Lighting) -> Rgb:
    red, green, blue = (
        float(((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)) ** 0.5)
        for x in np.array(light) * lighting.exposure * _PLAIN_SHADE * np.array(lighting.grade)
    )
    return red, green, blue
