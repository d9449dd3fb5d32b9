"""The chosen props in words and numbers: where they stand, how large they are, their pose, and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.model.stage import Prop, Stage
from studio.ui.actions import ActionRegistry
from studio.ui.asset_search import AssetSearch
from studio.ui.icons import icon
from studio.ui.naming import named
from studio.ui.number_field import NumberField, NumberKind
from studio.ui.outliner_model import name_of, role_words
from studio.ui.pose_picker import PosePicker
from studio.ui.prop_commands import PropCommands
from studio.ui.stage_hands import StageHands
from studio.ui.task_scope import TaskScope
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.viewport.prop_placement import LARGEST_M, SMALLEST_M
from studio.workflows.prop_shape import can_pose, pose_names

_BUTTONS = (
    ("prop.drop", "drop"),
    ("prop.duplicate", "copy"),
    ("prop.lock", "lock"),
    ("prop.hide", "eye"),
    ("prop.delete", "bin"),
)
_PLACE = NumberKind("", -1000.0, 1000.0, 0.1, 2)
_EDGE = NumberKind("", SMALLEST_M, LARGEST_M, 0.1, 3)
_TURN = NumberKind("°", -180.0, 360.0, 15.0, 1)


class PropPanel(QWidget):
    """Edits what is chosen, for the whole set or for one board alone."""

    def __init__(
        self,
        commands: PropCommands,
        hands: StageHands,
        view_state: ViewState,
        registry: ActionRegistry,
        tasks: TaskScope,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("propPanel")
        self._commands = commands
        self._hands = hands
        self._view_state = view_state
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._scope(registry, theme))
        self._title = named(QLabel(), "propTitle")
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._about = named(QLabel(), "propAbout")
        self._about.setProperty("role", "hint")
        self._about.setWordWrap(True)
        column.addWidget(self._title)
        column.addWidget(self._about)
        self._wrong = named(QLabel(), "propCollision")
        self._wrong.setProperty("role", "warning")
        self._wrong.setWordWrap(True)
        column.addWidget(self._wrong)
        self._form = QWidget()
        column.addWidget(self._form)
        self._numbers = self._fields()
        self.poses = PosePicker(pose_names())
        self.poses.pose_wanted.connect(commands.pose)
        column.addWidget(self.poses)
        self.assets = AssetSearch(tasks)
        self.assets.chosen.connect(commands.replace)
        column.addWidget(self.assets)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE // 2)
        for name, glyph in _BUTTONS:
            buttons.addWidget(_action_button(registry, name, glyph, theme))
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        hands.shown.connect(lambda _stage: self.refresh())
        hands.collided.connect(lambda _found: self.refresh())
        view_state.props_changed.connect(lambda _props: self.refresh())
        view_state.board_only_changed.connect(lambda _only: self.refresh())
        view_state.board_changed.connect(lambda _board: self.refresh())
        self.refresh()

    def _scope(self, registry: ActionRegistry, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        group = QButtonGroup(self)
        self._scopes: dict[bool, QToolButton] = {}
        for is_board_only, name, text, tip in (
            (False, "reach.set", tr("Whole set"), tr("Changes of props show on every board of this scene")),
            (True, "reach.board", tr("This board only"), tr("Changes of props show on this board alone")),
        ):
            chip = named(QToolButton(), name)
            chip.setText(text)
            chip.setToolTip(tip)
            chip.setProperty("chip", "true")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _c=False, only=is_board_only: self._view_state.set_board_only(enabled=only))
            group.addButton(chip)
            self._scopes[is_board_only] = chip
            row.addWidget(chip)
        row.addStretch(1)
        self._reset = _action_button(registry, "prop.reset", "reset", theme)
        row.addWidget(self._reset)
        return row

    def _fields(self) -> dict[str, NumberField]:
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE // 2)
        grid.setVerticalSpacing(SPACE // 2)
        found: dict[str, NumberField] = {}
        words = {
            "x": tr("Left to right"),
            "y": tr("Height"),
            "z": tr("Back to front"),
            "width": tr("Width"),
            "height": tr("Height of it"),
            "depth": tr("Depth of it"),
            "yaw": tr("Turn about the upright"),
        }
        lines = (
            (f"{tr('Position')} m", _PLACE, ("x", "y", "z")),
            (f"{tr('Size')} m", _EDGE, ("width", "height", "depth")),
            (tr("Turn"), _TURN, ("yaw",)),
        )
        for line, (text, kind, names) in enumerate(lines):
            label = QLabel(text)
            label.setProperty("role", "field")
            grid.addWidget(label, line, 0)
            for at, name in enumerate(names, start=1):
                found[name] = NumberField(f"prop.{name}", words[name], kind)
                found[name].valueChanged.connect(lambda _value: self._place())
                grid.addWidget(found[name], line, at)
        for at in (1, 2, 3):
            grid.setColumnStretch(at, 1)
        return found

    def refresh(self) -> None:
        """Shows what is chosen as it is now."""
        chosen = self._commands.chosen()
        has_board, is_read_only = bool(self._view_state.board), self._commands.is_read_only
        is_board_only = self._commands.reach.is_board_only
        self._scopes[is_board_only].setChecked(True)
        for chip in self._scopes.values():
            chip.setEnabled(has_board and not is_read_only)
        own = self._commands.overridden()
        self._reset.setVisible(bool(own & {prop.id for prop in chosen}) if chosen else bool(own))
        one = chosen[0] if len(chosen) == 1 else None
        self._title.setText(
            name_of(one) if one else tr("{count} props", count=len(chosen)) if chosen else tr("Nothing is chosen")
        )
        self._about.setText(self._words(one, own) if one else "" if chosen else _how())
        self._about.setVisible(bool(self._about.text()))
        self._form.setVisible(one is not None)
        self._form.setEnabled(one is not None and not one.locked and not is_read_only)
        if one is not None:
            for name, value in _values(one).items():
                self._numbers[name].show_value(value)
        figures = [prop for prop in chosen if can_pose(prop)]
        self.poses.setVisible(bool(figures))
        self.poses.setEnabled(not is_read_only)
        poses = {prop.pose or "stand" for prop in figures}
        self.poses.show_pose(poses.pop() if len(poses) == 1 else None)
        self.assets.setVisible(bool(chosen) and not is_read_only)
        self._show_wrong(chosen)

    def _words(self, prop: Prop, own: frozenset[str]) -> str:
        words = [role_words(prop)]
        stage = self._hands.stage
        parent = _parent(prop, stage)
        if parent is not None:
            words.append(tr("on {name}", name=name_of(parent)))
        if prop.locked:
            words.append(tr("locked"))
        if prop.hidden:
            words.append(tr("hidden"))
        if prop.pinned:
            words.append(tr("placed by hand"))
        if prop.id in own:
            words.append(tr("changed on this board"))
        return " · ".join(words)

    def _show_wrong(self, chosen: tuple[Prop, ...]) -> None:
        found, stage = self._hands.collisions, self._hands.stage
        names = {prop.id: name_of(prop) for prop in stage.props} if stage is not None else {}
        mine = {prop.id for prop in chosen}
        others = dict.fromkeys(
            names.get(other, other) for prop in chosen for other in found.of(prop.id) if other not in mine
        )
        lines = [tr("Stands in {names}.", names=", ".join(others))] if others else []
        if any(prop.id in found.outside for prop in chosen):
            lines.append(tr("Reaches out of the room."))
        if any({a, b} <= mine for a, b in found.pairs):
            lines.append(tr("The chosen props stand in one another."))
        self._wrong.setText(" ".join(lines))
        self._wrong.setVisible(bool(lines))

    def _place(self) -> None:
        chosen = self._commands.chosen()
        if len(chosen) != 1:
            return
        prop, value = chosen[0], {name: field.value() for name, field in self._numbers.items()}
        shown = _values(prop)
        # A number that was not touched keeps the digits that it does not show.
        kept = {name: shown[name] if abs(value[name] - shown[name]) < 0.0006 else value[name] for name in value}
        self._commands.place(
            prop.id,
            position=(kept["x"], kept["y"], kept["z"]),
            yaw_deg=kept["yaw"],
            size=(kept["width"], kept["height"], kept["depth"]),
        )


def _values(prop: Prop) -> dict[str, float]:
    (x, y, z), (width, height, depth) = prop.position, prop.size
    return {"x": x, "y": y, "z": z, "width": width, "height": height, "depth": depth, "yaw": prop.rotation[1]}


def _parent(prop: Prop, stage: Stage | None) -> Prop | None:
    return next((other for other in stage.props if other.id == prop.parent_id), None) if stage is not None else None


def _how() -> str:
    return tr("Click a prop in the picture or in the list above; drag a box with the select tool.")


def _action_button(registry: ActionRegistry, name: str, glyph: str, theme: Theme) -> QToolButton:
    button = named(QToolButton(), f"{name}.button")
    button.setDefaultAction(registry[name])
    registry[name].setIcon(icon(glyph, theme))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setAccessibleName(registry[name].text())
    button.setProperty("tool", "true")
    return button
