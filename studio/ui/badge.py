"""Words over a picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from studio.ui.theme import Theme


def paint_badge(painter: QPainter, theme: Theme, box: QRectF, words: str) -> None:
    """Words on a dark ground of their own, so that they are read on any picture."""
    ground = theme.colour("ground0")
    ground.setAlphaF(0.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(theme.colour("ground8"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
