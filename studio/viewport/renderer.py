"""Draws a draw list through a view: geometry once, then the look's passes over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import dist
from typing import Literal, TypeGuard, assert_never

import numpy as np

from studio.errors import InputError
from studio.viewport.clay_pass import ClayPass
from studio.viewport.draft_pass import DraftPass
from studio.viewport.draw_list import IS_COLLIDED, IS_SELECTED, DrawList
from studio.viewport.focus_blur import FocusBlur
from studio.viewport.frame import Frame
from studio.viewport.geometry_pass import GeometryPass
from studio.viewport.gl import GL
from studio.viewport.gl_health import check_context, check_error
from studio.viewport.occlusion_pass import OcclusionPass
from studio.viewport.particle_pass import ParticlePass
from studio.viewport.plain_pass import PlainPass
from studio.viewport.program import Program
from studio.viewport.scene_buffers import SceneBuffers
from studio.viewport.screen import Screen
from studio.viewport.shadow_pass import ShadowPass
from studio.viewport.sketch_pass import SketchPass
from studio.viewport.span_draws import SpanDraws, Tone
from studio.viewport.target import Target
from studio.viewport.uploads import Uploads
from studio.viewport.view import View

Look = Literal["clay", "sketch", "flat", "depth"]
Rgb = tuple[float, float, float]
Quality = Literal["draft", "full", "fine"]
_KEPT_SIZES = 2
_MOST_FINE_PX = 3840 * 2160


@dataclass(frozen=True, slots=True)
class Destination:
    """A framebuffer to draw the finished picture into, and where in it: x, y from the bottom left, width, height."""

    framebuffer: int
    viewport: tuple[int, int, int, int]


def is_look(name: str) -> TypeGuard[Look]:
    """Whether a look of that name exists."""
    return name in ("clay", "sketch", "flat", "depth")


def look_of(name: str) -> Look:
    """The look of that name.

    Raises:
        InputError: there is none.
    """
    if not is_look(name):
        raise InputError(f'There is no look called "{name}"; choose clay, sketch, flat or depth.')
    return name


class Renderer:
    """The passes and their buffers by picture size; needs a current GL 3.3 context throughout.

    Raises:
        RenderError: there is none, or it is too old.
    """

    def __init__(self) -> None:
        check_context()
        self._scene = SceneBuffers()
        self._screen = Screen()
        self._shadow = ShadowPass()
        self._smooth = Program("smooth.frag")
        self._mark = Program("mark.frag")
        self._particles = ParticlePass()
        self._kept: list[_Sized] = []
        self._drawn: DrawList | None = None
        self._geometry: Target | None = None
        self._spans: SpanDraws | None = None
        self._refined: Target | None = None

    @property
    def draw_calls(self) -> int:
        """How many draws the last geometry pass took."""
        return self._spans.draw_calls if self._spans else 0

    @property
    def drawn_instances(self) -> int:
        """How many instances the last frame drew: those that the frustum reaches."""
        return self._spans.drawn_instances if self._spans else 0

    @property
    def geometry(self) -> Target | None:
        """What the last frame's picture was made from; its ``id`` tells whose each pixel is (packing.glsl)."""
        return self._geometry

    @property
    def drawn(self) -> DrawList | None:
        """The draw list of the last frame, whose numbers lie in the id attachment."""
        return self._drawn

    @property
    def uploads(self) -> Uploads:
        """What went to the GPU so far."""
        return self._scene.uploads

    def render(
        self,
        draw_list: DrawList,
        view: View,
        destination: Destination,
        look: Look,
        *,
        quality: Quality = "full",
        detail: float = 1.0,
        mark: Rgb | None = None,
        alarm: Rgb | None = None,
        focus: FocusBlur | None = None,
        time_s: float = 0.0,
    ) -> None:
        """Draws one picture into the destination, filling its viewport; an empty viewport is left alone.

        ``quality`` "draft" draws clay without shadow, occlusion and bloom, for views in motion; "fine" looks at four
        places a pixel, for stills up to 4K. ``detail`` below 1 draws fewer pixels and enlarges them; ``mark`` is the
        colour (sRGB, 0 to 1) that outlines selected props, ``alarm`` the one of those that collide. ``focus`` blurs
        clay and sketch as that lens would. ``time_s`` is the moment that particles are shown at.

        Raises:
            RenderError: the driver was reset, its memory is full, or the picture is too large for it.
        """
        width, height = destination.viewport[2:]
        if width <= 0 or height <= 0:
            return
        GL.glGetError()  # what somebody else left in this context is not ours to report
        size = (max(1, round(width * detail)), max(1, round(height * detail)))
        sized = self._buffers(size, _samples(size, quality))
        GL.glDisable(GL.GL_BLEND)
        GL.glDisable(GL.GL_SCISSOR_TEST)
        self._drawn, self._refined = draw_list, None
        self._scene.take_in(draw_list)
        if quality == "draft" and look == "clay":
            sized.draft.draw(draw_list, view, self._scene)
            self._geometry, self._spans = sized.draft.target, sized.draft.spans
            self._copy(sized.draft.target, destination)
        else:
            sized.geometry.draw(draw_list, view, self._scene, tone="ink" if look == "sketch" else "colours")
            self._geometry, self._spans = sized.geometry.target, sized.geometry.spans
            picture = self._look(draw_list, view, look, sized, focus, time_s)
            (self._copy if sized.samples > 1 else self._finish)(picture, destination)
        self._outline(self._geometry, mark, alarm)
        GL.glBindVertexArray(0)
        GL.glUseProgram(0)
        GL.glActiveTexture(GL.GL_TEXTURE0)
        check_error(int(GL.glGetError()))

    def refine(
        self,
        draw_list: DrawList,
        view: View,
        size: tuple[int, int],
        look: Look,
        *,
        bands: int,
        focus: FocusBlur | None = None,
    ) -> Iterator[None]:
        """Draws a fine picture slice by slice, each pass in ``bands``; ``show_refined`` shows it once it is whole.

        Nothing else may be drawn in between; whoever does begins anew.
        """
        sized = self._buffers(size, _samples(size, "fine"))
        edges = [place / bands for place in range(bands + 1)]
        tone: Tone = "ink" if look == "sketch" else "colours"
        self._scene.take_in(draw_list)
        self._shadow.draw(draw_list, self._scene)
        for band in pairwise(edges):
            sized.geometry.draw_band(draw_list, view, self._scene, tone=tone, band=band)
            yield
        place, count, picture = 0, 1, None
        while place < count:
            for band in pairwise(edges):
                with self._screen.only(place, band):
                    picture = self._look(draw_list, view, look, sized, focus, 0.0)
                count = self._screen.draws
                yield
            place += 1
        self._refined = picture
        self._drawn, self._geometry, self._spans = draw_list, sized.geometry.target, sized.geometry.spans

    def show_refined(self, destination: Destination, *, mark: Rgb | None = None, alarm: Rgb | None = None) -> None:
        """Shows what was refined last, with its outlines."""
        if self._refined is not None and self._geometry is not None:
            self._copy(self._refined, destination)
            self._outline(self._geometry, mark, alarm)
            GL.glBindVertexArray(0)
            GL.glUseProgram(0)
            GL.glActiveTexture(GL.GL_TEXTURE0)

    def release(self) -> None:
        """Frees everything on the GPU."""
        for sized in self._kept:
            sized.release()
        self._kept.clear()
        for part in (self._scene, self._screen, self._shadow, self._smooth, self._mark, self._particles):
            part.release()

    def _look(
        self, draw_list: DrawList, view: View, look: Look, sized: _Sized, focus: FocusBlur | None, time_s: float
    ) -> Target:
        geometry, screen, lighting = sized.geometry.target, self._screen, draw_list.lighting
        match look:
            case "clay" | "sketch":
                self._shadow.draw(draw_list, self._scene)
                sized.occlusion.draw(geometry, view, lighting, self._shadow, screen)
                drawn = sized.clay if look == "clay" else sized.sketch
                open_map = sized.occlusion.texture
                drawn.draw(
                    Frame(draw_list, view, geometry, self._shadow, open_map, self._particles, screen, focus, time_s)
                )
                return drawn.picture
            case "flat" | "depth":
                reach = _depth_range(draw_list, view)
                sized.plain.draw(geometry, view, screen, kind=look, depth_range_m=reach)
                return sized.plain.picture
            case _:
                assert_never(look)

    def _finish(self, picture: Target, destination: Destination) -> None:
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, destination.framebuffer)
        GL.glViewport(*destination.viewport)
        self._smooth.use(pixel=(1.0 / picture.size[0], 1.0 / picture.size[1]))
        self._smooth.bind(0, "picture", picture["colour"])
        self._screen.draw()

    def _copy(self, picture: Target, destination: Destination) -> None:
        x, y, width, height = destination.viewport
        how = GL.GL_NEAREST if picture.size == (width, height) else GL.GL_LINEAR
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, picture.framebuffer)
        GL.glReadBuffer(GL.GL_COLOR_ATTACHMENT0)
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, destination.framebuffer)
        GL.glBlitFramebuffer(
            0, 0, *picture.size, x, y, x + width, y + height, GL.GL_COLOR_BUFFER_BIT, how
        )  # fmt: skip
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, destination.framebuffer)
        GL.glViewport(*destination.viewport)

    def _outline(self, geometry: Target, mark: Rgb | None, alarm: Rgb | None) -> None:
        shown = (IS_SELECTED if mark else 0) | (IS_COLLIDED if alarm else 0)
        if not shown:
            return
        GL.glEnable(GL.GL_BLEND)
        GL.glBlendFuncSeparate(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA, GL.GL_ZERO, GL.GL_ONE)
        pixel = (1.0 / geometry.size[0], 1.0 / geometry.size[1])
        self._mark.use(colour=mark or alarm, alarm=alarm or mark, pixel=pixel, shown=np.uint32(shown))
        self._mark.bind(0, "id_map", geometry["id"])
        self._screen.draw()
        GL.glDisable(GL.GL_BLEND)

    def _buffers(self, size: tuple[int, int], samples: int) -> _Sized:
        found = next((sized for sized in self._kept if (sized.size, sized.samples) == (size, samples)), None)
        if found is None:
            while len(self._kept) >= _KEPT_SIZES:
                self._kept.pop().release()
            found = _Sized(size, samples)
        self._kept = [found, *(sized for sized in self._kept if sized is not found)]
        return found


class _Sized:
    """The passes whose buffers have the picture's size, each made when it is first needed."""

    def __init__(self, size: tuple[int, int], samples: int) -> None:
        self.size, self.samples = size, samples

    @cached_property
    def geometry(self) -> GeometryPass:
        return GeometryPass((self.size[0] * self.samples, self.size[1] * self.samples))

    @cached_property
    def draft(self) -> DraftPass:
        return DraftPass(self.size)

    @cached_property
    def occlusion(self) -> OcclusionPass:
        return OcclusionPass(self.size)

    @cached_property
    def clay(self) -> ClayPass:
        return ClayPass(self.size, is_fine=self.samples > 1)

    @cached_property
    def sketch(self) -> SketchPass:
        return SketchPass(self.size, is_fine=self.samples > 1)

    @cached_property
    def plain(self) -> PlainPass:
        return PlainPass(self.size, is_fine=self.samples > 1)

    def release(self) -> None:
        """Frees the buffers."""
        for name in ("geometry", "draft", "occlusion", "clay", "sketch", "plain"):
            if name in self.__dict__:
                getattr(self, name).release()


def _samples(size: tuple[int, int], quality: Quality) -> int:
    """How many places along each side of a pixel are looked at."""
    return 2 if quality == "fine" and size[0] * size[1] <= _MOST_FINE_PX else 1


def _depth_range(draw_list: DrawList, view: View) -> tuple[float, float]:
    low, high = draw_list.bounds
    corners = [(x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    away = [dist(corner, tuple(view.eye)) for corner in corners]
    return min(away) if view.is_flat else view.near_m, max(1.0, min(view.far_m, max(away)))
