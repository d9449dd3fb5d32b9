"""The props of a set as a tree: groups, what stands on what, with names, roles, and what is hidden or locked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from studio.model.stage import Prop, Stage
from studio.ui.translation import tr

MIME = "application/x-dreamfactory-props"
NAME, SHOWN, FREE = range(3)
"""The columns: the name, whether it is shown, whether it may be moved."""

PROP_ROLE, GROUP_ROLE, OWN_ROLE = (Qt.ItemDataRole.UserRole + place for place in range(1, 4))
"""A row's prop (or None), its group's name, and whether the board has it otherwise than the set."""

ROLE_WORDS = {
    "character": "Person",
    "furniture_floor": "Furniture",
    "furniture_wall": "On the wall",
    "decoration_surface": "On a surface",
    "decoration_floating": "Floating",
    "decoration_hanging": "Hanging",
    "lighting": "Light",
    "effect": "Effect",
    "structure": "Structure",
    "sub_container": "Place",
    "environment_container": "Place",
    "unspecified": "Thing",
}
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(slots=True, eq=False)
class _Row:
    prop: Prop | None
    group: str
    parent: _Row | None
    place: int = 0
    below: list[_Row] = field(default_factory=list)

    def add(self, row: _Row) -> None:
        """Puts a row below this one."""
        row.parent, row.place = self, len(self.below)
        self.below.append(row)

    def props(self) -> list[str]:
        """The props of a group's row, or the one prop."""
        return [self.prop.id] if self.prop is not None else [row.prop.id for row in self.below if row.prop is not None]


class OutlinerModel(QAbstractItemModel):
    """A tree over one stage; a change of what does not move in the tree leaves it as it is.

    Signals:
        renamed: a prop is to be called so.
        shown_wanted, free_wanted: props are to be shown or hidden, freed or locked.
        put_below: props were dropped on a prop (its id) or on the set (``""``).
        put_into_group: props were dropped on a group.
    """

    renamed = Signal(str, str)
    shown_wanted = Signal(object, bool)
    free_wanted = Signal(object, bool)
    put_below = Signal(object, str)
    put_into_group = Signal(object, str)

    def __init__(self, parent: QObject | None = None, *, is_read_only: bool = False) -> None:
        super().__init__(parent)
        self._is_read_only = is_read_only
        self._props: dict[str, Prop] = {}
        self._own: frozenset[str] = frozenset()
        self._words = ""
        self._root = _Row(None, "", None)
        self._rows: dict[str, _Row] = {}

    @property
    def is_filtered(self) -> bool:
        """Whether only some rows are shown."""
        return bool(self._words)

    def show_stage(self, stage: Stage | None, *, own: frozenset[str]) -> None:
        """Shows a set; ``own`` are the props that the board has otherwise."""
        props = {prop.id: prop for prop in stage.props} if stage is not None else {}
        kept, marked = self._props, self._own ^ own
        self._props, self._own = props, own
        if kept.keys() != props.keys() or list(kept) != list(props):
            self._build()
            return
        changed = [prop for name, prop in props.items() if kept[name] is not prop]
        if any(_shape(kept[prop.id]) != _shape(prop) for prop in changed):
            self._build()
            return
        for prop in changed:
            row = self._rows.get(prop.id)
            if row is not None:
                row.prop = prop
            if _looks(kept[prop.id]) != _looks(prop):
                self._tell(prop.id)
        for name in marked:
            self._tell(name)

    def filter(self, words: str) -> None:
        """Shows only what has all of the words in its name or role, and what it stands on."""
        if words.casefold() != self._words:
            self._words = words.casefold()
            self._build()

    def index_of(self, prop_id: str) -> QModelIndex:
        """Where a prop is; an invalid index for none that is shown."""
        row = self._rows.get(prop_id)
        return self.createIndex(row.place, NAME, row) if row is not None else QModelIndex()

    def index_of_group(self, group: str) -> QModelIndex:
        """Where a group's row is; an invalid index for none that is shown."""
        row = next((row for row in self._root.below if row.prop is None and row.group == group), None)
        return self.createIndex(row.place, NAME, row) if row is not None else QModelIndex()

    def props_at(self, indexes: Collection[AnyIndex]) -> tuple[str, ...]:
        """The props of some rows; those of a group for its row."""
        return tuple(dict.fromkeys(name for index in indexes for name in self._row(index).props()))

    def _build(self) -> None:
        self.beginResetModel()
        self._root, self._rows = _Row(None, "", None), {}
        props = tuple(self._props.values())
        kept = self._kept(props)
        self._rows = {prop.id: _Row(prop, prop.group or "", None) for prop in props if prop.id in kept}
        groups: dict[str, _Row] = {}
        for row in self._rows.values():
            prop = row.prop
            above = self._rows.get(prop.parent_id or "") if prop is not None else None
            if above is not None and not _is_above(row, above, self._rows):
                above.add(row)
            elif row.group:
                if row.group not in groups:
                    groups[row.group] = _Row(None, row.group, None)
                    self._root.add(groups[row.group])
                groups[row.group].add(row)
            else:
                self._root.add(row)
        self.endResetModel()

    def _kept(self, props: Sequence[Prop]) -> set[str]:
        words = self._words.split()
        kept: set[str] = set()
        for prop in props:
            text = f"{name_of(prop)} {role_words(prop)} {prop.id} {prop.group or ''}".casefold()
            if not all(word in text for word in words):
                continue
            above: Prop | None = prop
            while above is not None and above.id not in kept:
                kept.add(above.id)
                above = self._props.get(above.parent_id or "")
        return kept

    def _tell(self, prop_id: str) -> None:
        index = self.index_of(prop_id)
        if index.isValid():
            self.dataChanged.emit(index, index.siblingAtColumn(FREE))

    def _row(self, index: AnyIndex) -> _Row:
        row = index.internalPointer() if index.isValid() else None
        return row if isinstance(row, _Row) else self._root

    @override
    def index(self, row: int, column: int, parent: AnyIndex | None = None) -> QModelIndex:
        below = self._row(parent or QModelIndex()).below
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) else QModelIndex()

    @override
    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        above = self._row(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.place, NAME, above)

    @override
    def rowCount(self, parent: AnyIndex | None = None) -> int:
        index = parent or QModelIndex()
        return len(self._row(index).below) if index.column() <= 0 else 0

    @override
    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 3

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        titles = (tr("Name"), tr("Shown"), tr("Locked"))
        return titles[section] if role == Qt.ItemDataRole.DisplayRole and 0 <= section < 3 else None

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._row(index), index.column()
        if role == PROP_ROLE:
            return row.prop
        if role == GROUP_ROLE:
            return row.group if row.prop is None else ""
        if role == OWN_ROLE:
            return row.prop is not None and row.prop.id in self._own
        members = [row.prop] if row.prop is not None else [below.prop for below in row.below if below.prop is not None]
        if role == Qt.ItemDataRole.CheckStateRole and column != NAME:
            is_so = all(prop.locked if column == FREE else not prop.hidden for prop in members)
            return Qt.CheckState.Checked if is_so else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) and column == NAME:
            return group_words(row.group) if row.prop is None else name_of(row.prop)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row, column)
        return None

    def _spoken(self, row: _Row, column: int) -> str:
        if column == SHOWN:
            return tr("Shown: click to hide")
        if column == FREE:
            return tr("Locked: click to change")
        if row.prop is None:
            return tr("{name}, {count} props", name=group_words(row.group), count=len(row.below))
        words = [name_of(row.prop), role_words(row.prop)]
        words += [
            word
            for is_so, word in (
                (row.prop.hidden, tr("hidden")),
                (row.prop.locked, tr("locked")),
                (row.prop.pinned, tr("placed by hand")),
                (row.prop.id in self._own, tr("changed on this board")),
            )
            if is_so
        ]
        return ", ".join(words)

    @override
    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self._row(index)
        if self._is_read_only or row is self._root:
            return False
        if role == Qt.ItemDataRole.EditRole and row.prop is not None:
            self.renamed.emit(row.prop.id, str(value))
            return True
        if role == Qt.ItemDataRole.CheckStateRole:
            is_on = Qt.CheckState(value) == Qt.CheckState.Checked
            signal = self.free_wanted if index.column() == FREE else self.shown_wanted
            signal.emit(tuple(row.props()), is_on if index.column() == SHOWN else not is_on)
            return True
        return False

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._is_read_only:
            return flags
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if index.column() != NAME:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if self._row(index).prop is not None else flags

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, "\n".join(self.props_at(indexes)).encode())
        return data

    @override
    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex) -> bool:
        if self._is_read_only or not data.hasFormat(MIME):
            return False
        names = tuple(bytes(data.data(MIME).data()).decode().split("\n"))
        target = self._row(parent)
        if target.prop is None and target.group:
            self.put_into_group.emit(names, target.group)
        else:
            self.put_below.emit(names, target.prop.id if target.prop is not None else "")
        # The tree follows the document; nothing is to be taken out here.
        return False


def _shape(prop: Prop) -> tuple[object, ...]:
    """What decides where a prop's row is, and whether it is found."""
    return prop.parent_id, prop.group, prop.name, prop.semantic_role


def _looks(prop: Prop) -> tuple[object, ...]:
    """What a prop's row shows besides."""
    return prop.hidden, prop.locked, prop.pinned


def name_of(prop: Prop) -> str:
    """What a prop is called, with its number among its like."""
    number = prop.id.partition("#")[2]
    return f"{prop.name or prop.node or prop.id} {number}".strip()


def role_words(prop: Prop) -> str:
    """What a prop is on the set."""
    return tr(ROLE_WORDS.get(prop.semantic_role, ROLE_WORDS["unspecified"]))


def group_words(group: str) -> str:
    """What a group is called."""
    return tr("Group {number}", number=group.removeprefix("group-"))


def _is_above(row: _Row, other: _Row, rows: dict[str, _Row]) -> bool:
    """Whether a row is the other one, or above it."""
    seen: set[str] = set()
    at: _Row | None = other
    while at is not None and at.prop is not None and at.prop.id not in seen:
        if at is row:
            return True
        seen.add(at.prop.id)
        at = rows.get(at.prop.parent_id or "")
    return False
