"""What a viewport shows: a stage, a shot camera or the free view, a look, what is hidden and selected."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from studio.errors import RenderError
from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.stage import Stage
from studio.viewport.focus_blur import FocusBlur, blur_of
from studio.viewport.gizmo import Gizmo, Tool
from studio.viewport.guides import guides_in
from studio.viewport.navigation import FreeView, bounds_of, orbit_of, overview, plan_of
from studio.viewport.prop_placement import roots_of
from studio.viewport.sight import Point, Sight
from studio.viewport.transform import rotation_matrix
from studio.viewport.view import flat_view, shot_view
from studio.viewport.view_cube import CubeFace, cube_centre, cube_faces

if TYPE_CHECKING:
    from studio.viewport.draw_list import DrawList
    from studio.viewport.view import View


_FAR_M = 420.0


@dataclass(frozen=True, slots=True)
class ShownCamera:
    """What one looks through: a camera with its gate and its picture's aspect."""

    key: CameraKey
    sensor: str
    aspect: float


class ViewState:
    """The state behind a viewport; the draw list is built when it is first asked for after a change."""

    def __init__(self) -> None:
        self.stage: Stage | None = None
        self.camera: CameraKey | None = None
        self.sensor, self.aspect = optics.DEFAULT_GATE.name, optics.DEFAULT_ASPECT
        self.look = "clay"
        self.wants_free_view = True
        self.camera_is_editable = False
        self.free_view = FreeView()
        self.tool: Tool = "move"
        self.snaps = True
        self.props_are_editable = False
        self.shows_cube = True
        self.shows_focus = False
        self.cube_seen: tuple[CubeFace, ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._selected: frozenset[str] = frozenset()
        self._collided: frozenset[str] = frozenset()
        self._draw_list: DrawList | None = None
        self._drawn: DrawList | None = None

    @property
    def is_free(self) -> bool:
        """Whether the free view is shown, by choice or for want of a camera."""
        return self.wants_free_view or self.camera is None

    @property
    def may_move(self) -> bool:
        """Whether gestures move what is shown."""
        return self.stage is not None and (self.is_free or self.camera_is_editable)

    def focus(self) -> FocusBlur | None:
        """How the shot camera's lens blurs what it is not focused on, where that is to be seen."""
        if not self.shows_focus or self.is_free or self.camera is None:
            return None
        return blur_of(self.camera, sensor=self.sensor, aspect=self.aspect)

    @property
    def has_selection(self) -> bool:
        """Whether props are selected."""
        return bool(self._selected)

    @property
    def selected(self) -> frozenset[str]:
        """The marked props."""
        return self._selected

    @property
    def movable(self) -> frozenset[str]:
        """The marked props that a gesture may move: none that is locked or hidden, none of what can only be read."""
        if self.stage is None or not self.props_are_editable or not self._selected:
            return frozenset()
        return frozenset(
            prop.id for prop in self.stage.props if prop.id in self._selected and not prop.locked and not prop.hidden
        )

    def gizmo(self) -> Gizmo | None:
        """The handles of the tool in hand, about what it would move."""
        movable = self.movable
        if self.stage is None or not movable:
            return None
        roots = roots_of(self.stage, movable)
        origin = np.mean([root.position for root in roots], axis=0)
        # A scaling goes along the prop's own axes; of several, each has its own.
        is_own = self.tool == "scale" and len(roots) == 1
        axes = rotation_matrix(roots[0].rotation) if is_own else np.identity(3)
        is_free = all(root.support == "floating" for root in roots)
        return Gizmo(self.tool, origin, axes, (1, 0, 2) if is_free else (1,))

    def sight(self, size: tuple[int, int]) -> Sight:
        """The shown camera in a widget of that size."""
        shown = self.shown_camera(*size)
        view = self._flat(shown.aspect) or shot_view(shown.key, sensor=shown.sensor, aspect=shown.aspect, far_m=_FAR_M)
        return Sight(view, guides_in(*size, shown.aspect).frame)

    @property
    def has_cube(self) -> bool:
        """Whether the view cube hangs in the picture."""
        return self.is_free and self.shows_cube and self.stage is not None

    def cube(self, width: float) -> tuple[CubeFace, ...]:
        """The view cube of the free view; kept as ``cube_seen``."""
        self.cube_seen = cube_faces(self.free_view, cube_centre(width)) if self.has_cube else ()
        return self.cube_seen

    @property
    def orbit(self) -> FreeView:
        """The view that gestures change: the free one, or the shot camera's own orbit."""
        return self.free_view if self.wants_free_view or self.camera is None else orbit_of(self.camera)

    def show(self, stage: Stage | None) -> None:
        """Takes a stage; the free view is kept unless the room is another one."""
        is_other_room = stage is not None and (self.stage is None or self.stage.container != stage.container)
        self.stage, self._draw_list = stage, None
        if stage is not None and is_other_room:
            self.free_view = overview(stage)

    def hide(self, prop_ids: Collection[str]) -> None:
        """Leaves props out."""
        self._hidden, self._draw_list = frozenset(prop_ids), None

    def select(self, prop_ids: Collection[str]) -> bool:
        """Marks props; tells whether that changed anything."""
        if frozenset(prop_ids) == self._selected:
            return False
        self._selected, self._draw_list = frozenset(prop_ids), None
        return True

    def collide(self, prop_ids: Collection[str]) -> bool:
        """Marks props that stand in others; tells whether that changed anything."""
        if frozenset(prop_ids) == self._collided:
            return False
        self._collided, self._draw_list = frozenset(prop_ids), None
        return True

    def move_to(self, view: FreeView) -> None:
        """Moves the free view, or the shot camera onto that orbit."""
        if self.wants_free_view or self.camera is None:
            self.free_view = view
        else:
            self.camera = view.moving(self.camera)

    def look_down(self) -> None:
        """Turns the free view to the plan."""
        if self.stage is not None:
            self.free_view = plan_of(self.stage)

    def framed(self) -> FreeView:
        """The view that shows the selection whole, or else the whole set, from the same side."""
        if self.stage is None:
            return self.orbit
        bounds = bounds_of(tuple(prop for prop in self.stage.props if prop.id in self._selected))
        return self.orbit.framing(*bounds) if bounds else overview(self.stage)

    def pivoted(self, at: Point, prop_id: str | None, *, size: tuple[int, int]) -> FreeView:
        """The free view with its middle at a prop, or where a pixel meets the floor; the eye keeps its distance."""
        if self.stage is None:
            return self.free_view
        bounds = bounds_of(tuple(prop for prop in self.stage.props if prop.id == prop_id))
        if bounds is not None:
            x, y, z = ((low + high) / 2 for low, high in zip(*bounds, strict=True))
            return replace(self.free_view, pivot=(x, y, z))
        floor = np.array((0.0, self.stage.container.floor_y, 0.0))
        hit = self.sight(size).ray(at).meets(floor, np.array((0.0, 1.0, 0.0)))
        if hit is None or float(np.linalg.norm(hit - self.free_view.position)) > _FAR_M:
            return self.free_view
        return replace(self.free_view, pivot=(float(hit[0]), float(hit[1]), float(hit[2])))

    def frame_aspect(self, width: float, height: float) -> float:
        """Width over height of the frame in a widget: the shot's, or all of the widget for the free view."""
        return max(1.0, width) / max(1.0, height) if self.is_free else self.aspect

    def shown_camera(self, width: float, height: float) -> ShownCamera:
        """The camera that is shown in a widget of that size."""
        if self.wants_free_view or self.camera is None:
            key, sensor = self.free_view.camera(), optics.DEFAULT_GATE.name
            return ShownCamera(key, sensor, self.frame_aspect(width, height))
        return ShownCamera(self.camera, self.sensor, self.aspect)

    def draw_list(self) -> DrawList:
        """What is to be drawn.

        Raises:
            RenderError: there is no stage.
        """
        from studio.viewport.draw_list_change import next_draw_list

        if self.stage is None:
            raise RenderError("There is no stage to draw yet; open or make one.")
        if self._draw_list is None:
            self._drawn = next_draw_list(
                self._drawn, self.stage, hidden=self._hidden, selected=self._selected, collided=self._collided
            )
            self._draw_list = self._drawn
        return self._draw_list

    def view(self, aspect: float) -> View:
        """The camera that is shown, for a picture of that aspect."""
        from studio.viewport.offscreen import stage_view

        flat = self._flat(aspect)
        if flat is not None:
            return flat
        if self.wants_free_view or self.camera is None:
            return stage_view(self.draw_list(), self.free_view.camera(), sensor=optics.DEFAULT_GATE.name, aspect=aspect)
        return stage_view(self.draw_list(), self.camera, sensor=self.sensor, aspect=self.aspect)

    def _flat(self, aspect: float) -> View | None:
        """The free view without perspective, where it is that; as much is seen as at its pivot."""
        free = self.free_view
        if not (self.wants_free_view or self.camera is None) or not free.is_flat:
            return None
        return flat_view(free.camera(), half_height_m=free.half_height_m(aspect), aspect=aspect)
