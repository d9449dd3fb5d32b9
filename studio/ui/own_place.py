"""Where the person of this window is: what is told to the others of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from studio.collab.presence import Eye, Focus, Pointer, TextCursor
from studio.model.ids import PROJECT_PATH, DocPath, scene_path
from studio.ui.board_canvas import BoardCanvas
from studio.ui.script_editor import ScriptEditor
from studio.ui.stage_viewport import StageViewport
from studio.ui.view_state import ViewState
from studio.viewport.guides import guides_in


class OwnPlace(QObject):
    """Tells of each change at once; whoever passes it on keeps to a pace."""

    went = Signal(object)
    """The person is at something else (a Focus)."""

    cursor_placed = Signal(object)
    """Their cursor or selection in the script (a TextCursor), or None."""

    pointed = Signal(object)
    """Their pointer over a board (a Pointer), or None."""

    looked = Signal(object)
    """Their free camera (an Eye), or None."""

    edited = Signal(str)
    """They edit a scene's text or a board's drawing; its path."""

    left = Signal(str)
    """They are at another scene or board than the one they edited; its path."""

    def __init__(self, view_state: ViewState, editor: ScriptEditor, canvas: BoardCanvas, parent: QWidget) -> None:
        """``canvas`` is what is drawn on; it and other pictures are pointed at once ``watch_picture`` knows them."""
        super().__init__(parent)
        self._view_state, self._editor, self._canvas = view_state, editor, canvas
        self._viewport: StageViewport | None = None
        self._focus = Focus()
        self._edited: set[DocPath] = set()
        self._pictures: dict[QWidget, tuple[Callable[[], QRectF], Callable[[], DocPath]]] = {}
        view_state.scene_changed.connect(lambda _scene: self.refresh())
        view_state.board_changed.connect(lambda _board: self.refresh())
        view_state.workspace_changed.connect(lambda _workspace: self.refresh())
        view_state.view_changed.connect(lambda _view: self._tell_eye())
        editor.cursorPositionChanged.connect(self._tell_cursor)
        editor.selectionChanged.connect(self._tell_cursor)
        editor.typed_in.connect(lambda scene: self._edit(scene_path(scene)))
        canvas.drawn.connect(lambda _stroke: self._edit(view_state.board))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
        self.refresh()

    @property
    def focus(self) -> Focus:
        """What the person is at."""
        return self._focus

    def watch(self, viewport: StageViewport) -> None:
        """Tells of the free camera of a viewport and of the pointer over its picture."""
        self._viewport = viewport
        viewport.free_view_moved.connect(self._tell_eye)
        self.watch_picture(
            viewport,
            lambda: QRectF(*guides_in(viewport.width(), viewport.height(), viewport.state.aspect).frame),
            lambda: self._view_state.board if self._view_state.view == "camera" else PROJECT_PATH,
        )
        self._tell_eye()

    def watch_picture(self, picture: QWidget, frame: Callable[[], QRectF], board: Callable[[], DocPath]) -> None:
        """Tells of the pointer over a picture: where in the widget it lies, and of which board it is by now."""
        self._pictures[picture] = (frame, board)
        picture.setMouseTracking(True)
        picture.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove and isinstance(watched, QWidget):
            frame, board = self._pictures[watched]
            self._point(event.position(), frame(), board())
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self.pointed.emit(None)
        return False

    def refresh(self) -> None:
        """Tells what the person is at, where that is another by now."""
        view = self._view_state
        field = "script" if self._editor.hasFocus() else "drawing" if self._canvas.hasFocus() else ""
        focus = Focus(view.workspace, view.scene_id, view.board, field)
        self._leave_others()
        if focus != self._focus:
            self._focus = focus
            self.went.emit(focus)
            self._tell_cursor()
            self._tell_eye()

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if {self._editor, self._canvas} & {old, new}:
            self.refresh()

    def _tell_cursor(self) -> None:
        cursor: TextCursor | None = None
        if self._editor.hasFocus():
            text = self._editor.textCursor()
            ends = self._editor.selection()
            anchor, head = ends if text.position() >= text.anchor() else ends[::-1]
            scene = self._editor.binding.scene_at(head)
            bounds = self._editor.binding.range_of(scene) if scene is not None else None
            if scene is not None and bounds is not None:
                # What is selected beyond the scene is told up to its end.
                inside = min(max(anchor, bounds[0]), bounds[1])
                cursor = TextCursor(scene, inside - bounds[0], head - bounds[0])
        self.cursor_placed.emit(cursor)

    def _tell_eye(self) -> None:
        eye: Eye | None = None
        view = self._view_state
        if self._viewport is not None and view.view == "free" and view.workspace == "stage":
            free = self._viewport.free_view
            eye = Eye(view.scene_id, free.position, free.pivot)
        self.looked.emit(eye)

    def _point(self, at: QPointF, frame: QRectF, board: DocPath) -> None:
        if not board or not frame.contains(at):
            self.pointed.emit(None)
            return
        x, y = (at.x() - frame.x()) / frame.width(), (at.y() - frame.y()) / frame.height()
        self.pointed.emit(Pointer(board, x, y))

    def _edit(self, path: DocPath) -> None:
        self._edited.add(path)
        self.edited.emit(path)
        self._leave_others()

    def _leave_others(self) -> None:
        """A scene that was edited is left with the scene, a drawing with its board."""
        here = {scene_path(self._view_state.scene_id), self._view_state.board}
        for path in self._edited - here:
            self.left.emit(path)
        self._edited &= here
