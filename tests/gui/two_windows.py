"""One window in a process of its own, led line by line: ``python -m tests.gui.two_windows PROJECT``.

Each line on stdin is JSON ``[name, argument…]``; each answer is one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from studio.model.comment import FrameRange
from studio.model.ids import DocPath, SceneId, scene_path
from studio.ui.account_access import AccountAccess
from studio.ui.theme import apply_palette, load_theme
from studio.ui.view_state import WORKSPACES
from studio.workflows.work_pool import WorkPool
from tests.gui.pages import StudioPage
from tests.integration.accounts.conftest import Ring


class _Lines(QObject):
    came = Signal(str)

    def read(self) -> None:
        for line in sys.stdin:
            self.came.emit(line)


class LedWindow:
    """The window, and what a test may ask of it."""

    def __init__(self, app: QApplication) -> None:
        self.page = StudioPage(app, WorkPool())
        self.page.session.account = AccountAccess(backend=Ring())
        self._app = app

    def type(self, scene: str, words: str) -> None:
        """Types at the end of a scene's text."""
        editor = self.page.window.script.editor
        self.page.window.view_state.show_workspace("script")
        bounds = editor.binding.range_of(SceneId(scene))
        assert bounds is not None
        editor.setFocus()
        editor.select(bounds[1] - 2, bounds[1] - 2)
        # Both windows are on one screen without a window manager: the keys go to this one whoever has the focus.
        QTest.keyClicks(editor, words)

    def has_keyboard(self) -> bool:
        """Takes the keyboard, where the screen gives it; whether the window has it."""
        self.page.frame.activateWindow()
        return QTest.qWaitForWindowActive(self.page.frame, 3000)

    def text(self) -> str:
        """What stands on the screen."""
        return self.page.window.script.editor.toPlainText()

    def people(self) -> list[str]:
        """Who else is here, by name."""
        return [each.name for each in self.page.window.people.others.values()]

    def sessions(self) -> list[str]:
        """Who else is here, by session."""
        return [*self.page.window.people.others]

    def cursors(self) -> list[str]:
        """In which scenes the others' cursors stand."""
        return [each.cursor.scene for each in self.page.window.people.others.values() if each.cursor is not None]

    def lease(self, scene: str) -> str:
        """Whose a scene is: the name of the state."""
        return type(self.page.window.people.lease(scene_path(SceneId(scene)))).__name__

    def force(self, scene: str) -> None:
        """Takes a scene away from who edits it."""
        self.page.window.people.forced.emit(scene_path(SceneId(scene)))

    def do(self, action: str) -> bool:
        """Does something that the menu has; whether it was there to be done."""
        found = self.page.window.registry[action]
        found.trigger()
        return found.isEnabled()

    def offers(self, action: str) -> bool:
        """Whether the menu has something to be done."""
        return self.page.window.registry[action].isEnabled()

    def seek(self, workspace: str, frame: int) -> None:
        """Turns to a workspace and puts the playhead on a frame, on its board."""
        window = self.page.window
        window.view_state.show_workspace(next(each for each in WORKSPACES if each == workspace))
        window.playback.step(frame - window.view_state.frame)

    def last(self, board: str, frames: int) -> None:
        """Lets a board last for so many frames."""
        self.page.window.commands.set(DocPath(board), "durationFrames", frames, label="Duration")

    def film(self) -> list[Any]:
        """What is looked at: the workspace, the board, the frame, and whether it plays."""
        view = self.page.window.view_state
        return [view.workspace, view.board, view.frame, view.is_playing]

    def review(self) -> str:
        """What the review's line says; "" while it is hidden."""
        bar = self.page.window.company.review_room.bar
        label = bar.findChild(QLabel, "reviewWords")
        assert isinstance(label, QLabel)
        return "" if bar.isHidden() else label.text()

    def note(self, words: str) -> None:
        """Types a note on what is shown."""
        field = self.page.window.company.review_room.bar.field
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def comments(self) -> list[list[Any]]:
        """What was said, about which board and which frame."""
        found = []
        for thread in self.page.window.comments.desk.threads():
            comment, anchor = thread.first.comment, thread.first.comment.anchor
            found.append([comment.text, comment.board_id, anchor.first if isinstance(anchor, FrameRange) else None])
        return found

    def point(self, x: float, y: float) -> None:
        """Moves the mouse over the film, to a place in fractions of its picture."""
        screen = self.page.window.film_page.film
        area = screen.picture_area()
        at = QPointF(area.x() + x * area.width(), area.y() + y * area.height())
        where = screen.mapToGlobal(at)
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, at, where, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(screen, moved)

    def lasers(self) -> list[str]:
        """Whose pointers are shown as a laser."""
        people = self.page.window.people
        return [
            each.name
            for session, each in people.others.items()
            if each.pointer is not None and session == people.presenter
        ]

    def sign_in(self, email: str, password: str) -> bool:
        """Signs in to the team, as its page in the window does."""
        account = self.page.session.account
        assert account is not None
        entering = asyncio.get_running_loop().create_task(account.sign_in(email, password))
        self.page.until(entering.done)
        return entering.result().who is not None

    def saved(self) -> str:
        """What the status bar says of where the work is."""
        label = self.page.frame.findChild(QLabel, "savedState")
        assert isinstance(label, QLabel)
        return label.text()

    def notices(self) -> list[str]:
        """What the window tells."""
        return self.page.notices

    def may_write(self) -> bool:
        """Whether the script can be written."""
        return not self.page.window.script.editor.isReadOnly()

    def draw(self, board: str, words: str) -> None:
        """Writes on a board."""
        self.page.window.commands.set(DocPath(board), "notes", words, label="Notes")

    def notes(self, board: str) -> str:
        """What is written on a board."""
        return str((self.page.document.raw(DocPath(board)) or {}).get("notes", ""))

    def say(self, words: str) -> bool:
        """Comments on what is looked at; whether that may be done."""
        desk = self.page.window.comments.desk
        place = desk.here()
        return not desk.is_read_only and place is not None and desk.post(words, place) is not None

    def grab(self, path: str) -> bool:
        """Takes a picture of the window."""
        return bool(self.page.frame.grab().save(path))


def _answer_to(window: LedWindow, loop: asyncio.AbstractEventLoop, name: str, arguments: list[Any]) -> Any:
    if name != "quit":
        return getattr(window, name)(*arguments)
    window.page.close()
    loop.stop()
    return None


def main() -> None:
    """Opens the window and does as it is told, until ``quit``."""
    import qasync

    app = QApplication(["dreamfactory"])
    app.setQuitOnLastWindowClosed(False)
    apply_palette(app, load_theme())
    loop = qasync.QEventLoop(app)
    window = LedWindow(app)
    lines = _Lines()

    def obey(line: str) -> None:
        name, *arguments = json.loads(line)
        try:
            answer = _answer_to(window, loop, name, arguments)
        except AssertionError as failed:
            answer = {"failed": "".join(traceback.format_exception(failed))[-700:]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    async def begin() -> None:
        window.page.frame.show()
        await window.page.session.start(Path(sys.argv[1]))
        lines.came.connect(obey)
        threading.Thread(target=lines.read, daemon=True).start()
        sys.stdout.write('"ready"\n')
        sys.stdout.flush()

    with loop:
        task: asyncio.Task[None] = loop.create_task(begin())
        loop.run_forever()
        del task


if __name__ == "__main__":
    main()
