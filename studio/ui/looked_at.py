"""What a window looks at, so that another in its place looks at the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.model.ids import DocPath
from studio.ui.view_state import Workspace

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A workspace, a board, and where the film is."""

    workspace: Workspace
    board: DocPath
    frame: int
    is_playing: bool

    @classmethod
    def of(cls, window: MainWindow) -> LookedAt:
        """What a window looks at now."""
        view = window.view_state
        return cls(view.workspace, view.board, view.frame, view.is_playing)

    def restore(self, window: MainWindow) -> None:
        """Has a window look at it."""
        view = window.view_state
        view.show_workspace(self.workspace)
        if self.board:
            view.select_board(self.board)
            view.go_to_frame(self.frame)
            view.set_playing(playing=self.is_playing)
