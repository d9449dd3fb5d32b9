"""Draws what the camera can see into the geometry buffer: colour, normal, id, depth."""

from __future__ import annotations

from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL
from studio.viewport.scene_buffers import SceneBuffers
from studio.viewport.screen import Band, within
from studio.viewport.span_draws import SpanDraws, Tone
from studio.viewport.target import DEPTH, NORMAL, NUMBER, TEXELS, Target
from studio.viewport.view import View


class GeometryPass:
    """``target`` holds albedo, normal, id and depth of what is in view (packing.glsl says how)."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.target = Target(size, {"albedo": TEXELS, "normal": NORMAL, "id": NUMBER, "depth": DEPTH})
        self.spans = SpanDraws("geometry")

    def draw(self, draw_list: DrawList, view: View, scene: SceneBuffers, *, tone: Tone = "colours") -> None:
        """Fills the target; in "ink" patterns have no colours, only their joints."""
        self.target.bind()
        self._clear()
        self.spans.draw(draw_list, view, scene, tone=tone)

    def draw_band(self, draw_list: DrawList, view: View, scene: SceneBuffers, *, tone: Tone, band: Band) -> None:
        """Fills a band of the target."""
        self.target.bind()
        with within(band):
            self._clear()
            self.spans.draw(draw_list, view, scene, tone=tone)

    def _clear(self) -> None:
        for place in range(2):
            GL.glClearBufferfv(GL.GL_COLOR, place, (GL.GLfloat * 4)(0.0, 0.0, 0.0, 0.0))
        GL.glClearBufferuiv(GL.GL_COLOR, 2, (GL.GLuint * 4)(0, 0, 0, 0))
        GL.glClearBufferfv(GL.GL_DEPTH, 0, (GL.GLfloat * 1)(1.0))

    def release(self) -> None:
        """Frees everything."""
        self.target.release()
        self.spans.release()
