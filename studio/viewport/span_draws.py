"""Draws the spans of a draw list that the camera can see, with a shader variant for each finish."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from studio.viewport.draw_list import DrawList, Finish, Floats, Span
from studio.viewport.gl import GL
from studio.viewport.instance_buffer import InstanceBuffer
from studio.viewport.program import Program
from studio.viewport.projection import frustum_planes
from studio.viewport.scene_buffers import SceneBuffers
from studio.viewport.uploads import Uploads
from studio.viewport.view import View

_DEFINES: Mapping[Finish, str] = MappingProxyType(
    {"plain": "PLAIN", "patterned": "PATTERNED", "ground": "GROUND", "textured": "TEXTURED"}
)
Tone = Literal["colours", "ink"]
_NO_COLOUR = (0.0, 0.0, 0.0, 0.0)


class SpanDraws:
    """Instanced draws, culled to the frustum, through the shaders NAME.vert and NAME.frag.

    ``draw_calls`` and ``drawn_instances`` tell what the last frame took.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._programs: dict[tuple[Finish, Tone], Program] = {}
        self._visible: InstanceBuffer | None = None
        self._visible_uploads = Uploads()
        self.draw_calls = 0
        self.drawn_instances = 0

    def draw(
        self, draw_list: DrawList, view: View, scene: SceneBuffers, *, tone: Tone = "colours", **uniforms: Any
    ) -> None:
        """Draws into the bound target, whose depth decides; a span that the frame cuts is drawn from copied rows.

        In "ink" a pattern is no more than its drawn joints.
        """
        seen = in_view(draw_list, view)
        whole: list[tuple[Span, int, int]] = []
        cut: list[tuple[Span, int, int]] = []
        rows: list[Floats] = []
        first = 0
        for span in draw_list.spans:
            here = seen[span.first : span.first + span.count]
            count = int(np.count_nonzero(here))
            if count == span.count:
                whole.append((span, span.first, count))
            elif count:
                cut.append((span, first, count))
                rows.append(draw_list.instances[span.first : span.first + span.count][here])
                first += count
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glDepthFunc(GL.GL_LESS)
        GL.glDepthMask(GL.GL_TRUE)
        scene.arena.bind()
        self.draw_calls = self.drawn_instances = 0
        uniforms["view_projection"] = view.view_projection
        if rows:
            self._draw_runs(cut, self._copied(rows, scene), scene, uniforms, tone)
        self._draw_runs(whole, scene.instances.texture, scene, uniforms, tone)
        GL.glDisable(GL.GL_DEPTH_TEST)

    def release(self) -> None:
        """Frees everything."""
        for program in self._programs.values():
            program.release()
        if self._visible is not None:
            self._visible.release()

    def _copied(self, rows: list[Floats], scene: SceneBuffers) -> int:
        if self._visible is None:
            self._visible = InstanceBuffer(self._visible_uploads)
        before = self._visible_uploads.instance_bytes
        self._visible.upload(np.concatenate(rows))
        scene.uploads.visible_bytes += self._visible_uploads.instance_bytes - before
        return self._visible.texture

    def _draw_runs(
        self,
        runs: list[tuple[Span, int, int]],
        instances: int,
        scene: SceneBuffers,
        uniforms: dict[str, Any],
        tone: Tone,
    ) -> None:
        program, finish = None, None
        # The room last: what stands in it hides most of it, and what is hidden is not shaded.
        for span, first, count in sorted(runs, key=lambda run: (run[0].is_room, run[0].finish)):
            if program is None or finish != span.finish:
                finish = span.finish
                program = self._ready((finish, tone), instances, scene, uniforms)
            program.set("first_instance", first)
            if span.mesh.texture is not None:
                layer, mean = scene.textures.place(span.mesh)
                program.use(layer=layer, mean_colour=(*mean, 1.0) if mean else _NO_COLOUR)
            (GL.glEnable if span.is_room else GL.glDisable)(GL.GL_CULL_FACE)
            scene.arena.draw(span.mesh_key, count)
            self.draw_calls += 1
            self.drawn_instances += count
        GL.glDisable(GL.GL_CULL_FACE)

    def _ready(
        self, kind: tuple[Finish, Tone], instances: int, scene: SceneBuffers, uniforms: dict[str, Any]
    ) -> Program:
        program = self._programs.get(kind)
        if program is None:
            finish, tone = kind
            defines = (_DEFINES[finish], "INK") if tone == "ink" else (_DEFINES[finish],)
            program = Program(f"{self._name}.frag", vertex=f"{self._name}.vert", defines=defines)
            self._programs[kind] = program
        program.use(mean_colour=_NO_COLOUR, **uniforms)
        program.bind(0, "instances", instances, target=GL.GL_TEXTURE_BUFFER)
        program.bind(1, "palettes", scene.palettes.texture)
        program.bind(2, "textures", scene.textures.texture, target=GL.GL_TEXTURE_2D_ARRAY)
        return program


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
