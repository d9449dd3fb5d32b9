"""Comments where pictures are: pins over the stage, the sheet and the film, and marked frames in the strip."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal

from studio.errors import CommitRefused
from studio.model.comment import FrameRange, PicturePoint
from studio.model.ids import DocPath
from studio.ui.board_strip import FrameMark
from studio.ui.drawn_remark import DrawnOver, DrawnRemark, RemarkStrokes
from studio.ui.picture_pins import PicturePins
from studio.ui.picture_view import PictureView, PictureWatch
from studio.ui.point_picker import PointPicker
from studio.ui.stage_viewport import StageViewport
from studio.ui.translation import tr
from studio.viewport.guides import guides_in
from studio.workflows.comment_threads import board_of
from studio.workflows.comments import place_on_board

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow


class CommentPictures(QObject):
    """Shows what is said about pictures on them, and lets a person point at one."""

    opened = Signal(str)
    """A comment was chosen by its pin."""

    pointed = Signal(object)
    """The person chose what to comment on: a CommentPlace."""

    drawn = Signal(str)
    """The person is done with drawing a comment."""

    told = Signal(str)
    """A sentence for the person."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.comments.desk
        self._view_state, self._boards = window.view_state, window.boards
        self._is_on = True
        self._watches: dict[str, PictureWatch] = {}
        self._from_frame: int | None = None
        self._remarks = RemarkStrokes(window.services.media, window.services.arrivals, window.services.tasks, self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_frames)
        canvas, screen = window.draw_page.canvas, window.film_page.film
        self._add(PictureView(canvas, "draw", canvas.sheet, lambda: self._view_state.board))
        self._add(PictureView(screen, "cut", self._film_area, self._film_board))
        window.stage_page.viewport_made.connect(self._add_stage)
        view = self._view_state
        for signal in (view.board_changed, view.workspace_changed, view.view_changed, view.playing_changed):
            signal.connect(lambda _what: self._look_again())
        view.board_changed.connect(lambda _board: self._leave_drawing())
        view.workspace_changed.connect(lambda _workspace: self._leave_drawing())
        window.draw_page.remark_ended.connect(self._end_drawing)
        self._desk.changed.connect(self._show_drawing)
        view.frame_changed.connect(lambda _frame: self._follow_playhead())
        self._desk.changed.connect(self._soon.start)
        self._desk.chosen_changed.connect(lambda _path: self._soon.start())
        self._desk.frame_wanted.connect(self._go_to_frame)
        self._boards.retimed.connect(self._soon.start)
        self._soon.start()

    def set_shown(self, *, shown: bool) -> None:
        """Whether pins and marked frames are shown."""
        self._is_on = shown
        for watch in self._watches.values():
            watch.set_shown(shown=shown)
        self._show_frames()

    def pick_point(self) -> None:
        """Has the person choose a point of the picture, of the workspace's own or else of the sheet."""
        workspace = self._view_state.workspace
        if workspace == "stage":
            self._view_state.use_view("camera")
        view = self._watches[workspace].view if workspace in self._watches else None
        if view is None or not view.widget.isVisible() or view.area() is None:
            self._view_state.set_playing(playing=False)
            self._view_state.show_workspace("draw")
            # The page comes to the front with the next turn of the loop; only then it has its size.
            QTimer.singleShot(0, self, partial(self._pick_on, self._watches["draw"].view))
        else:
            self._pick_on(view)

    def mark_frames(self) -> None:
        """Begins a range of frames at the playhead; the second time it ends there, and is commented on."""
        frame = self._view_state.frame
        self._view_state.set_playing(playing=False)
        if self._from_frame is None:
            self._from_frame = frame
            self.told.emit(tr("From here: go to the last frame and press Ctrl+Alt+F once more."))
            self._show_frames()
            return
        first, last = sorted((self._from_frame, frame))
        self._from_frame = None
        row = self._boards.row_at(first)
        start = self._boards.start_of(row)
        self._point(self._boards.path_at(row), FrameRange(first=first - start, last=last - start))
        self._show_frames()

    def toggle_drawing(self) -> None:
        """Begins to draw over the picture of the board that is looked at, or ends it."""
        page = self._window.draw_page
        if page.remark is not None:
            self._end_drawing()
        elif self._view_state.board:
            self._view_state.set_playing(playing=False)
            self._view_state.show_workspace("draw")
            page.draw_over(DrawnRemark(self._desk, self._view_state.board))
            self._tell_drawing()

    def _end_drawing(self) -> None:
        page = self._window.draw_page
        remark = page.remark
        if remark is not None:
            page.draw_over(None)
            self._tell_drawing()
            if remark.path is not None and remark.drawing is not None:
                self._desk.choose(remark.path)
                self.drawn.emit(remark.path)

    def _tell_drawing(self) -> None:
        is_drawing = self._window.draw_page.remark is not None
        self._window.registry["comments.draw"].setChecked(is_drawing)
        # What is being drawn is on the sheet itself, and no pin is in the pen's way.
        self._watches["draw"].set_shown(shown=self._is_on and not is_drawing)

    def _show_drawing(self) -> None:
        """An undo took a stroke of the remark away."""
        if self._window.draw_page.remark is not None:
            self._window.draw_page.show_board()

    def _leave_drawing(self) -> None:
        """A remark is over one board, and drawn on the sheet."""
        remark = self._window.draw_page.remark
        if remark is not None and (self._view_state.workspace != "draw" or remark.board != self._view_state.board):
            self._window.draw_page.draw_over(None)
            self._tell_drawing()

    def _add(self, view: PictureView) -> None:
        watch = self._watches[view.name] = PictureWatch(view, self._desk)
        pins = PicturePins(watch, self._desk, self._window.services.theme)
        pins.opened.connect(self.opened)
        DrawnOver(watch, self._desk, self._remarks)
        watch.set_shown(shown=self._is_on)

    def _add_stage(self, viewport: StageViewport) -> None:
        area = partial(self._stage_area, viewport)
        self._add(PictureView(viewport, "stage", area, lambda: self._view_state.board, is_of_set=True))

    def _stage_area(self, viewport: StageViewport) -> QRectF | None:
        """The frame of the shot's camera, where that is looked through."""
        if self._view_state.view != "camera" or min(viewport.width(), viewport.height()) <= 0:
            return None
        aspect = self._window.services.document.project.aspect_ratio
        return QRectF(*guides_in(viewport.width(), viewport.height(), aspect).frame)

    def _film_area(self) -> QRectF | None:
        return None if self._view_state.is_playing else self._window.film_page.film.whole_picture()

    def _film_board(self) -> DocPath:
        return self._boards.path_at(self._boards.row_at(self._view_state.frame))

    def _pick_on(self, view: PictureView) -> None:
        area, board = view.area(), view.board()
        if area is None or not board:
            self.told.emit(tr("Choose a board first; a point is one of its picture."))
            return
        picker = PointPicker(view.widget, area, self._window.services.theme)
        picker.picked.connect(lambda x, y: self._point(board, PicturePoint(x=x, y=y)))

    def _point(self, board: DocPath, anchor: PicturePoint | FrameRange) -> None:
        try:
            self.pointed.emit(place_on_board(self._window.services.document, board, anchor))
        except CommitRefused as refused:
            self.told.emit(refused.message)

    def _look_again(self) -> None:
        for watch in self._watches.values():
            watch.look_again()
        self._soon.start()

    def _follow_playhead(self) -> None:
        if not self._view_state.is_playing:
            self._watches["cut"].look_again()
            if self._from_frame is not None:
                self._soon.start()

    def _go_to_frame(self, board: str, frame: int) -> None:
        row = self._boards.row_of(board)
        if row >= 0:
            last = max(0, self._boards.total_frames - 1)
            self._view_state.set_playing(playing=False)
            self._view_state.go_to_frame(min(self._boards.start_of(row) + frame, last))

    def _show_frames(self) -> None:
        self._soon.stop()
        self._window.strip.show_marks(tuple(self._marks()) if self._is_on else ())

    def _marks(self) -> list[FrameMark]:
        marks: list[FrameMark] = []
        last_of_film = max(0, self._boards.total_frames - 1)
        for thread in self._desk.threads():
            anchor, row = thread.first.comment.anchor, self._boards.row_of(board_of(thread))
            is_chosen = self._desk.is_chosen(thread)
            if isinstance(anchor, FrameRange) and row >= 0 and (not thread.is_resolved or is_chosen):
                start = self._boards.start_of(row)
                last = min(start + anchor.last, last_of_film)
                first = min(start + anchor.first, last)
                marks.append(FrameMark(first, last, thread.first.comment.uid, is_chosen))
        if self._from_frame is not None:
            first, last = sorted((self._from_frame, self._view_state.frame))
            marks.append(FrameMark(min(first, last_of_film), min(last, last_of_film), self._desk.uid, is_chosen=True))
        return marks
