"""Board pictures for the screen: decoded off the GUI thread, kept at the size they are shown."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from typing_extensions import override

from studio.errors import MediaError, MediaMissing
from studio.ui.background_threads import give_way
from studio.ui.media_arrivals import MediaArrivals

_LARGEST_MB = 256
_BYTES_A_PIXEL = 4


class MediaPaths(Protocol):
    """Where a ``media:`` reference lies on disk."""

    def path(self, reference: str) -> Path:
        """The file behind a reference; MediaMissing when it is not here. Any thread may ask."""
        ...


class _Decoded(QObject):
    ready = Signal(str, int, QImage)
    absent = Signal(str, int)


class _Decode(QRunnable):
    def __init__(self, media: MediaPaths, reference: str, height_px: int, tell: _Decoded) -> None:
        super().__init__()
        self._media = media
        self._job = (reference, height_px)
        self._tell = tell

    @override
    def run(self) -> None:
        give_way()
        reference, height_px = self._job
        try:
            path = self._media.path(reference)
        except MediaMissing:
            self._tell.absent.emit(reference, height_px)
        except MediaError:
            self._tell.ready.emit(reference, height_px, QImage())
        else:
            self._tell.ready.emit(reference, height_px, self._image(path, height_px))

    @staticmethod
    def _image(path: Path, height_px: int) -> QImage:
        """The picture as the screen wants its pixels; a null image where it cannot be read."""
        reader = QImageReader(str(path))
        reader.setAllocationLimit(_LARGEST_MB)
        full = reader.size()
        if height_px and full.height() > height_px:
            reader.setScaledSize(full.scaled(QSize(1 << 15, height_px), Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        # In this form the GUI thread only takes the pixels over; any other would be converted there.
        kind = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
        return image if image.isNull() else image.convertToFormat(kind)


class PictureCache(QObject):
    """Pixmaps by reference and height; what is not there yet is decoded and told by ``ready``.

    ``limit_mb`` bounds what is kept; the longest unused goes first. What was asked for last is decoded first, so that
    the boards in sight come before those that were scrolled past. What is missing is looked for again when
    ``arrivals`` tells that it is here.
    """

    ready = Signal(str)

    def __init__(
        self,
        media: MediaPaths,
        *,
        arrivals: MediaArrivals | None = None,
        limit_mb: int = 160,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._media = media
        self._arrivals = arrivals or MediaArrivals(self)
        self._arrivals.arrived.connect(self._look_again)
        self._arrivals.source_changed.connect(self._tell_missing)
        self._limit = limit_mb * 1024 * 1024
        self._kept = 0
        self._pixmaps: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()
        self._count = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._decoded = _Decoded(self)
        self._decoded.ready.connect(self._keep)
        self._decoded.absent.connect(self._keep_absent)
        self._absent: set[str] = set()

    @property
    def kept_bytes(self) -> int:
        """How much memory the pictures take."""
        return self._kept

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
            self._count += 1
            self._pool.start(_Decode(self._media, reference, height_px, self._decoded), self._count)
        return None

    def is_missing(self, reference: str | None, *, height_px: int = 0) -> bool:
        """Whether the picture was looked for and cannot be shown."""
        found = self._pixmaps.get((reference or "", height_px))
        return found is not None and found.isNull()

    def is_coming(self, reference: str | None) -> bool:
        """Whether a picture that is missing is on its way to this machine."""
        return reference in self._absent and self._arrivals.is_coming(reference or "")

    def _look_again(self, reference: str) -> None:
        if reference not in self._absent:
            return
        self._absent.discard(reference)
        for key in [key for key, pixmap in self._pixmaps.items() if key[0] == reference and pixmap.isNull()]:
            del self._pixmaps[key]
        self.ready.emit(reference)

    def _tell_missing(self) -> None:
        for reference in tuple(self._absent):
            self.ready.emit(reference)

    def _keep_absent(self, reference: str, height_px: int) -> None:
        self._absent.add(reference)
        self._keep(reference, height_px, QImage())
        self._arrivals.expect(reference)

    def _keep(self, reference: str, height_px: int, image: QImage) -> None:
        key = (reference, height_px)
        self._asked.discard(key)
        self._pixmaps[key] = QPixmap.fromImage(image)
        self._kept += _bytes_of(self._pixmaps[key])
        while self._kept > self._limit and len(self._pixmaps) > 1:
            _, gone = self._pixmaps.popitem(last=False)
            self._kept -= _bytes_of(gone)
        self.ready.emit(reference)

    def release(self) -> None:
        """Waits for what is being decoded; call before the window goes."""
        self._pool.clear()
        self._pool.waitForDone()


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * _BYTES_A_PIXEL
