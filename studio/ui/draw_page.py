"""The Draw workspace: pencil and eraser over the board's frame; every stroke is a commit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.errors import MediaError
from studio.model.change_set import ChangeSet
from studio.model.documents import Board, Layer
from studio.model.ids import DocPath, Uid, doc_id, layer_path
from studio.model.operations import Create, Operation, Set
from studio.model.order_key import key_between
from studio.model.ports import BlobStore
from studio.model.strokes import Stroke, Tool, decode_strokes, encode_strokes
from studio.ui.board_canvas import BoardCanvas
from studio.ui.document_bridge import DocumentBridge
from studio.ui.icons import icon
from studio.ui.naming import named
from studio.ui.picture_cache import PictureCache
from studio.ui.task_scope import TaskScope
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

_WIDTHS = (("fine", "Fine", 0.003), ("medium", "Medium", 0.006), ("bold", "Bold", 0.014))
_LAYER = "ink"


class DrawPage(QWidget):
    """Tools above, the sheet below."""

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        media: BlobStore,
        pictures: PictureCache,
        tasks: TaskScope,
        theme: Theme,
        *,
        uid: Uid,
        is_read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("drawPage")
        self._document = bridge.document
        self._view_state = view_state
        self._media = media
        self._pictures = pictures
        self._tasks = tasks
        self._uid = uid
        self._is_read_only = is_read_only
        self._read: dict[str, tuple[Stroke, ...]] = {}

        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        self.canvas = BoardCanvas(theme, aspect=self._document.project.aspect_ratio)
        column.addLayout(self._tool_row(theme))
        column.addWidget(self.canvas, 1)
        self.canvas.drawn.connect(self._take_stroke)
        for key, tool in (("P", "pencil"), ("E", "eraser")):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda tool=tool: self.use_tool(tool))
        view_state.board_changed.connect(lambda _path: self.show_board())
        view_state.workspace_changed.connect(lambda _workspace: self.show_board())
        bridge.changed.connect(self._follow)
        pictures.ready.connect(lambda _reference: self._show_picture())

    def use_tool(self, tool: Tool) -> None:
        """Takes the pencil or the eraser in hand."""
        self.canvas.tool = tool
        self._tools[tool].setChecked(True)

    def show_board(self) -> None:
        """Shows the selected board's frame and drawing."""
        if self._view_state.workspace != "draw":
            return
        board = self._board()
        self.canvas.is_locked = board is None or self._is_read_only or board.locked_by not in (None, self._uid)
        self._empty.setVisible(board is None)
        self._show_picture()
        self.canvas.show_strokes(self.strokes())

    def strokes(self) -> tuple[Stroke, ...]:
        """The strokes on the selected board."""
        layer = self._layer(self._view_state.board)
        return self._strokes_of(layer[1].strokes) if layer else ()

    def clear(self) -> None:
        """Takes the whole drawing off the board, as one step."""
        if self._view_state.board and self.strokes() and not self.canvas.is_locked:
            self._commit(self._view_state.board, (), label=tr("Clear drawing"))

    def _tool_row(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        self._tools: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for tool, text, glyph, key in (
            ("pencil", tr("Pencil"), "pencil", "P"),
            ("eraser", tr("Eraser"), "eraser", "E"),
        ):
            button = self._chip(text, f"tool.{tool}", f"{text} ({key})")
            button.setIcon(icon(glyph, theme))
            button.setIconSize(QSize(14, 14))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _c=False, tool=tool: self.use_tool(tool))
            group.addButton(button)
            self._tools[tool] = button
            row.addWidget(button)
        row.addSpacing(2 * SPACE)
        widths = QButtonGroup(self)
        for name, text, fraction in _WIDTHS:
            button = self._chip(tr(text), f"width.{name}")
            button.clicked.connect(lambda _c=False, fraction=fraction: setattr(self.canvas, "width_fraction", fraction))
            button.setChecked(name == "medium")
            widths.addButton(button)
            row.addWidget(button)
        row.addSpacing(2 * SPACE)
        colours = QButtonGroup(self)
        for name, text, value in (
            ("ink", tr("Ink"), theme.ink),
            ("blue", tr("Blue"), "#3d6fa8"),
            ("red", tr("Red"), "#b8402f"),
            ("white", tr("White"), theme.paper),
        ):
            button = self._chip("", f"colour.{name}", text)
            button.setAccessibleName(text)
            swatch = QPixmap(14, 14)
            swatch.fill(value)
            button.setIcon(QIcon(swatch))
            button.clicked.connect(lambda _c=False, value=value: setattr(self.canvas, "colour", value))
            button.setChecked(name == "ink")
            colours.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._empty = named(QLabel(tr("No board is selected.")), "drawEmpty")
        self._empty.setProperty("role", "hint")
        row.addWidget(self._empty)
        fade = self._chip(tr("Light table"), "lightTable", tr("Fades the frame so that lines stand out"))
        fade.toggled.connect(self._fade)
        row.addWidget(fade)
        clear = self._chip(tr("Clear drawing"), "clearDrawing")
        clear.setCheckable(False)
        clear.clicked.connect(self.clear)
        row.addWidget(clear)
        self._tools["pencil"].setChecked(True)
        return row

    @staticmethod
    def _chip(text: str, name: str, tip: str = "") -> QToolButton:
        button = named(QToolButton(), name)
        button.setText(text)
        button.setCheckable(True)
        button.setProperty("chip", "true")
        button.setToolTip(tip or text)
        return button

    def _fade(self, faded: bool) -> None:
        self.canvas.fade = 0.65 if faded else 0.0
        self.canvas.update()

    def _show_picture(self) -> None:
        if self._view_state.workspace != "draw":
            return
        self.canvas.show_picture(self._pictures.pixmap(self._bare_picture()))

    def _bare_picture(self) -> str | None:
        """The picture without the drawing: the take in use, not the flattened board."""
        board = self._board()
        if board is None:
            return None
        takes = dict(self._document.takes(self._view_state.board))
        take = takes.get(board.take_id or "")
        return take.asset if take is not None else board.image_url

    def _board(self) -> Board | None:
        return self._document.board(self._view_state.board) if self._view_state.board else None

    def _layer(self, path: DocPath) -> tuple[str, Layer] | None:
        if not path:
            return None
        return next(((name, layer) for name, layer in self._document.layers(path) if layer.kind == _LAYER), None)

    def _strokes_of(self, reference: str | None) -> tuple[Stroke, ...]:
        if reference is None:
            return ()
        if reference not in self._read:
            if len(self._read) > 64:
                self._read.clear()
            try:
                self._read[reference] = decode_strokes(self._media.read(reference))
            except MediaError as error:
                self._tasks.failed.emit(error.message)
                self._read[reference] = ()
        return self._read[reference]

    def _follow(self, change: ChangeSet) -> None:
        path = self._view_state.board
        if path and any(touched == path or touched.startswith(f"{path}/") for touched in change.touched):
            self.show_board()

    def _take_stroke(self, stroke: Stroke) -> None:
        if self._view_state.board:
            self._commit(self._view_state.board, (*self.strokes(), stroke), label=tr("Draw"))

    def _commit(self, path: DocPath, strokes: tuple[Stroke, ...], *, label: str) -> None:
        # The blob is written by the store's thread, before the commit that names it counts as saved.
        reference = self._media.put_soon(encode_strokes(strokes), "strokes")
        self._read[reference] = strokes
        operation = self._layer_operation(path, self._layer(path), reference)
        self._document.commit([operation], label=label, initiator=self._uid)

    @staticmethod
    def _layer_operation(path: DocPath, layer: tuple[str, Layer] | None, reference: str) -> Operation:
        scene, board = path.split("/")[1], doc_id(path)
        if layer is not None:
            return Set(layer_path(scene, board, layer[0]), ("strokes",), reference)
        fresh = Layer(kind=_LAYER, order_key=key_between(None, None), strokes=reference)
        return Create(layer_path(scene, board, _LAYER), fresh.to_wire(with_unset=False))
