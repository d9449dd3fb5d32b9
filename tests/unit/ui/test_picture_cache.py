from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.errors import MediaError
from studio.ui.picture_cache import PictureCache


class Media:
    """Pictures in a folder; remembers which threads asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.threads: set[int] = set()

    def path(self, reference: str) -> Path:
        self.threads.add(threading.get_ident())
        path = self.folder / reference
        if not path.exists():
            raise MediaError("It is missing.")
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
