"""The sun's shadow map, drawn again only when the stage or its sun changes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL
from studio.viewport.program import Program
from studio.viewport.scene_buffers import SceneBuffers
from studio.viewport.target import SHADOW, Target

SHADOW_SIZE = 2048
_BIAS = np.array(((0.5, 0, 0, 0.5), (0, 0.5, 0, 0.5), (0, 0, 0.5, 0.5), (0, 0, 0, 1)))

Matrix = npt.NDArray[np.float64]


class ShadowPass:
    """One orthographic map over everything that casts; the room itself does not."""

    def __init__(self) -> None:
        self.target = Target((SHADOW_SIZE, SHADOW_SIZE), {"depth": SHADOW})
        self._program = Program("shadow.frag", vertex="shadow.vert")
        self._drawn: DrawList | None = None
        self.matrix: Matrix = np.identity(4)
        self.texel_m = 0.01

    def draw(self, draw_list: DrawList, scene: SceneBuffers) -> None:
        """Brings the map up to date."""
        before, self._drawn = self._drawn, draw_list
        if before is not None and _casts_alike(before, draw_list):
            return
        scene.uploads.shadow_maps += 1
        projection, self.texel_m = sun_projection(draw_list)
        self.matrix = _BIAS @ projection
        self.target.bind()
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glDepthFunc(GL.GL_LESS)
        GL.glDepthMask(GL.GL_TRUE)
        GL.glClearBufferfv(GL.GL_DEPTH, 0, (GL.GLfloat * 1)(1.0))
        program = self._program.use(view_projection=projection)
        program.bind(0, "instances", scene.instances.texture, target=GL.GL_TEXTURE_BUFFER)
        scene.arena.bind()
        for span in draw_list.spans:
            if not span.is_room:
                program.set("first_instance", span.first)
                scene.arena.draw(span.mesh_key, span.count)
        GL.glDisable(GL.GL_DEPTH_TEST)

    def release(self) -> None:
        """Frees everything."""
        self.target.release()
        self._program.release()


def _casts_alike(first: DrawList, second: DrawList) -> bool:
    """Whether two lists throw the same shadow: alike but for marks and colours."""
    if first is second:
        return True
    spans = [[(span.mesh_key, span.first, span.count) for span in one.spans] for one in (first, second)]
    return (
        first.bounds == second.bounds
        and first.lighting.sun_direction == second.lighting.sun_direction
        and spans[0] == spans[1]
        and np.array_equal(first.instances[:, :12], second.instances[:, :12])
    )


def sun_projection(draw_list: DrawList) -> tuple[Matrix, float]:
    """World to the sun's clip space (4, 4) round the stage's bounds, and a texel's edge in metres."""
    low, high = (np.array(corner) for corner in draw_list.bounds)
    toward = np.array(draw_list.lighting.sun_direction)
    right = np.cross((0.0, 1.0, 0.0) if abs(toward[1]) < 0.99 else (0.0, 0.0, 1.0), toward)
    right /= np.linalg.norm(right)
    axes = np.stack((right, np.cross(toward, right), toward))
    corners = np.array([(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
    seen = corners @ axes.T
    start, end = seen.min(axis=0) - 0.05, seen.max(axis=0) + 0.05
    half, middle = (end - start) / 2, (end + start) / 2
    matrix = np.identity(4)
    matrix[0, :3], matrix[0, 3] = axes[0] / half[0], -middle[0] / half[0]
    matrix[1, :3], matrix[1, 3] = axes[1] / half[1], -middle[1] / half[1]
    matrix[2, :3], matrix[2, 3] = -axes[2] / half[2], middle[2] / half[2]
    return matrix, float(max(half[:2]) * 2 / SHADOW_SIZE)
