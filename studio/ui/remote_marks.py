"""The cursors and selections of others in the script, with their names for a moment after they moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCursor, QTextLine
from PySide6.QtWidgets import QTextEdit

from studio.collab.presence import TextCursor
from studio.model.change_set import ChangeSet
from studio.model.ids import scene_path
from studio.model.operations import Splice as SpliceField
from studio.script.splice import Splice
from studio.ui.document_bridge import DocumentBridge
from studio.ui.people import People
from studio.ui.script_binding import ScriptBinding
from studio.ui.shown_script import ShownScript, carried
from studio.ui.theme import Theme, interface_font

SHOWN_S, FADING_S = 2.5, 0.6
"""How long a name stands beside a cursor that moved, and how long it takes to go."""

_FRAME_MS = 60
_ON_ITS_WAY_S = 0.5
_CURSOR_PX, _FLAG_PX = 2, 15
_SELECTION_ALPHA = 0.28


@dataclass(frozen=True, slots=True)
class RemoteMark:
    """Somebody's cursor in the script; ``moved_s`` is when they last moved it."""

    uid: str
    name: str
    cursor: TextCursor
    moved_s: float


class RemoteMarks(QObject):
    """Paints others' cursors and selections; they move along with the text until their next place is told."""

    def __init__(
        self,
        editor: QTextEdit,
        shown: ShownScript,
        binding: ScriptBinding,
        bridge: DocumentBridge,
        people: People,
        theme: Theme,
    ) -> None:
        super().__init__(editor)
        self._editor, self._shown, self._binding, self._people, self._theme = editor, shown, binding, people, theme
        self._marks: dict[str, RemoteMark] = {}
        self._told: dict[str, TextCursor] = {}
        self._font = interface_font(11, weight=QFont.Weight.DemiBold)
        self._fading = QTimer(self, interval=_FRAME_MS)
        self._fading.timeout.connect(self._fade)
        people.moved.connect(self._follow_people)
        bridge.changed.connect(self._follow_text)

    @property
    def marks(self) -> tuple[RemoteMark, ...]:
        """The cursors of others, where they are by now."""
        return tuple(self._marks.values())

    def paint_below(self, painter: QPainter) -> None:
        """The selections, below the words."""
        for mark in self._marks.values():
            place = self._units(mark)
            if place is None or place[0] == place[1]:
                continue
            colour = QColor(self._theme.person(mark.uid))
            colour.setAlphaF(_SELECTION_ALPHA)
            for area in self._areas(min(place), max(place)):
                painter.fillRect(area, colour)

    def paint_above(self, painter: QPainter) -> None:
        """The cursors, and the names of those that moved just now."""
        height = self._editor.viewport().height()
        for mark in self._marks.values():
            place = self._units(mark)
            if place is None:
                continue
            at = self._rect(place[1])
            if at.bottom() < 0 or at.top() > height:
                continue
            colour = self._theme.person(mark.uid)
            painter.fillRect(QRectF(at.left() - 1, at.top(), _CURSOR_PX, at.height()), colour)
            strength = self._strength(mark)
            if strength > 0:
                self._paint_flag(painter, mark.name, at, colour, strength)
            else:
                painter.fillRect(QRectF(at.left() - 3, at.top() - 2, 6, 3), colour)

    def _paint_flag(self, painter: QPainter, name: str, at: QRectF, colour: QColor, strength: float) -> None:
        metrics = QFontMetrics(self._font)
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, 140)
        width = metrics.horizontalAdvance(words) + 8
        left = min(at.left() - 1, self._editor.viewport().width() - width - 2)
        top = at.top() - _FLAG_PX
        flag = QRectF(left, at.bottom() if top < 0 else top, width, _FLAG_PX)
        painter.save()
        painter.setOpacity(strength)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(flag, 3, 3)
        painter.setPen(self._theme.colour("on_accent"))
        painter.setFont(self._font)
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _follow_people(self) -> None:
        told = {session: each.cursor for session, each in self._people.others.items() if each.cursor is not None}
        for session in self._marks.keys() - told.keys():
            del self._marks[session]
        for session, cursor in told.items():
            person, known = self._people.others[session], self._marks.get(session)
            if known is None or self._told.get(session) != cursor:
                self._marks[session] = RemoteMark(person.uid, person.name, cursor, self._people.now_s)
        self._told = told
        if self._marks and not self._fading.isActive():
            self._fading.start()
        self._editor.viewport().update()

    def _follow_text(self, change: ChangeSet) -> None:
        """Others' cursors stay at their words while words before them come and go.

        Where somebody is may be told before what they typed there: that is in their place already.
        """
        for session, mark in self._marks.items():
            cursor, path = mark.cursor, scene_path(mark.cursor.scene)
            is_just_told = self._people.now_s - mark.moved_s < _ON_ITS_WAY_S
            is_theirs = change.origin == "remote" and change.initiator == mark.uid and is_just_told
            for op in change.ops:
                if isinstance(op, SpliceField) and op.doc == path and op.field == ("script",):
                    if is_theirs and op.at + len(op.inserted) <= cursor.head:
                        continue
                    splice = Splice(op.at, op.removed, op.inserted)
                    cursor = TextCursor(cursor.scene, carried(cursor.anchor, splice), carried(cursor.head, splice))
            self._marks[session] = RemoteMark(mark.uid, mark.name, cursor, mark.moved_s)

    def _fade(self) -> None:
        """Paints anew while a name goes; a name that stands still needs nothing."""
        now = self._people.now_s
        ages = [now - mark.moved_s for mark in self._marks.values()]
        if any(age > SHOWN_S for age in ages if age < SHOWN_S + FADING_S + 2 * _FRAME_MS / 1000):
            self._editor.viewport().update()
        if not any(age < SHOWN_S + FADING_S + 2 * _FRAME_MS / 1000 for age in ages):
            self._fading.stop()

    def _strength(self, mark: RemoteMark) -> float:
        return min(1.0, max(0.0, 1 - (self._people.now_s - mark.moved_s - SHOWN_S) / FADING_S))

    def _units(self, mark: RemoteMark) -> tuple[int, int] | None:
        """Where anchor and head stand in the editor's text; None where their scene is not there."""
        bounds = self._binding.range_of(mark.cursor.scene)
        if bounds is None:
            return None
        anchor, head = (min(bounds[0] + at, bounds[1]) for at in (mark.cursor.anchor, mark.cursor.head))
        return self._shown.text.unit(anchor), self._shown.text.unit(head)

    def _rect(self, unit: int) -> QRectF:
        cursor = QTextCursor(self._shown.document)
        cursor.setPosition(min(unit, self._shown.document.characterCount() - 1))
        return QRectF(self._editor.cursorRect(cursor))

    def _areas(self, start: int, end: int) -> Iterator[QRectF]:
        """The areas that a range takes up, one for each row in the view."""
        height = self._editor.viewport().height()
        block = self._shown.document.findBlock(start)
        while block.isValid() and block.position() < end:
            top = self._rect(block.position()).top()
            if top > height:
                return
            layout = block.layout()
            for place in range(layout.lineCount()):
                line = layout.lineAt(place)
                first = block.position() + line.textStart()
                begins, ends = max(start, first), min(end, first + line.textLength())
                if begins >= ends:
                    continue
                row = self._rect(first)
                left = row.left() - _x(line, line.textStart())
                x, to = (left + _x(line, each - block.position()) for each in (begins, ends))
                yield QRectF(x, row.top(), to - x, row.height())
            block = block.next()


def _x(line: QTextLine, place: int) -> float:
    """Where a place of a row is seen, from the left of its paragraph."""
    x: Any = line.cursorToX(place)
    # The binding gives the place back as well, which its annotation leaves open.
    return float(x[0])
