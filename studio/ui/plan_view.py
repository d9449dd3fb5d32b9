"""The plan of the set: seen from above, panned, zoomed, and changed by dragging props."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.model.documents import Board
from studio.model.ids import SceneId, board_path, stage_path
from studio.model.stage import Stage, Vec2
from studio.staging.floor_plan.footprints import Footprints
from studio.staging.floor_plan.plan import FloorPlan, floor_plan
from studio.ui.naming import named
from studio.ui.prop_commands import PropCommands
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.viewport.prop_placement import carried_by

if TYPE_CHECKING:
    from studio.model.change_set import ChangeSet
    from studio.ui.plan_sheet import PlanSheet
    from studio.ui.services import Services

_NUDGE_M, _LONG_NUDGE_M = 0.05, 0.5
_PAN_SHARE, _ZOOM = 0.15, 1.25
_MARGIN_M, _MARGIN_PX = 0.4, 28
_FOOT_PX = 40
"""What the scale and the buttons take of the foot of the page."""
_ARROWS: dict[Qt.Key, Vec2] = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class PlanView(QWidget):
    """The set of the scene that is looked at, from above; pyqtgraph is loaded when it is first shown."""

    def __init__(
        self, services: Services, view_state: ViewState, commands: PropCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("planView")
        self.setAccessibleName(tr("Plan of the set"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._services = services
        self._document = services.document
        self._view_state = view_state
        self._commands = commands
        self._footprints = Footprints()
        self._sheet: PlanSheet | None = None
        self._box: Any = None
        self._fitted = ""
        self._is_whole = False
        self._gesture = 0
        self._is_stale = True
        self._stack = QStackedLayout(self)
        self._opening = QLabel(tr("Opening the plan…"))
        self._opening.setObjectName("planOpening")
        self._opening.setProperty("role", "empty")
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._opening)
        view_state.scene_changed.connect(lambda _scene: self._refresh())
        view_state.board_changed.connect(lambda _board: self._refresh())
        view_state.prop_changed.connect(lambda _prop: self._mark())
        services.bridge.changed.connect(self._follow)
        services.tasks.start(tr("Opening the plan…"), self._open())

    @property
    def sheet(self) -> PlanSheet | None:
        """What is drawn on, once it is there."""
        return self._sheet

    async def _open(self) -> None:
        # Half a second of imports, so on a thread; the page says meanwhile that the plan is opening.
        await asyncio.to_thread(import_module, "pyqtgraph")
        from studio.ui.plan_sheet import PlanSheet

        self._sheet = PlanSheet(self._services.theme, self._carried)
        self._sheet.is_editable = not self._services.is_read_only
        self._sheet.prop_clicked.connect(self._view_state.select_prop)
        self._sheet.board_clicked.connect(self._view_state.select_board)
        self._sheet.prop_dropped.connect(self._drop)
        self._stack.addWidget(self._page(self._sheet))
        self._stack.setCurrentIndex(1)
        self._refresh()

    def _page(self, sheet: PlanSheet) -> QWidget:
        """The sheet in pyqtgraph's view, with what the plan offers in its corner."""
        import pyqtgraph as pg

        page = named(QWidget(), "planPage")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        view = pg.GraphicsView(background=self._services.theme.colour("ground0"))
        view.setObjectName("planCanvas")
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box = pg.ViewBox(lockAspect=True, invertY=True, enableMenu=False, defaultPadding=0.0)
        self._box.disableAutoRange()
        self._box.sigRangeChangedManually.connect(self._leave_whole)
        view.setCentralItem(self._box)
        self._box.addItem(sheet, ignoreBounds=True)
        column.addWidget(view)
        over = QVBoxLayout(view)
        over.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        over.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addStretch(1)
        over.addLayout(row)
        for name, text, is_on in (("zones", tr("Zones"), True), ("names", tr("Names"), True)):
            row.addWidget(self._toggle(name, text, is_on=is_on))
        fit = named(QToolButton(), "plan.fit")
        fit.setText(tr("Fit"))
        fit.setToolTip(tr("Shows the whole set (F)"))
        fit.clicked.connect(self.fit)
        row.addWidget(fit)
        return page

    def _toggle(self, name: str, text: str, *, is_on: bool) -> QToolButton:
        button = named(QToolButton(), f"plan.{name}")
        button.setText(text)
        button.setCheckable(True)
        button.setChecked(is_on)
        button.setProperty("flat", "true")
        button.toggled.connect(lambda on: self._show_part(name, on=on))
        return button

    def _show_part(self, name: str, *, on: bool) -> None:
        if self._sheet is not None:
            setattr(self._sheet, f"shows_{name}", on)
            self._sheet.update()

    def fit(self) -> None:
        """Shows the whole set."""
        plan = self._plan()
        if plan is not None and self._box is not None:
            least_x, least_z, most_x, most_z = plan.bounds
            room = QRectF(least_x, least_z, most_x - least_x, most_z - least_z)
            wide, high = max(1, self.width()), max(1, self.height() - _FOOT_PX)
            pixel = max(room.width() / wide, room.height() / high)
            margin = max(_MARGIN_M, _MARGIN_PX * pixel)
            below = _FOOT_PX / high * (room.height() + 2 * margin)
            self._box.setRange(room.adjusted(-margin, -margin, margin, margin + below), padding=0.0)
            self._is_whole = True

    def _leave_whole(self, *_: object) -> None:
        """The person looks at a part now, which stays when the page changes its size."""
        self._is_whole = False

    @override
    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_whole:
            self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._arrow(_ARROWS[key], is_long=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_F:
            self.fit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus) and self._box is not None:
            self._leave_whole()
            self._box.scaleBy((_ZOOM, _ZOOM) if key == Qt.Key.Key_Minus else (1 / _ZOOM, 1 / _ZOOM))
        elif key == Qt.Key.Key_Escape and self._sheet is not None and self._sheet.is_dragging:
            self._sheet.cancel_drag()
        elif key == Qt.Key.Key_Escape and self._view_state.prop:
            self._view_state.select_prop("")
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat() and Qt.Key(event.key()) in _ARROWS:
            self._gesture += 1
        super().keyReleaseEvent(event)

    def _arrow(self, direction: Vec2, *, is_long: bool) -> None:
        """Moves the selected prop, or the view where none is selected."""
        plan, prop = self._plan(), self._view_state.prop
        footprint = plan.footprint(prop) if plan is not None and prop else None
        if footprint is not None and self._services.is_read_only is False and not footprint.prop.locked:
            step = _LONG_NUDGE_M if is_long else _NUDGE_M
            self._commands.move(prop, (direction[0] * step, 0.0, direction[1] * step), gesture=self._gesture)
        elif self._box is not None:
            self._leave_whole()
            seen = self._box.viewRect()
            self._box.translateBy(direction[0] * seen.width() * _PAN_SHARE, direction[1] * seen.height() * _PAN_SHARE)

    def _drop(self, prop: str, dx: float, dz: float) -> None:
        self._commands.move(prop, (dx, 0.0, dz))

    def _carried(self, prop: str) -> tuple[str, ...]:
        shown = self._commands.stage()
        return tuple(carried_by(shown, (prop,))) if shown is not None else (prop,)

    def _follow(self, change: ChangeSet) -> None:
        scene = self._view_state.scene_id
        if any(path == stage_path(scene) or path.startswith(f"scenes/{scene}/boards/") for path in change.touched):
            self._refresh()

    def _refresh(self) -> None:
        """Draws the plan anew; while it is hidden, when it is shown next."""
        self._is_stale = not self.isVisible()
        plan = None if self._is_stale or self._sheet is None else self._plan()
        if plan is None or self._sheet is None:
            return
        self._sheet.show_plan(plan)
        self._mark()
        if self._fitted != self._view_state.scene_id:
            self._fitted = self._view_state.scene_id
            self.fit()

    def _mark(self) -> None:
        if self._sheet is not None:
            self._sheet.mark(prop=self._view_state.prop, board=self._view_state.board)

    def _plan(self) -> FloorPlan | None:
        stage = self._stage()
        if stage is None:
            return None
        scene, project = SceneId(self._view_state.scene_id), self._document.project
        boards = [(board_path(scene, name), board) for name, board in self._document.boards(scene)]
        return floor_plan(
            stage,
            boards,
            sensor=project.sensor,
            aspect=project.aspect_ratio,
            shown=self._commands.stage(),
            board=self._board(),
            footprints=self._footprints,
        )

    def _board(self) -> Board | None:
        return self._document.board(self._view_state.board) if self._view_state.board else None

    def _stage(self) -> Stage | None:
        return self._document.stage(SceneId(self._view_state.scene_id)) if self._view_state.scene_id else None
