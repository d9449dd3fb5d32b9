"""The clay look: light, bloom, filmic development, smoothing."""

from __future__ import annotations

from studio.viewport.focus_pass import FocusPass
from studio.viewport.frame import Frame
from studio.viewport.program import Program
from studio.viewport.screen import Screen, fog_at, read_light, read_surface
from studio.viewport.target import COLOUR, LIGHT, Target


class ClayPass:
    """Shades the geometry buffer; the developed picture with its luma in alpha lies in ``picture``.

    A fine one takes a geometry buffer of twice the size, and shades all four places of a pixel where they differ.
    """

    def __init__(self, size: tuple[int, int], *, is_fine: bool = False) -> None:
        quarter, eighth = ((max(1, size[0] // part), max(1, size[1] // part)) for part in (4, 8))
        self._light = Target(size, {"light": LIGHT})
        self._near = [Target(quarter, {"light": LIGHT}) for _ in range(2)]
        self._far = [Target(eighth, {"light": LIGHT}) for _ in range(2)]
        self._shade = Program("clay.frag", defines=("FINE",) if is_fine else ())
        self._gather = Program("bloom_gather.frag")
        self._blur = Program("bloom_blur.frag")
        self._develop = Program("develop.frag")
        self._focus: FocusPass | None = None
        self.picture = Target(size, {"colour": COLOUR})

    def draw(self, frame: Frame) -> None:
        """Shades and develops, blurred by the lens where a focus is given."""
        view, lighting, screen = frame.view, frame.lighting, frame.screen
        self._light.bind()
        self._shade.use(
            occlusion=float(lighting.occlusion),
            fog_per_m=fog_at(lighting, view),
            background_top=lighting.background_top,
            background_bottom=lighting.background_bottom,
        )
        read_surface(self._shade, frame.geometry, view)
        read_light(self._shade, lighting, frame.shadow, view)
        self._shade.bind(5, "open_map", frame.open_map)
        screen.draw()
        frame.particles.draw(self._light, frame.draw_list, frame.geometry, view, screen, time_s=frame.time_s)
        light = self._light["light"]
        if frame.focus is not None:
            if self._focus is None:
                self._focus = FocusPass(self._light.size, LIGHT)
            light = self._focus.draw(light, frame.geometry, view, frame.focus, screen)
        self._spread(screen)
        self.picture.bind()
        self._develop.use(
            bloom=float(lighting.bloom),
            vignette=float(lighting.vignette),
            exposure=float(lighting.exposure),
            grade=lighting.grade,
        )
        self._develop.bind(0, "light_map", light)
        self._develop.bind(1, "near_bloom", self._near[0]["light"])
        self._develop.bind(2, "far_bloom", self._far[0]["light"])
        screen.draw()

    def _spread(self, screen: Screen) -> None:
        source = self._light
        for pair in (self._near, self._far):
            pair[0].bind()
            if source is self._light:
                self._gather.use(pixel=(1.0 / source.size[0], 1.0 / source.size[1]))
                self._gather.bind(0, "light_map", source["light"])
            else:
                self._blur.use(direction=(0.0, 0.0))
                self._blur.bind(0, "light_map", source["light"])
            screen.draw()
            width, height = pair[0].size
            for here, there, direction in (
                (pair[0], pair[1], (1.0 / width, 0.0)),
                (pair[1], pair[0], (0.0, 1.0 / height)),
            ):
                there.bind()
                self._blur.use(direction=direction)
                self._blur.bind(0, "light_map", here["light"])
                screen.draw()
            source = pair[0]

    def release(self) -> None:
        """Frees everything."""
        for part in (self._light, *self._near, *self._far, self.picture):
            part.release()
        if self._focus is not None:
            self._focus.release()
        for program in (self._shade, self._gather, self._blur, self._develop):
            program.release()
