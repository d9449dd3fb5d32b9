"""The animatic in the window: each board for its frames, moves as Ken Burns, against the clock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from studio.media.camera_window import CameraWindow, camera_windows
from studio.model.documents import Board
from studio.ui.board_model import BoardModel
from studio.ui.film_sound import FilmSound
from studio.ui.move_frames import MoveFrames
from studio.ui.naming import named
from studio.ui.picture_cache import PictureCache
from studio.ui.theme import SPACE, Theme, interface_font
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.ui.volume_bar import VolumeBar


class Playback(QObject):
    """Moves the playhead with the clock: a slow machine drops frames, it never plays slower.

    While nothing plays the playhead stands on the selected board, whoever selected it. ``now_ms`` is the clock,
    in milliseconds that only ever grow.
    """

    def __init__(
        self,
        boards: BoardModel,
        view_state: ViewState,
        parent: QObject | None = None,
        *,
        now_ms: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(parent)
        self._boards = boards
        self._view_state = view_state
        clock = QElapsedTimer()
        clock.start()
        self._now_ms: Callable[[], float] = now_ms or clock.elapsed
        self._from = 0
        self._began_ms = 0.0
        self._followed: Callable[[], float] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        view_state.playing_changed.connect(self._run)
        view_state.board_changed.connect(lambda _path: self._stand_on_board())
        boards.retimed.connect(self._retimed)

    def toggle(self) -> None:
        """Plays from the playhead, from the start when it stands at the end, or stops."""
        total = self._boards.total_frames
        if not total:
            return
        if not self._view_state.is_playing and self._view_state.frame >= total - 1:
            self._view_state.go_to_frame(0)
        self._view_state.set_playing(playing=not self._view_state.is_playing)

    def step(self, frames: int) -> None:
        """Moves the playhead by frames and stops."""
        self._view_state.set_playing(playing=False)
        last = max(0, self._boards.total_frames - 1)
        frame = min(max(self._view_state.frame + frames, 0), last)
        self._view_state.go_to_frame(frame)
        path = self._boards.path_at(self._boards.row_at(frame))
        if path:
            self._view_state.select_board(path)

    def follow(self, position: Callable[[], float] | None) -> None:
        """Plays where somebody else's playhead is, and to no end of its own; None plays by the clock again."""
        self._followed = position
        if position is None and self._view_state.is_playing:
            self._start_from(self._view_state.frame)

    def _run(self, playing: bool) -> None:
        if playing:
            self._start_from(self._view_state.frame)
            self._timer.start(max(1, int(500 / self._boards.rate.nominal)))
        else:
            self._timer.stop()

    def _start_from(self, frame: int) -> None:
        self._from, self._began_ms = frame, self._now_ms()

    def _tick(self) -> None:
        if self._followed is not None:
            self._view_state.go_to_frame(min(int(self._followed()), max(0, self._boards.total_frames - 1)))
            return
        frame = self._from + int((self._now_ms() - self._began_ms) / 1000 * self._boards.rate.fraction)
        last = self._boards.total_frames - 1
        self._view_state.go_to_frame(min(frame, max(0, last)))
        if frame >= last:
            self._view_state.set_playing(playing=False)

    def _stand_on_board(self) -> None:
        row = self._boards.row_of(self._view_state.board)
        if row >= 0 and not self._view_state.is_playing and self._boards.row_at(self._view_state.frame) != row:
            self._view_state.go_to_frame(self._boards.start_of(row))

    def _retimed(self) -> None:
        """Boards came, went or changed their length: the playhead stays in the film, and on its board."""
        frame = min(self._view_state.frame, max(0, self._boards.total_frames - 1))
        self._view_state.go_to_frame(frame)
        if self._view_state.is_playing:
            self._start_from(frame)
        else:
            self._stand_on_board()


class FilmScreen(QWidget):
    """Shows the board under the playhead: its video, else its picture with its camera move."""

    filmed = Signal()
    """What moves on a board is there to be shown, or is known not to be."""

    def __init__(
        self,
        boards: BoardModel,
        view_state: ViewState,
        pictures: PictureCache,
        moves: MoveFrames,
        theme: Theme,
        *,
        aspect: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filmScreen")
        self.setAccessibleName(tr("Film"))
        self.setMinimumSize(240, 135)
        self._boards = boards
        self._view_state = view_state
        self._pictures = pictures
        self._moves = moves
        self._theme = theme
        self._aspect = aspect
        self._moving: tuple[Board, tuple[CameraWindow, ...]] | None = None
        view_state.frame_changed.connect(lambda _frame: self.update())
        pictures.ready.connect(lambda _reference: self.update())
        moves.ready.connect(self.update)
        moves.ready.connect(self.filmed)
        boards.retimed.connect(self.update)
        boards.dataChanged.connect(lambda *_: self.update())

    def is_video_coming(self, board: Board) -> bool:
        """Whether a board's video is on its way to this machine, and something else is shown meanwhile."""
        return self._moves.is_coming(board)

    def picture_area(self) -> QRectF:
        """Where the picture lies, letterboxed."""
        width = min(self.width(), self.height() * self._aspect)
        height = width / self._aspect
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def whole_picture(self) -> QRectF:
        """Where the whole picture of the board would lie of which a move shows a part, in the widget's pixels."""
        row, area = self._boards.row_at(self._view_state.frame), self.picture_area()
        board = self._boards.board_at(row)
        inside = self._view_state.frame - self._boards.start_of(row)
        if board is None or self._moves.frame(self._boards.path_at(row), board, inside) is not None:
            return area
        window = self._window_at(board, inside)
        width, height = area.width() / window.edge, area.height() / window.edge
        return QRectF(area.x() - window.left * width, area.y() - window.top * height, width, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("ground0"))
        row = self._boards.row_at(self._view_state.frame)
        board = self._boards.board_at(row)
        area = self.picture_area()
        if board is None:
            painter.setPen(self._theme.colour("ground6"))
            painter.setFont(interface_font(12))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Nothing to play yet. Make boards with Ctrl+B.")
            )
            return
        for ahead in (row + 2, row + 1):
            coming = self._boards.board_at(ahead)
            if coming is not None:
                self._pictures.pixmap(coming.image_url)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inside = self._view_state.frame - self._boards.start_of(row)
        filmed = self._moves.frame(self._boards.path_at(row), board, inside)
        if filmed is not None:
            painter.drawPixmap(area, filmed, QRectF(filmed.rect()))
            return
        picture = self._pictures.pixmap(board.image_url)
        if picture is None:
            painter.fillRect(area, self._theme.colour("ground2"))
            painter.setPen(self._theme.colour("ground6"))
            painter.setFont(interface_font(12))
            if self._pictures.is_missing(board.image_url) and self._pictures.is_coming(board.image_url):
                text = tr("On its way from the team")
            elif self._pictures.is_missing(board.image_url):
                text = tr("The picture of {number} is missing", number=board.shot.text)
            else:
                text = "" if board.image_url else tr("{number} is not drawn yet", number=board.shot.text)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
            return
        window = self._window_at(board, inside)
        left, top, right, bottom = window.box(picture.width(), picture.height())
        source = QRectF(left, top, right - left, bottom - top)
        painter.drawPixmap(area, picture, source)

    def _window_at(self, board: Board, inside: int) -> CameraWindow:
        windows = self._camera_windows(board)
        return windows[min(inside, len(windows) - 1)]

    def _camera_windows(self, board: Board) -> tuple[CameraWindow, ...]:
        from studio.media.shot_move import shot_move

        if self._moving is None or self._moving[0] is not board:
            move = shot_move(board, rate=self._boards.rate)
            self._moving = board, tuple(camera_windows(move, frames=board.duration_frames))
        return self._moving[1]


class FilmPage(QWidget):
    """The Cut workspace: the film, its clock and what is on screen."""

    def __init__(
        self,
        screen: FilmScreen,
        boards: BoardModel,
        view_state: ViewState,
        sound: FilmSound,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filmPage")
        self.film = screen
        self.sound = sound
        self._boards = boards
        self._view_state = view_state
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(screen, 1)
        row = QHBoxLayout()
        self._shot = named(QLabel(), "filmShot")
        self._shot.setProperty("role", "heading")
        self._line = named(QLabel(), "filmLine")
        self._line.setProperty("role", "field")
        # However long the words are, they never widen the window; what does not fit is cut off at the right.
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._clock = named(QLabel(), "filmClock")
        self._clock.setProperty("role", "field")
        self._source = named(QLabel(), "filmSource")
        self._source.setProperty("role", "field")
        row.addWidget(self._shot)
        row.addSpacing(SPACE)
        row.addWidget(self._source)
        row.addSpacing(SPACE)
        row.addWidget(self._line, 1)
        self._volume = VolumeBar(sound, theme)
        row.addWidget(self._volume)
        row.addSpacing(SPACE)
        row.addWidget(self._clock)
        column.addLayout(row)
        view_state.frame_changed.connect(lambda _frame: self._show())
        screen.filmed.connect(self._show)
        boards.retimed.connect(self._show)
        boards.dataChanged.connect(lambda *_: self._show())
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sound.set_seen(seen=True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.sound.set_seen(seen=False)

    def _show(self) -> None:
        board = self._boards.board_at(self._boards.row_at(self._view_state.frame))
        self._shot.setText(board.shot.text if board else "")
        source, why = _source_of(board)
        if board is not None and self.film.is_video_coming(board):
            source = tr("Video on its way from the team")
        self._source.setText(source)
        self._source.setToolTip(why)
        self._source.setVisible(bool(source))
        words = (board.dialogue or board.action) if board else ""
        self._line.setText(" ".join(words.split()))
        rate = self._boards.rate
        self._clock.setText(f"{rate.timecode(self._view_state.frame)}  /  {rate.timecode(self._boards.total_frames)}")


def _source_of(board: Board | None) -> tuple[str, str]:
    """What moves on screen, where it is not the plain still, and why it is no video where one was wanted."""
    if board is not None and board.video_url:
        return tr("Video"), ""
    composition = board.video_composition if board is not None else None
    if composition is not None and composition.fallback_reason:
        return tr("Camera move, no video"), told_words(composition.fallback_reason)
    return "", ""
