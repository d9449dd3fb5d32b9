"""The stage as a person finds it: its picture, its list and its panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.model.stage import Prop, Vec3
from studio.ui.stage_viewport import StageViewport
from studio.viewport.transform import to_world
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL
from tests.gui.small_set import build_set

NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton


class SetPage:
    """The known set in the free view, with the focus in the picture."""

    def __init__(self, page: StudioPage, *, view: str = "free") -> None:
        self.page = page
        build_set(page)
        page.window.view_state.use_view(view)
        page.until(lambda: self.viewport.frame_ms > 0)
        self.viewport.set_glides(enabled=False)
        self.viewport.setFocus()

    @property
    def viewport(self) -> StageViewport:
        """The picture."""
        viewport = self.page.window.stage_page.viewport
        assert viewport is not None
        return viewport

    @property
    def chosen(self) -> list[str]:
        """What is chosen."""
        return list(self.page.window.view_state.props)

    def choose(self, *prop_ids: str) -> None:
        """Chooses props."""
        self.page.window.view_state.select_props(prop_ids)

    def prop(self, prop_id: str) -> Prop:
        """A prop as the document has it."""
        return next(prop for prop in self.props if prop.id == prop_id)

    def shown(self, prop_id: str) -> Prop:
        """A prop as the picture shows it."""
        stage = self.viewport.state.stage
        assert stage is not None
        return next(prop for prop in stage.props if prop.id == prop_id)

    @property
    def props(self) -> tuple[Prop, ...]:
        """All props as the document has them."""
        stage = self.page.document.stage(HALL)
        assert stage is not None
        return stage.props

    @property
    def ids(self) -> list[str]:
        """All that stands on the set."""
        return [prop.id for prop in self.props]

    def px(self, point: Vec3) -> QPoint:
        """Where a point of the set is seen."""
        at = self.viewport.state.sight((self.viewport.width(), self.viewport.height())).to_px(point)
        assert at is not None
        return QPointF(*at).toPoint()

    def on(self, prop_id: str) -> QPoint:
        """Where the middle of a prop is seen."""
        prop = self.shown(prop_id)
        return self.px(to_world(prop, (0.0, prop.size[1] / 2, 0.0)))

    def grip(self, prop_id: str) -> QPoint:
        """A place on a prop that is off the handles about its foot."""
        prop = self.shown(prop_id)
        width, height, depth = prop.size
        return self.px(to_world(prop, (width * 0.4, height * 0.9, -depth * 0.4)))

    def handle(self, name: str) -> QPoint:
        """A place on a handle of the tool in hand, well off the others."""
        state = self.viewport.state
        gizmo = state.gizmo()
        assert gizmo is not None
        handles = gizmo.handles(state.sight((self.viewport.width(), self.viewport.height())))
        handle = next(handle for handle in handles if handle.name == name)
        points: Sequence[tuple[float, float]] = handle.points
        if handle.kind == "axis":
            (x0, y0), (x1, y1) = points
            return QPointF(x0 + (x1 - x0) * 0.85, y0 + (y1 - y0) * 0.85).toPoint()
        if handle.kind == "plane":
            return QPointF(sum(x for x, _ in points) / 4, sum(y for _, y in points) / 4).toPoint()
        return QPointF(*points[0]).toPoint()

    def click(self, at: QPoint, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Clicks into the picture, when it shows what it is to show."""
        self.viewport.repaint()
        QTest.mouseClick(self.viewport, LEFT, modifiers, at)

    def drag(
        self,
        start: QPoint,
        end: QPoint,
        modifiers: Qt.KeyboardModifier = NO_KEYS,
        *,
        button: Qt.MouseButton = LEFT,
        lets_go: bool = True,
        steps: int = 4,
    ) -> None:
        """Drags through the picture, a few moves on the way."""
        self.viewport.repaint()
        self._mouse(QEvent.Type.MouseButtonPress, start, button, button, modifiers)
        for step in range(1, steps + 1):
            at = start + (end - start) * (step / steps)
            self._mouse(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, button, modifiers)
        if lets_go:
            self.let_go(end, modifiers, button=button)

    def let_go(self, at: QPoint, modifiers: Qt.KeyboardModifier = NO_KEYS, *, button: Qt.MouseButton = LEFT) -> None:
        """Ends a drag."""
        self._mouse(QEvent.Type.MouseButtonRelease, at, button, Qt.MouseButton.NoButton, modifiers)

    def key(
        self,
        key: Qt.Key | int,
        modifiers: Qt.KeyboardModifier = NO_KEYS,
        *,
        scan_code: int = 0,
        text: str = "",
        kind: QEvent.Type = QEvent.Type.KeyPress,
    ) -> None:
        """A key as a layout or an input method gives it to the picture: its place, its code and its text differ."""
        native = (scan_code, 0, 0) if scan_code else (0, 0, 0)
        QApplication.sendEvent(self.viewport, QKeyEvent(kind, int(key), modifiers, *native, text))

    def undo(self) -> None:
        """Takes the last step back."""
        self.page.run("edit.undo")

    def _mouse(
        self,
        kind: QEvent.Type,
        at: QPoint,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
        modifiers: Qt.KeyboardModifier,
    ) -> None:
        place = QPointF(at)
        event = QMouseEvent(kind, place, self.viewport.mapToGlobal(place), button, buttons, modifiers)
        QApplication.sendEvent(self.viewport, event)
