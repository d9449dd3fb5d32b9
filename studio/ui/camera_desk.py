"""What a camera is set with, below the picture: framing, the camera itself, its move; one at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from studio.model.document import Document
from studio.model.documents import Board
from studio.ui.camera_panel import CameraPanel
from studio.ui.camera_work import CameraWork
from studio.ui.fitting_area import FittingArea
from studio.ui.framing_bar import FramingBar
from studio.ui.guide_chips import GuideChips
from studio.ui.move_panel import MovePanel
from studio.ui.naming import named
from studio.ui.playhead import Playhead
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState


class CameraDesk(QWidget):
    """Three panels behind tabs, of the height of the one that is shown."""

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
        self.setObjectName("cameraDesk")
        self._is_read_only = cameras.is_read_only
        self.framing = FramingBar()
        self.camera = CameraPanel(document, view_state, playhead, cameras)
        self.move_panel = MovePanel(document, view_state, playhead, cameras, theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        column.addLayout(row)
        group = QButtonGroup(self)
        self._areas: dict[QWidget, FittingArea] = {}
        tabs = (
            ("framing", tr("Framing"), self.framing),
            ("camera", tr("Camera"), self.camera),
            ("move", tr("Move"), self.move_panel),
        )
        for name, text, page in tabs:
            tab = named(QToolButton(), f"desk.{name}")
            tab.setText(text)
            tab.setCheckable(True)
            tab.setProperty("flat", "true")
            tab.setChecked(page is self.framing)
            tab.clicked.connect(lambda _c=False, page=page: self._turn_to(page))
            group.addButton(tab)
            row.addWidget(tab)
            self._areas[page] = FittingArea(page, f"desk.{name}.area")
            column.addWidget(self._areas[page])
        row.addStretch(1)
        self._guides = GuideChips(document, view_state, cameras)
        row.addWidget(self._guides)
        self._turn_to(self.framing)

    def show_board(self, board: Board | None) -> None:
        """Shows the camera of a board."""
        self._guides.show_project()
        for panel in (self.camera, self.move_panel):
            panel.setEnabled(board is not None and bool(board.camera_keys) and not self._is_read_only)
            panel.show_board(board)

    def _turn_to(self, page: QWidget) -> None:
        # Hidden, not stacked: chips that wrap tell a column their height by its width, and the picture gets the rest.
        for panel, area in self._areas.items():
            area.setVisible(panel is page)
