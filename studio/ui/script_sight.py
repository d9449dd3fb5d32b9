"""What of the script is in sight, and how it stays there or comes there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from studio.ui.script_binding import ScriptBinding
from studio.ui.script_formats import LINE_PX
from studio.ui.script_margin import SceneInSight
from studio.ui.script_setting import ScriptSetting
from studio.ui.shown_script import ShownScript
from studio.ui.theme import SPACE


class ScriptSight:
    """The geometry of the script in an editor's view; offsets are code points, lengths pixels of the viewport."""

    def __init__(self, editor: QTextEdit, shown: ShownScript, binding: ScriptBinding, setting: ScriptSetting) -> None:
        self._editor = editor
        self._shown = shown
        self._binding = binding
        self._setting = setting

    def first_place(self) -> int:
        """The place of the scene at the top of the view; the first before there is a view."""
        if not self._editor.isVisible():
            return 0
        return self._binding.place_at(self._shown.text.offset(self._first_block().position()))

    def scenes(self, selected: str) -> list[SceneInSight]:
        """The scenes in the view, from the top."""
        width, height = self._editor.viewport().width(), self._editor.viewport().height()
        scenes = self._binding.parts.scenes
        found = []
        for place in range(self.first_place(), len(scenes)):
            scene = scenes[place]
            start, _ = self._binding.bounds(place)
            words = scene.script.strip("\n")
            lead = scene.script.find(words)
            first = self._shown.block(start + lead)
            last = self._shown.block(start + lead + len(words))
            top, bottom = self._top(first), self._bottom(last)
            if top > height:
                break
            reading = self._setting.reading(scene.id)
            heading = first
            if reading is not None:
                heading = self._shown.document.findBlockByNumber(
                    self._shown.block(start).blockNumber() + reading.heading_line
                )
            baseline, words_end = self._first_line(heading)
            found.append(
                SceneInSight(
                    scene_id=scene.id,
                    number=(reading.number if reading else "") or str(place + 1),
                    length=reading.length if reading else "",
                    area=QRect(0, top - SPACE, width, bottom - top + 2 * SPACE),
                    baseline=baseline,
                    words_end=words_end,
                    lock=self._binding.lock_of(scene.id),
                    is_selected=scene.id == selected,
                )
            )
            if bottom > height:
                break
        return found

    def lines_area(self, lines: tuple[int, int] | None) -> QRect | None:
        """The area of the lines that a range of the script stands in."""
        if lines is None:
            return None
        top = self._top(self._shown.block(lines[0]))
        bottom = self._bottom(self._shown.block(max(lines[0], lines[1] - 1)))
        return QRect(0, top, self._editor.viewport().width(), bottom - top)

    @property
    def column(self) -> tuple[int, int]:
        """Where the lines begin and end, from the left."""
        return self._setting.column

    def below(self, offset: int) -> int:
        """Where the line of a code point ends, from the top; its last row is whole, with what hangs below it."""
        block = self._shown.block(offset)
        layout = block.layout()
        if not layout.lineCount():
            return self._bottom(block)
        return self._top(block) + round(layout.lineAt(layout.lineCount() - 1).y()) + LINE_PX

    def rows_area(self, lines: tuple[int, int]) -> QRect:
        """The rows of the lines that a range of the script stands in, whole ones."""
        top = self._top(self._shown.block(lines[0]))
        return QRect(0, top, self._editor.viewport().width(), self.below(max(lines[0], lines[1] - 1)) - top)

    def show_down_to(self, bottom: int, *, top: int) -> None:
        """Scrolls until what reaches down to ``bottom`` of the view is in sight, as far as its ``top`` stays so."""
        over = min(bottom - self._editor.viewport().height(), top)
        if over > 0:
            self._scroll_to(self._editor.verticalScrollBar().value() + over)

    def show_heading(self, scene_id: str) -> None:
        """Scrolls so that a scene's heading stands at the top."""
        found = self._binding.range_of(scene_id)
        if found is None:
            return
        script = self._binding.text[found[0] : found[1]]
        reading = self._setting.reading(scene_id)
        lines = reading.heading_line if reading else script[: len(script) - len(script.lstrip())].count("\n")
        block = self._shown.document.findBlockByNumber(self._shown.block(found[0]).blockNumber() + lines)
        self._scroll_to(self._document_top(block) - 2 * SPACE)

    def show_lines(self, start: int, end: int) -> None:
        """Scrolls as little as is needed for these lines to be in sight, their beginning at least."""
        height = self._editor.viewport().height()
        area = self.lines_area((start, end))
        if area is None or (area.top() >= 0 and area.bottom() <= height):
            return
        scroll = self._editor.verticalScrollBar().value()
        if area.top() < 0 or area.height() > height - 4 * SPACE:
            self._scroll_to(scroll + area.top() - 4 * SPACE)
        else:
            self._scroll_to(scroll + area.bottom() - height + 4 * SPACE)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keeps the line with the cursor where it is in the view, else the first line, whatever changes above it."""
        if not self._editor.isVisible():
            yield
            return
        block = self._editor.textCursor().block()
        if not -LINE_PX <= self._top(block) <= self._editor.viewport().height():
            block = self._first_block()
        mark = QTextCursor(block)
        top = self._top(block)
        yield
        moved = self._top(mark.block()) - top
        if moved:
            self._scroll_to(self._editor.verticalScrollBar().value() + moved)

    def _first_block(self) -> QTextBlock:
        """The first block of which something is in the view.

        By halves, since a hit test walks the whole script; from above, since what lies below is laid out by and by.
        """
        document, top = self._shown.document, self._editor.verticalScrollBar().value()
        low, high, last = 0, 16, document.blockCount() - 1
        while high < last and self._document_bottom(document.findBlockByNumber(high)) <= top:
            low, high = high + 1, 2 * high
        high = min(high, last)
        while low < high:
            middle = (low + high) // 2
            if self._document_bottom(document.findBlockByNumber(middle)) > top:
                high = middle
            else:
                low = middle + 1
        return document.findBlockByNumber(low)

    def _scroll_to(self, value: int) -> None:
        bar = self._editor.verticalScrollBar()
        # The bar learns of lines that have just been laid out only later.
        known = self._shown.document.documentLayout().documentSize().height() - self._editor.viewport().height()
        bar.setMaximum(max(bar.maximum(), round(known)))
        bar.setValue(max(0, value))

    def _document_top(self, block: QTextBlock) -> int:
        return round(self._shown.document.documentLayout().blockBoundingRect(block).top())

    def _document_bottom(self, block: QTextBlock) -> int:
        return round(self._shown.document.documentLayout().blockBoundingRect(block).bottom())

    def _top(self, block: QTextBlock) -> int:
        return self._document_top(block) - self._editor.verticalScrollBar().value()

    def _bottom(self, block: QTextBlock) -> int:
        return self._document_bottom(block) - self._editor.verticalScrollBar().value()

    def _first_line(self, block: QTextBlock) -> tuple[int, int]:
        """The baseline of a block's first line, and where its words end on the right."""
        left, top = self._setting.column[0], self._top(block)
        layout = block.layout()
        if not layout.lineCount():
            return top + LINE_PX, left
        line = layout.lineAt(0)
        return top + round(line.y() + line.ascent()), left + round(line.x() + line.naturalTextWidth())
