"""A figure of the kit alone on light ground, for the character sheets that are made without a model."""

from __future__ import annotations

from studio.agents.character_sheet import SheetView
from studio.agents.person_words import Figure
from studio.model.stage import Prop, Size, Stage, StageCamera, StageContainer, Vec3

_HALF_M = 6.0


def sheet_stage(figure: Figure, size: Size, view: SheetView, *, palette: str | None) -> Stage:
    """The figure as a view shows it; the expressions of a mannequin are its head from nearby."""
    height = size[1]
    person = Prop(
        id="person",
        node="person",
        semantic_role="character",
        asset=f"kit:{figure}",
        position=(0.0, 0.0, 0.0),
        rotation=(0.0, 90.0 if view == "side" else 0.0, 0.0),
        size=size,
        material={"palette": palette} if palette else None,
        pose="stand",
    )
    corners = ((-_HALF_M, -_HALF_M), (_HALF_M, -_HALF_M), (_HALF_M, _HALF_M), (-_HALF_M, _HALF_M))
    container = StageContainer(footprint=corners, ceiling_y=4.0, outdoor=True)
    return Stage(container=container, props=(person,), cameras=(_camera(view, height),))


def _camera(view: SheetView, height: float) -> StageCamera:
    target: Vec3 = (0.0, 0.92 * height, 0.0) if view == "expressions" else (0.0, 0.5 * height, 0.0)
    away = 0.9 if view == "expressions" else 2.35 * height
    return StageCamera(name="sheet", position=(0.0, target[1], away), target=target, lens_mm=35.0)
