"""Draws particles into a finished light or panel, behind and before what stands in the set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import radians, tan
from types import MappingProxyType

import numpy as np

from studio.viewport.draw_list import DrawList
from studio.viewport.gl import GL
from studio.viewport.lighting import Rgb
from studio.viewport.particles import ParticleKind
from studio.viewport.program import Program
from studio.viewport.screen import Screen, read_surface
from studio.viewport.target import Target
from studio.viewport.view import View

STREAK, DISC, RING = 0.0, 1.0, 2.0


@dataclass(frozen=True, slots=True)
class _Nature:
    """How a kind moves and looks: sizes in metres, ``light`` as a share of the sky's, alphas for clay and for ink."""

    count: int
    box: tuple[float, float, float]
    velocity: tuple[float, float, float]
    sway: float
    size: tuple[float, float]
    shapes: tuple[float, float]
    light: float
    alphas: tuple[float, float]


_NATURES: Mapping[ParticleKind, _Nature] = MappingProxyType(
    {
        "rain": _Nature(
            count=4200,
            box=(22.0, 12.0, 22.0),
            velocity=(0.9, -9.0, 0.4),
            sway=0.0,
            size=(0.006, 0.55),
            shapes=(STREAK, STREAK),
            light=0.9,
            alphas=(0.34, 0.42),
        ),
        "snow": _Nature(
            count=7000,
            box=(20.0, 12.0, 20.0),
            velocity=(0.35, -0.9, 0.15),
            sway=0.25,
            size=(0.034, 0.034),
            shapes=(DISC, RING),
            light=1.6,
            alphas=(0.9, 0.6),
        ),
        "dust": _Nature(
            count=1200,
            box=(9.0, 4.0, 9.0),
            velocity=(0.06, 0.01, 0.03),
            sway=0.15,
            size=(0.010, 0.010),
            shapes=(DISC, DISC),
            light=1.2,
            alphas=(0.55, 0.25),
        ),
        "embers": _Nature(
            count=90,
            box=(1.0, 1.0, 1.0),
            velocity=(0.0, 1.0, 0.0),
            sway=0.0,
            size=(0.026, 0.026),
            shapes=(DISC, DISC),
            light=0.0,
            alphas=(0.9, 0.55),
        ),
    }
)
_GLOWING = (5.0, 1.7, 0.35)
_LEAST_LIGHT = 0.25


class ParticlePass:
    """Needs no buffers: a particle is its number and the time."""

    def __init__(self) -> None:
        self._program = Program("particles.frag", vertex="particles.vert")

    def draw(
        self,
        target: Target,
        draw_list: DrawList,
        geometry: Target,
        view: View,
        screen: Screen,
        *,
        time_s: float,
        ink: Rgb | None = None,
    ) -> None:
        """Blends a stage's particles over the target: as light, or in ``ink`` on paper."""
        width, height = target.size
        target.bind()
        GL.glEnable(GL.GL_BLEND)
        for cloud in draw_list.particles:
            nature, glows = _NATURES[cloud.kind], cloud.kind == "embers" and ink is None
            air = [max(_LEAST_LIGHT, part * nature.light) for part in draw_list.lighting.horizon]
            colour = ink or (_GLOWING if glows else air)
            # The alpha of light says how much of it blooms, that of a panel how light it is.
            kept = GL.GL_ONE if glows else GL.GL_ZERO
            GL.glBlendFuncSeparate(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA, kept, GL.GL_ONE)
            self._program.use(
                view_projection=view.view_projection,
                time_s=float(time_s),
                box=nature.box,
                floor_y=float(draw_list.floor_y),
                velocity=nature.velocity,
                sway=nature.sway,
                size=nature.size,
                pixel_m=2 * tan(radians(view.fov_y_deg) / 2) / height,
                place_count=len(cloud.places),
                colour=(*colour, nature.alphas[ink is not None]),
                roundness=nature.shapes[ink is not None],
                step_uv=(1.0 / width, 1.0 / height),
            )
            if cloud.places:
                self._program.set("place_list", np.array([(*place, 0.0) for place in cloud.places]))
            read_surface(self._program, geometry, view)
            screen.draw_quads(nature.count if not cloud.places else nature.count * len(cloud.places))
        GL.glDisable(GL.GL_BLEND)

    def release(self) -> None:
        """Frees the program."""
        self._program.release()
