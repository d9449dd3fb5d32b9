"""What lies over the picture of the Stage workspace: read-outs, guides, the 180° line, and what a cut breaks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from studio.model.document import Document
from studio.model.documents import Board, CameraKey
from studio.model.stage import Stage
from studio.ui.camera_work import board_before
from studio.ui.continuity_notice import ContinuityNotice
from studio.ui.naming import named
from studio.ui.shot_words import camera_words, shot_words
from studio.ui.view_state import ViewState
from studio.viewport.cut_rules import CutFault, cut_faults, line_pair
from studio.viewport.floor_lines import camera_cone, camera_way, line_180
from studio.viewport.guides import OverlayLine, guide_lines
from studio.viewport.shot_reading import ShotReader
from studio.viewport.subject import subject_of
from studio.viewport.view_state import ShownCamera
from studio.viewport.widget import ViewportWidget

_FOLLOW_MS = 30
_MARGIN = 12


class CameraSight(QObject):
    """Reads what is looked through, whenever it changes, and says it on the picture.

    ``shown_stage`` is the set as the board has it: who is not in it is not read.

    Signals:
        mend_wanted: the cut to the board that is looked at is to keep this rule.
    """

    mend_wanted = Signal(str)

    def __init__(
        self,
        document: Document,
        view_state: ViewState,
        shown_stage: Callable[[], Stage | None],
        *,
        is_read_only: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._stage = shown_stage
        self._view_state = view_state
        self._is_read_only = is_read_only
        self._viewport: ViewportWidget | None = None
        self._reader: tuple[Stage, ShotReader] | None = None
        self._column: QVBoxLayout | None = None
        self.camera_label = named(QLabel(parent), "cameraReadout")
        self.shot_label = named(QLabel(parent), "shotReadout")
        for label in (self.camera_label, self.shot_label):
            label.hide()
            label.setProperty("role", "readout")
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.notice = ContinuityNotice(parent)
        self.notice.mend_wanted.connect(self.mend_wanted)
        self._soon = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._soon.timeout.connect(self.refresh)
        view_state.guides_changed.connect(self.refresh)

    def attach(self, viewport: ViewportWidget) -> None:
        """Lies over this view from now on."""
        self._viewport = viewport
        self._column = QVBoxLayout(viewport)
        words, bottom = QHBoxLayout(), QHBoxLayout()
        words.addWidget(self.camera_label, 0, Qt.AlignmentFlag.AlignTop)
        words.addStretch(1)
        words.addWidget(self.shot_label, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addWidget(self.notice, 0, Qt.AlignmentFlag.AlignBottom)
        bottom.addStretch(1)
        self._column.addLayout(words)
        self._column.addStretch(1)
        self._column.addLayout(bottom)
        viewport.view_moved.connect(self.follow)
        viewport.installEventFilter(self)
        self.place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
            self.follow()
        return super().eventFilter(watched, event)

    def follow(self) -> None:
        """Reads the camera anew within a moment; a drag asks for it with every step."""
        if not self._soon.isActive():
            self._soon.start()

    def place(self) -> None:
        """Keeps the words inside the picture, whatever bars are round it."""
        if self._column is None or self._viewport is None:
            return
        width, height = self._viewport.width(), self._viewport.height()
        aspect = self._viewport.shown_camera().aspect
        beside = max(0, round((width - height * aspect) / 2)) + _MARGIN
        above = max(0, round((height - width / aspect) / 2)) + _MARGIN
        self._column.setContentsMargins(beside, above, beside, above)
        self._make_room()

    def refresh(self) -> None:
        """Says what is seen now."""
        stage = self._stage()
        if self._viewport is None or stage is None or self._view_state.view == "plan":
            self._say("", "")
            self.notice.show_fault(None, before="", may_mend=False)
            if self._viewport is not None:
                self._viewport.set_overlays(())
            return
        self.place()
        shown = self._viewport.shown_camera()
        board = self._board()
        is_shot = self._view_state.view == "camera" and board is not None
        reading = self._read(stage).read(shown.key, sensor=shown.sensor, aspect=shown.aspect)
        self._say(camera_words(shown.key, self._document.project) if is_shot else "", shot_words(reading))
        before = board_before(self._document, self._view_state.board) if board is not None else None
        fault = (
            self._fault(before, board, shown.key, stage)
            if before is not None and board is not None and is_shot
            else None
        )
        self.notice.show_fault(
            fault, before=before.shot.text if before is not None else "", may_mend=not self._is_read_only
        )
        lines = self._lines(
            stage, board, before, shown, is_shot=is_shot, is_crossed=bool(fault and fault.rule == "line")
        )
        self._viewport.set_overlays(lines)

    def _fault(self, before: Board, board: Board, key: CameraKey, stage: Stage) -> CutFault | None:
        """The first rule that the cut to the shown camera breaks."""
        keys = (key, *board.camera_keys[1:]) if board.camera_keys else (key,)
        return next(iter(cut_faults(before, board.model_copy(update={"camera_keys": keys}), stage)), None)

    def _lines(
        self,
        stage: Stage,
        board: Board | None,
        before: Board | None,
        shown: ShownCamera,
        *,
        is_shot: bool,
        is_crossed: bool,
    ) -> tuple[OverlayLine, ...]:
        lines: list[OverlayLine] = []
        pair = line_pair(before or board, board, stage) if board is not None else None
        if pair is not None:
            ends = [subject_of(prop).centre for prop in pair]
            lines += line_180(
                stage, ends[0], ends[1], shown.key, sensor=shown.sensor, aspect=shown.aspect, is_crossed=is_crossed
            )
        if is_shot:
            guides = guide_lines(
                self._view_state.guides,
                shown.key,
                sensor=shown.sensor,
                aspect=shown.aspect,
                mask=self._view_state.mask,
            )
            return (*guides, *lines)
        project = self._document.project
        for key in board.camera_keys if board is not None else ():
            lines += camera_cone(
                key, project.sensor, project.aspect_ratio, shown.key, sensor=shown.sensor, aspect=shown.aspect
            )
        if board is not None and len(board.camera_keys) > 1:
            lines += camera_way(board.camera_keys, shown.key, sensor=shown.sensor, aspect=shown.aspect)
        return tuple(lines)

    def _say(self, camera: str, shot: str) -> None:
        for label, words in ((self.camera_label, camera), (self.shot_label, shot)):
            label.setText(words)
            label.setVisible(bool(words))
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow picture only the first that is told has room: the other says less that is not seen elsewhere."""
        if self._viewport is None or self._column is None:
            return
        room = self._viewport.width() - 2 * self._column.contentsMargins().left()
        wanted = [label.sizeHint().width() for label in (self.camera_label, self.shot_label) if label.text()]
        self.shot_label.setVisible(bool(self.shot_label.text()) and (len(wanted) < 2 or sum(wanted) + _MARGIN <= room))

    def _read(self, stage: Stage) -> ShotReader:
        if self._reader is None or self._reader[0] is not stage:
            self._reader = stage, ShotReader(stage)
        return self._reader[1]

    def _board(self) -> Board | None:
        return self._document.board(self._view_state.board) if self._view_state.board else None
