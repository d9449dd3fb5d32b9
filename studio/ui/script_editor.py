"""The script as one continuous document; each scene's text is a field of its own underneath."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.errors import CommitRefused
from studio.model.change_set import ChangeSet
from studio.model.ids import Uid
from studio.script.splice import Splice
from studio.ui.composition import composing_line, kept_composition
from studio.ui.document_bridge import DocumentBridge
from studio.ui.editor_text import typed_as
from studio.ui.fountain_edit import FountainEdit
from studio.ui.lock_telling import LockTelling
from studio.ui.people import People
from studio.ui.remote_marks import RemoteMarks
from studio.ui.script_binding import Replaced, SceneIsLocked, SceneLock, ScriptBinding
from studio.ui.script_margin import ScriptMargin
from studio.ui.script_marks import ScriptMarks
from studio.ui.script_room import ScriptRoom
from studio.ui.script_setting import ScriptSetting
from studio.ui.script_sight import ScriptSight
from studio.ui.shown_script import ShownScript, carried
from studio.ui.theme import Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

_BURST_MS = 1500
_SECOND_MS = 1000


class ScriptEditor(FountainEdit):
    """Typing becomes commits at once; what others do is spliced in. The undo is the document's, not the editor's.

    A locked scene holds against keys, input methods, paste, drop and replace alike: whatever way a change came, it is
    taken back before the event that brought it ends, and the person is told.
    """

    told = Signal(str)
    """A sentence for the person: why an edit was not taken."""

    script_changed = Signal()
    """The text is another, whoever changed it."""

    typed_in = Signal(str)
    """The person edits a scene."""

    laid_out = Signal()
    """Lines were set, or the view has another width."""

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        theme: Theme,
        *,
        uid: Uid,
        people: People,
        is_read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(is_read_only=is_read_only, parent=parent)
        self.setObjectName("scriptEditor")
        self.setAccessibleName(tr("Script"))
        self._uid = uid
        self._view_state = view_state
        self._people = people
        self.binding = ScriptBinding(bridge.document, uid, people)
        self._shown = ShownScript(self.document())
        names = [person.name for person in bridge.document.project.production_bible.characters.values()]
        self._setting = ScriptSetting(self._shown, self.binding, theme, names, self)
        self.sight = ScriptSight(self, self._shown, self.binding, self._setting)
        self.marks = ScriptMarks(self, self._shown, theme)
        self.remote = RemoteMarks(self, self._shown, self.binding, bridge, people, theme)
        self.room = ScriptRoom(self._shown)
        self._margin = ScriptMargin(theme)
        self._setting.keep_sight = self.sight.kept
        self._setting.place_in_sight = self.sight.first_place
        self._setting.composing = partial(composing_line, self)
        self._is_typing = False
        self._refused: tuple[int, int] | None = None
        self._is_selecting = False
        self._locks = LockTelling(people, self)
        self._line = 0
        self._last_selection = (0, 0)
        self._wanted = False
        self._pause = QTimer(self, singleShot=True, interval=_BURST_MS)
        self._pause.timeout.connect(self._rest)
        self._leaving = QTimer(self, singleShot=True, interval=0)
        self._leaving.timeout.connect(self._leave_line)
        self._clock = QTimer(self, interval=_SECOND_MS)
        self._clock.timeout.connect(self.viewport().update)
        self._shown.fill(self.binding.text)
        self._setting.update()
        self.document().contentsChange.connect(self._contents_changed)
        self.document().contentsChanged.connect(self._contents_settled)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.selectionChanged.connect(self._note_selection)
        self._setting.progressed.connect(self.viewport().update)
        self._setting.progressed.connect(self.laid_out)
        view_state.scene_changed.connect(lambda _scene: self._show_selected())
        view_state.board_changed.connect(lambda _board: self._show_selected())
        self._locks.told.connect(self.told)
        self._locks.changed.connect(self._leaving.start)
        self._locks.changed.connect(self.viewport().update)
        bridge.film_changed.connect(self._follow)

    @property
    def is_set(self) -> bool:
        """Whether every line is set as what it is; a long script takes some moments."""
        return self._setting.is_done

    def line_kind(self, block: QTextBlock) -> str:
        """The kind of element that a line was set as; "" before it was."""
        return self._setting.kind(block)

    def go_to(self, offset: int) -> None:
        """Puts the cursor at a code point of the script, in sight."""
        self.select(offset, offset)

    def select(self, start: int, end: int) -> None:
        """Selects a range of code points, in sight and not at its very edge."""
        self.sight.show_lines(start, end)
        cursor = self.textCursor()
        cursor.setPosition(self._shown.text.unit(start))
        cursor.setPosition(self._shown.text.unit(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected, in code points; both are where the cursor stands if nothing is."""
        cursor = self.textCursor()
        return self._shown.text.offset(cursor.selectionStart()), self._shown.text.offset(cursor.selectionEnd())

    def replace(self, ranges: Sequence[tuple[int, int]], words: str) -> Replaced:
        """Puts ``words`` in the place of each range, in one undo step, and tells of locked scenes that were left."""
        done = self.binding.replace(ranges, typed_as(words).replace("\n", " "))
        if done.lock is not None:
            self._tell_of(done.lock)
        return done

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._setting.fit(self.width())
        super().resizeEvent(event)
        self.laid_out.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted:
            # Once the layout has given the view its size.
            QTimer.singleShot(0, self, self._show_selected)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.isReadOnly() and (event.preeditString() or event.commitString() or event.replacementLength()):
            start, end = self.selection()
            lock = self.binding.lock_in(start, end)
            if lock is not None:
                # Not even shown: what is composed here could never be committed.
                self._tell_of(lock)
                QGuiApplication.inputMethod().reset()
                event.accept()
                return
        super().inputMethodEvent(event)
        self._setting.settle_composed()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        start, end = self.selection()
        mime = QMimeData()
        mime.setText(self.binding.text[start:end])
        return mime

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.binding.end_burst()
        super().insertFromMimeData(source)
        self.binding.end_burst()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is not self.viewport() or event.dropAction() != Qt.DropAction.MoveAction:
            super().dropEvent(event)
            return
        # Moved within the script: two edits, so that nothing between the two places is touched.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._move_selection(self._shown.text.offset(self.cursorForPosition(event.position().toPoint()).position()))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._leaving.start()
        super().focusOutEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        scenes = self.sight.scenes(self._view_state.scene_id)
        painter = QPainter(self.viewport())
        self._margin.paint_below(painter, scenes, self.sight.lines_area(self.binding.lines_of(self._view_state.board)))
        self._margin.paint_proposed(painter, [self.sight.rows_area(struck) for struck in self.marks.struck])
        self.remote.paint_below(painter)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        left, right = self._setting.column
        self._margin.paint_beside(painter, scenes, left=left, right=right, now_s=self._people.now_s)
        self.remote.paint_above(painter)
        if not self.binding.text.strip():
            self._margin.paint_hint(painter, self.viewport().rect())
        painter.end()
        if not any(scene.lock is not None for scene in scenes):
            self._clock.stop()
        elif not self._clock.isActive():
            self._clock.start()

    def _contents_changed(self, position: int, _removed: int, added: int) -> None:
        """A gesture changed the text: it becomes a commit. The document may not be touched before the signal ends."""
        if self._shown.is_changing:
            return
        splice = self._shown.typed(position, added)
        if splice is None:
            return
        # The cursor's own signals come later, so this is still what was selected before.
        before = self._last_selection
        self._is_typing = True
        try:
            self.binding.edit(Splice(splice.at, self.binding.text[splice.at : splice.end], typed_as(splice.inserted)))
        except SceneIsLocked as locked:
            self._refused = before
            self._tell_of(locked.lock)
        except CommitRefused as refused:
            self._refused = before
            self.told.emit(refused.message)
        else:
            scene = self.binding.scene_at(splice.at)
            if scene is not None:
                self.typed_in.emit(scene)
        finally:
            self._is_typing = False
        self._pause.start()

    def _contents_settled(self) -> None:
        """The text document is at rest again: what was not taken goes back, and the lines are set."""
        if self._shown.is_changing:
            return
        if not self._shown.shows(self.binding.text):
            scroll = self.verticalScrollBar().value()
            self._shown.apply((), self.binding.text)
            if self._refused is not None:
                self._select_units(*self._refused)
                self.verticalScrollBar().setValue(scroll)
        self._refused = None
        self._setting.update()
        self.script_changed.emit()

    def _follow(self, change: ChangeSet) -> None:
        """Shows what others, an undo or another part of the window did to the script."""
        splices = self.binding.follow(change)
        if splices is None or self._is_typing:
            self.viewport().update()
            return
        if splices:
            is_mine = change.initiator == self._uid and change.origin in ("undo", "redo")
            self._take_over(splices, goes_there=is_mine)
            self.script_changed.emit()
        self._setting.update()
        self.viewport().update()

    def _take_over(self, splices: Sequence[Splice], *, goes_there: bool) -> None:
        cursor = self.textCursor()
        anchor, position = self._shown.text.offset(cursor.anchor()), self._shown.text.offset(cursor.position())
        changed = 0
        for splice in splices:
            anchor, position = carried(anchor, splice), carried(position, splice)
            changed = splice.at + len(splice.inserted)
        with self.sight.kept(), kept_composition(self):
            self._shown.apply(splices, self.binding.text)
            if not goes_there:
                self._select_units(self._shown.text.unit(anchor), self._shown.text.unit(position))
        if goes_there:
            self.go_to(changed)

    def _select_units(self, anchor: int, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        with self._shown.changing():
            self.setTextCursor(cursor)
        self._note_selection()

    def _move_selection(self, to: int) -> None:
        """Moves the selected words to another place of the script."""
        start, end = self.selection()
        if start <= to <= end:
            return
        lock = self.binding.lock_in(start, end) or self.binding.lock_in(to, to)
        if lock is not None:
            self._tell_of(lock)
            return
        words = self.binding.text[start:end]
        self.binding.end_burst()
        cursor = self.textCursor()
        cursor.removeSelectedText()
        to -= len(words) if to > start else 0
        cursor.setPosition(self._shown.text.unit(to))
        cursor.insertText(typed_as(words))
        self.select(to, to + len(words))
        self.binding.end_burst()

    def _note_selection(self) -> None:
        """Remembers what was selected before an edit, for when it is not taken."""
        if not self._shown.is_changing:
            cursor = self.textCursor()
            self._last_selection = cursor.anchor(), cursor.position()

    def _cursor_moved(self) -> None:
        if self._shown.is_changing:
            return
        self._note_selection()
        line = self.textCursor().blockNumber()
        if line != self._line:
            self._line = line
            # A change set may be going round just now, and nobody may commit before it has.
            self._leaving.start()
        if self.hasFocus() and not self._is_selecting:
            self._select_here()
        self.viewport().update()

    def _select_here(self) -> None:
        """Looks at the scene that the cursor stands in."""
        offset = self._shown.text.offset(self.textCursor().position())
        scene = self.binding.scene_at(offset)
        if scene is None or scene == self._view_state.scene_id:
            return
        self._is_selecting = True
        board = self.binding.board_at(offset)
        self._view_state.select_board(board)
        if not board:
            self._view_state.select_scene(scene)
        self._is_selecting = False

    def _show_selected(self) -> None:
        """Shows the scene or the board's lines that were selected elsewhere, and takes the cursor to that scene."""
        self.viewport().update()
        scene, board = self._view_state.scene_id, self._view_state.board
        if self._is_selecting:
            return
        if not self.isVisible():
            self._wanted = True
            return
        found = self.binding.range_of(scene)
        if found is None:
            return
        is_elsewhere = self.binding.scene_at(self._shown.text.offset(self.textCursor().position())) != scene
        lines = self.binding.lines_of(board)
        self._is_selecting = True
        if is_elsewhere and not self._view_state.is_playing:
            unit = self._shown.text.unit(found[0])
            self._select_units(unit, unit)
        if is_elsewhere or self._wanted:
            self.sight.show_heading(scene)
        if lines is not None:
            self.sight.show_lines(*lines)
        self._is_selecting = self._wanted = False
        with self.sight.kept():
            self._setting.update()

    def _leave_line(self) -> None:
        if not self.isReadOnly():
            self.binding.settle()
        self._rest()

    def _rest(self) -> None:
        self.binding.end_burst()
        self._locks.forget()

    def _tell_of(self, lock: SceneLock) -> None:
        self._pause.start()
        self._locks.tell(lock)
