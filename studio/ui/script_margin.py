"""What stands beside the words: scene numbers and lengths, whose scene it is, which lines the board shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QLinearGradient, QPainter

from studio.ui.lease_bar import clock
from studio.ui.script_binding import SceneLock
from studio.ui.script_marks import tint
from studio.ui.theme import SPACE, Theme, interface_font, script_font
from studio.ui.translation import tr

GUTTER_PX = 42
RIGHT_PX = 14
_BAR_PX = 3
_CHIP_PX = 18
_SMALL_PX = 11


@dataclass(frozen=True, slots=True)
class SceneInSight:
    """A scene as it lies in the view, in pixels.

    ``area`` holds its words; ``baseline`` is that of the heading's first line, which ends at ``words_end``.
    """

    scene_id: str
    number: str
    length: str
    area: QRect
    baseline: int
    words_end: int
    lock: SceneLock | None = None
    is_selected: bool = False


class ScriptMargin:
    """Paints what stands beside the words."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._number_font = script_font(_SMALL_PX)
        self._name_font = interface_font(_SMALL_PX, weight=QFont.Weight.DemiBold)

    def paint_below(self, painter: QPainter, scenes: list[SceneInSight], board: QRect | None) -> None:
        """Paints what lies below the words: bands of locked scenes, the bars of the scene and board in focus."""
        for scene in scenes:
            if scene.lock is not None:
                colour = self._theme.person(scene.lock.uid)
                painter.fillRect(scene.area, _fading(colour, scene.area))
                painter.fillRect(_bar(scene.area), colour)
            elif scene.is_selected:
                painter.fillRect(_bar(scene.area), self._theme.colour("ground4"))
        if board is not None:
            painter.fillRect(_bar(board), self._theme.colour("accent"))

    def paint_proposed(self, painter: QPainter, areas: Sequence[QRect]) -> None:
        """The ground of lines for which an agent proposes others."""
        for area in areas:
            painter.fillRect(area, tint(self._theme))
            painter.fillRect(_bar(area), self._theme.colour("accent"))

    def paint_beside(
        self, painter: QPainter, scenes: list[SceneInSight], *, left: int, right: int, now_s: float
    ) -> None:
        """Paints numbers and lengths; ``left`` and ``right`` bound the column of the words."""
        for scene in scenes:
            painter.setPen(self._theme.colour("ground6"))
            painter.setFont(self._number_font)
            metrics = QFontMetrics(self._number_font)
            painter.drawText(left - 12 - metrics.horizontalAdvance(scene.number), scene.baseline, scene.number)
            if scene.lock is not None:
                self._paint_holder(painter, scene, scene.lock, right, now_s)
                continue
            begin = right - metrics.horizontalAdvance(scene.length)
            if scene.words_end + 2 * SPACE <= begin:
                painter.drawText(begin, scene.baseline, scene.length)

    def paint_hint(self, painter: QPainter, area: QRect) -> None:
        """Says in an empty script what to do there."""
        painter.setPen(self._theme.colour("ground6"))
        painter.setFont(interface_font())
        words = tr("Write here. A scene begins with a heading such as INT. KITCHEN - DAY.")
        inside = area.adjusted(3 * SPACE, 3 * SPACE, -3 * SPACE, 0)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), words)

    def _paint_holder(self, painter: QPainter, scene: SceneInSight, lock: SceneLock, right: int, now_s: float) -> None:
        """A chip with the person's name and the time since; where the heading takes its place it stands above."""
        metrics = QFontMetrics(self._name_font)
        words = f"{lock.name} {clock(now_s - lock.since_s)}"
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, right // 2)
        width = metrics.horizontalAdvance(words) + 2 * 6
        top = scene.baseline - (_CHIP_PX + metrics.capHeight()) // 2
        if scene.words_end + SPACE + width > right:
            top -= _CHIP_PX
        chip = QRectF(right - width, top, width, _CHIP_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.person(lock.uid))
        painter.drawRoundedRect(chip, 3, 3)
        painter.setPen(self._theme.colour("on_accent"))
        painter.setFont(self._name_font)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)


def _bar(area: QRect) -> QRect:
    return QRect(0, area.top(), _BAR_PX, area.height())


def _fading(colour: QColor, area: QRect) -> QLinearGradient:
    """A person's colour, from left to right less of it."""
    gradient = QLinearGradient(area.left(), 0, area.right(), 0)
    for place, alpha in ((0.0, 0.24), (1.0, 0.06)):
        shade = QColor(colour)
        shade.setAlphaF(alpha)
        gradient.setColorAt(place, shade)
    return gradient
