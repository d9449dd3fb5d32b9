"""Board pictures for the screen: decoded off the GUI thread, kept at the size they are shown."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from typing_extensions import override

from studio.errors import MediaError


class MediaPaths(Protocol):
    """Where a ``media:`` reference lies on disk."""

    def path(self, reference: str) -> Path:
        """The file behind a reference; MediaError when it is missing."""
        ...


class _Decoded(QObject):
    ready = Signal(str, int, QImage)


class _Decode(QRunnable):
    def __init__(self, reference: str, path: Path, height_px: int, tell: _Decoded) -> None:
        super().__init__()
        self._job = (reference, path, height_px)
        self._tell = tell

    @override
    def run(self) -> None:
        reference, path, height_px = self._job
        reader = QImageReader(str(path))
        reader.setAllocationLimit(256)
        full = reader.size()
        if height_px and full.height() > height_px:
            reader.setScaledSize(full.scaled(QSize(1 << 15, height_px), Qt.AspectRatioMode.KeepAspectRatio))
        self._tell.ready.emit(reference, height_px, reader.read())


class PictureCache(QObject):
    """Pixmaps by reference and height; what is not there yet is decoded and told by ``ready``."""

    ready = Signal(str)

    def __init__(self, media: MediaPaths, *, limit: int = 400, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self._limit = limit
        self._pixmaps: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._decoded = _Decoded(self)
        self._decoded.ready.connect(self._keep)

    def pixmap(self, reference: str | None, *, height_px: int = 0) -> QPixmap | None:
        """The picture at most ``height_px`` high (0 = as it is), or None until ``ready`` names it."""
        if not reference:
            return None
        key = (reference, height_px)
        found = self._pixmaps.get(key)
        if found is not None:
            self._pixmaps.move_to_end(key)
            return None if found.isNull() else found
        if key not in self._asked:
            self._asked.add(key)
            try:
                path = self._media.path(reference)
            except MediaError:
                return None
            self._pool.start(_Decode(reference, path, height_px, self._decoded))
        return None

    def _keep(self, reference: str, height_px: int, image: QImage) -> None:
        key = (reference, height_px)
        self._asked.discard(key)
        self._pixmaps[key] = QPixmap.fromImage(image)
        while len(self._pixmaps) > self._limit:
            self._pixmaps.popitem(last=False)
        self.ready.emit(reference)

    def release(self) -> None:
        """Waits for what is being decoded; call before the window goes."""
        self._pool.clear()
        self._pool.waitForDone()
