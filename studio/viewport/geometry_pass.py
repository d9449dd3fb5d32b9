"""Draws what the camera can see into the geometry buffer: colour, normal, id, depth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL
from studio.viewport.instance_buffer import VisibleRows
from studio.viewport.program import Program
from studio.viewport.projection import frustum_planes
from studio.viewport.scene_buffers import SceneBuffers
from studio.viewport.target import COLOUR, DEPTH, NUMBER, VECTOR, Target, TextureKind
from studio.viewport.view import View

ALBEDO_KIND = TextureKind(COLOUR.internal, COLOUR.layout, COLOUR.element)

_NO_COLOUR = (0.0, 0.0, 0.0, 0.0)


class GeometryPass:
    """Instanced, culled to the frustum; ``draw_calls`` tells how many draws the last frame took."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.target = Target(size, {"albedo": ALBEDO_KIND, "normal": VECTOR, "id": NUMBER, "depth": DEPTH})
        self._program = Program("geometry.frag", vertex="geometry.vert")
        self._visible = VisibleRows()
        self.draw_calls = 0

    def draw(self, draw_list: DrawList, view: View, scene: SceneBuffers) -> None:
        """Fills the target."""
        seen = in_view(draw_list, view)
        self._visible.upload(np.flatnonzero(seen).astype(np.uint32))
        self.target.bind()
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glDepthFunc(GL.GL_LESS)
        GL.glDepthMask(GL.GL_TRUE)
        for place in range(2):
            GL.glClearBufferfv(GL.GL_COLOR, place, (GL.GLfloat * 4)(0.0, 0.0, 0.0, 0.0))
        GL.glClearBufferuiv(GL.GL_COLOR, 2, (GL.GLuint * 4)(0, 0, 0, 0))
        GL.glClearBufferfv(GL.GL_DEPTH, 0, (GL.GLfloat * 1)(1.0))
        program = self._program.use(view_projection=view.view_projection)
        program.bind(0, "instances", scene.instances.instances, target=GL.GL_TEXTURE_BUFFER)
        program.bind(1, "palettes", scene.instances.palettes)
        program.bind(2, "visible_rows", self._visible.texture, target=GL.GL_TEXTURE_BUFFER)
        program.bind(3, "textures", scene.textures.texture, target=GL.GL_TEXTURE_2D_ARRAY)
        program.use(layer=-1, mean_colour=_NO_COLOUR)
        textured = False
        scene.arena.bind()
        GL.glCullFace(GL.GL_BACK)
        self.draw_calls = 0
        first = 0
        for span in draw_list.spans:
            count = int(np.count_nonzero(seen[span.first : span.first + span.count]))
            if not count:
                continue
            (GL.glEnable if span.is_room else GL.glDisable)(GL.GL_CULL_FACE)
            program.set("first_instance", first)
            if textured or span.mesh.texture is not None:
                textured = span.mesh.texture is not None
                layer, mean = scene.textures.place(span.mesh)
                program.use(layer=layer, mean_colour=(*mean, 1.0) if mean else _NO_COLOUR)
            scene.arena.draw(span.mesh_key, count)
            first += count
            self.draw_calls += 1
        GL.glDisable(GL.GL_CULL_FACE)
        GL.glDisable(GL.GL_DEPTH_TEST)

    def release(self) -> None:
        """Frees everything."""
        self.target.release()
        self._program.release()
        self._visible.release()


def in_view(draw_list: DrawList, view: View) -> npt.NDArray[np.bool_]:
    """Which instances (n,) reach into the frustum, by their bounding spheres; walls only from their front."""
    planes = frustum_planes(view.view_projection)
    spheres = draw_list.spheres.astype(np.float64)
    distances = spheres[:, :3] @ planes[:, :3].T + planes[:, 3]
    seen = np.all(distances > -spheres[:, 3:4], axis=1)
    for span in draw_list.spans:
        if span.front is not None:
            point, direction = (np.array(part) for part in span.front)
            seen[span.first] = float((view.eye - point) @ direction) > 0
    return np.asarray(seen)
