"""What can be done with comments from the menu, the keys and the palette, and how the window shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.ui.comment_marks import CommentMarks
from studio.ui.comment_pictures import CommentPictures
from studio.ui.translation import tr

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow

_ON_BOARDS = ("comments.point", "comments.frames", "comments.draw")
_OF_CHOSEN = ("comments.reply", "comments.resolve")
_OF_OWN = ("comments.edit", "comments.delete")


class CommentActions(QObject):
    """Runs the comments' actions, and keeps each enabled only where it does something."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._panel, self._desk = window, window.comments, window.comments.desk
        self._marks = CommentMarks(window.script.editor, self._desk)
        self._marks.opened.connect(self._open)
        self._pictures = CommentPictures(window)
        self._pictures.opened.connect(self._open)
        self._pictures.pointed.connect(lambda place: self._in_panel(partial(self._panel.write, place)))
        self._pictures.drawn.connect(lambda _path: self._in_panel(self._panel.edit))
        self._pictures.told.connect(window.notices.tell)
        self._desk.told.connect(window.notices.tell)
        self._desk.changed.connect(self.show)
        self._desk.chosen_changed.connect(self.show)
        window.view_state.scene_changed.connect(self.show)
        window.view_state.board_changed.connect(self.show)
        window.comments.deleted.connect(self._tell_deleted)
        window.registry["comments.marks"].setChecked(True)
        self.show()

    def runs(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        panel = self._panel
        return {
            "comments.show": self._turn_to_panel,
            "comments.new": self._write,
            "comments.point": self._pictures.pick_point,
            "comments.frames": self._pictures.mark_frames,
            "comments.draw": self._pictures.toggle_drawing,
            "comments.reply": partial(self._in_panel, panel.reply),
            "comments.resolve": panel.toggle_resolved,
            "comments.edit": partial(self._in_panel, panel.edit),
            "comments.delete": panel.delete,
            "comments.next": partial(self._in_panel, partial(panel.step, 1)),
            "comments.previous": partial(self._in_panel, partial(panel.step, -1)),
            "comments.marks": self._show_marks,
        }

    def show(self, _what: object = None) -> None:
        """Shows which actions there are now, and how much is unread."""
        actions, desk = self._window.registry, self._desk
        can_write = not desk.is_read_only
        thread = desk.thread_of(desk.chosen) if desk.chosen else None
        actions["comments.new"].setEnabled(can_write and bool(self._window.view_state.scene_id))
        for name in _ON_BOARDS:
            actions[name].setEnabled(can_write and bool(self._window.view_state.board))
        for name in _OF_CHOSEN:
            actions[name].setEnabled(can_write and thread is not None)
        for name in _OF_OWN:
            actions[name].setEnabled(desk.may_change(desk.chosen))
        is_any = any(True for _ in desk.threads())
        actions["comments.next"].setEnabled(is_any)
        actions["comments.previous"].setEnabled(is_any)
        self._window.side.tell_unread(desk.unread_count())

    def _turn_to_panel(self) -> None:
        self._window.side.show()
        self._window.side.show_comments()
        self._panel.take_focus()

    def _in_panel(self, deed: Callable[[], object]) -> None:
        self._turn_to_panel()
        deed()

    def _open(self, path: str) -> None:
        self._window.side.show()
        self._window.side.show_comments()
        self._desk.go_to(path)

    def _write(self) -> None:
        """On the selected words where the script has the keys, else on what is looked at."""
        editor = self._window.script.editor
        is_in_script = editor.hasFocus() or self._window.view_state.workspace == "script"
        place = self._marks.selected_place() if is_in_script else None
        self._in_panel(partial(self._panel.write, place))

    def _show_marks(self) -> None:
        shown = self._window.registry["comments.marks"].isChecked()
        self._marks.set_shown(shown=shown)
        self._pictures.set_shown(shown=shown)

    def _tell_deleted(self) -> None:
        undo = self._window.registry["edit.undo"]
        self._window.notices.tell(tr("The comment was deleted."), action=(tr("Undo"), undo.trigger))
