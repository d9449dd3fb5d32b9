"""The unlit looks: flat material colours, and depth as grey."""

from __future__ import annotations

from typing import Literal

from studio.viewport.program import Program
from studio.viewport.screen import Screen, read_surface
from studio.viewport.target import COLOUR, Target
from studio.viewport.view import View

_EMPTY = (0.082, 0.086, 0.094)


class PlainPass:
    """Draws the geometry buffer without light into ``picture``; a fine one takes one of twice the size."""

    def __init__(self, size: tuple[int, int], *, is_fine: bool = False) -> None:
        self.picture = Target(size, {"colour": COLOUR})
        self._program = Program("plain.frag", defines=("FINE",) if is_fine else ())

    def draw(
        self,
        geometry: Target,
        view: View,
        screen: Screen,
        *,
        kind: Literal["flat", "depth"],
        depth_range_m: tuple[float, float],
    ) -> None:
        """Draws colours, or distances from white (near) to grey; nothing is black."""
        self.picture.bind()
        self._program.use(is_depth=int(kind == "depth"), empty=_EMPTY, depth_range=depth_range_m)
        read_surface(self._program, geometry, view)
        screen.draw()

    def release(self) -> None:
        """Frees everything."""
        self.picture.release()
        self._program.release()
