"""Where in a board the playhead stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.ui.board_model import BoardModel
from studio.ui.view_state import ViewState


class Playhead(QObject):
    """The playhead of the film as a place in the board that is looked at.

    Signals:
        moved: it stands elsewhere, in this board or another.
    """

    moved = Signal()

    def __init__(self, boards: BoardModel, view_state: ViewState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._boards = boards
        self._view_state = view_state
        view_state.frame_changed.connect(lambda _frame: self.moved.emit())

    @property
    def frame(self) -> int:
        """The frame of the board, from 0; 0 where the playhead stands in another board."""
        row = self._boards.row_of(self._view_state.board)
        inside = self._view_state.frame - self._boards.start_of(row) if row >= 0 else 0
        return inside if row >= 0 and 0 <= inside < self._boards.frames_of(row) else 0

    @property
    def t(self) -> float:
        """The time in the board, from 0 to 1."""
        row = self._boards.row_of(self._view_state.board)
        return self.frame / max(1, self._boards.frames_of(row) - 1) if row >= 0 else 0.0

    def go_to(self, t: float) -> None:
        """Stands at a time of the board that is looked at."""
        row = self._boards.row_of(self._view_state.board)
        if row >= 0:
            self._view_state.set_playing(playing=False)
            last = max(0, self._boards.frames_of(row) - 1)
            self._view_state.go_to_frame(self._boards.start_of(row) + round(min(1.0, max(0.0, t)) * last))
