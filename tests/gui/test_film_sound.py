"""The sound of the boards' videos while the film plays."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QSlider, QToolButton, QWidget

from studio.model.documents import CameraKey
from studio.model.operations import Set
from studio.settings import load_preferences
from studio.ui.film_player import FilmPage, Playback
from studio.ui.film_sound import FilmSound
from studio.ui.speaker import Speaker
from studio.ui.volume_bar import VolumeBar
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import FRAMES, A, B, C
from tests.stand_in.small_video import small_video

SECOND = b"\0" * 4 * 48_000


@dataclass
class Heard:
    """A speaker that keeps what it is asked for."""

    played: list[tuple[bytes, float]] = field(default_factory=list)
    volumes: list[float] = field(default_factory=list)
    is_on: bool = False
    is_lost: bool = False

    def play(self, samples: bytes, *, from_s: float) -> None:
        self.played.append((samples, round(from_s, 2)))
        self.is_on = True

    def stop(self) -> None:
        self.is_on = False

    def is_playing(self) -> bool:
        return self.is_on

    def set_volume(self, volume: float) -> None:
        self.volumes.append(volume)


class Cinema:
    """The small film with a video on its first and third board, a clock, and a speaker."""

    def __init__(self, page: StudioPage, *, speakers: tuple[Speaker | None, ...]) -> None:
        self.page, self.view = page, page.window.view_state
        self.now = [1000.0]
        self.read: list[str] = []
        self.found = list(speakers)
        page.window.playback.deleteLater()
        window = page.window
        self.playback = Playback(window.boards, self.view, window, now_ms=lambda: self.now[0])
        self.sound = FilmSound(
            window.boards, self.view, window.services.tasks, self._read, window,
            find=self._find, now_ms=lambda: self.now[0],
        )  # fmt: skip
        self.sound.set_seen(seen=True)
        self.give_videos()
        page.until(lambda: set(self.read) >= {"one.mp4"} and self.sound._has_looked)

    def give_videos(self) -> None:
        ops = [Set(A, ("videoUrl",), "one.mp4"), Set(C, ("videoUrl",), "two.mp4")]
        self.page.document.commit(ops, label="Videos")

    def come_to(self, frame: int) -> None:
        """Lets time pass until the playhead is there."""
        self.now[0] += (frame - self.view.frame) * 1000 / 24
        self.page.until(lambda: self.view.frame >= frame)

    async def _find(self) -> Speaker | None:
        return self.found.pop(0)

    async def _read(self, video: str) -> bytes:
        self.read.append(video)
        return SECOND + video.encode()


def test_that_a_videos_sound_is_played_from_where_the_playhead_is_and_goes_on_with_it(window: Play) -> None:
    def story(page: StudioPage) -> None:
        speaker = Heard()
        cinema = Cinema(page, speakers=(speaker,))
        cinema.view.go_to_frame(6)
        assert not speaker.played, "a film that stands is silent"
        cinema.playback.toggle()
        for frame in range(7, 20):
            cinema.come_to(frame)
        assert speaker.played == [(SECOND + b"one.mp4", 0.25)] and speaker.is_playing()
        cinema.come_to(FRAMES[A] + 1)
        assert not speaker.is_playing(), "the second board has no video"
        start = FRAMES[A] + FRAMES[B]
        cinema.come_to(start + 1)
        page.until(lambda: len(speaker.played) == 2)
        samples, place_s = speaker.played[1]
        assert samples.endswith(b"two.mp4") and 0 <= place_s <= 0.2
        cinema.playback.toggle()
        assert not speaker.is_playing()

    window(story)


def test_that_the_sound_follows_a_playhead_that_jumps(window: Play) -> None:
    def story(page: StudioPage) -> None:
        speaker = Heard()
        cinema = Cinema(page, speakers=(speaker,))
        places = iter([2.0, 3.0, 18.0])
        at = [next(places)]
        cinema.playback.follow(lambda: at[0])
        cinema.view.set_playing(playing=True)
        page.until(lambda: len(speaker.played) == 1)
        at[0] = next(places)
        cinema.now[0] += 1000 / 24
        page.until(lambda: cinema.view.frame == 3)
        assert len(speaker.played) == 1
        at[0] = next(places)
        page.until(lambda: len(speaker.played) == 2)
        assert speaker.played[1][1] == 0.75
        cinema.view.set_playing(playing=False)

    window(story)


def test_that_a_muted_film_and_one_that_is_not_seen_are_silent(window: Play) -> None:
    def story(page: StudioPage) -> None:
        speaker = Heard()
        cinema = Cinema(page, speakers=(speaker,))
        cinema.sound.set_muted(muted=True)
        cinema.playback.toggle()
        cinema.come_to(6)
        assert not speaker.played and load_preferences().is_muted
        cinema.sound.set_muted(muted=False)
        assert speaker.is_playing() and speaker.played[0][1] == 0.25
        cinema.sound.set_seen(seen=False)
        assert not speaker.is_playing()
        cinema.playback.toggle()

    window(story)


def test_that_a_shot_whose_move_is_played_on_the_set_is_heard_there(window: Play) -> None:
    def story(page: StudioPage) -> None:
        speaker = Heard()
        cinema = Cinema(page, speakers=(speaker,))
        cinema.sound.set_seen(seen=False)
        cinema.sound.follow_page(lambda: page.window.stage_page.shows_moves)
        keys = [CameraKey(t=t, position=(t, 1.5, 5.0), target=(0.0, 1.2, 0.0)).to_wire() for t in (0.0, 1.0)]
        page.document.commit([Set(A, ("cameraKeys",), keys)], label="Move")
        cinema.view.show_workspace("stage")
        assert page.window.stage_page.plays_moves and not speaker.played
        cinema.playback.toggle()
        assert not page.find(FilmPage, "filmPage").isVisible()
        assert speaker.is_playing() and speaker.played[0][0].endswith(b"one.mp4")
        cinema.view.show_workspace("draw")
        assert not speaker.is_playing()
        cinema.playback.toggle()

    window(story)


def test_that_the_volume_is_heard_at_once_and_kept(window: Play) -> None:
    def story(page: StudioPage) -> None:
        speaker = Heard()
        cinema = Cinema(page, speakers=(speaker,))
        bar = VolumeBar(cinema.sound, page.window.services.theme, page.window)
        slider, mute = bar.findChild(QSlider, "filmVolume"), bar.findChild(QToolButton, "filmMute")
        assert isinstance(slider, QSlider) and isinstance(mute, QToolButton)
        slider.setValue(30)
        assert speaker.volumes[-1] == 0.3 and load_preferences().volume == 0.3
        mute.click()
        assert load_preferences().is_muted and mute.accessibleName() == "Let the film be heard"
        slider.setValue(40)
        assert not cinema.sound.is_muted, "whoever turns it up wants to hear it"
        bar.deleteLater()

    window(story)


def test_that_a_machine_without_a_device_says_so_quietly_and_plays_once_there_is_one(window: Play) -> None:
    def story(page: StudioPage) -> None:
        speaker = Heard()
        cinema = Cinema(page, speakers=(None, speaker))
        bar = VolumeBar(cinema.sound, page.window.services.theme, page.window)
        told, slider = bar.findChild(QLabel, "filmNoDevice"), bar.findChild(QSlider, "filmVolume")
        assert isinstance(told, QLabel) and isinstance(slider, QWidget)
        assert [told.isHidden(), slider.isHidden(), told.text()] == [False, True, "No audio device"]
        cinema.playback.toggle()
        page.until(speaker.is_playing)
        assert [told.isHidden(), slider.isHidden()] == [True, False]
        cinema.playback.toggle()
        bar.deleteLater()

    window(story)


def test_that_the_sound_of_a_video_that_comes_later_is_read_then(window: Play) -> None:
    def story(page: StudioPage) -> None:
        speaker = Heard()
        cinema = Cinema(page, speakers=(speaker,))
        cinema.sound._sounds["one.mp4"] = b""
        cinema.sound.read_again("one.mp4")
        page.until(lambda: cinema.read.count("one.mp4") == 2)
        page.until(lambda: not cinema.sound._is_reading)
        cinema.playback.toggle()
        assert speaker.is_playing()
        cinema.playback.toggle()

    window(story)


def test_that_a_film_without_videos_has_no_volume_and_one_with_them_reads_their_sound(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.view_state.show_workspace("cut")
        page.until(page.find(FilmPage, "filmPage").isVisible)
        bar = page.find(VolumeBar, "volumeBar")
        assert not bar.isVisible()
        page.window.view_state.select_board(C)
        asset = page.window.services.media.put(small_video(), "mp4")
        page.document.commit([Set(C, ("videoUrl",), asset)], label="Video")
        page.until(bar.isVisible)
        page.until(lambda: bool(page.window.sound._sounds.get(asset)), timeout_s=60)
        # This machine may have a device or not; either is told truly.
        told = page.find(QLabel, "filmNoDevice")
        page.until(lambda: told.isVisible() == page.window.sound.is_without_device)
        page.run("play.mute")
        assert load_preferences().is_muted

    window(story)


@pytest.mark.parametrize("video", ["", "not there.mp4"])
def test_that_a_video_whose_file_is_not_here_is_silent(window: Play, video: str, tmp_path: Path) -> None:
    def story(page: StudioPage) -> None:
        page.window.view_state.show_workspace("cut")
        page.window.view_state.select_board(C)
        page.document.commit([Set(C, ("videoUrl",), video or None)], label="Video")
        page.run("play.toggle")
        page.until(lambda: not page.window.services.tasks.running)
        page.run("play.toggle")

    window(story)
