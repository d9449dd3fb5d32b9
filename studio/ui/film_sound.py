"""The sound of the boards' videos in the window: read ahead by a worker, played in step with the film."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QElapsedTimer, QModelIndex, QObject, QTimer, Signal

from studio.errors import StudioError
from studio.model.ids import DocPath
from studio.settings import load_preferences, save_preferences
from studio.ui.board_model import BoardModel
from studio.ui.speaker import Speaker, find_speaker
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

_KEPT_SOUNDS = 12
_APART_S = 0.12
"""How far picture and sound may be apart before the sound is put right."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is played: the board and its video, from which place on, and when that began."""

    board: DocPath
    asset: str
    place_s: float
    began_s: float


class FilmSound(QObject):
    """Follows the playhead. It is heard while the film plays and ``set_seen`` or ``follow_page`` tells that it is on
    screen.

    ``read`` gives the samples of a video, empty where it has no sound. ``find`` looks for the machine's speaker, once a
    sound is there to be heard. ``now_ms`` is a clock in milliseconds that only ever grows.

    Signals:
        changed: what is told of the sound may be another.
    """

    changed = Signal()

    def __init__(
        self,
        boards: BoardModel,
        view_state: ViewState,
        tasks: TaskScope,
        read: Callable[[str], Awaitable[bytes]],
        parent: QObject | None = None,
        *,
        find: Callable[[], Awaitable[Speaker | None]] = find_speaker,
        now_ms: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(parent)
        self._boards, self._view_state, self._tasks, self._read_sound = boards, view_state, tasks, read
        clock = QElapsedTimer()
        clock.start()
        self._now_ms: Callable[[], float] = now_ms or clock.elapsed
        self._find = find
        self._speaker: Speaker | None = None
        self._has_looked = self._is_looking = False
        self._sounds: OrderedDict[str, bytes] = OrderedDict()
        self._is_reading = False
        self._is_seen = False
        self._is_shown_there: Callable[[], bool] = lambda: False
        self._heard: _Heard | None = None
        chosen = load_preferences()
        self._volume, self._is_muted = chosen.volume, chosen.is_muted
        view_state.frame_changed.connect(lambda _frame: self._follow())
        view_state.playing_changed.connect(self._begin_or_end)
        self._had_videos = self.has_videos
        boards.retimed.connect(self._follow_boards)
        boards.dataChanged.connect(self._follow_rows)

    @property
    def volume(self) -> float:
        """From 0 to 1."""
        return self._volume

    @property
    def is_muted(self) -> bool:
        """Whether the person wants silence."""
        return self._is_muted

    @property
    def has_videos(self) -> bool:
        """Whether any board of the film can have a sound."""
        return any(map(self._has_video, range(self._boards.rowCount())))

    @property
    def is_without_device(self) -> bool:
        """Whether there is a sound, and nothing on this machine to play it."""
        return self._has_looked and self._speaker is None

    def set_seen(self, *, seen: bool) -> None:
        """Says whether the film is on screen; what is not seen is not heard."""
        self._is_seen = seen
        self._follow()

    def follow_page(self, shows: Callable[[], bool]) -> None:
        """Is heard also while another page shows the film, as the set does where it plays a board's move."""
        self._is_shown_there = shows
        self._view_state.workspace_changed.connect(lambda _workspace: self._follow())

    def set_muted(self, *, muted: bool) -> None:
        """Silences the film, or lets it be heard again; kept for the next time."""
        self._is_muted = muted
        save_preferences(replace(load_preferences(), is_muted=muted))
        self._follow()
        self.changed.emit()

    def set_volume(self, volume: float) -> None:
        """How loud it is, from 0 to 1; whoever turns it up wants to hear it."""
        if self._speaker is not None:
            self._speaker.set_volume(volume)
        self._volume = volume
        if self._is_muted and volume > 0:
            self._is_muted = False
            self._follow()
        self.changed.emit()

    def keep_volume(self) -> None:
        """Keeps the volume for the next time, once it has been found."""
        save_preferences(replace(load_preferences(), volume=self._volume, is_muted=self._is_muted))

    def _has_video(self, row: int) -> bool:
        board = self._boards.board_at(row)
        return board is not None and bool(board.video_url)

    def read_again(self, video: str) -> None:
        """A video has come to this machine that may have been wanted before it was here."""
        if not self._sounds.get(video, b"x"):
            del self._sounds[video]
            self._follow()

    def _begin_or_end(self, playing: bool) -> None:
        if playing and self._has_looked and (self._speaker is None or self._speaker.is_lost):
            # A device may have come, or another be the machine's choice now.
            self._look_soon()
        self._follow()

    def _follow_rows(self, first: QModelIndex, last: QModelIndex) -> None:
        has_videos = any(self._has_video(row) for row in range(first.row(), last.row() + 1))
        if has_videos != self._had_videos:
            # All of a long film is looked through only where it may have lost, or got, its one video.
            self._follow_boards()
        else:
            self._follow()

    def _follow_boards(self) -> None:
        if self.has_videos != self._had_videos:
            self._had_videos = not self._had_videos
            self.changed.emit()
        self._follow()

    def _follow(self) -> None:
        boards, frame = self._boards, self._view_state.frame
        row = boards.row_at(frame)
        board = boards.board_at(row)
        if not (self._is_seen or self._is_shown_there()) or board is None:
            self._hush()
            return
        for ahead in (row, row + 1):
            coming = boards.board_at(ahead)
            if coming is not None and coming.video_url:
                self._read(coming.video_url)
        asset = board.video_url or ""
        samples = self._sounds.get(asset, b"")
        if not self._view_state.is_playing or self._is_muted or not samples or self._speaker is None:
            self._hush()
            return
        place_s = float((frame - boards.start_of(row)) / boards.rate.fraction)
        self._play(boards.path_at(row), asset, samples, place_s)

    def _play(self, board: DocPath, asset: str, samples: bytes, place_s: float) -> None:
        now_s, heard = self._now_ms() / 1000, self._heard
        if heard is not None and (heard.board, heard.asset) == (board, asset):
            due_s = heard.place_s + now_s - heard.began_s
            if abs(due_s - place_s) <= _APART_S:
                return
        if self._speaker is not None:
            self._speaker.play(samples, from_s=place_s)
            self._heard = _Heard(board, asset, place_s, now_s)

    def _hush(self) -> None:
        if self._heard is not None and self._speaker is not None:
            self._speaker.stop()
        self._heard = None

    def _look_soon(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self._tasks.start(tr("Looking for a speaker"), self._looking())

    async def _looking(self) -> None:
        try:
            speaker = await self._find()
        finally:
            self._is_looking = False
        self._hush()
        self._speaker, self._has_looked = speaker, True
        if speaker is not None:
            speaker.set_volume(self._volume)
        self.changed.emit()
        self._follow()

    def _read(self, asset: str) -> None:
        if not self._is_reading and asset not in self._sounds:
            self._is_reading = True
            # Not from within the paint or the key that moved the playhead.
            QTimer.singleShot(0, self, lambda: self._tasks.start(tr("Reading a sound"), self._reading(asset)))

    async def _reading(self, asset: str) -> None:
        samples = b""
        try:
            samples = await self._read_sound(asset)
        except StudioError:
            pass  # a file that is not here, a worker that died: it is silent, and its picture says what there is to say
        finally:
            self._is_reading = False
            self._sounds[asset] = samples
        while len(self._sounds) > _KEPT_SOUNDS:
            self._sounds.popitem(last=False)
        if samples and not self._has_looked:
            self._look_soon()
        self._follow()
