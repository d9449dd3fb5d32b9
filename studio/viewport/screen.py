"""Passes over the whole picture: the one triangle they draw, and the uniforms they share."""

from __future__ import annotations

import numpy as np

from studio.viewport.gl import GL
from studio.viewport.lighting import Lamp, Lighting
from studio.viewport.program import Program
from studio.viewport.projection import frustum_planes
from studio.viewport.shadow_pass import SHADOW_SIZE, ShadowPass
from studio.viewport.target import Target
from studio.viewport.view import View

_CLEAR_M = 12.0


class Screen:
    """The triangle over the whole target."""

    def __init__(self) -> None:
        self._array = GL.glGenVertexArrays(1)

    def draw(self) -> None:
        """Runs the current program once for every pixel of the bound target."""
        GL.glBindVertexArray(self._array)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)

    def draw_quads(self, count: int) -> None:
        """Runs the current program for ``count`` quads of four vertices that it places itself."""
        GL.glBindVertexArray(self._array)
        GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, count)

    def release(self) -> None:
        """Frees the triangle."""
        GL.glDeleteVertexArrays(1, [self._array])


def fog_at(lighting: Lighting, view: View) -> float:
    """The fog's density per metre, thinned for far subjects so that what is framed is never lost in it.

    A flat view has none: it is a drawing, and its eye is nowhere.
    """
    if view.is_flat:
        return 0.0
    return float(lighting.fog_per_m * min(1.0, _CLEAR_M / max(view.focus_m, 1.0)))


def read_surface(program: Program, geometry: Target, view: View) -> None:
    """Gives a program the geometry buffer and the camera (surface.glsl); units 0 to 3."""
    program.bind(0, "albedo_map", geometry["albedo"])
    program.bind(1, "normal_map", geometry["normal"])
    program.bind(2, "id_map", geometry["id"])
    program.bind(3, "depth_map", geometry["depth"])
    program.set("eye", view.eye)
    program.set("ray_x", view.ray_x)
    program.set("ray_y", view.ray_y)
    program.set("ray_z", view.ray_z)
    program.set("near_far", (view.near_m, view.far_m))
    program.set("is_flat", view.is_flat)
    program.set("pixel", (1.0 / geometry.size[0], 1.0 / geometry.size[1]))


def read_light(program: Program, lighting: Lighting, shadow: ShadowPass, view: View) -> None:
    """Gives a program the light and the shadow map (lighting.glsl); unit 4. Lamps out of reach are left out."""
    program.bind(4, "shadow_map", shadow.target["depth"])
    program.set("shadow_matrix", shadow.matrix)
    program.set("shadow_texel", (1.0 / SHADOW_SIZE, shadow.texel_m))
    program.set("sun_direction", lighting.sun_direction)
    program.set("sun_colour", lighting.sun)
    program.set("sky_colour", lighting.sky)
    program.set("horizon_colour", lighting.horizon)
    program.set("ground_colour", lighting.ground)
    lamps = lamps_in_view(lighting, view)
    program.set("lamp_count", len(lamps))
    if lamps:
        program.set("lamp_place_list", np.array([(*lamp.position, lamp.range_m) for lamp in lamps]))
        program.set("lamp_colour_list", np.array([(*lamp.colour, 0.4 + lamp.spread_m**2) for lamp in lamps]))


def lamps_in_view(lighting: Lighting, view: View) -> list[Lamp]:
    """The lamps whose light reaches into the frustum."""
    planes = frustum_planes(view.view_projection)
    return [lamp for lamp in lighting.lamps if np.all(planes @ (*lamp.position, 1.0) > -lamp.range_m)]
