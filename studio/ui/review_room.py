"""The live review in a window: its bar, its actions, its film, and the notes that become comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout

from studio.errors import CommitRefused
from studio.model.comment import FrameRange
from studio.ui.review_bar import ReviewBar
from studio.ui.review_desk import ReviewDesk
from studio.ui.review_film import ReviewFilm
from studio.workflows.comments import CommentPlace, place_on_board

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow


class ReviewRoom(QObject):
    """Connects a review to the parts of a window; nothing of it is seen while none goes on."""

    def __init__(self, window: MainWindow, desk: ReviewDesk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._is_read_only = window.services.is_read_only
        self._place: CommentPlace | None = None
        self.film = ReviewFilm(desk, window.people, window.view_state, window.boards, window.playback, self)
        actions = window.registry
        for name, run in (
            ("review.start", lambda: desk.start(self.film.showing)),
            ("review.join", desk.join),
            ("review.leave", desk.leave),
            ("review.ask", desk.ask),
            ("review.hand_over", self._hand_over),
            ("review.take", desk.take_over),
            ("review.end", desk.end),
            ("review.note", self._write),
        ):
            actions.connect(name, run)
        desk.changed.connect(self._show)
        self._show()
        self.bar = ReviewBar(
            desk,
            actions,
            window.services.theme,
            note=self._note,
            leave=window.strip.setFocus,
            is_read_only=self._is_read_only,
        )
        self.bar.note_begun.connect(self._pin)
        column = window.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(column.indexOf(window.top_bar) + 1, self.bar)

    def _show(self) -> None:
        """Which actions there are now."""
        desk, actions = self._desk, self._window.registry
        is_on, is_presenting = desk.review is not None, desk.is_presenting
        takes_part = desk.has_joined and not is_presenting
        for name, is_offered in (
            ("review.start", desk.may_start and not self._is_read_only),
            ("review.join", is_on and not is_presenting and not desk.is_following),
            ("review.leave", is_on and takes_part),
            ("review.ask", is_on and takes_part and not desk.is_stale and not self._is_read_only),
            ("review.hand_over", is_presenting and bool(desk.heirs)),
            ("review.take", is_on and takes_part and desk.is_stale and not self._is_read_only),
            ("review.end", is_presenting),
            ("review.note", is_on and desk.has_joined and not self._is_read_only),
        ):
            actions[name].setEnabled(is_offered)
        actions["review.ask"].setChecked(desk.is_asking)

    def _hand_over(self) -> None:
        """To who asked first; where nobody did, to the only other one, or to one that is chosen."""
        heirs, waiting = self._desk.heirs, self._desk.waiting
        if waiting or len(heirs) == 1:
            self._desk.hand_over(heirs[0])
        else:
            self.bar.offer_heirs()

    def _write(self) -> None:
        self.bar.write()

    def _pin(self) -> None:
        """A note is about what was shown when it was begun, however far the film has gone on by the time it is told."""
        board, frame = self.film.board_in_sight
        try:
            anchor = FrameRange(first=frame, last=frame) if frame is not None else None
            self._place = place_on_board(self._window.services.document, board, anchor) if board else None
        except CommitRefused:
            self._place = None

    def _note(self, words: str) -> bool:
        place = self._place or self._window.comments.desk.here()
        return place is not None and self._window.comments.desk.post(words, place) is not None
