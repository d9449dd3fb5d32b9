"""Passes over the whole picture: the one triangle they draw, and the uniforms they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from studio.viewport.gl import GL
from studio.viewport.lighting import Lamp, Lighting
from studio.viewport.program import Program
from studio.viewport.projection import frustum_planes
from studio.viewport.shadow_pass import SHADOW_SIZE, ShadowPass
from studio.viewport.target import Target
from studio.viewport.view import View

_CLEAR_M = 12.0


Band = tuple[float, float]
"""From where to where of a target's height, as fractions from its bottom."""


@contextmanager
def within(band: Band) -> Iterator[None]:
    """Draws and clears reach no farther than a band of the bound target."""
    x, y, width, height = (int(part) for part in GL.glGetIntegerv(GL.GL_VIEWPORT))
    low, high = round(height * band[0]), round(height * band[1])
    GL.glEnable(GL.GL_SCISSOR_TEST)
    GL.glScissor(x, y + low, width, high - low)
    try:
        yield
    finally:
        GL.glDisable(GL.GL_SCISSOR_TEST)


class Screen:
    """The triangle over the whole target.

    A pass can be drawn slice by slice: ``only`` lets through one of its draws, in one band of the target.
    """

    def __init__(self) -> None:
        self._array = GL.glGenVertexArrays(1)
        self._only: tuple[int, Band] | None = None
        self._place = 0

    @contextmanager
    def only(self, place: int, band: Band) -> Iterator[None]:
        """Within it, all draws but that one (counted from 0) are passed over; ``draws`` tells how many there were."""
        self._only, self._place = (place, band), 0
        try:
            yield
        finally:
            self._only = None

    @property
    def draws(self) -> int:
        """How many draws were asked for within the last ``only``."""
        return self._place

    def draw(self) -> None:
        """Runs the current program once for every pixel of the bound target."""
        self._draw(lambda: GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3))

    def draw_whole(self) -> None:
        """The same, within ``only`` too: for what is drawn once and kept."""
        GL.glBindVertexArray(self._array)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)

    def draw_quads(self, count: int) -> None:
        """Runs the current program for ``count`` quads of four vertices that it places itself."""
        self._draw(lambda: GL.glDrawArraysInstanced(GL.GL_TRIANGLE_STRIP, 0, 4, count))

    def _draw(self, draw: Callable[[], object]) -> None:
        GL.glBindVertexArray(self._array)
        if self._only is None:
            draw()
            return
        place, band = self._only
        if place == self._place:
            with within(band):
                draw()
        self._place += 1

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
