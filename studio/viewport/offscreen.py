"""Pictures without a window: one thread owns a GL context and draws what the others ask for.

The context is current on that thread only, so a Qt context on the caller's thread is never disturbed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import dist
from typing import TYPE_CHECKING, Self, TypeVar

import numpy as np

from studio.errors import RenderError
from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.ports import Picture
from studio.model.stage import Stage
from studio.viewport.context import GlContext, offscreen_context
from studio.viewport.draw_list import DrawList, Kit, build_draw_list
from studio.viewport.focus_blur import FocusBlur, blur_of
from studio.viewport.view import View, shot_view

if TYPE_CHECKING:
    from studio.viewport.renderer import Quality, Renderer
    from studio.viewport.target import Target

T = TypeVar("T")
_BARS = np.array((0x14, 0x15, 0x17), dtype=np.uint8)
_KEPT_STAGES = 4


@dataclass(frozen=True, slots=True)
class _Shot:
    """What one picture shows, and how."""

    stage: Stage
    camera: CameraKey
    sensor: str
    aspect: float
    look: str
    hidden: frozenset[str] = frozenset()
    quality: Quality = "fine"
    focus: FocusBlur | None = None
    time_s: float = 0.0


class OffscreenRenderer:
    """A FrameSource; buffers stay on the GPU between frames. Close it, or use it in a ``with``.

    Raises:
        RenderError: this machine has no usable OpenGL; the message names what to install.
    """

    def __init__(self, *, kit: Kit | None = None, make_context: Callable[[], GlContext] = offscreen_context) -> None:
        self._kit = kit
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="offscreen")
        self._stages: list[tuple[Stage, frozenset[str], DrawList]] = []
        self._target: Target | None = None
        try:
            self._context = make_context()
            self._renderer: Renderer | None = self._thread.submit(_started, self._context).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def frame(
        self,
        stage: Stage,
        camera: CameraKey,
        *,
        size: tuple[int, int],
        aspect: float,
        sensor: str,
        look: str,
        depth_of_field: bool = False,
    ) -> Picture:
        """One picture (height, width, 3) of the stage through a camera.

        Where ``size`` has another shape than ``aspect``, the frame is kept whole between dark bars.
        ``depth_of_field`` blurs what the camera's lens is not focused on.

        Raises:
            InputError: there is no such look.
        """
        focus = blur_of(camera, sensor=sensor, aspect=aspect) if depth_of_field else None
        return self.frame_without(
            stage, camera, hidden=(), size=size, aspect=aspect, sensor=sensor, look=look, focus=focus
        )

    def frame_without(
        self,
        stage: Stage,
        camera: CameraKey,
        *,
        hidden: Collection[str],
        size: tuple[int, int],
        aspect: float,
        sensor: str,
        look: str,
        focus: FocusBlur | None = None,
        time_s: float = 0.0,
    ) -> Picture:
        """``frame`` with some props left out, by id, the depth of field of a lens, particles at a moment."""
        shot = _Shot(stage, camera, sensor, aspect, look, frozenset(hidden), focus=focus, time_s=time_s)
        return self._run(lambda: self._frame(shot, size))

    def thumbnail(self, stage: Stage, camera: CameraKey, *, width: int = 240, look: str = "sketch") -> Picture:
        """A small picture, drawn at three times its size so that its lines stay fine."""
        height = max(1, round(width / optics.DEFAULT_ASPECT))
        shot = _Shot(stage, camera, optics.DEFAULT_GATE.name, width / height, look, quality="full")
        large = self._run(lambda: self._frame(shot, (width * 3, height * 3)))
        blocks = large.reshape(height, 3, width, 3, 3).astype(np.uint16)
        return np.asarray((blocks.sum(axis=(1, 3)) + 4) // 9, dtype=np.uint8)

    def pick(
        self, stage: Stage, camera: CameraKey, *, at: tuple[float, float], sensor: str, aspect: float
    ) -> str | None:
        """The id of the prop at a place of the frame (fractions from its top left), or None."""
        return self._run(lambda: self._pick(_Shot(stage, camera, sensor, aspect, "flat", quality="full"), at))

    def close(self) -> None:
        """Frees the GPU's memory and ends the thread; a second call does nothing."""
        if self._renderer is None:
            return
        self._run(self._release)
        self._thread.shutdown()

    def _run(self, work: Callable[[], T]) -> T:
        if self._renderer is None:
            raise RenderError("This renderer was closed; open a new one to draw.")
        return self._thread.submit(work).result()

    def _open_renderer(self) -> Renderer:
        if self._renderer is None:
            raise RenderError("This renderer was closed; open a new one to draw.")
        return self._renderer

    def _frame(self, shot: _Shot, size: tuple[int, int]) -> Picture:
        if min(size) < 1:
            raise RenderError("A picture needs at least one pixel each way; ask for a larger one.")
        x, y, width, height = letterbox(size, shot.aspect)
        inner = self._draw(shot, (width, height))
        if (width, height) == size:
            return inner
        picture = np.empty((size[1], size[0], 3), dtype=np.uint8)
        picture[:] = _BARS
        picture[y : y + height, x : x + width] = inner
        return picture

    def _draw(self, shot: _Shot, size: tuple[int, int]) -> Picture:
        from studio.viewport.read_back import read_picture
        from studio.viewport.renderer import Destination, look_of
        from studio.viewport.target import COLOUR, Target

        look = look_of(shot.look)
        renderer = self._open_renderer()
        draw_list = self._draw_list(shot.stage, shot.hidden)
        if self._target is None or self._target.size != size:
            if self._target:
                self._target.release()
                self._target = None
            self._target = Target(size, {"colour": COLOUR})
        view = stage_view(draw_list, shot.camera, sensor=shot.sensor, aspect=shot.aspect)
        destination = Destination(self._target.framebuffer, (0, 0, *size))
        renderer.render(draw_list, view, destination, look, quality=shot.quality, focus=shot.focus, time_s=shot.time_s)
        return read_picture(self._target.framebuffer, size)

    def _pick(self, shot: _Shot, at: tuple[float, float]) -> str | None:
        from studio.viewport.picking import pick

        self._draw(shot, (960, max(1, round(960 / shot.aspect))))
        geometry, drawn = self._open_renderer().geometry, self._open_renderer().drawn
        return pick(geometry, drawn, at=at) if geometry and drawn else None

    def _draw_list(self, stage: Stage, hidden: frozenset[str]) -> DrawList:
        for kept, without, draw_list in self._stages:
            if kept is stage and without == hidden:
                return draw_list
        draw_list = build_draw_list(stage, hidden=hidden, kit=self._kit)
        self._stages = [(stage, hidden, draw_list), *self._stages[: _KEPT_STAGES - 1]]
        return draw_list

    def _release(self) -> None:
        if self._target:
            self._target.release()
            self._target = None
        if self._renderer:
            self._renderer.release()
            self._renderer = None
        self._context.release()


def letterbox(size: tuple[int, int], aspect: float) -> tuple[int, int, int, int]:
    """Where a frame of that aspect lies in a picture, x, y, width, height in pixels; the whole if it all but fits."""
    width, height = size
    if abs(width - height * aspect) <= max(1.5, 0.004 * width):
        return 0, 0, width, height
    if width > height * aspect:
        inner = max(1, round(height * aspect))
        return (width - inner) // 2, 0, inner, height
    inner = max(1, round(width / aspect))
    return 0, (height - inner) // 2, width, inner


def stage_view(draw_list: DrawList, camera: CameraKey, *, sensor: str, aspect: float) -> View:
    """The view of a camera on a stage, its far plane behind everything."""
    low, high = draw_list.bounds
    reach = max(dist(camera.position, low), dist(camera.position, high)) + dist(low, high) * 0.5
    far = 420.0 if draw_list.is_outdoor else min(400.0, max(30.0, reach * 1.2))
    return shot_view(camera, sensor=sensor, aspect=aspect, far_m=far)


def _started(context: GlContext) -> Renderer:
    context.make_current()
    from studio.viewport.renderer import Renderer

    return Renderer()
