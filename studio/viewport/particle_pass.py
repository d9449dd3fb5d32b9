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

STREAK, DISC, RING, LEAF = 0.0, 1.0, 2.0, 3.0


@dataclass(frozen=True, slots=True)
class _Nature:
    """How a kind moves and looks: sizes in metres, ``tint`` times the sky's light, or its own where
    it glows, ``count`` at full density, alphas for clay and for ink."""

    count: int
    box: tuple[float, float, float]
    velocity: tuple[float, float, float]
    sway: float
    size: tuple[float, float]
    shapes: tuple[float, float]
    tint: Rgb
    alphas: tuple[float, float]


_NATURES: Mapping[ParticleKind, _Nature] = MappingProxyType(
    {
        "rain": _Nature(
            count=7000,
            box=(22.0, 12.0, 22.0),
            velocity=(0.9, -9.0, 0.4),
            sway=0.0,
            size=(0.006, 0.55),
            shapes=(STREAK, STREAK),
            tint=(0.9, 0.9, 0.9),
            alphas=(0.34, 0.42),
        ),
        "snow": _Nature(
            count=7000,
            box=(20.0, 12.0, 20.0),
            velocity=(0.35, -0.9, 0.15),
            sway=0.25,
            size=(0.034, 0.034),
            shapes=(DISC, RING),
            tint=(1.6, 1.6, 1.6),
            alphas=(0.9, 0.6),
        ),
        "dust": _Nature(
            count=6000,
            box=(9.0, 4.0, 9.0),
            velocity=(0.06, 0.01, 0.03),
            sway=0.15,
            size=(0.010, 0.010),
            shapes=(DISC, DISC),
            tint=(1.2, 1.2, 1.2),
            alphas=(0.55, 0.25),
        ),
        "motes": _Nature(
            count=3000,
            box=(10.0, 5.0, 10.0),
            velocity=(0.03, 0.05, 0.02),
            sway=0.35,
            size=(0.018, 0.018),
            shapes=(DISC, DISC),
            tint=(4.0, 3.2, 1.6),
            alphas=(0.8, 0.3),
        ),
        "leaves": _Nature(
            count=1200,
            box=(16.0, 9.0, 16.0),
            velocity=(0.4, -0.7, 0.2),
            sway=0.6,
            size=(0.035, 0.08),
            shapes=(LEAF, LEAF),
            tint=(0.55, 0.2, 0.05),
            alphas=(1.0, 0.7),
        ),
        "petals": _Nature(
            count=1600,
            box=(14.0, 8.0, 14.0),
            velocity=(0.3, -0.45, 0.15),
            sway=0.5,
            size=(0.02, 0.035),
            shapes=(LEAF, LEAF),
            tint=(0.85, 0.5, 0.58),
            alphas=(1.0, 0.6),
        ),
        "embers": _Nature(
            count=450,
            box=(1.0, 1.0, 1.0),
            velocity=(0.0, 1.0, 0.0),
            sway=0.0,
            size=(0.026, 0.026),
            shapes=(DISC, DISC),
            tint=(5.0, 1.7, 0.35),
            alphas=(0.9, 0.55),
        ),
    }
)
_GLOWING: frozenset[ParticleKind] = frozenset({"embers", "motes"})
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
        if view.is_flat:  # weather is about the eye, and a flat view has none
            return
        width, height = target.size
        target.bind()
        GL.glEnable(GL.GL_BLEND)
        for cloud in draw_list.clouds:
            nature, glows = _NATURES[cloud.kind], cloud.kind in _GLOWING and ink is None
            horizon = (1.0, 1.0, 1.0) if glows else (max(_LEAST_LIGHT, part) for part in draw_list.lighting.horizon)
            colour = ink or tuple(tint * part for tint, part in zip(nature.tint, horizon, strict=True))
            count = round(nature.count * cloud.density)
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
                tumble=float(LEAF in nature.shapes),
                size=nature.size,
                pixel_m=2 * tan(radians(view.fov_y_deg) / 2) / height,
                place_count=len(cloud.fires),
                colour=(*colour, nature.alphas[ink is not None]),
                roundness=nature.shapes[ink is not None],
                step_uv=(1.0 / width, 1.0 / height),
            )
            if cloud.fires:
                self._program.set("place_list", np.array([(*fire.position, fire.size) for fire in cloud.fires]))
            read_surface(self._program, geometry, view)
            screen.draw_quads(count * max(1, len(cloud.fires)))
        GL.glDisable(GL.GL_BLEND)

    def release(self) -> None:
        """Frees the program."""
        self._program.release()
