"""The paper of a sketch before anything is drawn on it; drawn once for each size, since no scene changes it."""

from __future__ import annotations

from studio.viewport.program import Program
from studio.viewport.screen import Screen
from studio.viewport.target import PAIR_TEXELS, TEXELS, Target


class PaperPass:
    """``target`` holds the hand's unsteadiness and the paper's grain, and two hatchings (paper.frag)."""

    def __init__(self, size: tuple[int, int], *, line_scale: float, screen: Screen) -> None:
        self.target = Target(size, {"hand": TEXELS, "strokes": PAIR_TEXELS})
        program = Program("paper.frag")
        self.target.bind()
        program.use(line_scale=line_scale)
        screen.draw_whole()
        program.release()

    def release(self) -> None:
        """Frees the paper."""
        self.target.release()
