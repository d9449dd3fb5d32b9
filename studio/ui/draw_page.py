"""The Draw workspace: pencil and eraser over the board's frame; every stroke is a commit."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.collab.lease import Asking, LeaseLost, Theirs
from studio.errors import CommitRefused, MediaError, MediaMissing
from studio.model.change_set import ChangeSet
from studio.model.documents import Board, Layer
from studio.model.ids import DocPath, Uid, doc_id, layer_path
from studio.model.operations import Create, Operation, Set
from studio.model.order_key import key_between
from studio.model.ports import BlobStore
from studio.model.stroke_writer import WrittenDrawing, written_drawing
from studio.model.strokes import Stroke, Tool, decode_strokes
from studio.ui.board_canvas import BoardCanvas
from studio.ui.document_bridge import DocumentBridge
from studio.ui.drawn_remark import DrawnRemark
from studio.ui.lease_bar import LeaseBar
from studio.ui.media_arrivals import MediaArrivals
from studio.ui.naming import named
from studio.ui.pen_tools import PenTools
from studio.ui.people import People
from studio.ui.picture_cache import PictureCache
from studio.ui.task_scope import TaskScope
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

_LAYER = "ink"
_KEPT = 24
"""Drawings that are kept as they were written, so that a stroke or an undo costs only what it changes."""


class DrawPage(QWidget):
    """Tools above, the sheet below. Strokes go into the board's drawing, or into a remark over its picture."""

    remark_ended = Signal()
    """The person is done with drawing over the picture."""

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        media: BlobStore,
        arrivals: MediaArrivals,
        pictures: PictureCache,
        tasks: TaskScope,
        theme: Theme,
        *,
        uid: Uid,
        people: People,
        is_read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("drawPage")
        self._document = bridge.document
        self._view_state = view_state
        self._media = media
        self._arrivals = arrivals
        self._pictures = pictures
        self._tasks = tasks
        self._uid = uid
        self._people = people
        self._is_read_only = is_read_only
        self._drawings: OrderedDict[str, WrittenDrawing] = OrderedDict()
        self._opening = ""
        self._unreadable: set[str] = set()
        self._shown = DocPath("")
        self._remark: DrawnRemark | None = None

        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        self.canvas = BoardCanvas(theme, aspect=self._document.project.aspect_ratio)
        self._pens = PenTools(theme)
        self._pens.tool_chosen.connect(self.use_tool)
        self._pens.width_chosen.connect(lambda fraction: setattr(self.canvas, "width_fraction", fraction))
        self._pens.colour_chosen.connect(lambda colour: setattr(self.canvas, "colour", colour))
        self._pens.faded.connect(self._fade)
        self._pens.clear_wanted.connect(self.clear)
        self._empty = named(QLabel(tr("No board is selected.")), "drawEmpty")
        self._empty.setProperty("role", "hint")
        column.addWidget(self._pens)
        column.addWidget(self._remark_bar())
        column.addWidget(self._empty)
        column.addWidget(self.canvas, 1)
        self.lease_bar = LeaseBar(people, bridge.document, theme, kind="boards", path=lambda: view_state.board)
        column.addWidget(self.lease_bar)
        people.lease_changed.connect(self._follow_lease)
        self.canvas.drawn.connect(self._take_stroke)
        self.canvas.refused.connect(self._tell_why_locked)
        for key, tool in (("P", "pencil"), ("E", "eraser")):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda tool=tool: self.use_tool(tool))
        view_state.board_changed.connect(lambda _path: self.show_board())
        view_state.workspace_changed.connect(lambda _workspace: self._turn_to())
        bridge.changed.connect(self._follow)
        pictures.ready.connect(self._picture_ready)
        arrivals.arrived.connect(self._media_arrived)
        arrivals.source_changed.connect(self.show_board)

    def use_tool(self, tool: Tool) -> None:
        """Takes the pencil or the eraser in hand."""
        self.canvas.tool = tool
        self._pens.show_tool(tool)

    def show_board(self) -> None:
        """Shows the selected board's frame and drawing."""
        if self._view_state.workspace != "draw":
            return
        self.lease_bar.refresh()
        if self._shown != self._view_state.board:
            self._shown = self._view_state.board
            self.canvas.drop_stroke()
        self._empty.setVisible(self._board() is None)
        self._show_picture()
        self._show_drawing()

    def strokes(self) -> tuple[Stroke, ...]:
        """The strokes on the selected board; none while they are being opened."""
        reference = self._reference()
        drawing = self._drawings.get(reference) if reference else None
        return drawing.strokes if drawing is not None else ()

    def clear(self) -> None:
        """Takes the whole drawing off the board, as one step."""
        if self.strokes() and not self.canvas.is_locked:
            self._commit(self._view_state.board, written_drawing(()), label=tr("Clear drawing"))

    @property
    def remark(self) -> DrawnRemark | None:
        """The remark that strokes go into now."""
        return self._remark

    def draw_over(self, remark: DrawnRemark | None) -> None:
        """Has strokes go into a remark over the board's picture; None: into the board's own drawing again."""
        self._remark = remark
        self._bar.setVisible(remark is not None)
        board = self._board()
        if remark is not None and board is not None:
            self._bar_words.setText(tr("Over the picture of {number}, as a comment", number=board.shot.text))
            self._pens.choose_colour("red")
        self.canvas.drop_stroke()
        self.show_board()

    def _remark_bar(self) -> QWidget:
        self._bar = named(QWidget(), "remarkBar")
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self._bar_words = named(QLabel(), "remarkWords")
        self._bar_words.setProperty("role", "heading")
        row.addWidget(self._bar_words)
        done = named(QPushButton(tr("Done")), "remarkDone")
        done.setProperty("compact", "true")
        done.clicked.connect(lambda _checked=False: self.remark_ended.emit())
        row.addWidget(done)
        row.addStretch(1)
        self._bar.hide()
        return self._bar

    def _turn_to(self) -> None:
        self.show_board()
        if self._view_state.workspace == "draw":
            # The page comes to the front in the same signal; only then can the sheet have the focus.
            QTimer.singleShot(0, self.canvas, self.canvas.setFocus)

    def _fade(self, faded: bool) -> None:
        self.canvas.fade = 0.65 if faded else 0.0
        self.canvas.update()

    def _show_picture(self) -> None:
        if self._view_state.workspace == "draw":
            reference = self._bare_picture()
            self.canvas.show_picture(self._pictures.pixmap(reference))
            self._show_awaited(reference)

    def _show_awaited(self, picture: str | None) -> None:
        is_picture_coming = self._pictures.is_missing(picture) and self._pictures.is_coming(picture)
        is_coming = is_picture_coming or self._is_drawing_coming()
        self.canvas.show_awaited(tr("On its way from the team") if is_coming else "")

    def _is_drawing_coming(self) -> bool:
        reference = self._reference()
        return reference in self._unreadable and self._arrivals.is_coming(reference)

    def _media_arrived(self, reference: str) -> None:
        if reference in self._unreadable:
            self._unreadable.discard(reference)
            self.show_board()

    def _picture_ready(self, reference: str) -> None:
        if self._view_state.workspace == "draw" and reference == self._bare_picture():
            self._show_picture()

    def _show_drawing(self) -> None:
        """Shows the strokes where they are known; else opens them beside the window's own work."""
        reference = self._reference()
        drawing = self._drawings.get(reference) if reference else None
        if drawing is not None or reference is None:
            self.canvas.show_strokes(drawing.strokes if drawing else ())
        elif reference not in self._unreadable and reference != self._opening:
            self._opening = reference
            self._tasks.start(tr("Opening the drawing"), self._open(reference))
        is_known = drawing is not None or reference is None
        board = self._board()
        self.canvas.is_locked = not is_known or board is None or self._why_locked(board) is not None
        self._pens.allow_clearing(allowed=bool(drawing and drawing.strokes) and not self.canvas.is_locked)

    async def _open(self, reference: str) -> None:
        try:
            data = await asyncio.to_thread(self._media.read, reference)
            self._keep(reference, await asyncio.to_thread(lambda: written_drawing(decode_strokes(data))))
        except MediaError as error:
            self._unreadable.add(reference)
            if not (isinstance(error, MediaMissing) and self._arrivals.expect(reference)):
                self._tasks.failed.emit(error.message)
        finally:
            self._opening = ""
        self.show_board()

    def _keep(self, reference: str, drawing: WrittenDrawing) -> None:
        self._drawings[reference] = drawing
        self._drawings.move_to_end(reference)
        while len(self._drawings) > _KEPT:
            self._drawings.popitem(last=False)

    def _why_locked(self, board: Board) -> str | None:
        """Why this board cannot be drawn on, as a sentence."""
        if self._is_read_only:
            return tr("This project can only be read here, so nothing can be drawn.")
        state = self._people.lease(self._view_state.board)
        if self._remark is None and isinstance(state, Theirs | Asking | LeaseLost) and state.uid is not None:
            return tr(
                "Board {number} is being drawn by {name}; it opens when they are done.",
                number=board.shot.text,
                name=self._people.name_of(state.uid),
            )
        return None

    def _tell_why_locked(self) -> None:
        board = self._board()
        if board is None:
            return
        reason = self._why_locked(board)
        if reason is None:
            if self._is_drawing_coming():
                reason = tr("The drawing on this board is on its way from the team; it opens when it is here.")
            elif self._reference() in self._unreadable:
                reason = tr("The drawing on this board cannot be read; undo or restore an earlier version.")
            else:
                reason = tr("The drawing is being opened; one moment.")
        self._tasks.failed.emit(reason)

    def _bare_picture(self) -> str | None:
        """The picture under the strokes: the take in use; under a remark the board as it is, its drawing and all."""
        board = self._board()
        if board is None:
            return None
        if self._remark is not None:
            return board.image_url
        from studio.workflows.draw_board import FRAME_TAKE

        takes = dict(self._document.takes(self._view_state.board))
        take = takes.get(board.take_id or FRAME_TAKE)
        return take.asset if take is not None else board.image_url

    def _board(self) -> Board | None:
        return self._document.board(self._view_state.board) if self._view_state.board else None

    def _layer(self, path: DocPath) -> tuple[str, Layer] | None:
        if not path:
            return None
        return next(((name, layer) for name, layer in self._document.layers(path) if layer.kind == _LAYER), None)

    def _reference(self) -> str | None:
        if self._remark is not None:
            return self._remark.drawing
        layer = self._layer(self._view_state.board)
        return layer[1].strokes if layer else None

    def _follow(self, change: ChangeSet) -> None:
        path = self._view_state.board
        if path and any(touched == path or touched.startswith(f"{path}/") for touched in change.touched):
            self.show_board()

    def _follow_lease(self, path: str) -> None:
        if path == self._view_state.board:
            self.show_board()

    def _take_stroke(self, stroke: Stroke) -> None:
        path, reference = self._view_state.board, self._reference()
        drawing = self._drawings.get(reference) if reference else written_drawing(())
        if path and drawing is not None:
            label = tr("Erase") if stroke.tool == "eraser" else tr("Draw")
            self._commit(path, drawing.extended((stroke,)), label=label)

    def _commit(self, path: DocPath, drawing: WrittenDrawing, *, label: str) -> None:
        # The blob is written by the store's thread, before the commit that names it counts as saved.
        reference = self._media.put_soon(drawing.data, "strokes")
        self._keep(reference, drawing)
        if self._remark is not None:
            self._remark.keep(reference, drawing.strokes)
            self.show_board()
            return
        operation = self._layer_operation(path, self._layer(path), reference)
        try:
            self._document.commit([operation], label=label, initiator=self._uid)
        except CommitRefused as refused:
            self._tasks.failed.emit(refused.message)

    @staticmethod
    def _layer_operation(path: DocPath, layer: tuple[str, Layer] | None, reference: str) -> Operation:
        scene, board = path.split("/")[1], doc_id(path)
        if layer is not None:
            return Set(layer_path(scene, board, layer[0]), ("strokes",), reference)
        fresh = Layer(kind=_LAYER, order_key=key_between(None, None), strokes=reference)
        return Create(layer_path(scene, board, _LAYER), fresh.to_wire(with_unset=False))
