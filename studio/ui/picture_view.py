"""Where a board's picture is shown, for what is laid over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.model.ids import DocPath
from studio.ui.comment_desk import CommentDesk


@dataclass(frozen=True, slots=True)
class PictureView:
    """Where a board's picture is shown in a widget: ``area`` is the whole frame, in the widget's pixels.

    ``area`` is None while nothing can stand over it: there is no picture, or it plays. ``is_of_set`` where the set
    itself is seen, whatever take the board shows.
    """

    widget: QWidget
    name: str
    area: Callable[[], QRectF | None]
    board: Callable[[], DocPath]
    is_of_set: bool = False


class PictureWatch(QObject):
    """Watches one view for all that is laid over it."""

    changed = Signal()
    """What lies over the picture may have to be something else, or elsewhere; told once a turn of the loop."""

    def __init__(self, view: PictureView, desk: CommentDesk) -> None:
        super().__init__(view.widget)
        self.view = view
        self._is_on = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.changed)
        desk.changed.connect(self._soon.start)
        desk.chosen_changed.connect(lambda _path: self._soon.start())
        view.widget.installEventFilter(self)
        self._soon.start()

    def look_again(self) -> None:
        """Tells of a change, once what is happening now is over."""
        self._soon.start()

    def set_shown(self, *, shown: bool) -> None:
        """Whether anything is laid over the picture."""
        self._is_on = shown
        self._soon.start()

    def area(self) -> QRectF | None:
        """Where the picture is now; None where nothing is to be laid over it."""
        return self.view.area() if self._is_on and self.view.widget.isVisible() else None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._soon.start()
        return super().eventFilter(watched, event)
