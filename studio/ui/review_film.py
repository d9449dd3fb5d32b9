"""The film of a window in a review: it tells what a presenter shows, and goes where a presenter goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

from studio.collab.review import ReviewMode, Showing
from studio.model.ids import DocPath
from studio.ui.board_model import BoardModel
from studio.ui.film_player import Playback
from studio.ui.people import People
from studio.ui.review_desk import ReviewDesk
from studio.ui.view_state import WORKSPACES, ViewState


class ReviewFilm(QObject):
    """A follower who selects, scrubs, plays or turns elsewhere goes their own way from there on.

    Typing a note or pointing is no going elsewhere, and neither is what others do to the boards meanwhile.
    """

    def __init__(
        self,
        desk: ReviewDesk,
        people: People,
        view_state: ViewState,
        boards: BoardModel,
        playback: Playback,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._people, self._view = desk, people, view_state
        self._boards, self._playback = boards, playback
        self._is_leading = self._was_presenting = self._was_following = False
        self._workspace = ""
        self._judging = QTimer(self, singleShot=True, interval=0)
        self._judging.timeout.connect(self._judge)
        desk.changed.connect(self._go)
        people.changed.connect(self._turn)
        view_state.frame_changed.connect(lambda _frame: self._moved(is_frame=True))
        view_state.playing_changed.connect(lambda _playing: self._moved())
        view_state.board_changed.connect(lambda _board: self._moved())
        view_state.workspace_changed.connect(lambda _workspace: self._moved())
        boards.retimed.connect(self._stay)

    @property
    def showing(self) -> Showing:
        """What the window shows."""
        view = self._view
        mode = ReviewMode.PLAYING if view.is_playing else ReviewMode.PAUSED
        return Showing(mode, view.frame, float(self._boards.rate.fraction), view.board)

    @property
    def board_in_sight(self) -> tuple[DocPath, int | None]:
        """The board whose picture is shown, and its frame where it is the film that shows it."""
        view = self._view
        if not view.is_playing and view.workspace != "cut":
            return view.board, None
        row = self._boards.row_at(view.frame)
        path = self._boards.path_at(row)
        return (path, view.frame - self._boards.start_of(row)) if path else (view.board, None)

    def _moved(self, *, is_frame: bool = False) -> None:
        if self._is_leading:
            return
        if self._desk.is_presenting:
            # Where it plays the others know by themselves.
            if not (is_frame and self._view.is_playing):
                self._desk.show(self.showing)
        elif self._desk.is_following:
            self._judging.start()

    def _go(self) -> None:
        """Does as the review has it by now."""
        is_presenting, is_following = self._desk.is_presenting, self._desk.is_following
        if is_following != self._was_following:
            self._was_following = is_following
            self._workspace = ""
            self._judging.stop()
            self._playback.follow(self._desk.position if is_following else None)
        if is_presenting and not self._was_presenting:
            self._desk.show(self.showing)
        self._was_presenting = is_presenting
        if is_following:
            self._lead()
            self._turn()

    def _lead(self) -> None:
        review = self._desk.review
        if review is None:
            return
        showing, view = review.showing, self._view
        with self._leading():
            if showing.mode is not ReviewMode.PLAYING:
                view.set_playing(playing=False)
            if self._boards.row_of(showing.board) >= 0:
                view.select_board(showing.board)
            view.go_to_frame(self._frame())
            if showing.mode is ReviewMode.PLAYING:
                view.set_playing(playing=True)

    def _turn(self) -> None:
        """Turns to where the presenter works."""
        review = self._desk.review
        if review is None or not self._desk.is_following:
            return
        presenter = self._people.others.get(review.session)
        workspace = presenter.focus.workspace if presenter is not None else ""
        known = next((each for each in WORKSPACES if each == workspace), None)
        if known is not None and known != self._workspace:
            self._workspace = known
            with self._leading():
                self._view.show_workspace(known)

    def _stay(self) -> None:
        """Boards came, went or changed their length."""
        self._judging.stop()
        if self._desk.is_presenting:
            self._desk.show(self.showing)
        elif self._desk.is_following:
            self._lead()

    def _judge(self) -> None:
        """Whether the person has gone elsewhere."""
        review, view = self._desk.review, self._view
        if review is None or not self._desk.is_following:
            return
        showing = review.showing
        is_playing = showing.mode is ReviewMode.PLAYING
        is_elsewhere = view.is_playing != is_playing or (self._workspace and view.workspace != self._workspace)
        is_on_other = self._boards.row_of(showing.board) >= 0 and view.board != showing.board
        if is_elsewhere or is_on_other or (not is_playing and view.frame != self._frame()):
            self._desk.stray()

    def _frame(self) -> int:
        return min(int(self._desk.position()), max(0, self._boards.total_frames - 1))

    @contextmanager
    def _leading(self) -> Iterator[None]:
        before, self._is_leading = self._is_leading, True
        try:
            yield
        finally:
            self._is_leading = before
