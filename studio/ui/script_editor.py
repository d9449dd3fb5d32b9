"""The script as one continuous document; each scene's text is a field of its own underneath."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockUserData,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget
from typing_extensions import override

from studio.model.change_set import ChangeSet
from studio.model.ids import DocPath, SceneId, Uid
from studio.script.anchors import from_utf16, to_utf16
from studio.script.edit_plan import ScenePart
from studio.script.fountain import parse_fountain
from studio.script.pagination import eighths_text
from studio.script.title_page import read_title_page
from studio.ui.document_bridge import DocumentBridge
from studio.ui.script_binding import SceneIsLocked, ScriptBinding, common_edges
from studio.ui.script_formats import base_font, block_format, char_format, line_kinds
from studio.ui.theme import SPACE, Theme, interface_font, script_font
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

_GUTTER_PX = 42
_RIGHT_PX = 14
_WIDEST_PX = 620
_BURST_MS = 1500
_SLICE_MS = 8
_PARAGRAPH_END = "\u2029"
_SHOWN_AS = str.maketrans({"\r": "␍", "\u2028": "␤", _PARAGRAPH_END: "␤"})
"""Characters that a text document would swallow, shown one for one so that offsets stay true."""


class _LineData(QTextBlockUserData):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind


@dataclass(frozen=True, slots=True)
class SceneReading:
    """A scene as shown: its text, the kind of each of its lines, its own number and its length in words."""

    script: str
    kinds: tuple[str, ...]
    number: str
    length: str


class ScriptEditor(QTextEdit):
    """Typing becomes commits at once; what others do is spliced in. The undo is the document's, not the editor's.

    A locked scene holds against keys, input methods, paste, drop and replace alike: whatever way a change came, it is
    taken back in the same event and the person is told.
    """

    told = Signal(str)
    """A sentence for the person: why an edit was not taken."""

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        theme: Theme,
        *,
        uid: Uid,
        is_read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("scriptEditor")
        self.setAccessibleName(tr("Script"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setReadOnly(is_read_only)
        self.setTabChangesFocus(True)
        self.setFont(base_font())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(base_font())
        self._theme = theme
        self._document = bridge.document
        self._view_state = view_state
        self.binding = ScriptBinding(bridge.document, uid)
        self._is_applying = False
        self._line = -1
        self._read: dict[str, SceneReading] = {}
        self._read_prelude = ""
        self._unset: list[str] = []
        self._shown = ""
        self._pause = QTimer(self, singleShot=True, interval=_BURST_MS)
        self._pause.timeout.connect(self.binding.end_burst)
        self._fill()
        self.document().contentsChange.connect(self._contents_changed)
        self.cursorPositionChanged.connect(self._cursor_moved)
        view_state.scene_changed.connect(self._show_scene)
        view_state.board_changed.connect(lambda _path: self.viewport().update())
        bridge.changed.connect(self._follow)

    def line_kind(self, block: QTextBlock) -> str:
        """The kind of element a line belongs to."""
        data = block.userData()
        return data.kind if isinstance(data, _LineData) else "blank"

    def go_to(self, offset: int) -> None:
        """Puts the cursor at a code point of the script, in sight."""
        cursor = self.textCursor()
        cursor.setPosition(self._to_editor(offset))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        spare = max(0, self.width() - _WIDEST_PX - _GUTTER_PX - _RIGHT_PX) // 2
        frame = self.document().rootFrame().frameFormat()
        if frame.leftMargin() != _GUTTER_PX + spare or not frame.topMargin():
            frame.setLeftMargin(_GUTTER_PX + spare)
            frame.setRightMargin(_RIGHT_PX + spare)
            frame.setTopMargin(2 * SPACE)
            frame.setBottomMargin(8 * SPACE)
            self._is_applying = True
            self.document().rootFrame().setFrameFormat(frame)
            self._is_applying = False
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
            return
        super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if not event.preeditString():
            self._set_formats()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.binding.settle()
        self.binding.end_burst()
        super().focusOutEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_scene_bands()
        super().paintEvent(event)
        self._paint_margin()
        if not self.binding.text.strip():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.colour("ground6"))
            painter.setFont(interface_font(12))
            area = self.viewport().rect().adjusted(3 * SPACE, 3 * SPACE, -3 * SPACE, 0)
            words = tr("Write here. A scene begins with a heading such as INT. KITCHEN - DAY.")
            painter.drawText(area, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), words)

    def _fill(self) -> None:
        """Shows the whole script anew."""
        self._is_applying = True
        self.document().setPlainText(self.binding.text.translate(_SHOWN_AS))
        self._is_applying = False
        self._shown = self.binding.text.translate(_SHOWN_AS)
        self._set_formats()

    def _contents_changed(self, _position: int, _removed: int, _added: int) -> None:
        if self._is_applying:
            return
        shown = self._shown
        now = self.document().toRawText().replace(_PARAGRAPH_END, "\n")
        if now == shown:
            return
        prefix, suffix = common_edges(shown, now)
        inserted = now[prefix : len(now) - suffix]
        try:
            self.binding.edit(at=prefix, removed=len(shown) - prefix - suffix, inserted=inserted)
        except SceneIsLocked as locked:
            # The document is inside its own change signal; it is put right as soon as that has gone round.
            QTimer.singleShot(0, self, self._restore)
            self.told.emit(
                tr(
                    "{heading} is being edited by {name}. It opens when they are done.",
                    heading=locked.heading,
                    name=self.binding.name_of(locked.uid),
                )
            )
            return
        self._shown = now
        self._pause.start()
        QTimer.singleShot(0, self, self._set_formats)

    def _restore(self) -> None:
        """Puts the editor's text right where it differs from the document's."""
        self._apply(self.binding.text.translate(_SHOWN_AS))

    def _follow(self, change: ChangeSet) -> None:
        if not self.binding.follow(change):
            self.viewport().update()
            return
        target = self.binding.text.translate(_SHOWN_AS)
        if target != self.document().toRawText().replace(_PARAGRAPH_END, "\n"):
            # Undo and other people come outside of the editor's own change signal, so this may edit at once.
            self._apply(target)
        self.viewport().update()

    def _apply(self, target: str) -> None:
        now = self.document().toRawText().replace(_PARAGRAPH_END, "\n")
        prefix, suffix = common_edges(now, target)
        self._is_applying = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_utf16(now, prefix))
        cursor.setPosition(to_utf16(now, len(now) - suffix), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(target[prefix : len(target) - suffix])
        self._is_applying = False
        self._shown = target
        self._set_formats()

    def _cursor_moved(self) -> None:
        line = self.textCursor().blockNumber()
        if line != self._line:
            self._line = line
            if self.hasFocus():
                QTimer.singleShot(0, self, self.binding.settle)
        if self.hasFocus():
            scene = self.binding.scene_at(self._from_editor(self.textCursor().position()))
            if scene is not None and scene != self._view_state.scene_id:
                boards = self._document.boards(SceneId(scene))
                if boards:
                    self._view_state.select_board(DocPath(f"scenes/{scene}/boards/{boards[0][0]}"))
                else:
                    self._view_state.select_board(DocPath(""))
                    self._view_state.select_scene(scene)
        self.viewport().update()

    def _show_scene(self, scene_id: str) -> None:
        self.viewport().update()
        found = self.binding.range_of(scene_id)
        if found is None or self.hasFocus():
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._to_editor(found[0]))
        block = cursor.block()
        while block.isValid() and self.line_kind(block) != "heading" and block.next().isValid():
            block = block.next()
        top = round(self.document().documentLayout().blockBoundingRect(block).top())
        self.verticalScrollBar().setValue(max(0, top - 2 * SPACE))

    def _set_formats(self) -> None:
        """Sets the lines of scenes whose words changed; what was not edited is neither read nor touched again."""
        self._unset = [part.id for part in self.binding.parts.scenes if self._is_changed(part)]
        alive = {part.id for part in self.binding.parts.scenes}
        for gone in self._read.keys() - alive:
            del self._read[gone]
        self._set_prelude()
        self._set_some()

    def _is_changed(self, part: ScenePart) -> bool:
        known = self._read.get(part.id)
        return known is None or known.script != part.script

    def _set_some(self) -> None:
        """Formats scenes for a moment and goes on after the next events, so that a long script opens at once."""
        clock = QElapsedTimer()
        clock.start()
        while self._unset and clock.elapsed() < _SLICE_MS:
            scene_id = self._unset.pop(0)
            bounds = self.binding.range_of(scene_id)
            if bounds is None:
                continue
            script = self.binding.text[bounds[0] : bounds[1]]
            known = self._read[scene_id] = _read_scene(script)
            self._set_lines(bounds[0], known.kinds)
        if self._unset:
            QTimer.singleShot(0, self, self._set_some)
        self.viewport().update()

    def _set_prelude(self) -> None:
        prelude = self.binding.parts.prelude
        if prelude == self._read_prelude:
            return
        self._read_prelude = prelude
        if read_title_page(prelude).values:
            kinds = ("title",) * prelude.count("\n")
        else:
            kinds = tuple(line_kinds(parse_fountain(prelude).elements, prelude.count("\n") + 1))
        self._set_lines(0, kinds)

    def _set_lines(self, start: int, kinds: tuple[str, ...]) -> None:
        layout = self.textCursor().block().layout()
        composing = self.textCursor().blockNumber() if layout is not None and layout.preeditAreaText() else -1
        block = self.document().findBlock(self._to_editor(start))
        self._is_applying = True
        for kind in kinds:
            if not block.isValid():
                break
            # A line in which an input method is composing is left alone until it commits.
            if block.blockNumber() != composing and self.line_kind(block) != kind:
                cursor = QTextCursor(block)
                cursor.setBlockFormat(block_format(kind))
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(char_format(kind, self._theme))
                cursor.setBlockCharFormat(char_format(kind, self._theme))
                block.setUserData(_LineData(kind))
            block = block.next()
        self._is_applying = False

    def _scene_rects(self) -> list[tuple[str, str, QRect, QRect]]:
        """Scenes in sight: id, number, the area of the whole scene, the area of its heading's line."""
        layout = self.document().documentLayout()
        offset = self.verticalScrollBar().value()
        height = self.viewport().height()
        top_position = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0)).position()
        found = []
        scenes = self.binding.parts.scenes
        for place in range(self.binding.place_at(self._from_editor(top_position)), len(scenes)):
            bounds = self.binding.bounds(place)
            first = self.document().findBlock(self._to_editor(bounds[0]))
            last = self.document().findBlock(self._to_editor(max(bounds[0], bounds[1] - 1)))
            top = round(layout.blockBoundingRect(first).top()) - offset
            bottom = round(layout.blockBoundingRect(last).bottom()) - offset
            if top > height:
                break
            heading = first
            while heading.isValid() and self.line_kind(heading) != "heading" and heading != last:
                heading = heading.next()
            line = layout.blockBoundingRect(heading)
            area = QRect(0, top, self.viewport().width(), bottom - top)
            read = self._read.get(scenes[place].id)
            number = (read.number if read else "") or str(place + 1)
            beside = QRect(0, round(line.top()) - offset, area.width(), round(line.height()))
            found.append((scenes[place].id, number, area, beside))
        return found

    def _paint_scene_bands(self) -> None:
        painter = QPainter(self.viewport())
        for scene_id, _, area, _ in self._scene_rects():
            holder = self.binding.locked_by(scene_id)
            if holder is not None:
                colour = self._theme.person(holder)
                painter.fillRect(QRect(0, area.top(), 3, area.height()), colour)
                colour.setAlphaF(0.12)
                painter.fillRect(area, colour)
            elif scene_id == self._view_state.scene_id:
                painter.fillRect(QRect(0, area.top(), 2, area.height()), self._theme.colour("ground4"))
        anchor = self._board_lines()
        if anchor is not None:
            accent = self._theme.colour("accent")
            painter.fillRect(QRect(0, anchor.top(), 2, anchor.height()), accent)
        painter.end()

    def _board_lines(self) -> QRect | None:
        """The lines that the selected board shows."""
        board = self._document.board(self._view_state.board) if self._view_state.board else None
        if board is None or board.anchor is None or board.anchor.lost:
            return None
        bounds = self.binding.range_of(self._view_state.board.split("/")[1])
        if bounds is None:
            return None
        layout = self.document().documentLayout()
        first = self.document().findBlock(self._to_editor(bounds[0] + board.anchor.start))
        last = self.document().findBlock(self._to_editor(bounds[0] + max(board.anchor.start, board.anchor.end - 1)))
        offset = self.verticalScrollBar().value()
        top = round(layout.blockBoundingRect(first).top()) - offset
        bottom = round(layout.blockBoundingRect(last).bottom()) - offset
        return QRect(0, top, self.viewport().width(), bottom - top)

    def _paint_margin(self) -> None:
        painter = QPainter(self.viewport())
        left = round(self.document().rootFrame().frameFormat().leftMargin())
        right = self.viewport().width() - round(self.document().rootFrame().frameFormat().rightMargin())
        for scene_id, number, _, line in self._scene_rects():
            read = self._read.get(scene_id)
            painter.setPen(self._theme.colour("ground6"))
            painter.setFont(script_font(11))
            area = QRect(0, line.top(), left - 12, line.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
            holder = self.binding.locked_by(scene_id)
            words = self.binding.name_of(holder) if holder else (read.length if read else "")
            width = painter.fontMetrics().horizontalAdvance(words) + SPACE
            beside = QRect(right - width, line.top(), width, line.height())
            painter.fillRect(beside, self._theme.colour("ground1"))
            if holder is not None:
                painter.setFont(interface_font(11, weight=QFont.Weight.DemiBold))
                painter.setPen(self._theme.person(holder))
            painter.drawText(QRectF(beside), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()

    def _to_editor(self, offset: int) -> int:
        return to_utf16(self._shown, offset) if not self._shown.isascii() else offset

    def _from_editor(self, position: int) -> int:
        return from_utf16(self._shown, position) if not self._shown.isascii() else position


def _read_scene(script: str) -> SceneReading:
    screenplay = parse_fountain(script)
    kinds = tuple(line_kinds(screenplay.elements, script.count("\n") + 1))
    scene = screenplay.scenes[0] if screenplay.scenes else None
    if scene is None:
        return SceneReading(script, kinds, "", "")
    seconds = int(scene.seconds)
    length = f"{eighths_text(scene.eighths)} · {seconds // 60}:{seconds % 60:02}"
    return SceneReading(script, kinds, scene.number or "", length)
