"""The inspector: everything about the board that is looked at."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.model.change_set import ChangeSet
from studio.model.documents import Board
from studio.model.ids import PROJECT_PATH, DocPath
from studio.model.timing import FrameRate
from studio.ui.board_commands import BoardCommands
from studio.ui.board_strip import short_time
from studio.ui.document_bridge import DocumentBridge
from studio.ui.naming import named
from studio.ui.picture_cache import PictureCache
from studio.ui.takes_view import TakesView
from studio.ui.text_field import TextField
from studio.ui.theme import SPACE, Theme
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
    """Shows and edits the selected board.

    Signals:
        move_wanted: the board at this path is to have this camera move.
    """

    move_wanted = Signal(str, str)

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        commands: BoardCommands,
        pictures: PictureCache,
        theme: Theme,
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
        self._duration.setToolTip(tr("Seconds and frames (3:12), seconds (3.5) or frames (84f)"))
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
            field.setReadOnly(commands.is_read_only)
        self._duration.setReadOnly(commands.is_read_only)
        self._move.setDisabled(commands.is_read_only)
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
        self.takes = TakesView(bridge.document, commands, pictures, theme)
        column.addWidget(self.takes)
        column.addStretch(1)
        self.setWidget(body)

        self._path = DocPath("")
        view_state.board_changed.connect(lambda _path: self._turn_to_board())
        bridge.changed.connect(self._follow)
        self._turn_to_board()

    @staticmethod
    def _heading(text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "heading")
        label.setContentsMargins(0, SPACE, 0, 0)
        return label

    def _turn_to_board(self) -> None:
        """Shows the board that is selected now. A length that was typed for the one before is still that one's."""
        if self._duration.isModified():
            path, text = self._path, self._duration.text()
            # The selection may have changed within a commit, in which no other may be made.
            QTimer.singleShot(0, self, lambda: self._commit_duration(path, text))
            self._duration.setModified(False)
        self._path = self._view_state.board
        for field in self._texts.values():
            field.end_burst()
        self._show(anew=True)

    def _follow(self, change: ChangeSet) -> None:
        path = self._path
        if PROJECT_PATH in change.touched or (
            path and any(touched == path or touched.startswith(f"{path}/") for touched in change.touched)
        ):
            self._show()

    def _board(self) -> Board | None:
        return self._document.board(self._path) if self._path else None

    def _show(self, *, anew: bool = False) -> None:
        board = self._board()
        for widget in (self._form, self._why_head, self._why, self._takes_head, self.takes, self._size):
            widget.setVisible(board is not None)
        self._empty.setVisible(board is None)
        if board is None:
            self._title.setText(tr("Board"))
            return
        rate = self._document.project.frame_rate.rate
        self._title.setText(tr("Board {number}", number=board.shot.text))
        self._size.setText(board.shot_size)
        if anew or not self._duration.isModified():
            self._duration.setText(short_time(board.duration_frames, rate))
        self._move.setCurrentIndex(max(0, self._move.findData(board.move)))
        for name, field in self._texts.items():
            field.show_text(getattr(board, name))
        self._why.setText(board.rationale)
        self._why_head.setVisible(bool(board.rationale))
        self._why.setVisible(bool(board.rationale))
        self._show_takes()

    def _show_takes(self) -> None:
        has_takes = self.takes.show_board(self._path)
        self._takes_head.setVisible(has_takes)
        self.takes.setVisible(has_takes)

    def _set_duration(self) -> None:
        if self._duration.isModified():
            self._commit_duration(self._path, self._duration.text())
            self._duration.setModified(False)
            self._show()

    def _commit_duration(self, path: DocPath, text: str) -> None:
        """Takes over a length that can be understood; any other leaves the board as it was."""
        frames = parse_short_time(text, self._document.project.frame_rate.rate)
        if frames is not None and path and self._document.is_alive(path):
            self._commands.set(path, "durationFrames", frames, label=tr("Change duration"))

    def _set_move(self) -> None:
        if self._path:
            self.move_wanted.emit(self._path, self._move.currentData())

    def _set_text(self, field: str, text: str, burst: str) -> None:
        if self._path:
            label = tr("Edit board text")
            self._commands.set(self._path, field, text, label=label, merge_key=f"{self._path}:{field}:{burst}")
