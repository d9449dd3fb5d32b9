"""The inspector: everything about the board that is looked at."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.model.change_set import ChangeSet
from studio.model.documents import Board
from studio.model.ids import DocPath
from studio.model.timing import FrameRate
from studio.ui.board_commands import BoardCommands
from studio.ui.board_strip import short_time
from studio.ui.document_bridge import DocumentBridge
from studio.ui.naming import named
from studio.ui.picture_cache import PictureCache
from studio.ui.text_field import TextField
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.ui.view_state import ViewState

MOVES = (
    ("static", "Static"),
    ("pan", "Pan"),
    ("tilt", "Tilt"),
    ("roll", "Roll"),
    ("dolly", "Dolly"),
    ("truck", "Truck"),
    ("pedestal", "Pedestal"),
    ("crane", "Crane"),
    ("handheld", "Handheld"),
    ("zoom", "Zoom"),
    ("dolly_zoom", "Dolly zoom"),
    ("rack_focus", "Rack focus"),
)


def parse_short_time(text: str, rate: FrameRate) -> int | None:
    """Frames of ``3:12`` (seconds:frames), ``3.5`` (seconds) or ``84f``; None when it is none of them."""
    text = text.strip()
    if match := re.fullmatch(r"(\d+):(\d{1,3})", text):
        frames = int(match[1]) * rate.nominal + int(match[2])
    elif match := re.fullmatch(r"(\d+)\s*f", text):
        frames = int(match[1])
    elif match := re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*s?", text):
        frames = rate.frames(float(match[1].replace(",", ".")))
    else:
        return None
    return frames if 1 <= frames <= 100_000 else None


class Inspector(QScrollArea):
    """Shows and edits the selected board."""

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        commands: BoardCommands,
        pictures: PictureCache,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._document = bridge.document
        self._view_state = view_state
        self._commands = commands
        self._pictures = pictures

        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(SPACE)
        head = QHBoxLayout()
        self._title = named(QLabel(), "boardTitle")
        self._title.setProperty("role", "title")
        self._size = named(QLabel(), "boardShotSize")
        self._size.setProperty("role", "field")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._size)
        column.addLayout(head)

        self._empty = QLabel(tr("No board is selected. Choose one in the strip below, or make boards with Ctrl+B."))
        self._empty.setProperty("role", "empty")
        self._empty.setWordWrap(True)
        column.addWidget(self._empty)

        self._form = QWidget()
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 64)
        self._duration = named(QLineEdit(), "boardDuration")
        self._duration.setToolTip(tr("Seconds and frames, such as 3:12"))
        self._duration.editingFinished.connect(self._set_duration)
        self._move = named(QComboBox(), "boardMove")
        for value, text in MOVES:
            self._move.addItem(tr(text), value)
        self._move.activated.connect(self._set_move)
        self._texts = {
            "dialogue": TextField("boardDialogue"),
            "action": TextField("boardAction"),
            "notes": TextField("boardNotes"),
        }
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Duration"), self._duration),
            (tr("Move"), self._move),
            (tr("Dialogue"), self._texts["dialogue"]),
            (tr("Action"), self._texts["action"]),
            (tr("Notes"), self._texts["notes"]),
        )
        for row, (text, widget) in enumerate(rows):
            label = QLabel(text)
            label.setProperty("role", "field")
            label.setBuddy(widget)
            label.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
            widget.setAccessibleName(text)
        for name, field in self._texts.items():
            field.edited.connect(lambda text, burst, name=name: self._set_text(name, text, burst))
        column.addWidget(self._form)

        self._why_head = self._heading(tr("Why this shot"))
        self._why = named(QLabel(), "boardRationale")
        self._why.setWordWrap(True)
        self._why.setProperty("role", "field")
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._why_head)
        column.addWidget(self._why)
        self._takes_head = self._heading(tr("Takes"))
        column.addWidget(self._takes_head)
        self._takes = QWidget()
        self._takes_row = QGridLayout(self._takes)
        self._takes_row.setContentsMargins(0, 0, 0, 0)
        self._takes_row.setSpacing(SPACE // 2)
        column.addWidget(self._takes)
        column.addStretch(1)
        self.setWidget(body)

        view_state.board_changed.connect(lambda _path: self._show())
        bridge.changed.connect(self._follow)
        pictures.ready.connect(self._picture_ready)
        self._shown_takes: tuple[tuple[str, str], ...] = ()
        self._show()

    @staticmethod
    def _heading(text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "heading")
        label.setContentsMargins(0, SPACE, 0, 0)
        return label

    def _follow(self, change: ChangeSet) -> None:
        path = self._view_state.board
        if path and any(touched == path or touched.startswith(f"{path}/") for touched in change.touched):
            self._show()

    def _board(self) -> Board | None:
        path = self._view_state.board
        return self._document.board(path) if path else None

    def _show(self) -> None:
        board = self._board()
        for widget in (self._form, self._why_head, self._why, self._takes_head, self._takes, self._size):
            widget.setVisible(board is not None)
        self._empty.setVisible(board is None)
        if board is None:
            self._title.setText(tr("Board"))
            return
        rate = self._document.project.frame_rate.rate
        self._title.setText(tr("Board {number}", number=board.shot.text))
        self._size.setText(board.shot_size)
        if not self._duration.hasFocus():
            self._duration.setText(short_time(board.duration_frames, rate))
        self._move.setCurrentIndex(max(0, self._move.findData(board.move)))
        for name, field in self._texts.items():
            field.show_text(getattr(board, name))
        self._why.setText(board.rationale)
        self._why_head.setVisible(bool(board.rationale))
        self._why.setVisible(bool(board.rationale))
        self._show_takes(board)

    def _show_takes(self, board: Board) -> None:
        takes = tuple((name, take.asset) for name, take in self._document.takes(self._view_state.board))
        self._takes_head.setVisible(bool(takes))
        self._takes.setVisible(bool(takes))
        while self._takes_row.count():
            item = self._takes_row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (take_id, asset) in enumerate(takes):
            button = named(QToolButton(), f"take.{take_id}")
            button.setProperty("flat", "true")
            button.setCheckable(True)
            button.setChecked(take_id == board.take_id)
            button.setIconSize(QSize(72, 40))
            button.setFixedSize(84, 50)
            button.setToolTip(tr("Use this take"))
            picture = self._pictures.pixmap(asset, height_px=123)
            button.setIcon(QIcon(picture or QPixmap()))
            button.clicked.connect(lambda _c=False, t=take_id, a=asset: self._use_take(t, a))
            self._takes_row.addWidget(button, place // 3, place % 3)
        self._takes_row.setColumnStretch(3, 1)
        self._shown_takes = takes

    def _picture_ready(self, reference: str) -> None:
        board = self._board()
        if board is not None and any(asset == reference for _, asset in self._shown_takes):
            self._show_takes(board)

    def _use_take(self, take_id: str, asset: str) -> None:
        path = self._view_state.board
        self._commands.set_fields(path, {"takeId": take_id, "imageUrl": asset}, label=tr("Use take"))
        self._show()

    def _set_duration(self) -> None:
        board = self._board()
        if board is None:
            return
        rate = self._document.project.frame_rate.rate
        frames = parse_short_time(self._duration.text(), rate)
        if frames is not None:
            self._commands.set(self._view_state.board, "durationFrames", frames, label=tr("Change duration"))
        self._duration.setText(short_time(frames or board.duration_frames, rate))

    def _set_move(self) -> None:
        if self._view_state.board:
            self._commands.set(self._view_state.board, "move", self._move.currentData(), label=tr("Change camera move"))

    def _set_text(self, field: str, text: str, burst: str) -> None:
        path: DocPath = self._view_state.board
        if path:
            self._commands.set(path, field, text, label=tr("Edit board text"), merge_key=f"{path}:{field}:{burst}")
