"""Depth of field as a lens gives it: what is off the focus distance blurs by its circle of confusion."""

from __future__ import annotations

from studio.viewport.focus_blur import FocusBlur
from studio.viewport.program import Program
from studio.viewport.screen import Screen, read_surface
from studio.viewport.target import Target, TextureKind
from studio.viewport.view import View

_MOST_SHARE = 0.03
"""The widest radius drawn, as a share of the picture's width; beyond it a preview says no more."""


class FocusPass:
    """Blurs a picture by the depths of the geometry buffer into ``picture``."""

    def __init__(self, size: tuple[int, int], kind: TextureKind) -> None:
        self.picture = Target(size, {"colour": kind})
        self._program = Program("focus.frag")

    def draw(self, texture: int, geometry: Target, view: View, focus: FocusBlur, screen: Screen) -> int:
        """Blurs a texture of the picture's size; returns the blurred one."""
        self.picture.bind()
        self._program.use(focus_m=float(focus.distance_m), blur=float(focus.infinity_share), most=_MOST_SHARE)
        read_surface(self._program, geometry, view)
        self._program.bind(5, "picture", texture)
        screen.draw()
        return self.picture["colour"]

    def release(self) -> None:
        """Frees everything."""
        self.picture.release()
        self._program.release()
