"""Comments in the script: their words are underlined, and a click on these opens the thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from typing_extensions import override

from studio.model.comment import ScriptRange
from studio.model.ids import SceneId
from studio.ui.comment_desk import CommentDesk
from studio.ui.script_editor import ScriptEditor
from studio.ui.script_marks import Remark
from studio.workflows.comments import CommentPlace


class CommentMarks(QObject):
    """Marks what open threads stand on."""

    opened = Signal(str)
    """A thread's words were clicked."""

    def __init__(self, editor: ScriptEditor, desk: CommentDesk) -> None:
        super().__init__(editor)
        self._editor, self._desk = editor, desk
        self._is_on = True
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._show)
        self._remarks: dict[Remark, str] = {}
        desk.changed.connect(self._again.start)
        desk.chosen_changed.connect(lambda _path: self._again.start())
        desk.words_wanted.connect(self._go_to)
        editor.script_changed.connect(self._again.start)
        editor.viewport().installEventFilter(self)
        self._again.start()

    def set_shown(self, *, shown: bool) -> None:
        """Whether anything is marked."""
        self._is_on = shown
        self._show()

    def selected_place(self) -> CommentPlace | None:
        """The selected words, of the scene in which the selection begins; None where nothing is selected."""
        binding = self._editor.binding
        start, end = self._editor.selection()
        scene = binding.scene_at(start)
        bounds = binding.range_of(scene) if scene is not None else None
        if scene is None or bounds is None:
            return None
        end = min(end, bounds[1])
        words = binding.text[start:end]
        start += len(words) - len(words.lstrip())
        quote = words.strip()
        if not quote:
            return None
        first = start - bounds[0]
        return CommentPlace(SceneId(scene), anchor=ScriptRange(start=first, end=first + len(quote), quote=quote))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            is_click = event.button() == Qt.MouseButton.LeftButton
            if is_click and self._remarks:
                # Once the editor has put its cursor there.
                QTimer.singleShot(0, self, self._open_here)
        return super().eventFilter(watched, event)

    def _open_here(self) -> None:
        start, end = self._editor.selection()
        if start != end:
            return
        if self._again.isActive():
            self._show()
        hits = [remark for remark in self._remarks if remark.start <= start < remark.end]
        if hits:
            # Of several the shortest: what lies within a longer one could not be reached otherwise.
            self.opened.emit(self._remarks[min(hits, key=lambda remark: remark.end - remark.start)])

    def _show(self) -> None:
        self._again.stop()
        self._remarks = self._found() if self._is_on else {}
        self._editor.marks.show_remarks(tuple(self._remarks))

    def _found(self) -> dict[Remark, str]:
        found: dict[Remark, str] = {}
        bounds: dict[str, tuple[int, int] | None] = {}
        for thread in self._desk.threads():
            anchor = thread.first.comment.anchor
            is_chosen = self._desk.is_chosen(thread)
            if not isinstance(anchor, ScriptRange) or anchor.lost or (thread.is_resolved and not is_chosen):
                continue
            if thread.scene_id not in bounds:
                bounds[thread.scene_id] = self._editor.binding.range_of(thread.scene_id)
            scene = bounds[thread.scene_id]
            if scene is None:
                continue
            start, end = scene[0] + anchor.start, min(scene[0] + anchor.end, scene[1])
            if start < end:
                found[Remark(start, end, thread.first.comment.uid, is_chosen)] = thread.path
        return found

    def _go_to(self, scene_id: str, start: int, end: int) -> None:
        bounds = self._editor.binding.range_of(scene_id)
        if bounds is not None:
            self._editor.sight.show_lines(bounds[0] + start, min(bounds[0] + end, bounds[1]))
