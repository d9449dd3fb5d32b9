from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.errors import MediaMissing
from studio.ui.absent_picture import absence_words
from studio.ui.media_arrivals import MediaArrivals
from studio.ui.picture_cache import PictureCache
from tests.doubles.media_team import MediaTeam


class Media:
    """Pictures in a folder; remembers which threads asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.threads: set[int] = set()

    def path(self, reference: str) -> Path:
        self.threads.add(threading.get_ident())
        path = self.folder / reference
        if not path.exists():
            raise MediaMissing("It is missing.", reference)
        return path

    def add(self, name: str, width: int = 320, height: int = 180) -> str:
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor("#336699"))
        image.save(str(self.folder / name))
        return name


@pytest.fixture
def media(tmp_path: Path) -> Media:
    return Media(tmp_path)


def test_that_a_picture_comes_at_the_height_asked_for(qtbot: QtBot, media: Media) -> None:
    cache = PictureCache(media)
    name = media.add("one.png")
    with qtbot.waitSignal(cache.ready):
        assert cache.pixmap(name, height_px=90) is None
    found = cache.pixmap(name, height_px=90)
    assert found is not None
    assert (found.width(), found.height()) == (160, 90)
    cache.release()


def test_that_nothing_is_read_on_the_gui_thread(qtbot: QtBot, media: Media) -> None:
    cache = PictureCache(media)
    with qtbot.waitSignal(cache.ready):
        cache.pixmap(media.add("one.png"))
    assert threading.get_ident() not in media.threads
    assert media.threads
    cache.release()


def test_that_a_missing_picture_is_known_as_missing(qtbot: QtBot, media: Media) -> None:
    cache = PictureCache(media)
    assert not cache.is_missing("gone.png")
    with qtbot.waitSignal(cache.ready):
        assert cache.pixmap("gone.png") is None
    assert cache.pixmap("gone.png") is None
    assert cache.is_missing("gone.png")
    cache.release()


def test_that_memory_is_bounded_and_the_longest_unused_goes_first(qtbot: QtBot, media: Media) -> None:
    cache = PictureCache(media, limit_mb=1)
    names = [media.add(f"{place}.png", 512, 256) for place in range(6)]
    for name in names:
        with qtbot.waitSignal(cache.ready):
            cache.pixmap(name)
        cache.pixmap(names[0])
    assert cache.kept_bytes <= 1024 * 1024
    assert cache.pixmap(names[0]) is not None
    assert cache.pixmap(names[5]) is not None
    assert cache.pixmap(names[1]) is None
    cache.release()


def test_that_a_picture_that_comes_later_is_shown_then_and_no_other_is_asked_again(qtbot: QtBot, media: Media) -> None:
    arrivals, team = MediaArrivals(), MediaTeam()
    cache = PictureCache(media, arrivals=arrivals)
    for name in ("late.png", "gone.png"):
        with qtbot.waitSignal(cache.ready):
            cache.pixmap(name)
    assert absence_words(cache, "late.png") == "picture missing"
    told: list[str] = []
    cache.ready.connect(told.append)
    arrivals.follow(team)
    assert sorted(told) == sorted(team.wanted) == ["gone.png", "late.png"]
    assert absence_words(cache, "late.png") == "On its way from the team"

    media.add("late.png")
    with qtbot.waitSignal(cache.ready):
        arrivals.tell("late.png")
    assert absence_words(cache, "late.png") == ""
    with qtbot.waitSignal(cache.ready):
        assert cache.pixmap("late.png") is None
    assert cache.pixmap("late.png") is not None
    assert told[2:] == ["late.png", "late.png"]
    assert cache.is_missing("gone.png")
    team.hopeless.add("gone.png")
    assert absence_words(cache, "gone.png") == "picture missing"
    cache.release()


def test_that_a_picture_that_comes_while_it_is_looked_for_is_shown(qtbot: QtBot, media: Media) -> None:
    arrivals = MediaArrivals()
    arrivals.follow(MediaTeam())
    cache = PictureCache(media, arrivals=arrivals)
    cache.pixmap("late.png")
    cache.release()
    # It was looked for in vain, and nobody has heard of that yet.
    media.add("late.png")
    arrivals.tell("late.png")
    qtbot.waitUntil(lambda: cache.pixmap("late.png") is not None)
    cache.release()


def test_that_a_picture_that_is_damaged_is_not_said_to_be_coming(qtbot: QtBot, media: Media) -> None:
    arrivals, team = MediaArrivals(), MediaTeam()
    arrivals.follow(team)
    cache = PictureCache(media, arrivals=arrivals)
    (media.folder / "bad.png").write_bytes(b"no picture")
    with qtbot.waitSignal(cache.ready):
        cache.pixmap("bad.png")
    assert (absence_words(cache, "bad.png"), team.wanted) == ("picture missing", [])
    cache.release()
