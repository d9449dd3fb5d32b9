"""What stands in the place of a picture that cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from studio.ui.picture_cache import PictureCache
from studio.ui.theme import Theme, interface_font
from studio.ui.translation import tr

_FONT_PX = 11


def absence_words(pictures: PictureCache, reference: str | None, *, height_px: int = 0, is_small: bool = False) -> str:
    """Why a picture is not there, in few words, and fewer where it ``is_small``; "" while it is being opened."""
    if not pictures.is_missing(reference, height_px=height_px):
        return ""
    if not pictures.is_coming(reference):
        return tr("picture missing")
    return tr("On its way") if is_small else tr("On its way from the team")


def paint_words(painter: QPainter, area: QRect | QRectF, words: str, theme: Theme, *, font_px: int = _FONT_PX) -> None:
    """Writes words quietly into the place of a picture."""
    painter.setPen(theme.colour("ground6"))
    painter.setFont(interface_font(font_px))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(QRectF(area).adjusted(4, 0, -4, 0), int(flags), words)
