"""The camera's move: its keys one after the other, set and deleted at the playhead, and their curves."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.model.document import Document
from studio.model.documents import Board
from studio.ui.camera_work import CameraWork
from studio.ui.curve_editor import CHANNELS, CurveEditor
from studio.ui.naming import named
from studio.ui.playhead import Playhead
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.viewport.camera_path import camera_at, key_near

EASING_WORDS = {
    "ease": "Ease in and out",
    "linear": "Even",
    "ease_in": "Ease in",
    "ease_out": "Ease out",
    "hold": "Hold, then cut",
}


class MovePanel(QWidget):
    """Works on the keys of the board that is looked at."""

    def __init__(
        self,
        document: Document,
        view_state: ViewState,
        playhead: Playhead,
        cameras: CameraWork,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("movePanel")
        self._document = document
        self._view_state = view_state
        self._playhead = playhead
        self._cameras = cameras
        self._board: Board | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        column.addLayout(row)
        self._previous = self._button("key.previous", "◀", tr("To the key before"))
        self._set = self._button("key.set", tr("Set key"), tr("Keeps the camera as it is at the playhead"))
        self._delete = self._button("key.delete", tr("Delete key"), tr("Takes out the key at the playhead"))
        self._next = self._button("key.next", "▶", tr("To the next key"))
        self._easing = named(QComboBox(), "key.easing")
        self._easing.setAccessibleName(tr("Easing"))
        self._easing.setToolTip(tr("How the camera goes on from this key"))
        for value, text in EASING_WORDS.items():
            self._easing.addItem(tr(text), value)
        self._place = named(QLabel(), "key.place")
        self._place.setProperty("role", "field")
        self._channel = named(QComboBox(), "curve.channel")
        self._channel.setAccessibleName(tr("Curve"))
        for value, text in CHANNELS.items():
            self._channel.addItem(tr(text), value)
        for widget in (self._previous, self._set, self._delete, self._next, self._easing, self._place):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._channel)
        self.curves = CurveEditor(playhead, theme)
        column.addWidget(self.curves)
        self._previous.clicked.connect(lambda _c=False: self._step(-1))
        self._next.clicked.connect(lambda _c=False: self._step(1))
        self._set.clicked.connect(lambda _c=False: self._set_key())
        self._delete.clicked.connect(lambda _c=False: self._delete_key())
        self._easing.activated.connect(lambda _at: self._set_easing())
        self._channel.activated.connect(lambda _at: self.curves.show_channel(self._channel.currentData()))
        self.curves.keys_changed.connect(self._take_curve)
        playhead.moved.connect(self._show)

    @staticmethod
    def _button(name: str, text: str, tip: str) -> QToolButton:
        button = named(QToolButton(), name)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty("chip", "true")
        return button

    def show_board(self, board: Board | None) -> None:
        """Shows the keys of a board."""
        self._board = board
        self.curves.show_board(board, may_edit=not self._cameras.is_read_only)
        self._show()

    def _show(self) -> None:
        board = self._board
        if board is None:
            return
        keys, t, place = board.camera_keys, self._playhead.t, self._here()
        self._delete.setEnabled(place is not None and len(keys) > 1)
        self._previous.setEnabled(any(key.t < t - 1e-6 for key in keys) and len(keys) > 1)
        self._next.setEnabled(any(key.t > t + 1e-6 for key in keys) and len(keys) > 1)
        self._easing.setEnabled(place is not None and place < len(keys) - 1)
        if place is not None:
            self._easing.setCurrentIndex(max(0, self._easing.findData(keys[place].easing)))
        frame = self._playhead.frame
        self._place.setText(
            tr("Key {place} of {count} · frame {frame}", place=place + 1, count=len(keys), frame=frame)
            if place is not None
            else tr("Between keys · frame {frame}", frame=frame)
        )

    def _here(self) -> int | None:
        """The key at the playhead; that of a camera that stands is everywhere."""
        if self._board is None or not self._board.camera_keys:
            return None
        keys = self._board.camera_keys
        return 0 if len(keys) == 1 else key_near(keys, self._playhead.t, frames=self._board.duration_frames)

    def _step(self, by: int) -> None:
        if self._board is not None:
            t = self._playhead.t
            times = [key.t for key in self._board.camera_keys if (key.t > t + 1e-6 if by > 0 else key.t < t - 1e-6)]
            if times:
                self._playhead.go_to(min(times) if by > 0 else max(times))

    def _set_key(self) -> None:
        if self._board is not None and self._board.camera_keys:
            key = camera_at(self._board.camera_keys, self._playhead.t)
            self._cameras.set_key(self._view_state.board, key, label=tr("Set camera key"))

    def _delete_key(self) -> None:
        place = self._here()
        if place is not None:
            self._cameras.delete_key(self._view_state.board, place)

    def _set_easing(self) -> None:
        place, board = self._here(), self._board
        if place is not None and board is not None:
            eased = board.camera_keys[place].model_copy(update={"easing": self._easing.currentData()})
            keys = [eased if at == place else key for at, key in enumerate(board.camera_keys)]
            self._cameras.set_keys(self._view_state.board, keys, label=tr("Change easing"))

    def _take_curve(self, keys: object) -> None:
        if isinstance(keys, tuple):
            self._cameras.set_keys(self._view_state.board, keys, label=tr("Change curve"))
