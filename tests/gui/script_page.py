"""The script panel as a person meets it: a document, a history, a window with the panel, and hands for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from typing_extensions import override

from studio.collab.lease import Free, Theirs
from studio.model.document import Document
from studio.model.documents import Anchor, Board, ScriptFormat
from studio.model.history import Declined, History, Undone
from studio.model.ids import DocPath, SceneId, Uid, board_path, scene_path
from studio.model.operations import Create, Splice
from studio.script.scene_text import heading_of
from studio.script.text_file import ScriptFile
from studio.ui.document_bridge import DocumentBridge
from studio.ui.people import People
from studio.ui.script_editor import ScriptEditor
from studio.ui.script_margin import SceneInSight
from studio.ui.script_panel import ScriptPanel
from studio.ui.theme import Theme, load_fonts, load_theme
from studio.ui.view_state import ViewState
from studio.workflows.open_project import anchor_after
from studio.workflows.script_contents import script_contents

ME = Uid("me")
MINA = "mina"
NO_BOARD = DocPath("")
W = TypeVar("W", bound=QWidget)
THREE_SCENES = (
    "INT. KITCHEN - DAY\n\nDORA waits.\n\nDORA\nYou're late.\n\n"
    "EXT. STREET - NIGHT\n\nRain on the road.\n\n"
    "INT. HALL - DAY\n\nNobody.\n"
)


def small_document(text: str = THREE_SCENES) -> Document:
    """A project of this script and nothing else."""
    contents = script_contents(ScriptFile(text, ScriptFormat()), title="Test")
    return Document(contents, heading_of=heading_of, anchor_after=anchor_after)


def long_script(scenes: int = 200) -> str:
    """A script of about 120 pages, a quarter of it Korean."""
    parts = []
    for place in range(1, scenes + 1):
        words = (
            "안개가 낀 부두에 낡은 배 두 척이 서로 부딪친다. " if place % 4 == 0 else "Fog lies on the black water. "
        )
        parts.append(f"INT. ROOM {place} - DAY\n\n" + words * 6 + "\n\n")
        parts.append(f"SIL\nI am early. For tomorrow, as you know.\n\nDORA\n(not turning)\n{words * 2}\n\n" * 3)
    return "".join(parts)


class DropFrom(QDropEvent):
    """A drop whose source is known without a drag going on."""

    def __init__(self, source: QWidget | None, at: QPoint, action: Qt.DropAction, mime: QMimeData) -> None:
        super().__init__(QPointF(at), action, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        self._source = source

    @override
    def source(self) -> QObject | None:  # type: ignore[override]
        return self._source


@dataclass(slots=True)
class ScriptPage:
    """One window with the script panel, and everything it is built of. Offsets are code points of the script."""

    document: Document
    is_read_only: bool = False
    width: int = 362
    height: int = 640
    board: DocPath = NO_BOARD
    told: list[str] = field(default_factory=list)
    now_s: float = 100.0
    """The people's clock."""
    history: History = field(init=False)
    view: ViewState = field(init=False)
    bridge: DocumentBridge = field(init=False)
    people: People = field(init=False)
    panel: ScriptPanel = field(init=False)
    theme: Theme = field(default_factory=load_theme)

    def open(self) -> None:
        """Shows the window, gives the editor the focus and waits until every line is set."""
        self.begin()
        self.editor.setFocus()
        QTest.qWaitForWindowActive(self.panel)
        self.wait(lambda: self.editor.is_set)

    def begin(self) -> None:
        """Shows the window."""
        load_fonts()
        self.history = History(self.document)
        self.bridge = DocumentBridge(self.document)
        self.view = ViewState()
        self.people = People(ME, colours=self.theme.places, clock=lambda: self.now_s)
        self.panel = ScriptPanel(
            self.bridge, self.view, self.theme, uid=ME, people=self.people, is_read_only=self.is_read_only
        )
        self.panel.told.connect(self.told.append)
        self.panel.resize(self.width, self.height)
        if self.board:
            self.view.select_board(self.board)
        elif self.document.scenes():
            self.view.select_scene(self.document.scenes()[0][0])
        self.panel.show()
        self.panel.activateWindow()

    def close(self) -> None:
        """Puts the window away."""
        self.panel.close()
        self.panel.deleteLater()
        QCoreApplication.sendPostedEvents(self.panel, QEvent.Type.DeferredDelete.value)
        self.bridge.release()
        self.history.close()
        self.view.deleteLater()
        self.people.deleteLater()

    @property
    def editor(self) -> ScriptEditor:
        """The editor."""
        return self.panel.editor

    @property
    def text(self) -> str:
        """The whole script as the document has it."""
        return self.document.project.script_prelude + "".join(scene.script for _, scene in self.document.scenes())

    @property
    def shown(self) -> str:
        """The whole script as the editor shows it."""
        return self.editor.toPlainText()

    @property
    def scene_ids(self) -> list[SceneId]:
        """The scenes in order."""
        return [name for name, _ in self.document.scenes()]

    @property
    def cursor_at(self) -> int:
        """Where the cursor stands."""
        return self.editor.selection()[1]

    def at(self, words: str) -> int:
        """Where the first such words begin."""
        return self.text.index(words)

    def after(self, words: str) -> int:
        """Where the first such words end."""
        return self.text.index(words) + len(words)

    def put_cursor(self, offset: int) -> None:
        """Puts the cursor somewhere, and lets the editor take notice."""
        self.editor.go_to(offset)
        QApplication.processEvents()

    def select(self, words: str) -> None:
        """Selects the first such words."""
        self.editor.select(self.at(words), self.after(words))
        QApplication.processEvents()

    def type_in(self, words: str) -> None:
        """Types words, key by key."""
        for letter in words:
            if letter == "\n":
                QTest.keyClick(self.editor, Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClicks(self.editor, letter)
            else:
                # Keyboards with such letters on them send the letter and no key.
                event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.editor, event)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key in the editor."""
        QTest.keyClick(self.editor, key, modifiers)

    def compose(self, preedit: str, *, commit: str = "", replace: tuple[int, int] = (0, 0)) -> None:
        """What an input method sends: what is done, and what it still composes."""
        looks = [QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, len(preedit), 1, None)]
        event = QInputMethodEvent(preedit, looks if preedit else [])
        event.setCommitString(commit, *replace)
        QApplication.sendEvent(self.editor, event)

    def composing(self) -> tuple[int, str]:
        """What is being composed in the cursor's line: where in that line, and what."""
        layout = self.editor.textCursor().block().layout()
        return layout.preeditAreaPosition(), layout.preeditAreaText()

    def paste(self, words: str) -> None:
        """Pastes words with the keyboard."""
        QGuiApplication.clipboard().setText(words)
        self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def drop(self, words: str, offset: int) -> None:
        """Drops words that come from another program at a place."""
        mime = QMimeData()
        mime.setText(words)
        self._drop(mime, offset, Qt.DropAction.CopyAction)

    def drag_selection_to(self, offset: int) -> None:
        """Drags what is selected to a place of the script, as the mouse does."""
        mime = self.editor.createMimeDataFromSelection()
        self._drop(mime, offset, Qt.DropAction.MoveAction, source=self.editor.viewport())

    def _drop(self, mime: QMimeData, offset: int, action: Qt.DropAction, *, source: QWidget | None = None) -> None:
        point = self.point_of(offset)
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.editor.viewport(), QDragEnterEvent(point, action, mime, buttons, keys))
        QApplication.sendEvent(self.editor.viewport(), DropFrom(source, point, action, mime))

    def point_of(self, offset: int) -> QPoint:
        """Where a place of the script lies in the viewport."""
        cursor = self.editor.textCursor()
        cursor.setPosition(len(self.text[:offset].encode("utf-16-le")) // 2)
        return self.editor.cursorRect(cursor).center()

    def click(self, offset: int) -> None:
        """Clicks on a place of the script."""
        QTest.mouseClick(self.editor.viewport(), Qt.MouseButton.LeftButton, pos=self.point_of(offset))
        QApplication.processEvents()

    def line(self, words: str) -> QTextBlock:
        """The line in which these words stand, as the editor shows it."""
        document = self.editor.document()
        return document.findBlock(document.toRawText().index(words))

    def kind(self, words: str) -> str:
        """What the line with these words is set as."""
        return self.editor.line_kind(self.line(words))

    def top_of(self, words: str) -> int:
        """How far below the top of the view the line with these words stands."""
        area = self.editor.document().documentLayout().blockBoundingRect(self.line(words))
        return round(area.top()) - self.editor.verticalScrollBar().value()

    def first_words(self) -> str:
        """The first line with words in the view."""
        block = self.editor.cursorForPosition(QPoint(100, 30)).block()
        while not block.text().strip():
            block = block.next()
        return block.text()

    def scenes_in_sight(self) -> list[SceneInSight]:
        """The scenes in the view, as they are painted."""
        return self.editor.sight.scenes(self.view.scene_id)

    def undo(self) -> Undone | Declined | None:
        """Takes back the last step."""
        return self.history.undo(ME)

    def redo(self) -> Undone | Declined | None:
        """Does it again."""
        return self.history.redo(ME)

    def lock(self, place: int, by: str | None = MINA) -> None:
        """Somebody takes the lease of the scene at a place, or leaves it."""
        path = scene_path(self.scene_ids[place])
        self.people.show_lease(path, Free() if by is None else Theirs(Uid(by), self.people.now_s))

    def edit_elsewhere(self, words: str, becomes: str, *, place: int) -> None:
        """Somebody else changes words in the scene at a place."""
        path = scene_path(self.scene_ids[place])
        script = str((self.document.raw(path) or {})["script"])
        splice = Splice(path, ("script",), script.index(words), words, becomes)
        self.document.commit([splice], label="Typing", origin="remote", initiator=MINA)

    def add_board(self, name: str, words: str, *, place: int = 0) -> DocPath:
        """A board for words of the scene at a place."""
        scene = self.scene_ids[place]
        script = self.document.scenes()[place][1].script
        start = script.index(words)
        board = Board(order_key=f"A{name}", anchor=Anchor(start=start, end=start + len(words), quote=words))
        self.document.commit(
            [Create(board_path(scene, name), board.to_wire(with_unset=False))], label="Board", initiator=MINA
        )
        return board_path(scene, name)

    def open_find(self, query: str = "") -> None:
        """What the window's Ctrl+F does, and what to find."""
        self.panel.open_find()
        if query:
            QTest.keyClicks(self.field("findQuery"), query)

    def field(self, name: str) -> QLineEdit:
        """A field of the find bar."""
        return self._child(QLineEdit, name)

    def press_button(self, name: str) -> None:
        """Clicks a button of the find bar."""
        QTest.mouseClick(self._child(QWidget, name), Qt.MouseButton.LeftButton)

    @property
    def count(self) -> str:
        """What the find bar says of how many there are."""
        return self._child(QLabel, "findCount").text()

    @staticmethod
    def wait(is_so: Callable[[], bool], *, timeout_s: float = 5) -> None:
        """Runs the events until something is so."""
        deadline = time.monotonic() + timeout_s
        while not is_so():
            assert time.monotonic() < deadline
            QTest.qWait(2)

    def _child(self, kind: type[W], name: str) -> W:
        found = self.panel.findChild(kind, name)
        assert isinstance(found, kind)
        return found


@contextmanager
def script_page(
    text: str = THREE_SCENES,
    *,
    document: Document | None = None,
    is_read_only: bool = False,
    width: int = 362,
    height: int = 640,
) -> Iterator[ScriptPage]:
    """A window on a script, open and set, until the block ends."""
    page = ScriptPage(document or small_document(text), is_read_only=is_read_only, width=width, height=height)
    page.open()
    try:
        yield page
    finally:
        page.close()
