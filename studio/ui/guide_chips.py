"""What helps to see the picture: safe areas, thirds, centre, horizon, another aspect; and its depth of field.

The aids are this person's; the depth of field is the production's, seen in its boards and its film as well.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from studio.model.document import Document
from studio.settings import load_preferences, save_preferences
from studio.ui.camera_work import CameraWork
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.viewport.guides import GUIDES, MASKS

GUIDE_WORDS = {
    "action_safe": "Action safe",
    "title_safe": "Title safe",
    "thirds": "Thirds",
    "cross": "Centre cross",
    "horizon": "Horizon",
    "mask": "Aspect mask",
}
_FIELD = "depthOfField"


class GuideChips(QToolButton):
    """A button with a menu that switches each guide and chooses the aspect of the mask."""

    def __init__(
        self, document: Document, view_state: ViewState, cameras: CameraWork, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("guides")
        self.setText(tr("Guides"))
        self.setProperty("flat", "true")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._document = document
        self._view_state = view_state
        menu = QMenu(self)
        menu.setObjectName("guidesMenu")
        self._guides: dict[str, QAction] = {}
        for guide in GUIDES:
            action = menu.addAction(tr(GUIDE_WORDS[guide]))
            action.setObjectName(f"guide.{guide}")
            action.setCheckable(True)
            action.toggled.connect(lambda on, guide=guide: self._switch(guide, is_on=on))
            self._guides[guide] = action
        menu.addSeparator()
        self._masks: dict[float, QAction] = {}
        for mask in MASKS:
            action = menu.addAction(tr("Mask {aspect}", aspect=f"{mask:.2f}"))
            action.setObjectName(f"mask.{mask:.2f}")
            action.setCheckable(True)
            action.triggered.connect(lambda _c=False, mask=mask: self._choose_mask(mask))
            self._masks[mask] = action
        menu.addSeparator()
        self._focus = menu.addAction(tr("Depth of field"))
        self._focus.setObjectName("guide.focus")
        self._focus.setCheckable(True)
        self._focus.setEnabled(not cameras.is_read_only)
        self._focus.toggled.connect(lambda on: cameras.set_project(_FIELD, on))
        self.setMenu(menu)
        chosen = load_preferences()
        if chosen.guides is not None:
            view_state.use_guides(frozenset(chosen.guides) & frozenset(GUIDES), mask=chosen.mask or MASKS[0])
        self._show()
        self.show_project()
        view_state.guides_changed.connect(self._show)

    def _switch(self, guide: str, *, is_on: bool) -> None:
        self._view_state.show_guide(guide, shown=is_on)
        self._keep()

    def _choose_mask(self, mask: float) -> None:
        self._view_state.use_guides(self._view_state.guides | {"mask"}, mask=mask)
        self._keep()

    def _keep(self) -> None:
        guides = tuple(guide for guide in GUIDES if guide in self._view_state.guides)
        save_preferences(replace(load_preferences(), guides=guides, mask=self._view_state.mask))

    def show_project(self) -> None:
        """Shows what the production has chosen."""
        with QSignalBlocker(self._focus):
            self._focus.setChecked(self._document.project.depth_of_field)

    def _show(self) -> None:
        for guide, action in self._guides.items():
            with QSignalBlocker(action):
                action.setChecked(guide in self._view_state.guides)
        for mask, action in self._masks.items():
            action.setChecked(abs(mask - self._view_state.mask) < 0.005)
